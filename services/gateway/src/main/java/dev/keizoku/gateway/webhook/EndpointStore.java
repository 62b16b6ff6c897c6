package dev.keizoku.gateway.webhook;

import dev.keizoku.kernel.TenantId;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The endpoints as people manage them. */
@Singleton
class EndpointStore {

    static final RowMapper<Endpoint> ENDPOINT = (row, context) -> new Endpoint(
            new TenantId(row.getString("tenant")),
            row.getString("endpoint_id"),
            Endpoint.Kind.of(row.getString("kind")),
            row.getString("shown_url"),
            row.getString("description"),
            strings(row.getArray("types")),
            row.getString("state").equals("enabled"),
            row.getString("disabled_reason"),
            instant(row, "previous_until"),
            row.getBoolean("digest"),
            row.getInt("digest_hour"),
            row.getObject("created_at", OffsetDateTime.class).toInstant(),
            row.getObject("updated_at", OffsetDateTime.class).toInstant(),
            instant(row, "failing_since"));

    private final Jdbi jdbi;

    EndpointStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What of an endpoint is sealed. */
    record Sealed(byte[] target, byte @Nullable [] secret, byte @Nullable [] token) {}

    void add(Endpoint endpoint, Sealed sealed) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into webhook_endpoint (tenant, endpoint_id, kind, target, shown_url, description, types, state,
                            secret, token, digest, digest_hour, created_at, updated_at)
                        values (:tenant, :id, :kind, :target, :shown, :description, :types, 'enabled', :secret, :token,
                            :digest, :hour, :now, :now)
                        """)
                .bind("tenant", endpoint.tenant().value())
                .bind("id", endpoint.id())
                .bind("kind", endpoint.kind().key())
                .bind("target", sealed.target())
                .bind("shown", endpoint.shownUrl())
                .bind("description", endpoint.description())
                .bindArray("types", String.class, endpoint.types())
                .bind("secret", sealed.secret())
                .bind("token", sealed.token())
                .bind("digest", endpoint.digest())
                .bind("hour", endpoint.digestHour())
                .bind("now", at(endpoint.createdAt()))
                .execute());
    }

    /** Writes what people can change; what is sealed stays where it is null. */
    void change(Endpoint endpoint, Sealed sealed, boolean forgetFailures) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update webhook_endpoint set target = coalesce(:target, target), shown_url = :shown,
                            description = :description, types = :types, digest = :digest, digest_hour = :hour,
                            token = coalesce(:token, token), updated_at = :now,
                            failures = case when :forget then 0 else failures end,
                            failing_since = case when :forget then null else failing_since end,
                            probe_at = case when :forget then null else probe_at end,
                            paused_until = case when :forget then null else paused_until end,
                            disabled_reason = :reason, state = case when :enabled then 'enabled' else 'disabled' end
                        where tenant = :tenant and endpoint_id = :id
                        """)
                .bind("tenant", endpoint.tenant().value())
                .bind("id", endpoint.id())
                .bind("target", sealed.target().length == 0 ? null : sealed.target())
                .bind("shown", endpoint.shownUrl())
                .bind("description", endpoint.description())
                .bindArray("types", String.class, endpoint.types())
                .bind("token", sealed.token())
                .bind("digest", endpoint.digest())
                .bind("hour", endpoint.digestHour())
                .bind("forget", forgetFailures)
                .bind("enabled", endpoint.enabled())
                .bind("reason", endpoint.disabledReason())
                .bind("now", at(endpoint.updatedAt()))
                .execute());
    }

    void rotate(TenantId tenant, String id, byte[] secret, Instant until, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update webhook_endpoint set previous_secret = secret, previous_until = :until, secret = :secret,
                            updated_at = :now
                        where tenant = :tenant and endpoint_id = :id
                        """)
                .bind("tenant", tenant.value())
                .bind("id", id)
                .bind("secret", secret)
                .bind("until", at(until))
                .bind("now", at(now))
                .execute());
    }

    /** Nobody sees it any more; what it was sent goes with its line. */
    void remove(TenantId tenant, String id) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update webhook_endpoint set state = 'removed', target = '', secret = null, previous_secret = null,
                            token = null
                        where tenant = :tenant and endpoint_id = :id
                        """)
                .bind("tenant", tenant.value())
                .bind("id", id)
                .execute());
    }

    Optional<Endpoint> find(TenantId tenant, String id) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from webhook_endpoint
                        where tenant = :tenant and endpoint_id = :id and state <> 'removed'
                        """)
                .bind("tenant", tenant.value())
                .bind("id", id)
                .map(ENDPOINT)
                .findOne());
    }

    /** The same until the end of the transaction: nobody gives it up meanwhile. */
    Optional<Endpoint> lock(TenantId tenant, String id) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from webhook_endpoint
                        where tenant = :tenant and endpoint_id = :id and state <> 'removed' for no key update
                        """)
                .bind("tenant", tenant.value())
                .bind("id", id)
                .map(ENDPOINT)
                .findOne());
    }

    /** Locks the tenant's endpoints against others being made, and counts them. */
    int lockAndCount(TenantId tenant) {
        return jdbi.withHandle(handle -> {
            handle.createQuery("select tenant from tenant where tenant = :tenant for no key update")
                    .bind("tenant", tenant.value())
                    .mapTo(String.class)
                    .list();
            return handle.createQuery(
                            "select count(*) from webhook_endpoint where tenant = :tenant and state <> 'removed'")
                    .bind("tenant", tenant.value())
                    .mapTo(Integer.class)
                    .one();
        });
    }

    /** By id, after one. */
    List<Endpoint> list(TenantId tenant, String after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from webhook_endpoint
                        where tenant = :tenant and endpoint_id > :after and state <> 'removed'
                        order by endpoint_id limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("after", after)
                .bind("limit", limit)
                .map(ENDPOINT)
                .list());
    }

    private static List<String> strings(Array array) throws SQLException {
        return Arrays.stream((Object[]) array.getArray()).map(String::valueOf).toList();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
