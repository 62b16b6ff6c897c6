package dev.keizoku.usage.measure;

import static dev.keizoku.usage.Batches.backfill;
import static dev.keizoku.usage.Batches.event;
import static dev.keizoku.usage.Batches.login;
import static dev.keizoku.usage.Batches.used;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.UserId;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import dev.keizoku.usage.person.People;
import dev.keizoku.usage.person.Told;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events in, and the numbers worked out by hand from them out, by the stream and for the account alone. */
@QuarkusTest
@WithKeizoku
class MeasuredAccountTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Recent are 2 February to this day, the baseline is 8 December to 1 February. */
    private static final LocalDate DAY = LocalDate.parse("2026-03-01");

    @Inject
    People people;

    private final List<String> events = new ArrayList<>();
    private String tenant = "";
    private int sent;

    @BeforeEach
    void freshTenant() {
        MutableClock.reset();
        tenant = TestTenants.fresh();
    }

    /** An event of the age in days, counted from {@link #DAY}. */
    private void add(int age, String name, String user, String data) {
        String members = "{\"user_id\":\"" + user + "\"" + (data.isEmpty() ? "" : "," + data) + "}";
        events.add(event("e" + sent++, name, "acme", DAY.minusDays(age) + "T10:00:00Z", members));
    }

    private void use(int age, String user, String feature) {
        events.add(used("e" + sent++, "acme", user, feature, DAY.minusDays(age) + "T11:00:00Z"));
    }

    private JsonNode measures(LocalDate day) {
        if (!events.isEmpty()) {
            backfill(tenant, "?history=true", events.toArray(String[]::new))
                    .then()
                    .statusCode(200);
            events.clear();
        }
        return measures("day=" + day);
    }

    /** The same by the stream and alone. */
    private JsonNode measures(String query) {
        String stream = Api.as(tenant, "internal").get("/v1/measures?" + query).asString();
        String alone = Api.as(tenant, "usage:read")
                .get("/v1/accounts/acme/usage?" + query)
                .asString();
        try {
            JsonNode measures = JSON.readTree(stream.lines().findFirst().orElseThrow());
            assertThat(JSON.readTree(alone).path("measures")).isEqualTo(measures);
            return measures;
        } catch (JsonProcessingException broken) {
            throw new AssertionError(stream, broken);
        }
    }

    @Test
    void recencyIsCountedInDaysOfTheTenant() {
        add(14, "login", "ann", "");
        add(13, "ping", "ann", "");
        JsonNode measures = measures(DAY);
        assertThat(measures.path("last_active_on").asText()).isEqualTo("2026-02-16");
        assertThat(measures.path("days_since_active").asInt()).isEqualTo(13);
        assertThat(measures.path("days_since_login").asInt()).isEqualTo(14);
        assertThat(measures(DAY.minusDays(1)).path("days_since_login").asInt()).isEqualTo(13);
        assertThat(measures.at("/rhythm/gap_days").asInt()).isEqualTo(13);
    }

    @Test
    void windowsOfSevenTwentyEightAndNinetyDaysEndWithTheDay() {
        add(6, "ping", "ann", "");
        add(7, "ping", "bob", "");
        add(27, "ping", "cid", "");
        add(28, "ping", "dan", "");
        add(89, "ping", "eve", "");
        add(90, "ping", "fay", "");
        add(89, "ping", "eve", "");
        JsonNode measures = measures(DAY);
        assertThat(measures.path("active_users_7").asInt()).isEqualTo(1);
        assertThat(measures.path("active_users_28").asInt()).isEqualTo(3);
        assertThat(measures.path("active_users_90").asInt()).isEqualTo(5);
        assertThat(measures.path("active_days_7").asInt()).isEqualTo(1);
        assertThat(measures.path("active_days_28").asInt()).isEqualTo(3);
        assertThat(measures.path("active_days_90").asInt()).isEqualTo(5);
        assertThat(measures.path("events_90").asInt()).isEqualTo(6);
        // Three users on one day each: 3 / 28 a day, of 3.
        assertThat(measures.at("/breadth/stickiness").asDouble()).isEqualTo(0.035714);
    }

    @Test
    void keyUsersWhoComeHalfAsOftenShow() {
        // Uses of the baseline: ann 8 on 8 days, bob 4, cid 3, so 15. ann's 8 are more than half. Logins are no uses.
        for (int age = 76; age <= 83; age++) {
            use(age, "ann", "boards");
        }
        for (int age = 30; age < 34; age++) {
            use(age, "bob", "boards");
        }
        for (int age = 30; age < 33; age++) {
            use(age, "cid", "boards");
        }
        for (int age = 40; age < 60; age++) {
            events.add(login("l" + age, "acme", "dan", DAY.minusDays(age) + "T08:00:00Z"));
        }
        // Two recent days, the last one 14 days ago; two events of a day are one day.
        use(20, "ann", "boards");
        use(14, "ann", "boards");
        use(14, "ann", "reports");
        use(1, "bob", "boards");
        JsonNode key = measures(DAY).path("key_users");
        assertThat(key.path("users").asInt()).isEqualTo(1);
        // 8 / 15
        assertThat(key.path("share").asDouble()).isEqualTo(0.533333);
        // 8 days in 56 are 4 in 28.
        assertThat(key.path("usual_active_days_28").asDouble()).isEqualTo(4);
        assertThat(key.path("active_days_28").asInt()).isEqualTo(2);
        assertThat(key.path("change").asDouble()).isEqualTo(-0.5);
        assertThat(key.path("silent_days").asInt()).isEqualTo(14);
        assertThat(key.path("silent_users").asInt()).isEqualTo(1);
        assertThat(measures(DAY.minusDays(1)).at("/key_users/silent_users").asInt())
                .isZero();
    }

    @Test
    void keyUsersAreTheFewestWhoMadeHalfOfTheUses() {
        // 4, 3 and 3 of 10: the first alone has less than half, the first two have 7. Of equals the id that sorts
        // first.
        use(83, "zoe", "boards");
        for (int age = 40; age < 43; age++) {
            use(age, "zoe", "boards");
            use(age, "cid", "boards");
            use(age, "bob", "boards");
        }
        use(2, "bob", "boards");
        JsonNode key = measures(DAY).path("key_users");
        assertThat(key.path("users").asInt()).isEqualTo(2);
        assertThat(key.path("share").asDouble()).isEqualTo(0.7);
        // zoe on 4 days and bob on 3 are 7 in 56.
        assertThat(key.path("usual_active_days_28").asDouble()).isEqualTo(3.5);
        assertThat(key.path("silent_days").asInt()).isEqualTo(2);
        assertThat(key.path("silent_users").asInt()).isEqualTo(1);
    }

    @Test
    void concentrationAndTrialsComeFromTheFeaturesOfTwelveWeeks() {
        for (int i = 0; i < 8; i++) {
            use(i, "ann", "boards");
        }
        use(27, "ann", "reports");
        use(0, "ann", "exports");
        // The baseline has both of its ends; what lies before is seen by trials only.
        use(28, "ann", "boards");
        use(83, "ann", "reports");
        use(84, "ann", "exports");
        use(168, "ann", "boards");
        JsonNode measures = measures(DAY);
        assertThat(measures.at("/concentration/now/hhi").asDouble()).isEqualTo(0.66);
        assertThat(measures.at("/concentration/now/hhi_normalised").asDouble()).isEqualTo(0.49);
        assertThat(measures.at("/concentration/before/hhi").asDouble()).isEqualTo(0.5);
        assertThat(measures.at("/concentration/before/features").asInt()).isEqualTo(2);
        // exports were used 84 days ago, which is more than 56 before the last 28; reports in their baseline.
        assertThat(measures.at("/trials/tried_28")).extracting(JsonNode::asText).containsExactly("exports");
        // Three windows back exports were tried; two back reports, 83 days ago; one back boards.
        assertThat(measures.at("/trials/usual").asDouble()).isEqualTo(1);
        assertThat(measures.at("/breadth/features_28").asInt()).isEqualTo(3);
        assertThat(measures.at("/breadth/uses_28").toString()).isEqualTo("{\"boards\":8,\"exports\":1,\"reports\":1}");
    }

    @Test
    void departmentsAreThoseOfTheUsersWhoCame() {
        add(3, "ping", "ann", "\"department\":\"sales\"");
        add(2, "ping", "bob", "\"department\":\"sales\"");
        add(1, "ping", "cid", "\"department\":\"legal\"");
        add(0, "ping", "dan", "");
        add(28, "ping", "eve", "\"department\":\"finance\"");
        assertThat(measures(DAY).at("/breadth/departments_28").asInt()).isEqualTo(2);
    }

    @Test
    void departmentsAreThoseThatWereKnown() {
        add(3, "ping", "ann", "\"department\":\"sales\"");
        add(2, "ping", "bob", "\"department\":\"sales\"");
        assertThat(measures(DAY).at("/breadth/departments_28").asInt()).isEqualTo(1);
        // The clock says 2 March: what comes without history is known from then on, whatever day it is told of.
        add(1, "ping", "bob", "\"department\":\"legal\"");
        String[] late = events.toArray(String[]::new);
        events.clear();
        backfill(tenant, "", late).then().statusCode(200);
        people.tell(
                new TenantId(tenant),
                List.of(new Told.Membership(
                        new UserId("ann"),
                        new AccountId("acme"),
                        MutableClock.START,
                        new TreeMap<>(Map.of("department", JsonNodeFactory.instance.textNode("finance"))))));
        assertThat(measures(DAY).at("/breadth/departments_28").asInt()).isEqualTo(2);
        assertThat(measures("day=" + DAY + "&known_at=2026-03-01T23:59:59Z")
                        .at("/breadth/departments_28")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void onboardingIsOverTheWholeHistory() {
        add(700, "login", "ann", "");
        add(690, "setup.step", "ann", "\"step\":\"invite\"");
        add(695, "setup.step", "ann", "\"step\":\"接続\"");
        add(300, "setup.step", "ann", "\"step\":\"invite\"");
        add(600, "value.reached", "ann", "");
        add(10, "value.reached", "ann", "");
        add(0, "setup.step", "ann", "\"step\":7");
        JsonNode onboarding = measures(DAY).path("onboarding");
        assertThat(onboarding.at("/steps").toString())
                .isEqualTo("[{\"step\":\"接続\",\"reached_on\":\"" + DAY.minusDays(695)
                        + "\"},{\"step\":\"invite\",\"reached_on\":\"" + DAY.minusDays(690) + "\"}]");
        assertThat(onboarding.path("value_reached_on").asText())
                .isEqualTo(DAY.minusDays(600).toString());
        assertThat(onboarding.path("days_to_value").asInt()).isEqualTo(100);
    }

    @Test
    void signsAreCountedApartFromUse() {
        add(100, "login", "ann", "");
        add(3, "limit.gated", "ann", "\"feature\":\"sso\"");
        add(4, "limit.gated", "ann", "\"feature\":\"audit\"");
        add(5, "limit.gated", "ann", "\"feature\":\"sso\"");
        add(40, "limit.gated", "ann", "\"feature\":\"sso\"");
        add(1, "export.created", "ann", "");
        add(2, "export.created", "ann", "");
        add(50, "export.created", "ann", "");
        add(60, "export.created", "ann", "");
        add(0, "api.read", "ann", "");
        add(10, "seat.added", "ann", "\"value\":3");
        add(89, "seat.added", "ann", "");
        add(90, "seat.added", "ann", "\"value\":\"0.5\"");
        add(180, "seat.added", "ann", "\"value\":9");
        JsonNode measures = measures(DAY);
        assertThat(measures.path("limits").toString())
                .isEqualTo("{\"gated_28\":3,\"usual_gated_28\":0.5,\"gated_features_28\":[\"audit\",\"sso\"]}");
        // One in 56 days is half a one in 28; two are one.
        assertThat(measures.path("outflow").toString())
                .isEqualTo("{\"exports_28\":2,\"usual_exports_28\":1.0,\"api_reads_28\":1,\"usual_api_reads_28\":0.0}");
        assertThat(measures.at("/breadth/seats_added_90").decimalValue()).isEqualByComparingTo("4");
        assertThat(measures.at("/breadth/seats_added_before").decimalValue()).isEqualByComparingTo("0.5");
        assertThat(measures.path("concentration").toString()).isEqualTo("{\"now\":null,\"before\":null}");
    }

    @Test
    void whatWasReceivedLaterIsInNoMeasure() {
        for (int age = 0; age < 70; age++) {
            use(age, "ann", "boards");
        }
        JsonNode before = measures(DAY);
        // The clock says 2 March; these come without history, so they are known from 2 March on.
        use(1, "bob", "reports");
        use(40, "bob", "reports");
        add(1, "value.reached", "bob", "");
        String[] late = events.toArray(String[]::new);
        events.clear();
        backfill(tenant, "", late).then().statusCode(200);
        assertThat(measures(DAY)).isNotEqualTo(before);
        assertThat(measures("day=" + DAY + "&known_at=2026-03-01T23:59:59Z")).isEqualTo(before);
    }

    @Test
    void theFleetsRatioIsThatOfAllAccountsInEveryShard() {
        // Eleven accounts with one event a day for five weeks: 7 a week. In the last week the i-th of them has i events
        // more on one day, so the ratios are 1, 8/7, … 17/7 and the middle one is 12/7.
        List<String> all = new ArrayList<>();
        for (int account = 0; account < 11; account++) {
            for (int age = 0; age < 35; age++) {
                for (int times = 0; times < (age == 3 ? 1 + account : 1); times++) {
                    all.add(event(
                            account + "-" + age + "-" + times,
                            "ping",
                            "a" + account,
                            DAY.minusDays(age) + "T10:00:00Z",
                            "{}"));
                }
            }
        }
        backfill(tenant, "?history=true", all.toArray(String[]::new)).then().statusCode(200);
        List<String> shard = Api.as(tenant, "internal")
                .get("/v1/measures?day=" + DAY + "&from=a10&to=a2")
                .asString()
                .lines()
                .toList();
        assertThat(shard).hasSize(2);
        // 17/7 over 12/7.
        assertThat(shard.getFirst())
                .contains("\"ratio\":2.428571,\"fleet_ratio\":1.714286,\"ratio_to_fleet\":1.416666");
    }
}
