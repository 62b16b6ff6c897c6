package dev.keizoku.usage.promise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.testkit.Api;
import dev.keizoku.usage.Recount;
import dev.keizoku.usage.Stored;
import dev.keizoku.usage.promise.Oracle.Kept;
import dev.keizoku.usage.promise.Oracle.Sum;
import dev.keizoku.usage.promise.Told.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/** What is stored of a tenant and what is said of it, in every place that counts. */
final class Witness {

    private static final String PERIOD = "from=2024-10-01&to=2026-05-01";
    private static final List<String> METERED = List.of("api.call", "report, weekly");
    private static final ObjectMapper EXACT =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Jdbi jdbi;
    private final String tenant;

    Witness(Jdbi jdbi, String tenant) {
        this.jdbi = jdbi;
        this.tenant = tenant;
        meter("calls", "count");
        meter("volume", "sum");
    }

    private void meter(String id, String aggregation) {
        Api.as(tenant, "admin")
                .contentType("application/json")
                .body("{\"event_names\": [\"%s\"], \"aggregation\": \"%s\"}"
                        .formatted(String.join("\", \"", METERED), aggregation))
                .put("/v1/meters/{id}", id)
                .then()
                .statusCode(201);
    }

    /** What lies in the tables, told as its sender would. */
    Map<Identity, Told> stored() {
        Map<Identity, Told> stored = new HashMap<>();
        for (Stored row : Stored.of(jdbi, tenant)) {
            Told told = new Told(
                    row.source(),
                    row.id().startsWith("sha-") ? "" : row.id(),
                    row.name(),
                    row.account(),
                    row.user(),
                    row.feature(),
                    row.value() == null ? "" : row.value().stripTrailingZeros().toPlainString(),
                    row.time(),
                    row.properties() == null
                            ? ""
                            : json(row.properties()).path("note").asText());
            assertThat(stored.put(told.identity(), told))
                    .as("a second %s", told)
                    .isNull();
        }
        return stored;
    }

    /** Everything that is said of the tenant's events is what the oracle says. */
    void agreesWith(Oracle oracle, LocalDate today, String where) {
        Map<Identity, Told> expected = new HashMap<>();
        oracle.kept()
                .forEach(
                        (identity, event) -> expected.put(identity, event.told().at(event.occurredAt())));
        assertThat(stored()).as(where).isEqualTo(expected);
        assertThat(counted())
                .as(where)
                .isEqualTo(oracle.sums(event -> oracle.day(event) + "|"
                        + event.told().account() + "|" + event.told().type()));
        rollupsEqualARecount(where);
        metersAgree(oracle, where);
        accountsAgree(oracle, today, where);
    }

    void rollupsEqualARecount(String where) {
        assertThat(Recount.differences(jdbi, tenant))
                .as("rollups that differ from a recount, " + where)
                .isZero();
    }

    /** Events and the sum of their values by day, account and name. */
    Map<String, Sum> counted() {
        Map<String, Sum> counted = new TreeMap<>();
        for (JsonNode row : get("/v1/usage?interval=day&group_by=account&group_by=name&" + PERIOD)
                .path("data")) {
            String key = row.path("from").asText() + "|"
                    + row.path("account_id").asText("") + "|" + row.path("name").asText();
            counted.put(key, new Sum(row.path("count").asLong(), row.path("sum").decimalValue()));
        }
        return counted;
    }

    private void metersAgree(Oracle oracle, String where) {
        Sum none = new Sum(0, BigDecimal.ZERO);
        Map<String, Sum> names = oracle.sums(event -> event.told().type());
        Sum metered =
                METERED.stream().map(name -> names.getOrDefault(name, none)).reduce(none, Sum::and);
        assertThat(read("calls")).as("the meter of calls, " + where).isEqualByComparingTo("" + metered.count());
        assertThat(read("volume")).as("the meter of their volume, " + where).isEqualByComparingTo(metered.value());
    }

    private BigDecimal read(String meter) {
        return get("/v1/meters/" + meter + "/query?window=none&" + PERIOD)
                .at("/data/0/value")
                .decimalValue();
    }

    private void accountsAgree(Oracle oracle, LocalDate today, String where) {
        Map<String, Long> recent = new TreeMap<>();
        for (Kept event : oracle.kept().values()) {
            LocalDate day = oracle.day(event);
            boolean counts = !day.isAfter(today) && day.isAfter(today.minusDays(28));
            recent.merge(event.told().account(), counts ? 1L : 0L, Long::sum);
        }
        recent.remove("");
        recent.forEach((account, events) -> assertThat(Api.as(tenant, "usage:read")
                        .get("/v1/accounts/{id}/usage", account)
                        .jsonPath()
                        .getLong("events_28"))
                .as("the last 28 days of %s, %s", account, where)
                .isEqualTo(events));
    }

    private JsonNode get(String path) {
        return json(Api.unchecked(tenant, "usage:read").get(path).asString());
    }

    private static JsonNode json(String text) {
        try {
            return EXACT.readTree(text);
        } catch (IOException broken) {
            throw new UncheckedIOException(text, broken);
        }
    }
}
