package dev.keizoku.usage.ingest;

import dev.keizoku.usage.event.EventHash;
import dev.keizoku.usage.event.EventIdentity;
import dev.keizoku.usage.event.UsageEvent;
import dev.keizoku.usage.rollup.RollupKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** An event on its way into the database, and what becomes of it there. Written by one thread at a time. */
final class StagedEvent {

    final int tenant;
    final UsageEvent event;
    final Instant occurredAt;
    final Instant receivedAt;
    final LocalDate day;
    final LocalDate receivedOn;

    private final EventIdentity firstIdentity;
    private final long fingerprint;

    EventIdentity identity;
    int attempt;

    @Nullable EventOutcome outcome;

    StagedEvent(int tenant, UsageEvent event, Instant receivedAt, LocalDate day, LocalDate receivedOn, EventHash hash) {
        this.tenant = tenant;
        this.event = event;
        this.receivedAt = receivedAt;
        this.occurredAt = event.time() == null ? receivedAt : event.time();
        this.day = day;
        this.receivedOn = receivedOn;
        this.firstIdentity = hash.identity(event.source(), event.id(), 0);
        this.fingerprint = hash.fingerprint(event);
        this.identity = firstIdentity;
    }

    /** As before any write: a transaction that failed may be tried again. */
    void reset() {
        identity = firstIdentity;
        attempt = 0;
        outcome = null;
    }

    /** Looks for a place further on, because another event has this one. */
    void moveOn(EventHash hash) {
        attempt++;
        identity = hash.identity(event.source(), event.id(), attempt);
    }

    Holder holder() {
        return new Holder(event.source(), event.id(), fingerprint, claimedAt());
    }

    /** The time the event gave itself, in microseconds since 1970; null when it left it to us. */
    private @Nullable Long claimedAt() {
        return event.time() == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, event.time());
    }

    /** The time we gave it, likewise; null when it has its own. */
    @Nullable Long assignedAt() {
        return event.time() == null ? ChronoUnit.MICROS.between(Instant.EPOCH, receivedAt) : null;
    }

    RollupKey rollupKey() {
        return new RollupKey(tenant, day, event.account(), event.name(), event.user(), event.feature(), receivedOn);
    }

    /** The event that has an identity: stored earlier, or the first of its write. */
    record Holder(
            String source,
            String id,
            long fingerprint,
            @Nullable Long claimedAt) {

        boolean isSameEventAs(StagedEvent other) {
            return id.equals(other.event.id()) && source.equals(other.event.source());
        }

        /** What a second event with the same source and id is; a time the server assigned is left out. */
        EventOutcome judge(StagedEvent repeat) {
            Long time = repeat.claimedAt();
            boolean sameTime = claimedAt == null || time == null || claimedAt.equals(time);
            return sameTime && fingerprint == repeat.fingerprint ? EventOutcome.DUPLICATE : EventOutcome.CONFLICT;
        }
    }
}
