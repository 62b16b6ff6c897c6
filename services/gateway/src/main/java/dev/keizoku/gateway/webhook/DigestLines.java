package dev.keizoku.gateway.webhook;

import dev.keizoku.gateway.tenant.Resting;
import dev.keizoku.kernel.TenantId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Which endpoints want a digest of the day, and the way of a digest into their lines: once a day each. */
@Singleton
public class DigestLines {

    private static final String TYPE = "digest.daily";

    private final Jdbi jdbi;
    private final DeliveryStore deliveries;
    private final DeliveryWorkers workers;

    DigestLines(Jdbi jdbi, DeliveryStore deliveries, DeliveryWorkers workers) {
        this.jdbi = jdbi;
        this.deliveries = deliveries;
        this.workers = workers;
    }

    /** Endpoints of a tenant that have had no digest of the day and whose hour has come. */
    public List<Endpoint> due(TenantId tenant, LocalDate day, int hour) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from webhook_endpoint where tenant = :tenant and digest and state = 'enabled'
                            and coalesce(digest_on < :day, true) and digest_hour <= :hour
                        order by endpoint_id
                        """)
                .bind("tenant", tenant.value())
                .bind("day", day)
                .bind("hour", hour)
                .map(EndpointStore.ENDPOINT)
                .list());
    }

    /** Tenants with an endpoint that wants digests; who is suspended has the next when it is not any more. */
    public List<TenantId> tenants() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select distinct tenant from webhook_endpoint w where digest and state = 'enabled' and "
                                + Resting.isOver("w.tenant"))
                .map((row, context) -> new TenantId(row.getString("tenant")))
                .list());
    }

    /** Puts the digest into the endpoint's line, unless another replica has. */
    public void put(Endpoint endpoint, LocalDate day, String data, Instant now) {
        jdbi.useTransaction(handle -> {
            int first = handle.createUpdate("""
                            update webhook_endpoint set digest_on = :day
                            where tenant = :tenant and endpoint_id = :id and state = 'enabled'
                                and coalesce(digest_on < :day, true)
                            """)
                    .bind("tenant", endpoint.tenant().value())
                    .bind("id", endpoint.id())
                    .bind("day", day)
                    .execute();
            if (first == 1) {
                String id = "digest_" + endpoint.id() + "_" + day;
                deliveries.add(handle, endpoint, new Message(0, id, TYPE, now, data, 0, now, true), now);
            }
        });
        workers.wake();
    }
}
