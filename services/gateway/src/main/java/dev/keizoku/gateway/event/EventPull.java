package dev.keizoku.gateway.event;

import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.watch.Watched;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Traces;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/**
 * Follows the notices of every service, a thread for each, so that one that is down holds up no other. All replicas do; who
 * comes second to a page finds the position moved.
 */
@Singleton
public class EventPull implements Watched {

    private static final Logger LOG = Logger.getLogger(EventPull.class);
    private static final Duration FORGETTING_EVERY = Duration.ofHours(1);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final NoticeFeed feed;
    private final EventStore store;
    private final List<EventSink> sinks;
    private final EventConfig config;
    private final Clock clock;
    private final Traces traces;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final Set<Upstream> silent = ConcurrentHashMap.newKeySet();
    private final Set<Feed> stuck = ConcurrentHashMap.newKeySet();
    private final Map<Upstream, Integer> behind = new ConcurrentHashMap<>();

    /** The notices of a service for a tenant. */
    private record Feed(Upstream service, TenantId tenant) {}

    EventPull(
            NoticeFeed feed,
            EventStore store,
            @All List<EventSink> sinks,
            EventConfig config,
            Clock clock,
            Traces traces) {
        this.feed = feed;
        this.store = store;
        this.sinks = sinks;
        this.config = config;
        this.clock = clock;
        this.traces = traces;
    }

    void start(@Observes StartupEvent event) {
        for (Upstream service : Upstream.values()) {
            threads.add(Thread.ofVirtual().name("notices-" + service.contract()).start(() -> follow(service)));
        }
        threads.add(Thread.ofVirtual().name("old-events").start(this::forget));
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join(FAREWELL);
        }
    }

    /** Something that happened in the gateway itself, in the caller's transaction. */
    public void tell(Handle handle, TenantId tenant, String name, Event event) {
        Event told = new Event(
                0, NoticeFeed.id("gateway/" + name), event.type(), event.at(), event.accountId(), event.data());
        take(handle, tenant, List.of(told));
    }

    /** Feeds are of a service for a tenant; one that cannot be read holds up what is told of that tenant. */
    @Override
    public Map<String, Long> counts() {
        return Map.of(
                "keizoku.notices.behind",
                behind.values().stream().mapToLong(Integer::longValue).sum(),
                "keizoku.notices.failing",
                (long) stuck.size() + silent.size());
    }

    private void follow(Upstream service) {
        try {
            do {
                poll(service);
            } while (!stopping.await(config.every().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll(Upstream service) throws InterruptedException {
        Map<String, Long> positions;
        Map<String, Long> heads;
        try {
            positions = store.positions(service.contract());
            heads = feed.heads(service);
        } catch (IOException | RuntimeException failure) {
            if (silent.add(service)) {
                LOG.warnf("the notices of %s cannot be read, trying on: %s", service.contract(), failure);
            }
            return;
        }
        if (silent.remove(service)) {
            LOG.infof("the notices of %s are read again", service.contract());
        }
        heads.entrySet().removeIf(head -> positions.getOrDefault(head.getKey(), 0L) >= head.getValue());
        behind.put(service, heads.size());
        for (String tenant : heads.keySet()) {
            if (stopping.getCount() > 0) {
                pull(service, new TenantId(tenant), positions.getOrDefault(tenant, 0L));
            }
        }
    }

    /** A tenant's notice that cannot be read holds up nobody else's. */
    private void pull(Upstream service, TenantId tenant, long position) throws InterruptedException {
        Feed each = new Feed(service, tenant);
        try (Traces.Job job = traces.begin("pull notices", tenant)) {
            try {
                read(service, tenant, position);
                if (stuck.remove(each)) {
                    LOG.infof("the notices of %s for %s are read again", service.contract(), tenant.value());
                }
            } catch (IOException | RuntimeException failure) {
                job.failed(failure);
                if (stuck.add(each)) {
                    LOG.warnf(
                            "the notices of %s for %s cannot be read, trying on: %s",
                            service.contract(), tenant.value(), failure);
                }
            }
        }
    }

    private void read(Upstream service, TenantId tenant, long position) throws IOException, InterruptedException {
        NoticeFeed.Rows rows = feed.after(service, tenant, position);
        boolean ours = store(service, tenant, position, rows);
        while (ours && rows.hasMore() && stopping.getCount() > 0) {
            long next = rows.next();
            rows = feed.after(service, tenant, next);
            ours = store(service, tenant, next, rows);
        }
    }

    private boolean store(Upstream service, TenantId tenant, long position, NoticeFeed.Rows rows) {
        boolean ours = store.jdbi().inTransaction(handle -> {
            boolean first = EventStore.move(handle, service.contract(), tenant, position, rows.next());
            if (first && !rows.events().isEmpty()) {
                take(handle, tenant, rows.events());
            }
            return first;
        });
        if (ours) {
            sinks.forEach(EventSink::committed);
        }
        return ours;
    }

    private void take(Handle handle, TenantId tenant, List<Event> events) {
        Instant now = clock.instant();
        long before = EventStore.append(handle, tenant, events);
        sinks.forEach(sink -> sink.take(handle, tenant, before, before + events.size(), now));
    }

    private void forget() {
        try {
            do {
                try {
                    store.forget(clock.instant().minus(config.kept()));
                } catch (RuntimeException failure) {
                    LOG.warnf("old events stay for now: %s", failure);
                }
            } while (!stopping.await(FORGETTING_EVERY.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
