package dev.keizoku.health.touchpoint;

import dev.keizoku.health.touchpoint.TouchpointOutcome.Accepted;
import dev.keizoku.health.touchpoint.TouchpointOutcome.Conflict;
import dev.keizoku.health.touchpoint.TouchpointOutcome.Duplicate;
import dev.keizoku.health.touchpoint.TouchpointOutcome.Rejected;
import dev.keizoku.health.touchpoint.TouchpointOutcome.Updated;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Takes touchpoints in, each exactly once by its id. */
@ApplicationScoped
public class Touchpoints {

    private final TouchpointStore store;
    private final Jdbi jdbi;
    private final Clock clock;

    Touchpoints(TouchpointStore store, Jdbi jdbi, Clock clock) {
        this.store = store;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * Stores what is new and answers for each in the order sent.
     *
     * @param sent what was read of each item, or what is wrong with it
     * @param history whether each counts as known at the time it happened, as if Keizoku had been there
     */
    @Transactional
    List<TouchpointOutcome> take(TenantId tenant, List<TouchpointBody.Checked> sent, boolean history) {
        return takeWithin(jdbi, tenant, sent, history);
    }

    /** The same inside a transaction that is under way on the database given. */
    List<TouchpointOutcome> takeWithin(
            Jdbi transaction, TenantId tenant, List<TouchpointBody.Checked> sent, boolean history) {
        Instant now = clock.instant();
        Map<String, Touchpoint> fresh = new HashMap<>();
        for (TouchpointBody.Checked item : sent) {
            Touchpoint touchpoint = item.touchpoint();
            if (touchpoint != null) {
                fresh.putIfAbsent(touchpoint.id(), touchpoint);
            }
        }
        Map<String, Touchpoint> stored = store.add(transaction, tenant, fresh.values(), now, history);
        List<TouchpointOutcome> outcomes = new ArrayList<>(sent.size());
        Map<String, Touchpoint> moved = new HashMap<>();
        for (TouchpointBody.Checked item : sent) {
            outcomes.add(outcome(item, fresh, stored, moved));
        }
        store.move(transaction, tenant, moved.values());
        return outcomes;
    }

    private static TouchpointOutcome outcome(
            TouchpointBody.Checked item,
            Map<String, Touchpoint> fresh,
            Map<String, Touchpoint> stored,
            Map<String, Touchpoint> moved) {
        Touchpoint touchpoint = item.touchpoint();
        if (touchpoint == null) {
            return new Rejected(item.errors());
        }
        @Nullable Touchpoint known = moved.getOrDefault(touchpoint.id(), stored.get(touchpoint.id()));
        if (known == null) {
            // Stored just now; a second item of the same id is held against the first.
            stored.put(touchpoint.id(), fresh.getOrDefault(touchpoint.id(), touchpoint));
            return new Accepted();
        }
        if (known.equals(touchpoint)) {
            return new Duplicate();
        }
        if (known instanceof Touchpoint.Ticket before
                && touchpoint instanceof Touchpoint.Ticket after
                && before.account().equals(after.account())
                && before.occurredAt().equals(after.occurredAt())) {
            moved.put(after.id(), after);
            return new Updated();
        }
        return new Conflict();
    }
}
