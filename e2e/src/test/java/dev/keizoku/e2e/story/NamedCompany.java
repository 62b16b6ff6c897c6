package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;

/** A dozen customers with names, owners and industries, scored as of yesterday; people have judged, acknowledged and worked on some of it. */
record NamedCompany(NightCompany company) {

    static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
    static final int CUSTOMERS = 12;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    static NamedCompany of(Suite suite) {
        LocalDate today = suite.now().atZone(ZONE).toLocalDate();
        NamedCompany company = new NamedCompany(NightCompany.of(suite, ZONE, "JPY", CUSTOMERS, today));
        for (int i = 0; i < CUSTOMERS; i++) {
            company.name(i);
        }
        company.company().score(today.minusDays(1));
        company.judge("a3", "red");
        company.company().score(today.minusDays(1));
        company.acknowledge();
        company.play();
        return company;
    }

    Tenant tenant() {
        return company.tenant();
    }

    Api api() {
        return company.admin();
    }

    private void name(int i) {
        String name = i == 0 ? "アクメ株式会社" : i == 1 ? "=HYPERLINK(\"x\")" : "Customer " + i;
        api().put(
                        "/v1/accounts/a" + i,
                        Map.of(
                                "name",
                                name,
                                "owner",
                                i % 2 == 0 ? "sato" : "kato",
                                "external_ids",
                                Map.of("salesforce", "001A0000012bc%02d".formatted(i)),
                                "attributes",
                                Map.of("industry", i % 3 == 0 ? "retail" : "bank", "country", "JP")))
                .ok();
    }

    /** Puts a customer into a band by hand. */
    void judge(String account, String band) {
        api().post(
                        "/v1/accounts/" + account + "/health-overrides",
                        Map.of("kind", "set_band", "band", band, "reason_code", "early_warning", "note", "Told."))
                .ok();
    }

    private void acknowledge() {
        JsonNode signal = Wait.passes(PATIENCE, () -> {
            JsonNode signals = api().get("/v1/risk-signals?state=open").ok();
            assertThat(signals.path("data")).as("%s", signals).isNotEmpty();
            return signals.at("/data/0");
        });
        api().post("/v1/risk-signals/" + signal.path("id").asText() + "/acknowledge", Map.of("note", "Called."))
                .ok();
    }

    /** Opens a play by hand and ends it. */
    private void play() {
        String id = api().post("/v1/plays", Map.of("account_id", "a3", "playbook", "champion", "owner", "sato"))
                .ok()
                .at("/play/id")
                .asText();
        api().post("/v1/plays/" + id + "/dismiss", Map.of("reason", "false_alarm", "note", "A migration of theirs."))
                .ok();
    }
}
