package dev.keizoku.metrics.lifetime;

import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.timeline.TimelineStore;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/**
 * Follows what was handed over from account to account, so that a transfer neither ends a customer nor begins one.
 *
 * <p>An account that began with what another handed over is one customer with it. Where an account that was a customer
 * already takes over everything, the giver goes on for as long as it does; what it is worth is the taker's.
 */
@Singleton
public class Handovers {

    private final Jdbi jdbi;

    Handovers(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The histories of a question's customers, with those that go on from one another as one. */
    public PaidHistories followed(Reading.Asked asked) {
        PaidHistories histories = PaidHistories.of(asked);
        List<TimelineStore.Handover> handovers = jdbi.withHandle(handle ->
                TimelineStore.handovers(handle, asked.tenant().tenant().value(), asked.asOf()));
        if (handovers.isEmpty()) {
            return histories;
        }
        Following following = new Following(histories);
        for (TimelineStore.Handover handover : handovers) {
            LocalDate day = LocalDate.ofInstant(handover.at(), asked.tenant().zone());
            following.take(handover.from(), handover.to(), Math.toIntExact(day.toEpochDay()));
        }
        return histories.of(following.customers());
    }

    /** The customers so far, each under the account it began with. */
    private static final class Following {
        private final Map<String, PaidHistories.Of> customers = new HashMap<>();
        private final Map<String, String> began = new HashMap<>();
        private final List<PaidHistories.Of> all;

        Following(PaidHistories histories) {
            this.all = histories.all();
            all.forEach(one -> customers.put(one.customer().account(), one));
        }

        void take(String from, String to, int day) {
            String root = began.getOrDefault(from, from);
            String other = began.getOrDefault(to, to);
            PaidHistories.Of giver = customers.get(root);
            PaidHistories.Of taker = customers.get(other);
            if (giver == null || taker == null || root.equals(other)) {
                return;
            }
            PaidHistory then = taker.history();
            boolean heir = other.equals(to) && then.firstPaid() == day && then.isTransfer(day);
            boolean left = giver.history().isTransfer(day) && !giver.history().paysBefore(day + 1);
            if (heir || left) {
                customers.put(
                        root,
                        new PaidHistories.Of(giver.customer(), giver.history().followedBy(then, day, heir)));
            }
            if (heir) {
                began.put(to, root);
            }
        }

        List<PaidHistories.Of> customers() {
            Set<String> joined = began.keySet();
            return all.stream()
                    .filter(one -> !joined.contains(one.customer().account()))
                    .map(one -> customers.getOrDefault(one.customer().account(), one))
                    .toList();
        }
    }
}
