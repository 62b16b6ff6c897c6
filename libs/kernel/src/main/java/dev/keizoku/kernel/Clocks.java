package dev.keizoku.kernel;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The one place that knows what time it is.
 *
 * <p>Stories that need a midnight move the clock of a built service over its management port. That exists only in the
 * {@code e2e} profile on a loopback address; anywhere else a service asked for it refuses to start.
 */
@Singleton
public class Clocks {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

    private final boolean movable;
    private final String host;
    private final ObjectMapper mapper;
    private final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);

    Clocks(
            @ConfigProperty(name = "keizoku.clock.movable", defaultValue = "false") boolean movable,
            @ConfigProperty(name = "quarkus.management.host", defaultValue = "0.0.0.0") String host,
            ObjectMapper mapper) {
        this.movable = movable;
        this.host = host;
        this.mapper = mapper;
    }

    @Produces
    @Singleton
    Clock clock() {
        return movable ? new Shifted(shift) : Clock.systemUTC();
    }

    void refuseOutsideStories(@Observes StartupEvent start) {
        if (movable && (!ConfigUtils.getProfiles().contains("e2e") || !LOOPBACK.contains(host))) {
            throw new IllegalStateException(
                    "keizoku.clock.movable is for the e2e profile on a loopback address and refused elsewhere.");
        }
    }

    void route(@Observes ManagementInterface management) {
        if (movable) {
            management.router().put("/q/clock").handler(this::move);
        }
    }

    private void move(RoutingContext context) {
        String body = context.body().asString();
        try {
            Instant now = Instant.parse(
                    mapper.readTree(body == null ? "" : body).path("now").asText());
            shift.set(Duration.between(Instant.now(), now));
            context.response().setStatusCode(204).end();
        } catch (IOException | DateTimeException unreadable) {
            context.response().setStatusCode(400).end();
        }
    }

    /** Runs on from wherever it was put. */
    private static final class Shifted extends Clock {

        private final AtomicReference<Duration> shift;

        Shifted(AtomicReference<Duration> shift) {
            this.shift = shift;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(shift.get());
        }
    }
}
