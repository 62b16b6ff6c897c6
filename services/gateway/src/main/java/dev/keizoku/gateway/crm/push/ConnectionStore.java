package dev.keizoku.gateway.crm.push;

import dev.keizoku.gateway.crm.profile.Crm;
import dev.keizoku.gateway.crm.push.Connection.Trouble;
import dev.keizoku.gateway.watch.Watched;
import dev.keizoku.kernel.TenantId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The connections as people manage them. */
@Singleton
class ConnectionStore implements Watched {

    static final RowMapper<Connection> CONNECTION = (row, context) -> new Connection(
            new TenantId(row.getString("tenant")),
            row.getString("connection_id"),
            Crm.of(row.getString("crm")).orElseThrow(),
            row.getString("name"),
            row.getString("address"),
            row.getString("object_type"),
            row.getString("id_field"),
            row.getString("state").equals("active"),
            row.getObject("created_at", OffsetDateTime.class).toInstant(),
            row.getObject("updated_at", OffsetDateTime.class).toInstant(),
            instant(row, "failing_since"),
            trouble(row.getString("last_code"), row.getString("last_detail")),
            instant(row, "waits_until"));

    private final Jdbi jdbi;

    ConnectionStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void add(Connection connection, byte[] credentials) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into crm_connection (tenant, connection_id, crm, name, address, object_type, id_field,
                            credentials, state, created_at, updated_at)
                        values (:tenant, :id, :crm, :name, :address, :type, :field, :credentials, :state, :now, :now)
                        """)
                .bind("tenant", connection.tenant().value())
                .bind("id", connection.id())
                .bind("crm", connection.crm().key())
                .bind("name", connection.name())
                .bind("address", connection.address())
                .bind("type", connection.objectType())
                .bind("field", connection.idField())
                .bind("credentials", credentials)
                .bind("state", connection.active() ? "active" : "paused")
                .bind("now", at(connection.createdAt()))
                .execute());
    }

    /** Writes what people can change; what was wrong before is asked about anew. */
    void change(Connection connection, byte @Nullable [] credentials) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update crm_connection set name = :name, address = :address, object_type = :type,
                            id_field = :field, credentials = coalesce(:credentials, credentials), state = :state,
                            updated_at = :now, failures = 0, failing_since = null, last_code = null,
                            last_detail = null, waits_until = null, follow_at = '-infinity'
                        where tenant = :tenant and connection_id = :id and state <> 'removed'
                        """)
                .bind("tenant", connection.tenant().value())
                .bind("id", connection.id())
                .bind("name", connection.name())
                .bind("address", connection.address())
                .bind("type", connection.objectType())
                .bind("field", connection.idField())
                .bind("credentials", credentials)
                .bind("state", connection.active() ? "active" : "paused")
                .bind("now", at(connection.updatedAt()))
                .execute());
    }

    /** Another CRM has none of it yet: all is pushed again; whoever pushes now writes no outcome any more. */
    void beginAgain(TenantId tenant, String id) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update crm_connection set position_cursor = null, position_token = null, fence = fence + 1,
                            lease_until = '-infinity', begins_again = true
                        where tenant = :tenant and connection_id = :id
                        """)
                .bind("tenant", tenant.value())
                .bind("id", id)
                .execute());
    }

    /** Nobody sees it any more, and whoever pushes now writes no outcome; its records go later. */
    void remove(TenantId tenant, String id) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update crm_connection set state = 'removed', credentials = '', fence = fence + 1,
                            lease_until = '-infinity', waits_until = null
                        where tenant = :tenant and connection_id = :id
                        """)
                .bind("tenant", tenant.value())
                .bind("id", id)
                .execute());
    }

    Optional<Connection> find(TenantId tenant, String id) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from crm_connection
                        where tenant = :tenant and connection_id = :id and state <> 'removed'
                        """)
                .bind("tenant", tenant.value())
                .bind("id", id)
                .map(CONNECTION)
                .findOne());
    }

    /** Locks the tenant's connections against others being made, and counts them. */
    int lockAndCount(TenantId tenant) {
        return jdbi.withHandle(handle -> {
            handle.createQuery("select tenant from tenant where tenant = :tenant for no key update")
                    .bind("tenant", tenant.value())
                    .mapTo(String.class)
                    .list();
            return handle.createQuery(
                            "select count(*) from crm_connection where tenant = :tenant and state <> 'removed'")
                    .bind("tenant", tenant.value())
                    .mapTo(Integer.class)
                    .one();
        });
    }

    /** By id, after one. */
    List<Connection> list(TenantId tenant, String after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from crm_connection
                        where tenant = :tenant and connection_id > :after and state <> 'removed'
                        order by connection_id limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("after", after)
                .bind("limit", limit)
                .map(CONNECTION)
                .list());
    }

    @Override
    public Map<String, Long> counts() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select count(*) from crm_connection where state = 'active' and failing_since is not null
                        """)
                .mapTo(Long.class)
                .map(failing -> Map.of("keizoku.crm.failing.connections", failing))
                .one());
    }

    private static @Nullable Trouble trouble(@Nullable String code, @Nullable String detail) {
        return code == null ? null : new Trouble(code, detail == null ? "" : detail);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
