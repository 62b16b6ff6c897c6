package dev.keizoku.gateway.webhook;

import dev.keizoku.gateway.event.EventSink;
import dev.keizoku.kernel.TenantId;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Makes messages of events in the transaction that makes the events: what is committed will be sent. */
@Singleton
class NewMessages implements EventSink {

    private final DeliveryWorkers workers;

    NewMessages(DeliveryWorkers workers) {
        this.workers = workers;
    }

    @Override
    public void take(Handle handle, TenantId tenant, long after, long last, Instant now) {
        DeliveryStore.fanOut(handle, tenant, after, last, now);
    }

    @Override
    public void committed() {
        workers.wake();
    }
}
