package dev.keizoku.gateway.access;

import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives out, lists and takes back the keys of a tenant. */
@ApplicationScoped
public class ApiKeys {

    private final ApiKeyStore store;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ApiKeys(ApiKeyStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
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

    @Transactional
    public Created create(TenantId tenant, String name, List<String> scopes, @Nullable Instant expiresAt) {
        KeyText text = KeyText.generate(random);
        ApiKey key = new ApiKey(text.id(), tenant, name, scopes, now(), expiresAt, null, null);
        store.persist(ApiKeyRow.of(key, text.hash()));
        return new Created(key, text.reveal());
    }

    @Transactional
    List<ApiKey> page(TenantId tenant, @Nullable Instant before, String beforeId, int limit) {
        return store.page(tenant, before, beforeId, limit).stream()
                .map(ApiKeyRow::toApiKey)
                .toList();
    }

    /** Ends a key for good. The last key that can make others stays, or the tenant would be locked out. */
    @Transactional
    Revocation revoke(TenantId tenant, String id) {
        Optional<ApiKeyRow> found = store.of(tenant, id);
        if (found.isEmpty()) {
            return new Revocation.Unknown();
        }
        Instant now = now();
        List<ApiKeyRow> open = store.lockUnrevoked(tenant);
        boolean anotherAdmin = open.stream()
                .filter(row -> !row.id.equals(id))
                .map(ApiKeyRow::toApiKey)
                .anyMatch(key -> key.valid(now) && key.scopes().contains(Scopes.ADMIN));
        ApiKeyRow row = found.get();
        if (!anotherAdmin && row.toApiKey().valid(now) && row.scopes.contains(Scopes.ADMIN)) {
            return new Revocation.LastAdmin();
        }
        if (row.revokedAt == null) {
            row.revokedAt = now;
        }
        return new Revocation.Revoked();
    }

    @Transactional
    Optional<Known> find(String id) {
        return store.byId(id).map(row -> new Known(row.toApiKey(), row.hash));
    }

    @Transactional
    void used(Map<String, Instant> uses) {
        uses.forEach(store::used);
    }

    /** To the microsecond, which is what the database keeps. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
