package dev.keizoku.metrics.pull;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Where each tenant's reading stands. */
public final class PullPositionStore {

    private static final RowMapper<PullPosition> POSITION = (row, context) -> new PullPosition(
            row.getString("tenant"),
            row.getLong("applied"),
            row.getLong("head"),
            row.getLong("epoch"),
            ZoneId.of(row.getString("zone")),
            row.getString("netted_by"),
            PullPosition.Rebuild.valueOf(row.getString("rebuild").toUpperCase(Locale.ROOT)),
            row.getString("error"));

    private PullPositionStore() {}

    /** The tenant's position, or the start. */
    public static PullPosition of(Handle handle, String tenant) {
        return handle.createQuery("select * from pull_position where tenant = :tenant")
                .bind("tenant", tenant)
                .map(POSITION)
                .findOne()
                .orElseGet(() -> PullPosition.start(tenant));
    }

    /** Every tenant that has a position, in a stable order. */
    public static List<PullPosition> all(Handle handle) {
        return handle.createQuery("select * from pull_position order by tenant")
                .map(POSITION)
                .list();
    }

    /** The position, kept from every other replica until the transaction ends; empty when another one has it. */
    static Optional<PullPosition> lock(Handle handle, String tenant) {
        handle.createUpdate("insert into pull_position (tenant) values (:tenant) on conflict do nothing")
                .bind("tenant", tenant)
                .execute();
        return handle.createQuery("select * from pull_position where tenant = :tenant for update skip locked")
                .bind("tenant", tenant)
                .map(POSITION)
                .findOne();
    }

    static void save(Handle handle, PullPosition position) {
        handle.createUpdate("""
                        update pull_position set applied = :applied, head = :head, epoch = :epoch, zone = :zone,
                            netted_by = :nettedBy, rebuild = :rebuild, error = :error, pulled_at = now()
                        where tenant = :tenant
                        """)
                .bind("tenant", position.tenant())
                .bind("applied", position.applied())
                .bind("head", position.head())
                .bind("epoch", position.epoch())
                .bind("zone", position.zone().getId())
                .bind("nettedBy", position.nettedBy())
                .bind("rebuild", position.rebuild().name().toLowerCase(Locale.ROOT))
                .bind("error", position.error())
                .execute();
    }

    static void saveError(Handle handle, String tenant, @Nullable String error) {
        handle.createUpdate("update pull_position set error = :error where tenant = :tenant")
                .bind("tenant", tenant)
                .bind("error", error)
                .execute();
    }

    static void requestRebuild(Handle handle, String tenant) {
        handle.createUpdate("""
                        insert into pull_position (tenant, rebuild) values (:tenant, 'requested')
                        on conflict (tenant) do update set rebuild = 'requested' where pull_position.rebuild = 'none'
                        """).bind("tenant", tenant).execute();
    }

    /** The zone the tenant's record names; empty before one has arrived. */
    static Optional<ZoneId> wantedZone(Handle handle, String tenant) {
        return handle.createQuery("select zone from tenant where tenant = :tenant")
                .bind("tenant", tenant)
                .mapTo(String.class)
                .findOne()
                .map(ZoneId::of);
    }

    /** Tenants whose ledger was netted by the days of another zone than theirs. */
    static List<String> inAnotherZone(Handle handle) {
        return handle.createQuery("""
                        select position.tenant from pull_position position join tenant using (tenant)
                        where position.zone <> tenant.zone order by 1
                        """).mapTo(String.class).list();
    }

    /** Tenants whose ledger was netted by an older build of the service. */
    static List<String> nettedBefore(Handle handle, String version) {
        return handle.createQuery("""
                        select tenant from pull_position
                        where applied > 0 and not starts_with(netted_by, :version) order by 1
                        """)
                .bind("version", version)
                .mapTo(String.class)
                .list();
    }
}
