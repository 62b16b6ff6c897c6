package dev.keizoku.health.touchpoint;

import dev.keizoku.health.touchpoint.TouchpointOutcome.Accepted;
import dev.keizoku.health.touchpoint.TouchpointOutcome.Conflict;
import dev.keizoku.health.touchpoint.TouchpointOutcome.Duplicate;
import dev.keizoku.health.touchpoint.TouchpointOutcome.Rejected;
import dev.keizoku.health.touchpoint.TouchpointOutcome.Updated;
import dev.keizoku.health.touchpoint.TouchpointStore.Heard;
import dev.keizoku.health.touchpoint.TouchpointStore.Stored;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/** Takes touchpoints in, each exactly once by its id. */
@ApplicationScoped
public class Touchpoints {

    private final TouchpointStore store;
    private final Hearing hearing;
    private final Jdbi jdbi;
    private final Event<AccountsTouched> touched;
    private final Clock clock;

    Touchpoints(TouchpointStore store, Hearing hearing, Jdbi jdbi, Event<AccountsTouched> touched, Clock clock) {
        this.store = store;
        this.hearing = hearing;
        this.jdbi = jdbi;
        this.touched = touched;
        this.clock = clock;
    }

    /**
     * Stores what is new and answers for each in the order sent.
     *
     * @param sent what was read of each item, or what is wrong with it
     * @param history whether each counts as known at the time it happened, as if Keizoku had been there
     */
    @Transactional
    List<TouchpointOutcome> take(TenantId tenant, List<SentTouchpoint> sent, boolean history) {
        return takeWithin(jdbi, tenant, sent, history);
    }

    /** The same inside a transaction that is under way on the database given. */
    List<TouchpointOutcome> takeWithin(Jdbi transaction, TenantId tenant, List<SentTouchpoint> sent, boolean history) {
        Instant now = clock.instant();
        Map<String, Touchpoint> fresh = new HashMap<>();
        for (SentTouchpoint item : sent) {
            Touchpoint touchpoint = item.touchpoint();
            if (touchpoint != null) {
                fresh.putIfAbsent(touchpoint.id(), touchpoint);
            }
        }
        List<Heard> sentFirst = hearing.of(tenant, fresh.values());
        Map<String, Stored> stored = store.add(transaction, tenant, sentFirst, now, history);
        Set<String> known = Set.copyOf(stored.keySet());
        List<TouchpointOutcome> outcomes = new ArrayList<>(sent.size());
        Map<String, Touchpoint> moved = new HashMap<>();
        for (SentTouchpoint item : sent) {
            outcomes.add(outcome(item, fresh, stored, moved));
        }
        List<Heard> movedOn = hearing.of(tenant, moved.values());
        store.move(transaction, tenant, movedOn, now, history);
        if (!history) {
            Stream<Heard> news = Stream.concat(
                    sentFirst.stream()
                            .filter(each -> !known.contains(each.touchpoint().id())),
                    movedOn.stream());
            tell(tenant, news, now);
        }
        return outcomes;
    }

    private void tell(TenantId tenant, Stream<Heard> news, Instant now) {
        Set<String> accounts = news.filter(each -> Urgency.cannotWait(each, now))
                .map(each -> each.touchpoint().account().value())
                .collect(Collectors.toSet());
        if (!accounts.isEmpty()) {
            touched.fire(new AccountsTouched(tenant, accounts));
        }
    }

    /**
     * Removes the personal data of a person.
     *
     * @return how many touchpoints named the person
     */
    @Transactional
    int erase(TenantId tenant, UserId person) {
        return store.erase(jdbi, tenant, person, "erased-" + UUID.randomUUID(), clock.instant());
    }

    /** Every touchpoint that names a person. */
    List<HeldTouchpoint> of(TenantId tenant, UserId person) {
        return store.of(jdbi, tenant, person);
    }

    private static TouchpointOutcome outcome(
            SentTouchpoint item,
            Map<String, Touchpoint> fresh,
            Map<String, Stored> stored,
            Map<String, Touchpoint> moved) {
        Touchpoint touchpoint = item.touchpoint();
        if (touchpoint == null) {
            return new Rejected(item.errors());
        }
        Stored here = stored.get(touchpoint.id());
        if (here == null) {
            // Stored just now; a second item of the same id is held against the first.
            stored.put(touchpoint.id(), new Stored(fresh.getOrDefault(touchpoint.id(), touchpoint), false));
            return new Accepted();
        }
        Touchpoint known = moved.getOrDefault(touchpoint.id(), here.touchpoint());
        if (here.erased() || touchpoint.equals(known)) {
            return new Duplicate();
        }
        if (touchpoint.follows(known)) {
            moved.put(touchpoint.id(), touchpoint);
            return new Updated();
        }
        return new Conflict();
    }
}
