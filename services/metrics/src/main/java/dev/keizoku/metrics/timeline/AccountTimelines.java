package dev.keizoku.metrics.timeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Deals the timelines of subscriptions out to the accounts that had them. */
public final class AccountTimelines {

    /** An entry and the account the subscription belonged to from it on. */
    public record Owned(String account, TimelineEntry entry) {}

    private AccountTimelines() {}

    /**
     * The entries by account.
     *
     * <p>A subscription that was handed over ends for the account it left where it begins for the one it came to.
     */
    public static Map<String, List<TimelineEntry>> of(Collection<Owned> entries) {
        List<Owned> ordered = entries.stream()
                .sorted(Comparator.comparing(Owned::entry, TimelineEntry.ORDER))
                .toList();
        Map<String, List<TimelineEntry>> accounts = new TreeMap<>();
        Owned before = null;
        for (Owned owned : ordered) {
            if (before != null && isHandOver(before, owned)) {
                add(accounts, before.account(), owned.entry().handedOver());
                add(accounts, owned.account(), owned.entry().takenOver());
            } else {
                add(accounts, owned.account(), owned.entry());
            }
            before = owned;
        }
        return accounts;
    }

    private static boolean isHandOver(Owned before, Owned owned) {
        return before.entry().subscription().equals(owned.entry().subscription())
                && !before.account().equals(owned.account());
    }

    private static void add(Map<String, List<TimelineEntry>> accounts, String account, TimelineEntry entry) {
        accounts.computeIfAbsent(account, any -> new ArrayList<>()).add(entry);
    }
}
