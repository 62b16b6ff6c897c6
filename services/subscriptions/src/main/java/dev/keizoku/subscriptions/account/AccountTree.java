package dev.keizoku.subscriptions.account;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which account is whose child; never in a circle, and never deeper than ten levels. */
final class AccountTree {

    static final int MAX_LEVELS = 10;

    private final Map<String, String> parents = new HashMap<>();
    private final Map<String, Set<String>> children = new HashMap<>();

    /** Why an account cannot be another's child; null when it can. */
    @Nullable Refusal refusal(String child, String parent) {
        int above = 0;
        for (String at = parent; at != null; at = parents.get(at)) {
            if (at.equals(child)) {
                return Refusal.CYCLE;
            }
            above++;
        }
        return above + levels(child) > MAX_LEVELS ? Refusal.TOO_DEEP : null;
    }

    /** Makes an account another's child, or nobody's. */
    void put(String child, @Nullable String parent) {
        String before = parents.remove(child);
        if (before != null) {
            children.getOrDefault(before, Set.of()).remove(child);
        }
        if (parent != null) {
            parents.put(child, parent);
            children.computeIfAbsent(parent, id -> new HashSet<>()).add(child);
        }
    }

    /** How many levels an account and what is below it take. */
    private int levels(String account) {
        int deepest = 0;
        for (String child : children.getOrDefault(account, Set.of())) {
            deepest = Math.max(deepest, levels(child));
        }
        return deepest + 1;
    }

    /** What keeps an account from being a child. */
    enum Refusal {
        CYCLE("cycle", "An account cannot be below itself."),
        TOO_DEEP("too_deep", "Accounts are nested at most " + MAX_LEVELS + " levels deep.");

        private final String code;
        private final String detail;

        Refusal(String code, String detail) {
            this.code = code;
            this.detail = detail;
        }

        String code() {
            return code;
        }

        String detail() {
            return detail;
        }
    }
}
