package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Wait;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
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
        LocalDate first = suite.now().atZone(ZONE).toLocalDate();
        NightCompany company = NightCompany.of(suite, ZONE, "JPY", ACCOUNTS, first);
        Api admin = company.admin();

        suite.moveClock(first.plusDays(1).atStartOfDay(ZONE).plusMinutes(5).toInstant());
        company.awaitNight(first);

        assertThat(company.nights(first)).hasSize(1);
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
        company.changesNothingWhenRunAgain(first);
        finishesWhatAKillInterrupted(company, first.plusDays(1));
    }

    private void finishesWhatAKillInterrupted(NightCompany company, LocalDate day) {
        Api admin = company.admin();
        suite.moveClock(day.plusDays(1).atStartOfDay(ZONE).plusMinutes(5).toInstant());
        Wait.until(
                NIGHT,
                "the night of " + day + " began",
                () -> !company.nights(day).isEmpty());
        suite.kill(Member.HEALTH);
        suite.start(Member.HEALTH);
        JsonNode night = company.awaitNight(day);

        assertThat(night.path("accounts_done").asInt()).as("%s", night).isEqualTo(ACCOUNTS);
        assertThat(company.nights(day)).hasSize(1);
        List<JsonNode> scores = admin.all("/v1/health-scores?limit=200");
        assertThat(scores).hasSize(ACCOUNTS);
        assertThat(distinct(scores)).hasSize(ACCOUNTS);
        for (int i = 0; i < ACCOUNTS; i += 100) {
            JsonNode history = admin.get("/v1/accounts/a" + i + "/health/history?from=" + day.minusDays(1) + "&to="
                            + day.plusDays(1))
                    .ok();
            assertThat(history.path("data")).as("%s", history).hasSize(2);
        }
        company.changesNothingWhenRunAgain(day);
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

    private static Set<String> distinct(List<JsonNode> scores) {
        Set<String> accounts = new HashSet<>();
        scores.forEach(score -> accounts.add(score.path("account_id").asText()));
        return accounts;
    }
}
