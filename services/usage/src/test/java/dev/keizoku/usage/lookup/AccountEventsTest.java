package dev.keizoku.usage.lookup;

import static dev.keizoku.usage.Batches.event;
import static dev.keizoku.usage.Batches.login;
import static dev.keizoku.usage.Batches.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class AccountEventsTest {

    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        MutableClock.reset();
        tenant = TestTenants.fresh("Asia/Tokyo", "JPY");
    }

    /** Every page, one after the other. */
    private List<String> ids(String account, String query) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonPath page = Api.as(tenant, "usage:read")
                    .get("/v1/accounts/{id}/events?from=2026-01-01&to=2026-03-05" + query + cursor, account)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            ids.addAll(page.getList("data.id", String.class));
            assertThat(page.getBoolean("has_more")).isEqualTo(page.getString("next_cursor") != null);
            cursor = page.getString("next_cursor") == null ? null : "&cursor=" + page.getString("next_cursor");
        }
        return ids;
    }

    @Test
    void allOfAnAccountsEventsComeTheNewestFirstWhateverThePageHolds() {
        Random random = new Random(7);
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            times.add(Instant.parse("2026-01-05T00:00:00Z").plusSeconds(random.nextInt(50) * 43_000L));
        }
        List<String> events = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            events.add(login(
                    "e" + i, i % 3 == 0 ? "acme" : "beta", "u", times.get(i).toString()));
        }
        Collections.shuffle(events, random);
        send(tenant, events);
        for (int limit : new int[] {1, 3, 7, 200}) {
            List<String> ids = ids("acme", "&limit=" + limit);
            assertThat(ids).hasSize(20).doesNotHaveDuplicates();
            List<Instant> shown = ids.stream()
                    .map(id -> times.get(Integer.parseInt(id.substring(1))))
                    .toList();
            assertThat(shown).isSortedAccordingTo(Collections.reverseOrder());
        }
    }

    @Test
    void filtersNarrowThem() {
        send(
                tenant,
                login("1", "acme", "u1", "2026-02-01T03:00:00Z"),
                login("2", "acme", "u2", "2026-02-01T04:00:00Z"),
                event("3", "export.created", "acme", "2026-02-02T03:00:00Z", "{\"user_id\":\"u1\"}"),
                event("4", "export.created", "acme", "2026-02-03T03:00:00Z", "{}"));
        assertThat(ids("acme", "")).containsExactly("4", "3", "2", "1");
        assertThat(ids("acme", "&user_id=u1")).containsExactly("3", "1");
        assertThat(ids("acme", "&name=export.created&limit=1")).containsExactly("4", "3");
        assertThat(ids("acme", "&name=export.created&user_id=u2&user_id=u1")).containsExactly("3");
        assertThat(ids("nobody", "")).isEmpty();
        String other = tenant;
        tenant = TestTenants.fresh();
        assertThat(ids("acme", "")).as("of %s", other).isEmpty();
    }

    @Test
    void badParametersAreNamed() {
        BadInput.isProblem(
                Api.unchecked(tenant, "usage:read").get("/v1/accounts/acme/events?from=2010-01-01&cursor=x"),
                400,
                "invalid_request");
        BadInput.isProblem(
                Api.unchecked(tenant, "usage:read").get("/v1/accounts/acme/events?cursor=x"), 400, "invalid_request");
    }
}
