package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes things of one kind, each of them another one, and each unchanged until it is taken. */
final class Writer {

    /** To which events and subscriptions belong in turn. */
    static final int ACCOUNTS = 7;

    static final int EVENTS_OF_A_REQUEST = 50;

    private static final String EVENTS_TYPE = "application/cloudevents-batch+json";
    private static final YearMonth FIRST_MONTH = YearMonth.of(2020, 1);
    private static final Duration TAKEN = Duration.ofMinutes(2);

    private final Tenant tenant;
    private final Kind kind;
    private final int number;
    private final Instant time = Instant.now();
    private long taken;

    /** What is written, and what there is of it once it is. */
    enum Kind {
        MEMBERS(Member.GATEWAY, "member where tenant = ?"),
        ACCOUNTS(Member.SUBSCRIPTIONS, "account where tenant = ? and account_id like 'w-%'"),
        SUBSCRIPTIONS(Member.SUBSCRIPTIONS, "subscription where tenant = ?"),
        EVENTS(Member.USAGE, "event join tenant_number using (tenant_no) where tenant = ?"),
        /** A month is told again and again, and every amount that it had is known. */
        COSTS(Member.METRICS, "(select distinct month, sales_and_marketing from cost_month where tenant = ?) told"),
        TOUCHPOINTS(Member.HEALTH, "touchpoint where tenant = ?");

        private final Member owner;
        private final String rows;

        Kind(Member owner, String rows) {
            this.owner = owner;
            this.rows = rows;
        }

        /** As a story calls it. */
        String told() {
            return owner.id() + " writes";
        }

        long stored(Tenant tenant) {
            try (Connection connection = tenant.suite().database().connect(owner.id());
                    PreparedStatement statement = connection.prepareStatement("select count(*) from " + rows)) {
                statement.setString(1, tenant.id());
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    Writer(Tenant tenant, Kind kind, int number) {
        this.tenant = tenant;
        this.kind = kind;
        this.number = number;
    }

    Kind kind() {
        return kind;
    }

    /** How many were taken, each event by itself. */
    long taken() {
        return kind == Kind.EVENTS ? taken * EVENTS_OF_A_REQUEST : taken;
    }

    Answer write() {
        Answer answer = request();
        if (answer.status() < 300) {
            taken++;
        }
        return answer;
    }

    /** Sends what may or may not have been taken until it is. */
    JsonNode settle() {
        return Wait.passes(TAKEN, () -> {
            try {
                return write().ok();
            } catch (UncheckedIOException cut) {
                throw new AssertionError(cut);
            }
        });
    }

    /** Sends what was taken last again, until it is answered. */
    void repeat() {
        taken--;
        JsonNode again = settle();
        int known = switch (kind) {
            case EVENTS -> EVENTS_OF_A_REQUEST;
            case TOUCHPOINTS -> 1;
            case MEMBERS, ACCOUNTS, SUBSCRIPTIONS, COSTS -> 0;
        };
        assertThat(again.path("duplicate").asInt()).as(again.toString()).isEqualTo(known);
    }

    private Answer request() {
        String id = "w-" + number + "-" + taken;
        String account = account(taken);
        return switch (kind) {
            case MEMBERS ->
                tenant.admin().put("/v1/members/" + id, Map.of("email", id + "@acme.example", "role", "viewer"));
            case ACCOUNTS -> tenant.admin().put("/v1/accounts/" + id, Map.of("name", id));
            case SUBSCRIPTIONS ->
                tenant.admin()
                        .put(
                                "/v1/subscriptions/" + id,
                                Map.of(
                                        "account_id", account,
                                        "plan_id", "pro",
                                        "effective_at", "2026-01-10T00:00:00Z"));
            case EVENTS -> tenant.admin().send("POST", "/v1/events", EVENTS_TYPE, events(id));
            case COSTS ->
                tenant.admin()
                        .put(
                                "/v1/costs/" + FIRST_MONTH.plusMonths(number),
                                Map.of(
                                        "sales_and_marketing",
                                        Map.of("amount", Long.toString(taken), "currency", "USD")));
            case TOUCHPOINTS ->
                tenant.admin()
                        .post(
                                "/v1/touchpoints",
                                Map.of(
                                        "touchpoints",
                                        List.of(Map.of(
                                                "kind",
                                                "competitor_mention",
                                                "touchpoint_id",
                                                id,
                                                "account_id",
                                                account,
                                                "occurred_at",
                                                "2026-03-01T09:30:00Z",
                                                "competitor",
                                                "Rival"))));
        };
    }

    static String account(long number) {
        return "account-" + number % ACCOUNTS;
    }

    private String events(String id) {
        return IntStream.range(0, EVENTS_OF_A_REQUEST)
                .mapToObj(i ->
                        "{\"specversion\":\"1.0\",\"id\":\"%s-%d\",\"source\":\"/writer\",\"type\":\"login\",\"subject\":\"%s\",\"time\":\"%s\"}"
                                .formatted(id, i, account(i), time))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
