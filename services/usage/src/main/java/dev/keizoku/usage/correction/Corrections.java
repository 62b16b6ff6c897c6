package dev.keizoku.usage.correction;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.usage.audit.AuditStore;
import dev.keizoku.usage.audit.AuditStore.Entry;
import dev.keizoku.usage.lookup.StoredEvent;
import dev.keizoku.usage.lookup.StoredEventStore;
import dev.keizoku.usage.lookup.StoredEventStore.Known;
import dev.keizoku.usage.rollup.RollupKey;
import dev.keizoku.usage.rollup.RollupRemoval;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Takes wrong events out, as if they had never been sent; their identities stay used. */
@Singleton
class Corrections {

    private final Jdbi jdbi;
    private final Clock clock;

    Corrections(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** What is known of an event. */
    sealed interface Found {

        record Counted(StoredEvent event) implements Found {}

        record Deleted(Instant at) implements Found {}

        /** Older than events are kept. */
        record Expired() implements Found {}

        record Unknown() implements Found {}
    }

    Found find(int tenant, String source, String id) {
        return jdbi.withHandle(handle -> StoredEventStore.identity(handle, tenant, source, id, false)
                .map(known -> find(handle, tenant, source, id, known))
                .orElseGet(Found.Unknown::new));
    }

    private static Found find(Handle handle, int tenant, String source, String id, Known known) {
        Optional<StoredEvent> event = StoredEventStore.find(handle, tenant, known);
        if (event.isPresent()) {
            return new Found.Counted(event.get());
        }
        return AuditStore.deletionOf(handle, tenant, source, id)
                .<Found>map(Found.Deleted::new)
                .orElseGet(Found.Expired::new);
    }

    /** Takes an event out of what is stored and what was counted; false when there never was one. */
    boolean delete(int tenant, String source, String id, String actor) {
        return jdbi.inTransaction(handle -> {
            Optional<Known> known = StoredEventStore.identity(handle, tenant, source, id, true);
            known.flatMap(identity -> locked(handle, tenant, identity))
                    .ifPresent(event -> delete(handle, tenant, event, actor));
            return known.isPresent();
        });
    }

    /** The event with its counter locked; looked for again, because its user may have been taken from it meanwhile. */
    private static Optional<StoredEvent> locked(Handle handle, int tenant, Known known) {
        Optional<StoredEvent> found = StoredEventStore.find(handle, tenant, known);
        while (found.isPresent()) {
            RollupRemoval.lock(handle, key(tenant, found.get()));
            Optional<StoredEvent> again = StoredEventStore.find(handle, tenant, known);
            if (again.equals(found)) {
                return found;
            }
            found = again;
        }
        return Optional.empty();
    }

    private void delete(Handle handle, int tenant, StoredEvent event, String actor) {
        StoredEventStore.delete(handle, tenant, event);
        RollupRemoval.remove(handle, key(tenant, event), event.occurredAt(), event.value());
        ObjectNode detail = JsonNodeFactory.instance
                .objectNode()
                .put("name", event.name())
                .put("account_id", event.account())
                .put("time", event.occurredAt().toString())
                .put("value", event.value());
        AuditStore.write(
                handle,
                tenant,
                clock.instant(),
                new Entry(actor, "event.deleted", event.source(), event.id(), detail.toString()));
    }

    private static RollupKey key(int tenant, StoredEvent event) {
        return new RollupKey(
                tenant, event.day(), event.account(), event.name(), event.user(), event.feature(), event.receivedOn());
    }
}
