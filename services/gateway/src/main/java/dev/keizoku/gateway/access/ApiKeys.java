package dev.keizoku.gateway.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.kernel.AuditTrail;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives out, lists, replaces and takes back the keys of a tenant, and notes who did. */
@ApplicationScoped
public class ApiKeys {

    private final ApiKeyStore store;
    private final AuditTrail audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ApiKeys(ApiKeyStore store, AuditTrail audit, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /** What a key is wanted for. */
    public record Wanted(
            ApiKey.Kind kind,
            String name,
            List<String> scopes,
            List<String> origins,
            @Nullable Instant expiresAt) {

        /** A secret key that does not expire. */
        public static Wanted secret(String name, List<String> scopes) {
            return new Wanted(ApiKey.Kind.SECRET, name, scopes, List.of(), null);
        }
    }

    /** A new key and the only sight of its text. */
    public record Created(ApiKey key, String text) {}

    /** A key together with the hash its text must have. */
    record Known(ApiKey key, byte[] hash) {}

    /** What became of an attempt to revoke. */
    sealed interface Revocation {

        record Revoked() implements Revocation {}

        record Unknown() implements Revocation {}

        record LastAdmin() implements Revocation {}
    }

    /** What became of an attempt to replace. */
    sealed interface Rotation {

        record Rotated(Created created, ApiKey old) implements Rotation {}

        record Unknown() implements Rotation {}

        /** It opens nothing any more, or was replaced before. */
        record Over(ApiKey key) implements Rotation {}
    }

    @Transactional
    public Created create(TenantId tenant, Wanted wanted, String actor) {
        Created created = add(tenant, wanted);
        note(created.key(), actor, "api_key.created", describe(created.key()));
        return created;
    }

    private Created add(TenantId tenant, Wanted wanted) {
        KeyText text = KeyText.generate(wanted.kind(), random);
        ApiKey key = new ApiKey(
                text.id(),
                tenant,
                wanted.kind(),
                wanted.name(),
                wanted.scopes(),
                wanted.origins(),
                now(),
                wanted.expiresAt(),
                null,
                null,
                null);
        store.persist(ApiKeyRow.of(key, text.hash()));
        return new Created(key, text.reveal());
    }

    /**
     * Makes a key that can do what another can, and lets the other go on for a while.
     *
     * @param expiresAt of the new key; when not stated it lives as long as the old one was made for
     */
    @Transactional
    Rotation rotate(TenantId tenant, String id, Duration overlap, @Nullable Instant expiresAt, String actor) {
        Optional<ApiKeyRow> found = store.lock(tenant, id);
        if (found.isEmpty()) {
            return new Rotation.Unknown();
        }
        ApiKeyRow row = found.get();
        ApiKey old = row.toApiKey();
        Instant now = now();
        if (!old.valid(now) || old.replacedBy() != null) {
            return new Rotation.Over(old);
        }
        Instant until = old.expiresAt();
        Instant newEnd =
                expiresAt != null || until == null ? expiresAt : now.plus(Duration.between(old.createdAt(), until));
        Created created = add(tenant, new Wanted(old.kind(), old.name(), old.scopes(), old.origins(), newEnd));
        store.flush();
        row.replacedBy = created.key().id();
        Instant end = now.plus(overlap);
        row.expiresAt = until == null || end.isBefore(until) ? end : until;
        ObjectNode detail = describe(created.key());
        detail.put("replaces", id).put("replaced_until", String.valueOf(row.expiresAt));
        note(created.key(), actor, "api_key.rotated", detail);
        return new Rotation.Rotated(created, row.toApiKey());
    }

    @Transactional
    List<ApiKey> page(TenantId tenant, @Nullable Instant before, String beforeId, int limit) {
        return store.page(tenant, before, beforeId, limit).stream()
                .map(ApiKeyRow::toApiKey)
                .toList();
    }

    /** Ends a key for good. The last key that can make others stays, or the tenant would be locked out. */
    @Transactional
    Revocation revoke(TenantId tenant, String id, String actor) {
        Optional<ApiKeyRow> found = store.of(tenant, id);
        if (found.isEmpty()) {
            return new Revocation.Unknown();
        }
        Instant now = now();
        List<ApiKeyRow> open = store.lockUnrevoked(tenant);
        boolean anotherAdmin = open.stream()
                .filter(row -> !row.id.equals(id))
                .map(ApiKeyRow::toApiKey)
                .anyMatch(key -> key.valid(now)
                        && key.replacedBy() == null
                        && key.scopes().contains(Scopes.ADMIN));
        ApiKeyRow row = found.get();
        if (!anotherAdmin && row.toApiKey().valid(now) && row.scopes.contains(Scopes.ADMIN)) {
            return new Revocation.LastAdmin();
        }
        if (row.revokedAt == null) {
            row.revokedAt = now;
            note(row.toApiKey(), actor, "api_key.revoked", describe(row.toApiKey()));
        }
        return new Revocation.Revoked();
    }

    @Transactional
    Optional<Known> find(String id) {
        return store.byId(id).map(row -> new Known(row.toApiKey(), row.hash));
    }

    @Transactional
    List<ApiKey> publishable() {
        return store.publishable(now()).stream().map(ApiKeyRow::toApiKey).toList();
    }

    @Transactional
    void used(Map<String, Instant> uses) {
        uses.forEach(store::used);
    }

    private void note(ApiKey key, String actor, String action, ObjectNode detail) {
        audit.add(key.tenant(), clock.instant(), actor, action, detail);
    }

    /** What the audit log says of a key, which is nothing that opens anything. */
    private static ObjectNode describe(ApiKey key) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("id", key.id()).put("kind", key.kind().wireName()).put("name", key.name());
        key.scopes().forEach(detail.putArray("scopes")::add);
        key.origins().forEach(detail.putArray("origins")::add);
        return detail.put(
                "expires_at", key.expiresAt() == null ? null : key.expiresAt().toString());
    }

    /** To the microsecond, which is what the database keeps. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
