package dev.keizoku.metrics.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.metrics.Ledgers;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@QuarkusTestResource(FeedStub.class)
class RestatedTest {

    @Test
    void aChangeOfADayThatIsOverIsToldWithTheEarliest() {
        MutableClock.set("2026-03-15T12:00:00Z");
        String tenant = TestTenants.fresh();
        FeedRows feed = new FeedRows(tenant);
        feed.start("a", "s1", "basic", "2026-03-15", "100", "USD");
        Ledgers.caughtUp(tenant);
        assertThat(Api.as(tenant, "internal").get("/v1/notices").jsonPath().getList("data"))
                .isEmpty();

        feed.start("a", "s2", "basic", "2025-12-20", "100", "USD");
        feed.start("a", "s3", "basic", "2025-11-02", "100", "USD");
        Ledgers.caughtUp(tenant);

        assertThat(Api.as(tenant, "internal").get("/v1/notices").jsonPath().getList("data.type"))
                .isNotEmpty()
                .containsOnly("metrics.restated");
        assertThat(Api.as(tenant, "internal").get("/v1/notices").jsonPath().getList("data.data.restated.from"))
                .contains("2025-11-02");
    }
}
