package dev.keizoku.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Whatever a request changes has an entry that names the request; an operation without one has to say why. */
class AuditStoryTest {

    /** Data, of which there is no end: who sent it is told by the import, the event or the touchpoint itself. */
    private static final Set<String> DATA = Set.of("usage:write", "operator");

    private static final Set<String> ADMINISTRATIVE = Set.of("admin", "webhooks:manage");

    /** What would change an entry or a seal, or take away what is in the way of that. */
    private static final List<String> REFUSED = List.of(
            "update audit_trail set actor = 'x'",
            "delete from audit_trail",
            "truncate audit_trail",
            "alter table audit_trail disable trigger all",
            "drop table audit_trail",
            "update audit_seal set hash = ''",
            "delete from audit_seal",
            "alter table audit_seal disable trigger all",
            "create or replace function refuse_change_of_trail() returns trigger language sql as ''",
            "drop schema public cascade");

    private static final Duration SEALED = Duration.ofMinutes(5);

    /** Each with its reason. */
    private static final Map<String, String> WITHOUT = Map.ofEntries(
            Map.entry("POST /v1/touchpoints", "data, as events are"),
            Map.entry("POST /v1/imports", "data; the import itself is kept"),
            Map.entry("POST /v1/browser-tokens", "good for minutes, and kept nowhere"),
            Map.entry("POST /v1/accounts/lookup", "answers, and keeps nothing"),
            Map.entry("DELETE /v1/touchpoint-users/{user_id}", "part of the removal of a person's data, which has one"),
            Map.entry("POST /v1/text-analysis", "answers, and keeps nothing"),
            Map.entry("POST /v1/scorecards/preview", "answers, and keeps nothing"),
            Map.entry("POST /v1/metrics/what-if", "answers, and keeps nothing"),
            Map.entry("POST /v1/score-runs", "a run is kept, and changes nothing anybody told"),
            Map.entry("POST /v1/accounts/{account_id}/rescan", "as a run"),
            Map.entry("POST /v1/churn-model/train", "as a run"),
            Map.entry("POST /v1/ledger/rebuild", "derived from what was told"),
            Map.entry("POST /v1/webhook-endpoints/{id}/test", "sends, and changes nothing"),
            Map.entry("POST /v1/webhook-endpoints/{id}/deliveries/replay", "sends again; the deliveries tell of it"),
            Map.entry(
                    "POST /v1/webhook-endpoints/{id}/deliveries/{delivery_id}/replay",
                    "sends again; the delivery tells of it"),
            Map.entry("POST /v1/rollups/rebuild", "derived from what was told"));

    /** What may have ended by itself when it is its turn: then there is nothing to change. */
    private static final Map<String, String> TOO_LATE =
            Map.of("POST /v1/risk-signals/{id}/acknowledge", "a signal is resolved when its reason is gone");

    /** What removes something goes last, and what it is part of after it. */
    private static final Comparator<Operation> LEAST_LAST = Comparator.comparing(
                    (Operation operation) -> operation.method().equals("DELETE"))
            .thenComparing(operation ->
                    operation.method().equals("DELETE") ? -operation.path().length() : 0);

    private final Suite suite = Suite.running();
    private final PublicContract contract =
            new PublicContract(suite.anonymous().get("/q/openapi").ok());

    @Test
    void everyChangeHasAnEntryThatNamesItsRequest() {
        Tenant tenant = suite.tenant("audited", "UTC", "USD");
        Map<String, Answer> done = new LinkedHashMap<>();
        Attempts attempts = new Attempts(contract, new Random(0));
        try (BusyTenant busy = new BusyTenant(tenant, contract.operations(), attempts)) {
            Map<String, Answer> otherwise = Otherwise.done(busy, attempts);
            contract.operations().stream()
                    .filter(operation -> !operation.method().equals("GET") && !operation.isPublic())
                    .filter(operation -> operation.scopes().stream().noneMatch(DATA::contains))
                    .filter(operation -> !WITHOUT.containsKey(operation.toString()))
                    .sorted(LEAST_LAST)
                    .forEach(operation -> done.put(
                            operation.toString(),
                            Optional.ofNullable(otherwise.get(operation.toString()))
                                    .orElseGet(() -> busy.answer(operation))));
        }
        Set<String> told = new TreeSet<>();
        tenant.admin()
                .all("/v1/audit-log?limit=200")
                .forEach(entry -> told.add(entry.at("/detail/request_id").asText()));
        SoftAssertions softly = new SoftAssertions();
        done.keySet()
                .removeIf(operation ->
                        TOO_LATE.containsKey(operation) && done.get(operation).status() == 409);
        done.forEach((operation, answer) -> {
            softly.assertThat(answer.status()).as("%s", answer).isBetween(200, 299);
            softly.assertThat(told.contains(answer.header("X-Request-Id")))
                    .as("%s has an entry", operation)
                    .isTrue();
        });
        System.out.printf("Audit: %d kinds of changes made, %d entries' requests%n", done.size(), told.size());
        softly.assertAll();
    }

