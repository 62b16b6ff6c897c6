package dev.keizoku.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.testkit.Eventually;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class EventPullTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String BAND = "health.band_changed";

    @Inject
    @DataSource("bulk")
    Jdbi bulk;

    @Inject
    EventStore store;

    private StubService health;

    @BeforeEach
    void begin() {
        health = StubService.start(Upstream.HEALTH);
    }

    @AfterEach
    void end() {
        health.close();
    }

    private int events(String tenant) {
        return store.after(new TenantId(tenant), 0, List.of(), null, 100).size();
    }

    @Test
    void aNoticeThatCannotBeReadHoldsUpNobodyElse() {
        String stuck = Door.newTenant().id();
        List<String> others =
                Stream.generate(() -> Door.newTenant().id()).limit(20).toList();
        // No document is that.
        health.notices().tell(stuck, BAND, "a", 1, ", \"band\": }");
        others.forEach(other -> health.notices().tell(other, BAND, "a", 1, ", \"band\": \"red\""));
        Eventually.within(LIMIT, "all others are read", () -> others.stream().allMatch(other -> events(other) == 1));
        assertThat(events(stuck)).isZero();
    }

    @Test
    void whatIsOldIsForgottenThoughSomebodyIsAtOneOfThem() {
        String tenant = Door.newTenant().id();
        for (int seq = 1; seq <= 3; seq++) {
            health.notices().tell(tenant, BAND, "a", seq, ", \"band\": \"red\"");
        }
        Eventually.within(LIMIT, "all are read", () -> events(tenant) == 3);
        bulk.useHandle(handle -> handle.execute("update event set at = '2000-01-01' where tenant = ?", tenant));
        try (Handle other = bulk.open()) {
            other.begin();
            other.execute("select seq from event where tenant = ? and seq = 2 for update", tenant);
            store.forget(Instant.parse("2001-01-01T00:00:00Z"));
            assertThat(events(tenant)).isEqualTo(1);
            other.rollback();
        }
        store.forget(Instant.parse("2001-01-01T00:00:00Z"));
        assertThat(events(tenant)).isZero();
    }
}
