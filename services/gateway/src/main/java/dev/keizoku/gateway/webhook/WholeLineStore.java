package dev.keizoku.gateway.webhook;

import dev.keizoku.gateway.turn.Batches;
import dev.keizoku.gateway.watch.Watched;
import dev.keizoku.gateway.webhook.LineStore.Claim;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/**
 * What is done to all that waits in a line, however long it is: by whoever has the endpoint, some thousands of messages at a
 * time. That it is to be done was written down before, so that another goes on with it.
 */
@Singleton
class WholeLineStore implements Watched {

    private static final int COUNTED = 1_000_000;

    private final Jdbi bulk;
    private final double leaseSeconds;

    WholeLineStore(@DataSource("bulk") Jdbi bulk, WebhookConfig config) {
        this.bulk = bulk;
        this.leaseSeconds = config.lease().toMillis() / 1000.0;
    }

    /** Those that were switched off by whoever has them are not among the disabled. */
    @Override
    public Map<String, Long> counts() {
        return bulk.withHandle(handle -> handle.createQuery("""
                        select
                            (select count(*) from (select from webhook_delivery where state = 'pending' limit :most) d)
                                as waiting,
                            (select count(*) from webhook_endpoint where state = 'enabled' and failing_since is not null)
                                as failing,
                            (select count(*) from webhook_endpoint
                                where state = 'disabled' and disabled_reason <> 'by_request') as disabled
                        """)
                .bind("most", COUNTED)
                .map((row, context) -> Map.of(
                        "keizoku.webhooks.waiting.deliveries", row.getLong("waiting"),
                        "keizoku.webhooks.failing.endpoints", row.getLong("failing"),
                        "keizoku.webhooks.disabled.endpoints", row.getLong("disabled")))
                .one());
    }

    /** What waits is due: {@code anew} with the whole ladder before it, or just {@code due}. */
    void release(Claim claim, String what, Instant now) {
        boolean anew = what.equals("anew");
        all(claim, "enabled", """
                update webhook_delivery set next_at = :now, attempts = case when :anew then 0 else attempts end
                where tenant = :tenant and endpoint_id = :endpoint and number = any(array(
                    select number from webhook_delivery
                    where tenant = :tenant and endpoint_id = :endpoint and state = 'pending'
                        and (next_at > :now or :anew and attempts > 0)
                    order by change_seq, number limit :most))
                """, update -> update.bind("anew", anew).bind("now", DeliveryStore.at(now)));
        bulk.useHandle(handle -> of(handle, claim, """
                update webhook_endpoint set line_release = null
                where tenant = :tenant and endpoint_id = :endpoint and fence = :fence and line_release = :what
                """)
                .bind("fence", claim.fence())
                .bind("what", what)
                .execute());
    }

    /** Nobody is to be told any more: what waits can be replayed where the endpoint was disabled, and is gone with it. */
    void end(Claim claim, Instant now) {
        if (claim.state().equals("removed")) {
            all(claim, claim.state(), """
                    delete from webhook_delivery where tenant = :tenant and endpoint_id = :endpoint and number = any(array(
                        select number from webhook_delivery where tenant = :tenant and endpoint_id = :endpoint
                        order by number limit :most))
                    """, update -> {});
            bulk.useHandle(handle ->
                    of(handle, claim, """
                    delete from webhook_endpoint
                    where tenant = :tenant and endpoint_id = :endpoint and fence = :fence and state = 'removed'
                    """).bind("fence", claim.fence()).execute());
        } else {
            all(claim, claim.state(), """
                    update webhook_delivery set state = 'failed', ended_at = :now
                    where tenant = :tenant and endpoint_id = :endpoint and number = any(array(
                        select number from webhook_delivery
                        where tenant = :tenant and endpoint_id = :endpoint and state = 'pending'
                        order by change_seq, number limit :most))
                    """, update -> update.bind("now", DeliveryStore.at(now)));
        }
    }

    /** Keeps the endpoint while it is at it. */
    private void all(Claim claim, String state, String sql, Consumer<Update> bind) {
        Batches.repeat(bulk, handle -> {
            int ours = of(handle, claim, """
                    update webhook_endpoint set lease_until = clock_timestamp() + make_interval(secs => :lease)
                    where tenant = :tenant and endpoint_id = :endpoint and fence = :fence and state = :state
                    """)
                    .bind("lease", leaseSeconds)
                    .bind("fence", claim.fence())
                    .bind("state", state)
                    .execute();
            if (ours == 0) {
                throw new LineStore.Lost();
            }
            Update update = of(handle, claim, sql).bind("most", Batches.ROWS);
            bind.accept(update);
            return update.execute();
        });
    }

    private static Update of(Handle handle, Claim claim, String sql) {
        return handle.createUpdate(sql)
                .bind("tenant", claim.endpoint().tenant().value())
                .bind("endpoint", claim.endpoint().id());
    }
}