    @Test
    void everyReadThatTakesAnAdministratorHasAnEntryThatNamesItsRequest() {
        Api admin = suite.tenant("read", "UTC", "USD").admin();
        Attempts attempts = new Attempts(contract, new Random(0));
        Map<String, String> requests = new LinkedHashMap<>();
        contract.operations().stream()
                .filter(operation -> operation.method().equals("GET"))
                .filter(operation -> ADMINISTRATIVE.containsAll(operation.scopes()) && !operation.isPublic())
                .forEach(operation -> requests.put(
                        operation.toString(),
                        attempts.example(operation).sentBy(admin).header("X-Request-Id")));
        Set<String> told = new TreeSet<>();
        admin.all("/v1/audit-log?limit=200&action=administration.read")
                .forEach(entry -> told.add(entry.at("/detail/request_id").asText()));
        System.out.printf("Audit: %d kinds of administrative reads%n", requests.size());
        assertThat(told).containsAll(requests.values());
        assertThat(requests).hasSizeGreaterThan(10);
    }

    @Test
    void everyServiceSealsItsEntriesAndFindsWhatASuperuserChanged() throws SQLException {
        Tenant tenant = suite.tenant("sealed", "UTC", "USD");
        Api admin = tenant.admin();
        admin.put("/v1/accounts/acme", Map.of("name", "Acme")).ok();
        admin.put("/v1/meters/api_calls", Map.of("event_names", List.of("api.call"), "aggregation", "count"))
                .ok();
        admin.put("/v1/costs/2026-02", Map.of("sales_and_marketing", Map.of("amount", "100", "currency", "USD")))
                .ok();
        admin.put("/v1/text-lexicon", Map.of("phrases", List.of()));
        List<String> keepers = new ArrayList<>();
        Wait.passes(SEALED, () -> {
            JsonNode found = admin.get("/v1/audit-log/verification").ok();
            assertThat(found.path("whole").asBoolean()).as("%s", found).isTrue();
            keepers.clear();
            for (JsonNode service : found.path("services")) {
                if (service.at("/chain/entries").asLong() > 0) {
                    keepers.add(service.path("service").asText());
                }
            }
            assertThat(keepers).contains("gateway", "subscriptions");
            return found;
        });
        for (String keeper : keepers) {
            try (Connection connection = suite.database().connect(keeper);
                    Statement statement = connection.createStatement()) {
                statement.execute("alter table audit_trail disable trigger all");
                assertThat(statement.executeUpdate("update audit_trail set actor = 'somebody else' where id = (select"
                                + " min(id) from audit_trail where tenant = '" + tenant.id() + "')"))
                        .isEqualTo(1);
                statement.execute("alter table audit_trail enable trigger all");
            }
        }
        JsonNode found = admin.get("/v1/audit-log/verification").ok();
        for (JsonNode service : found.path("services")) {
            boolean touched = keepers.contains(service.path("service").asText());
            assertThat(service.at("/chain/whole").asBoolean()).as("%s", service).isEqualTo(!touched);
        }
    }

    @Test
    void theRoleOfAServiceAddsEntriesAndNothingElse() throws SQLException {
        for (Member member : Member.values()) {
            try (Connection connection = suite.database().connect(member.id());
                    Statement statement = connection.createStatement()) {
                statement.execute("set role " + member.id());
                for (String change : REFUSED) {
                    assertThatThrownBy(() -> statement.execute(change))
                            .as("%s: %s", member, change)
                            .isInstanceOf(SQLException.class)
                            .hasMessageMatching("(?s).*(permission denied|must be owner).*");
                }
            }
        }
        Api admin = suite.tenant("owned", "UTC", "USD").admin();
        admin.put("/v1/accounts/acme", Map.of("name", "Acme")).ok();
        assertThat(admin.get("/v1/audit-log?action=account.created").ok().path("data"))
                .hasSize(1);
    }

    @Test
    void anEntrySaysWhatChangedFromWhatToWhat() {
        Api admin = suite.tenant("told", "UTC", "USD").admin();
        admin.put("/v1/accounts/acme", Map.of("name", "Acme")).ok();
        admin.put("/v1/accounts/acme", Map.of("name", "Acme Holdings")).ok();
        JsonNode changed =
                admin.get("/v1/audit-log?action=account.changed").ok().at("/data/0");
        assertThat(changed.at("/detail/id").asText()).isEqualTo("acme");
        assertThat(changed.at("/detail/changes").properties().stream()
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()))
                .containsExactly("name");
        assertThat(changed.at("/detail/changes/name/old").asText()).isEqualTo("Acme");
        assertThat(changed.at("/detail/changes/name/new").asText()).isEqualTo("Acme Holdings");
    }
}
