package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Table;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** After a tenant's midnight every account is scored once, whatever is killed or asked again. */
class NightStoryTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
    private static final Duration NIGHT = Duration.ofSeconds(120);
    private static final int ACCOUNTS = 1_500;

    private final Suite suite = Suite.running();

    @Test
    void scoresEveryAccountOnceANight() {
        Tenant tenant = company();
        Api admin = tenant.admin();
        LocalDate first = today();

        suite.moveClock(first.plusDays(1).atStartOfDay(ZONE).plusMinutes(5).toInstant());
        awaitNight(admin, first);

        assertThat(nights(admin, first)).hasSize(1);
        List<JsonNode> scores = admin.all("/v1/health-scores?limit=200");
        assertThat(scores).hasSize(ACCOUNTS);
        assertThat(distinct(scores)).hasSize(ACCOUNTS);
        assertThat(scores).allSatisfy(score -> {
            assertThat(score.path("as_of").asText()).isEqualTo(first.toString());
            assertThat(score.path("deleted").asBoolean()).isFalse();
        });
        for (int i = 0; i < ACCOUNTS; i += 50) {
            explains(admin, "a" + i);
        }
        changesNothingWhenRunAgain(admin, first);
        finishesWhatAKillInterrupted(admin, first.plusDays(1));
    }

    private static void changesNothingWhenRunAgain(Api admin, LocalDate day) {
        String position = syncToken(admin);
        Answer again = admin.post("/v1/score-runs", Map.of("day", day.toString()));
        assertThat(again.status()).as(again.toString()).isEqualTo(202);
        awaitDone(admin, again.json().path("id").asText());
        JsonNode since = admin.get("/v1/health-scores?sync_token=" + Api.encoded(position))
                .ok();
        assertThat(since.path("data")).as("%s", since).isEmpty();
        assertThat(since.path("sync_token").asText()).isEqualTo(position);
    }

    private void finishesWhatAKillInterrupted(Api admin, LocalDate day) {
        suite.moveClock(day.plusDays(1).atStartOfDay(ZONE).plusMinutes(5).toInstant());
        Wait.until(
                NIGHT,
                "the night of " + day + " began",
                () -> !nights(admin, day).isEmpty());
        suite.kill(Member.HEALTH);
        suite.start(Member.HEALTH);
        JsonNode night = awaitNight(admin, day);

        assertThat(night.path("accounts_done").asInt()).as("%s", night).isEqualTo(ACCOUNTS);
        assertThat(nights(admin, day)).hasSize(1);
        List<JsonNode> scores = admin.all("/v1/health-scores?limit=200");
        assertThat(scores).hasSize(ACCOUNTS);
        assertThat(distinct(scores)).hasSize(ACCOUNTS);
        for (int i = 0; i < ACCOUNTS; i += 100) {
            JsonNode history = admin.get("/v1/accounts/a" + i + "/health/history?from=" + day.minusDays(1) + "&to="
                            + day.plusDays(1))
                    .ok();
            assertThat(history.path("data")).as("%s", history).hasSize(2);
        }
        changesNothingWhenRunAgain(admin, day);
    }

    private static void explains(Api admin, String account) {
        JsonNode explanation =
                admin.get("/v1/accounts/" + account + "/health/explanation").ok();
        JsonNode computed = explanation.path("computed_score");
        if (computed.isNull()) {
            return;
        }
        BigDecimal sum = explanation.path("base").decimalValue();
        for (JsonNode measure : explanation.path("measures")) {
            if (measure.path("contribution").isNumber()) {
                sum = sum.add(measure.path("contribution").decimalValue());
            }
        }
        assertThat(sum).as("%s", explanation).isEqualByComparingTo(computed.decimalValue());
    }

    private static String syncToken(Api admin) {
        JsonNode page = admin.get("/v1/health-scores?limit=200").ok();
        while (page.path("has_more").asBoolean()) {
            page = admin.get("/v1/health-scores?limit=200&cursor="
                            + Api.encoded(page.path("next_cursor").asText()))
                    .ok();
        }
        return page.path("sync_token").asText();
    }

    private static Set<String> distinct(List<JsonNode> scores) {
        Set<String> accounts = new HashSet<>();
        scores.forEach(score -> accounts.add(score.path("account_id").asText()));
        return accounts;
    }

    private static List<JsonNode> nights(Api admin, LocalDate day) {
        return admin.all("/v1/score-runs").stream()
                .filter(run -> run.path("kind").asText().equals("night"))
                .filter(run -> run.path("day").asText().equals(day.toString()))
                .toList();
    }

    private static JsonNode awaitNight(Api admin, LocalDate day) {
        return Wait.passes(NIGHT, () -> {
            List<JsonNode> nights = nights(admin, day);
            assertThat(nights).as("the night of " + day).isNotEmpty();
            assertThat(nights.getFirst().path("status").asText())
                    .as("%s", nights)
                    .isEqualTo("done");
            return nights.getFirst();
        });
    }

    private static void awaitDone(Api admin, String run) {
        Wait.passes(NIGHT, () -> {
            JsonNode state = admin.get("/v1/score-runs/" + run).ok();
            assertThat(state.path("status").asText()).as("%s", state).isEqualTo("done");
            return state;
        });
    }

    private LocalDate today() {
        return suite.now().atZone(ZONE).toLocalDate();
    }

    /** A company whose customers differ: some log in, some use core features, some do nothing. */
    private Tenant company() {
        Tenant tenant = suite.tenant("night", ZONE.getId(), "JPY");
        Api admin = tenant.admin();
        admin.put(
                        "/v1/plans/pro",
                        Map.of(
                                "name",
                                "Pro",
                                "product",
                                "app",
                                "core_features",
                                List.of("export", "report"),
                                "prices",
                                List.of(Map.of(
                                        "amount",
                                        Map.of("amount", "9800", "currency", "JPY"),
                                        "interval",
                                        "month",
                                        "interval_count",
                                        1))))
                .ok();
        String start = today().minusDays(200).toString();
        List<List<String>> periods = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            periods.add(List.of("s" + i, "a" + i, "pro", start, "9800", "JPY", "month"));
        }
        JsonNode imported = admin.importFile(
                "subscription_period",
                Table.byName(true),
                Table.write(
                        List.of("subscription_id", "account_id", "plan_id", "start", "amount", "currency", "interval"),
                        periods),
                "&history=true");
        assertThat(imported.path("rows_accepted").asInt()).as("%s", imported).isEqualTo(ACCOUNTS);
        events(admin);
        return tenant;
    }

    private void events(Api admin) {
        List<List<String>> events = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i += 2) {
            for (int back = 0; back < 1 + i % 5; back++) {
                String time = today().minusDays(back * 3L) + "T00:00:00+09:00";
                events.add(List.of("l" + i + "-" + back, "login", "a" + i, "u" + back, "", time));
                if (i % 3 == 0) {
                    events.add(List.of("f" + i + "-" + back, "feature.used", "a" + i, "u" + back, "export", time));
                }
            }
        }
        JsonNode imported = admin.importFile(
                "event",
                Table.byName(false),
                Table.write(List.of("id", "type", "account_id", "user_id", "feature", "time"), events),
                "&history=true");
        assertThat(imported.path("rows_accepted").asInt()).as("%s", imported).isEqualTo(events.size());
    }
}
