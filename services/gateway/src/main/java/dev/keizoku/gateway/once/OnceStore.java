package dev.keizoku.gateway.once;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The answers that are kept for a while. */
@Singleton
class OnceStore {

    private final Jdbi jdbi;

    OnceStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Takes a key that nobody has used since a time; false when somebody has. Waits for whoever uses it at this moment.
     */
    boolean claim(String tenant, String key, Instant now, Instant since) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        insert into kept_answer (tenant, key, made_at) values (:tenant, :key, :now)
                        on conflict (tenant, key) do update set made_at = excluded.made_at, sealed = null
                            where kept_answer.made_at <= :since
                        """)
                        .bind("tenant", tenant)
                        .bind("key", key)
                        .bind("now", at(now))
                        .bind("since", at(since))
                        .execute())
                == 1;
    }

    void keep(String tenant, String key, byte[] sealed) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update kept_answer set sealed = :sealed where tenant = :tenant and key = :key")
                .bind("tenant", tenant)
                .bind("key", key)
                .bind("sealed", sealed)
                .execute());
    }

    Optional<byte[]> find(String tenant, String key) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select sealed from kept_answer where tenant = :tenant and key = :key")
                        .bind("tenant", tenant)
                        .bind("key", key)
                        .map((row, context) -> row.getBytes("sealed"))
                        .findOne());
    }

    /** Of all tenants. */
    void forget(Instant since) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from kept_answer where made_at <= :since")
                .bind("since", at(since))
                .execute());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
