package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Table;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A company whose customers differ: some log in, some use core features, some do nothing. And its nights. */
record NightCompany(Tenant tenant, ZoneId zone, int accounts) {

    private static final Duration NIGHT = Duration.ofSeconds(120);
    private static final int AGE_DAYS = 200;

    /** Opens 200 days before a day of its own, with events up to that day. */
    static NightCompany of(Suite suite, ZoneId zone, String currency, int accounts, LocalDate today) {
        Tenant tenant = suite.tenant("night", zone.getId(), currency);
        NightCompany company = new NightCompany(tenant, zone, accounts);
        company.subscriptions(currency, today);
        company.events(today);
        return company;
    }

    Api admin() {
        return tenant.admin();
    }

    List<JsonNode> nights(LocalDate day) {
        return admin().all("/v1/score-runs").stream()
                .filter(run -> run.path("kind").asText().equals("night"))
                .filter(run -> run.path("day").asText().equals(day.toString()))
                .toList();
    }

    JsonNode awaitNight(LocalDate day) {
        return awaitNight(day, NIGHT);
    }

    JsonNode awaitNight(LocalDate day, Duration limit) {
        return Wait.passes(limit, () -> {
            List<JsonNode> nights = nights(day);
            assertThat(nights).as("the night of " + day).isNotEmpty();
            assertThat(nights.getFirst().path("status").asText())
                    .as("%s", nights)
                    .isEqualTo("done");
            return nights.getFirst();
        });
    }

    /** Asks for the scores of a day and waits for them. */
    void score(LocalDate day) {
        Answer run = admin().post("/v1/score-runs", Map.of("day", day.toString()));
        assertThat(run.status()).as(run.toString()).isEqualTo(202);
        String id = run.json().path("id").asText();
        Wait.passes(NIGHT, () -> {
            JsonNode state = admin().get("/v1/score-runs/" + id).ok();
            assertThat(state.path("status").asText()).as("%s", state).isEqualTo("done");
            return state;
        });
    }

    /** The same data again: nothing that follows the changes may see one. */
    void changesNothingWhenRunAgain(LocalDate day) {
        String position = syncToken();
        score(day);
        JsonNode since = admin().get("/v1/health-scores?sync_token=" + Api.encoded(position))
                .ok();
        assertThat(since.path("data")).as("%s", since).isEmpty();
        assertThat(since.path("sync_token").asText()).isEqualTo(position);
    }

    private String syncToken() {
        JsonNode page = admin().get("/v1/health-scores?limit=200").ok();
        while (page.path("has_more").asBoolean()) {
            page = admin().get("/v1/health-scores?limit=200&cursor="
                            + Api.encoded(page.path("next_cursor").asText()))
                    .ok();
        }
        return page.path("sync_token").asText();
    }

    private void subscriptions(String currency, LocalDate today) {
        admin().put(
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
                                        Map.of("amount", "9800", "currency", currency),
                                        "interval",
                                        "month",
                                        "interval_count",
                                        1))))
                .ok();
        String start = today.minusDays(AGE_DAYS).toString();
        List<List<String>> periods = new ArrayList<>();
        for (int i = 0; i < accounts; i++) {
            periods.add(List.of("s" + i, "a" + i, "pro", start, "9800", currency, "month"));
        }
        JsonNode imported = admin().importFile(
                        "subscription_period",
                        Table.byName(true),
                        Table.write(
                                List.of(
                                        "subscription_id",
                                        "account_id",
                                        "plan_id",
                                        "start",
                                        "amount",
                                        "currency",
                                        "interval"),
                                periods),
                        "&history=true");
        assertThat(imported.path("rows_accepted").asInt()).as("%s", imported).isEqualTo(accounts);
    }

    /** Every account logs in now and then on these days, each in a rhythm of its own. */
    void goesOn(LocalDate from, LocalDate to) {
        List<List<String>> events = new ArrayList<>();
        from.datesUntil(to.plusDays(1)).forEach(day -> {
            for (int i = 0; i < accounts; i++) {
                if ((i + day.toEpochDay()) % (2 + i % 7) == 0) {
                    events.add(List.of("d" + i + "-" + day, "login", "a" + i, "u" + i % 3, "", morning(day)));
                }
            }
        });
        send(events);
    }

    private void events(LocalDate today) {
        List<List<String>> events = new ArrayList<>();
        for (int i = 0; i < accounts; i += 2) {
            for (int back = 0; back < 1 + i % 5; back++) {
                String time = morning(today.minusDays(back * 3L));
                events.add(List.of("l" + i + "-" + back, "login", "a" + i, "u" + back, "", time));
                if (i % 3 == 0) {
                    events.add(List.of("f" + i + "-" + back, "feature.used", "a" + i, "u" + back, "export", time));
                }
            }
        }
        send(events);
    }

    private String morning(LocalDate day) {
        return day.atStartOfDay(zone).toInstant().toString();
    }

    private void send(List<List<String>> events) {
        JsonNode imported = admin().importFile(
                        "event",
                        Table.byName(false),
                        Table.write(List.of("id", "type", "account_id", "user_id", "feature", "time"), events),
                        "&history=true");
        assertThat(imported.path("rows_accepted").asInt()).as("%s", imported).isEqualTo(events.size());
    }
}
