package dev.keizoku.gateway.webhook;

import dev.keizoku.gateway.tenant.Resting;
import dev.keizoku.kernel.TenantId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/**
 * The lines of a tenant that is let in again: all that waits is to be due, so that it leaves in order, with the whole ladder before
 * it; and no receiver has failed in the time it was not asked.
 */
@Singleton
class RestedLines implements Resting {

    private final Jdbi jdbi;

    RestedLines(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public void goOn(TenantId tenant, Duration rested, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update webhook_endpoint set line_release = 'anew', failing_since = case
                            when failing_since is not null
                            then least(failing_since + make_interval(secs => :rested), :now) end
                        where tenant = :tenant
                        """)
                .bind("tenant", tenant.value())
                .bind("rested", rested.toMillis() / 1000.0)
                .bind("now", DeliveryStore.at(now))
                .execute());
    }
}
