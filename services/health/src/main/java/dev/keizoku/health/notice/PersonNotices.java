package dev.keizoku.health.notice;

import dev.keizoku.kernel.Notices;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Tells of what people do with plays and signals, in the transaction that does it. */
@ApplicationScoped
public class PersonNotices {

    private static final String OF_ACCOUNT = """
            select jsonb_build_object('account_id', p.account_id, 'name', h.name, 'external_ids',
                coalesce(h.external_ids, '{}'), 'change_seq', h.change_seq, 'as_of', h.day) || %s
                    || jsonb_build_object('previous', case when cast(:before as text) is null then null
                        else jsonb_build_object('state', cast(:before as text)) end) as data, p.account_id
            from %s p left join account_health h on h.tenant = p.tenant and h.account_id = p.account_id
            where p.tenant = :tenant and p.%s = :id
            """;

    private static final String SIGNAL = """
            jsonb_build_object('signal', jsonb_build_object('id', p.signal_id, 'type', p.type, 'state', p.state,
                'severity', p.severity, 'opened_on', p.opened_on), 'reasons', jsonb_build_array(p.type))
            """;

    private final Notices notices;

    PersonNotices(Notices notices) {
        this.notices = notices;
    }

    /** Somebody opened a play. */
    public void triggered(Handle handle, TenantId tenant, UUID play, OffsetDateTime now) {
        tell(
                handle,
                tenant,
                OF_ACCOUNT.formatted(NoticeSql.PLAY, "play", "play_id"),
                "play.triggered",
                play,
                null,
                now);
    }

    /** Somebody completed a play. */
    public void completed(Handle handle, TenantId tenant, UUID play, String before, OffsetDateTime now) {
        tell(
                handle,
                tenant,
                OF_ACCOUNT.formatted(NoticeSql.PLAY, "play", "play_id"),
                "play.completed",
                play,
                before,
                now);
    }

    /** Somebody deals with a signal. */
    public void acknowledged(Handle handle, TenantId tenant, UUID signal, String before, OffsetDateTime now) {
        String sql = OF_ACCOUNT.formatted(SIGNAL, "risk_signal", "signal_id");
        tell(handle, tenant, sql, "risk.signal_updated", signal, before, now);
    }

    private void tell(
            Handle handle,
            TenantId tenant,
            String sql,
            String type,
            UUID id,
            @Nullable String before,
            OffsetDateTime now) {
        handle.createQuery(sql)
                .bind("tenant", tenant.value())
                .bind("id", id)
                .bind("before", before)
                .map((row, context) -> new Notices.Notice(type, row.getString("account_id"), row.getString("data")))
                .list()
                .forEach(notice -> notices.append(handle, tenant, now.toInstant(), notice));
    }
}
