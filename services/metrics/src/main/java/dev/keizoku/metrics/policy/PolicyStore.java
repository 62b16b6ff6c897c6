package dev.keizoku.metrics.policy;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The policies each tenant has stated, one version after the other. */
public final class PolicyStore {

    private static final String NONE = "{}";

    /** What figures follow of some policies: when others change, nothing is to be done. */
    private static final String OWN = """
            (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(%s) where key = any(:own))""";

    private static final String NEWEST = """
            coalesce((select told.policies from tenant_policy as told
                where told.tenant = %s order by seq desc limit 1), '{}')""";

    /** Policies and from when on they were known. */
    public record Version(Instant knownAt, PolicySettings settings) {}

    private PolicyStore() {}

    /** Adds a version, unless figures are to follow what they followed before it. */
    public static void put(Handle handle, String tenant, long seq, Instant knownAt, String policies) {
        handle.createUpdate("""
                        insert into tenant_policy (tenant, seq, known_at, policies)
                        select :tenant, :seq, :knownAt, cast(:policies as jsonb)
                        where %s <> %s
                        on conflict do nothing
                        """.formatted(own("cast(:policies as jsonb)"), own(newest(":tenant"))))
                .bindArray("own", String.class, PolicySettings.NAMES)
                .bind("tenant", tenant)
                .bind("seq", seq)
                .bind("knownAt", knownAt)
                .bind("policies", policies)
                .execute();
    }

    /** Tenants whose record was pushed with other policies than the feed has told of. */
    public static List<String> behind(Handle handle) {
        return handle.createQuery("""
                        select tenant from tenant join pull_position using (tenant)
                        where applied > 0 and rebuild = 'none' and %s <> %s
                        order by 1
                        """.formatted(own("tenant.policies"), own(newest("tenant.tenant"))))
                .bindArray("own", String.class, PolicySettings.NAMES)
                .mapTo(String.class)
                .list();
    }

    /** Adds the policies of the tenant's record as a version, where they are not the newest one already. */
    public static void takeOver(Handle handle, String tenant, long seq, Instant now) {
        handle.createUpdate("""
                        insert into tenant_policy (tenant, seq, known_at, policies)
                        select tenant, :seq, :now, policies from tenant
                        where tenant = :tenant and %s <> %s
                        on conflict (tenant, seq) do update set known_at = excluded.known_at,
                            policies = excluded.policies
                        """.formatted(own("policies"), own(newest(":tenant"))))
                .bindArray("own", String.class, PolicySettings.NAMES)
                .bind("tenant", tenant)
                .bind("seq", seq)
                .bind("now", now)
                .execute();
    }

    /** The policies in force. */
    public static PolicySettings of(Handle handle, String tenant) {
        return PolicySettings.of(handle.createQuery("""
                        select policies::text from tenant_policy where tenant = :tenant order by seq desc limit 1
                        """)
                .bind("tenant", tenant)
                .mapTo(String.class)
                .findOne()
                .orElse(NONE));
    }

    /** The policies that were known at an instant. */
    public static PolicySettings asOf(Handle handle, String tenant, Instant knownAt) {
        return PolicySettings.of(handle.createQuery("""
                        select policies::text from tenant_policy
                        where tenant = :tenant and known_at <= :knownAt order by seq desc limit 1
                        """)
                .bind("tenant", tenant)
                .bind("knownAt", knownAt)
                .mapTo(String.class)
                .findOne()
                .orElse(NONE));
    }

    /** What the tenant's record states, policies of others among it. */
    static PolicySettings stated(Handle handle, String tenant) {
        return PolicySettings.of(handle.createQuery("select policies::text from tenant where tenant = :tenant")
                .bind("tenant", tenant)
                .mapTo(String.class)
                .findOne()
                .orElse(NONE));
    }

    /** Every version, the newest first. */
    public static List<Version> history(Handle handle, String tenant) {
        return handle.createQuery("""
                        select known_at, policies::text as policies from tenant_policy
                        where tenant = :tenant order by seq desc
                        """)
                .bind("tenant", tenant)
                .map((row, context) -> new Version(
                        row.getTimestamp("known_at").toInstant(), PolicySettings.of(row.getString("policies"))))
                .list();
    }

    private static String own(String policies) {
        return OWN.formatted(policies);
    }

    private static String newest(String tenant) {
        return NEWEST.formatted(tenant);
    }
}
