package dev.keizoku.gateway.stream;

import dev.keizoku.gateway.access.Admission.Verdict;
import dev.keizoku.gateway.access.Credential;
import dev.keizoku.gateway.event.Event;
import dev.keizoku.gateway.event.EventStore;
import dev.keizoku.gateway.event.EventTypes;
import dev.keizoku.gateway.people.Credentials;
import dev.keizoku.gateway.tenant.SuspendedTenants;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.TenantId;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/**
 * Events as they happen, for as long as somebody listens and may. Each has its number; who says the last one seen
 * is told what came after it first.
 */
@Path("/v1/stream")
public class StreamResource {

    private static final Logger LOG = Logger.getLogger(StreamResource.class);

    private static final String SCOPE = "health:read";
    private static final int AT_ONCE = 100;
    private static final Duration ASKED_AGAIN = Duration.ofMillis(250);
    private static final Duration STALL = Duration.ofMillis(5);
    private static final Duration LONGEST_STALL = Duration.ofSeconds(30);

    private final EventStore store;
    private final OpenStreams open;
    private final Credentials credentials;
    private final SuspendedTenants suspended;
    private final Caller caller;
    private final StreamConfig config;

    StreamResource(
            EventStore store,
            OpenStreams open,
            Credentials credentials,
            SuspendedTenants suspended,
            Caller caller,
            StreamConfig config) {
        this.store = store;
        this.open = open;
        this.credentials = credentials;
        this.suspended = suspended;
        this.caller = caller;
        this.config = config;
    }

    /** What somebody listens to. */
    private record Listening(
            TenantId tenant,
            List<String> types,
            @Nullable String account,
            @Nullable String credential) {}

    @GET
    @RolesAllowed(SCOPE)
    @Blocking
    @RunOnVirtualThread
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.TEXT_PLAIN)
    public Multi<OutboundSseEvent> listen(
            @Context UriInfo uri,
            @Context Sse sse,
            @Context RoutingContext context,
            @HeaderParam("Last-Event-ID") @Nullable String lastSeen) {
        Parameters parameters = Parameters.of(uri);
        List<String> types = parameters.strings("type");
        AccountId account = parameters.accountId("account_id");
        String asked = parameters.string("last_event_id");
        types.stream()
                .filter(type -> !EventTypes.LIVE.contains(type))
                .findFirst()
                .ifPresent(unknown -> parameters.error(
                        "type", "invalid_value", "Accepted: " + String.join(", ", EventTypes.LIVE) + "."));
        String last = lastSeen == null ? asked : lastSeen;
        if (last != null && !last.matches("\\d{1,18}")) {
            parameters.error("last_event_id", "invalid_value", "Expected the id of an event of this stream.");
        }
        parameters.verify();
        TenantId tenant = caller.tenant();
        Listening listening = new Listening(
                tenant,
                types.isEmpty() ? EventTypes.LIVE : types,
                account == null ? null : account.value(),
                context.get(Credential.SHOWN));
        long from = last == null ? store.head(tenant) : Long.parseLong(last);
        open.enter(tenant);
        return Multi.createFrom()
                .<OutboundSseEvent>emitter(
                        listener -> Thread.ofVirtual().name("stream").start(() -> tell(listener, listening, from, sse)),
                        BackPressureStrategy.ERROR)
                .onTermination()
                .invoke(() -> open.leave(tenant));
    }

    private void tell(MultiEmitter<? super OutboundSseEvent> listener, Listening listening, long from, Sse sse) {
        try {
            long seen = from;
            long quietSince = System.nanoTime() - config.heartbeat().toNanos();
            while (goesOn(listener, listening)) {
                long head = store.head(listening.tenant());
                List<Event> events = head <= seen ? List.of() : after(listening, seen);
                for (Event event : events) {
                    awaitRoom(listener);
                    if (!goesOn(listener, listening)) {
                        listener.complete();
                        return;
                    }
                    listener.emit(event(sse, event));
                    seen = event.seq();
                    quietSince = System.nanoTime();
                }
                if (events.size() < AT_ONCE) {
                    // Events are committed in the order of their numbers: up to the head there is nothing else for this
                    // one.
                    seen = Math.max(seen, head);
                }
                Duration quiet = Duration.ofNanos(System.nanoTime() - quietSince);
                if (quiet.compareTo(config.heartbeat()) >= 0) {
                    awaitRoom(listener);
                    listener.emit(sse.newEventBuilder().comment("here").build());
                    quietSince = System.nanoTime();
                }
                if (events.size() < AT_ONCE) {
                    rest(listener, listening);
                }
            }
            listener.complete();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            listener.complete();
        } catch (RuntimeException failure) {
            LOG.debugf(failure, "a stream has ended");
            // The listener comes back and says what it saw last.
            listener.complete();
        }
    }

    private List<Event> after(Listening listening, long seen) {
        return store.after(listening.tenant(), seen, listening.types(), listening.account(), AT_ONCE);
    }

    /** Waits until the listener takes more; one that takes nothing for long has gone, or might as well have. */
    private static void awaitRoom(MultiEmitter<?> listener) throws InterruptedException {
        long begun = System.nanoTime();
        while (listener.requested() == 0 && !listener.isCancelled()) {
            if (System.nanoTime() - begun > LONGEST_STALL.toNanos()) {
                throw new IllegalStateException("The listener takes nothing.");
            }
            Thread.sleep(STALL);
        }
    }

    /** Until the next look for events; who may listen no longer is not kept for that long. */
    private void rest(MultiEmitter<?> listener, Listening listening) throws InterruptedException {
        long begun = System.nanoTime();
        long whole = config.every().toNanos();
        for (long left = whole; left > 0 && goesOn(listener, listening); left = whole - (System.nanoTime() - begun)) {
            Thread.sleep(Duration.ofNanos(Math.min(left, ASKED_AGAIN.toNanos())));
        }
    }

    private boolean goesOn(MultiEmitter<?> listener, Listening listening) {
        return !listener.isCancelled() && !suspended.hold(listening.tenant()) && holds(listening);
    }

    /**
     * Whether the credential still opens this to everything that is told, which a person kept to some accounts is not; a
     * database that does not answer takes nobody's away.
     */
    private boolean holds(Listening listening) {
        String credential = listening.credential();
        if (credential == null) {
            return false;
        }
        try {
            return credentials.check(credential).join() instanceof Verdict.Tenant reader
                    && reader.tenant().equals(listening.tenant())
                    && reader.scopes().contains(SCOPE);
        } catch (CompletionException unanswered) {
            return true;
        }
    }

    private static OutboundSseEvent event(Sse sse, Event event) {
        String body = "{\"id\":\"" + event.id() + "\",\"type\":\"" + event.type() + "\",\"timestamp\":\"" + event.at()
                + "\",\"data\":" + event.data() + "}";
        return sse.newEventBuilder()
                .id(Long.toString(event.seq()))
                .name(event.type())
                .data(String.class, body)
                .build();
    }
}
