package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A person is told of everything that is kept of them, removed, and then to be found in no database. */
class PersonalDataStoryTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Stands in everything that is told of the person, and in nothing else of any story. */
    private static final String MARK = "nakamura7319";

    private static final String USER = "u-" + MARK;
    private static final String BEFORE = "anonymous-" + MARK;

    private final Suite suite = Suite.running();
    private final Tenant tenant = suite.tenant("privacy", "UTC", "USD");
    private final Api api = tenant.admin();
    private final Instant now = suite.now();

    @Test
    void aPersonIsToldEverythingAndThenFoundNowhere() throws SQLException {
        tell();
        List<String> before = found();
        System.out.printf("personal data: kept in %s%n", before);
        assertThat(before).hasSizeGreaterThan(5);
        everythingIsDisclosed();

        Answer removed = api.delete("/v1/users/" + USER);
        JsonNode receipt = receipt(removed.ok().path("receipt_id").asText());
        for (JsonNode service : receipt.path("services")) {
            assertThat(service.path("status").asText()).as("%s", receipt).isEqualTo("done");
            long things = service.path("removed")
                    .valueStream()
                    .mapToLong(JsonNode::asLong)
                    .sum();
            assertThat(things).as("%s", service).isPositive();
        }
        assertThat(receipt.at("/services")
                        .valueStream()
                        .map(service -> service.path("service").asText()))
                .containsExactlyInAnyOrder("health", "subscriptions", "usage");
        assertThat(receipt.toString()).doesNotContain(MARK);

        assertThat(found()).isEmpty();
        JsonNode after = api.get("/v1/users/" + USER + "/personal-data").ok();
        for (String kept : List.of("traits", "accounts", "contacts", "touchpoints", "events")) {
            assertThat(after.path(kept)).as("%s", after).isEmpty();
        }
        assertThat(api.get("/v1/accounts/acme/usage").ok().toString()).doesNotContain(MARK);
        assertThat(api.get("/v1/usage?group_by=name").ok().toString()).contains("report.opened");
    }

    /** By every way something personal comes in. */
    private void tell() {
        api.put("/v1/accounts/acme", Map.of("name", "Acme")).ok();
        api.put(
                        "/v1/accounts/acme/contacts/c-1",
                        Map.of("name", "Aiko " + MARK, "email", MARK + "@acme.example", "user_id", USER))
                .ok();
        api.put(
                        "/v1/accounts/acme/contacts/c-1",
                        Map.of("name", "Aiko Sato " + MARK, "email", MARK + "@acme.example", "user_id", USER))
                .ok();
        segment(
                "/v1/track",
                Map.of("event", "report.opened", "anonymousId", BEFORE, "properties", Map.of("who", MARK)));
        segment("/v1/alias", Map.of("userId", USER, "previousId", BEFORE));
        segment("/v1/identify", Map.of("userId", USER, "traits", Map.of("email", MARK + "@acme.example")));
        segment("/v1/group", Map.of("userId", USER, "groupId", "acme", "traits", Map.of("role", "admin")));
        event("e-1", now.minusSeconds(60));
        event("e-2", now.minusSeconds(30));
        // Rejected, because it has not happened yet.
        event("e-3", now.plus(Duration.ofDays(30)));
        touchpoint(Map.of("kind", "ticket", "touchpoint_id", "t-1", "user_id", USER, "text", "I am " + MARK));
        touchpoint(Map.of(
                "kind",
                "ticket",
                "touchpoint_id",
                "t-1",
                "user_id",
                USER,
                "text",
                "Still " + MARK,
                "status",
                "resolved"));
        touchpoint(Map.of(
                "kind", "survey_answer", "touchpoint_id", "t-2", "survey", "nps", "score", 3, "respondent", USER));
        touchpoint(Map.of("kind", "meeting", "touchpoint_id", "t-3", "attendees", List.of(USER, "u-2")));
    }

    private void segment(String path, Map<String, Object> call) {
        Map<String, Object> body = new HashMap<>(call);
        body.put("messageId", path + MARK.hashCode());
        body.put("timestamp", now.minusSeconds(90).toString());
        body.put("context", Map.of("groupId", "acme"));
        api.post(path, body).ok();
    }

    private void event(String id, Instant time) {
        Answer answer = api.post(
                "/v1/events",
                Map.of(
                        "id",
                        id,
                        "type",
                        "report.opened",
                        "time",
                        time.toString(),
                        "subject",
                        "acme",
                        "data",
                        Map.of("user_id", USER, "by", "Aiko " + MARK)));
        assertThat(answer.status()).as(answer.toString()).isLessThan(500);
    }

    private void touchpoint(Map<String, Object> told) {
        Map<String, Object> touchpoint = new HashMap<>(told);
        touchpoint.put("account_id", "acme");
        touchpoint.put("occurred_at", now.minusSeconds(3_600).toString());
        JsonNode receipt = api.post("/v1/touchpoints", Map.of("touchpoints", List.of(touchpoint)))
                .ok();
        assertThat(receipt.path("rejected").asInt()).as("%s", receipt).isZero();
    }

    private void everythingIsDisclosed() {
        JsonNode told = api.get("/v1/users/" + USER + "/personal-data").ok();
        assertThat(told.path("ids").valueStream().map(JsonNode::asText)).contains(USER, BEFORE);
        assertThat(told.at("/traits/email").asText()).isEqualTo(MARK + "@acme.example");
        assertThat(told.path("accounts").toString()).contains("acme");
        assertThat(told.at("/contacts/0/name").asText()).isEqualTo("Aiko Sato " + MARK);
        assertThat(told.path("touchpoints").toString()).contains("I am " + MARK, "Still " + MARK, "t-2", "t-3");
        assertThat(told.path("events").toString()).contains("e-1", "e-2", "\"who\":\"" + MARK + "\"", "by");
    }

    private JsonNode receipt(String id) {
        return Wait.passes(PATIENCE, () -> {
            JsonNode state = api.get("/v1/personal-data-receipts/" + id).ok();
            assertThat(state.path("status").asText()).as("%s", state).isEqualTo("done");
            return state;
        });
    }

    /** Every table of every service in which the mark stands, in whatever column. */
    private List<String> found() throws SQLException {
        List<String> places = new ArrayList<>();
        for (Member member : Member.values()) {
            try (Connection connection = suite.database().connect(member.id());
                    Statement statement = connection.createStatement()) {
                for (String table : tables(statement)) {
                    try (ResultSet row = statement.executeQuery("select count(*) from " + table
                            + " t where t::text like '%" + MARK + "%' or t::text like '%" + hex() + "%'")) {
                        row.next();
                        if (row.getLong(1) > 0) {
                            places.add(member.id() + "." + table);
                        }
                    }
                }
            }
        }
        return places;
    }

    private static Set<String> tables(Statement statement) throws SQLException {
        Set<String> tables = new TreeSet<>();
        try (ResultSet rows =
                statement.executeQuery("select oid::regclass from pg_class where relnamespace = 'public'::regnamespace"
                        + " and relkind = 'r'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    /** As it stands in a column of bytes. */
    private static String hex() {
        return HexFormat.of().formatHex(MARK.getBytes(StandardCharsets.UTF_8));
    }
}
