package dev.keizoku.gateway.event;

import dev.keizoku.kernel.TenantId;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Takes events in the transaction in which they arrive, so that none is ever lost between the two. */
public interface EventSink {

    /** The events of the tenant after one number and up to another are there. */
    void take(Handle handle, TenantId tenant, long after, long last, Instant now);

    /** What was taken is committed. */
    void committed();
}
