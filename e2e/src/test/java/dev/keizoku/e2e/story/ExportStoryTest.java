package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Table;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Exports over the services that have the rows: what the contract says is in them, of one moment, in every packing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportStoryTest {

    private static final int PROSPECTS = 3_000;
    private static final int WRITTEN = 10;

    /** Each with where its rows are in the contract. */
    private static final Map<String, List<String>> RESOURCES = Map.of(
            "health_scores", List.of("/v1/health-scores", "data"),
            "risk_signals", List.of("/v1/risk-signals", "data"),
            "plays", List.of("/v1/plays", "data"),
            "opportunities", List.of("/v1/expansion-opportunities", "data"),
            "accounts", List.of("/v1/accounts", "data"),
            "movements", List.of("/v1/metrics/movements", "series", "points"),
            "metrics", List.of("/v1/metrics/{metric}", "series", "points"));

    private static final Map<String, Map<String, String>> FILTERS =
            Map.of("metrics", Map.of("metric", "mrr"), "opportunities", Map.of("state", "blocked"));

    /** What a row of figures has of the answer and of its series. */
    private static final Set<String> OF_THE_SERIES = Set.of("metric", "unit", "group");

    private final Suite suite = Suite.running();
    private Api api;
    private Exports exports;

    @BeforeAll
    void aCompanyIsKnownToEveryService() {
        NamedCompany company = NamedCompany.of(suite);
        api = company.api();
        List<List<String>> prospects = IntStream.range(0, PROSPECTS)
                .mapToObj(i -> List.of("w%04d".formatted(i), "0"))
                .toList();
        api.importFile("account", Table.byName(true), Table.write(List.of("account_id", "name"), prospects), "");
        exports = new Exports(suite, company.tenant());
    }

    @Test
    void everyExportHasWhatItsContractSaysInEitherFormat() {
        JsonNode document = suite.anonymous().get("/q/openapi").ok();
        RESOURCES.forEach((resource, place) -> {
            RowSchema schema = RowSchema.of(
                    document, place.getFirst(), place.subList(1, place.size()).toArray(String[]::new));
            Map<String, ?> more = Map.of("filters", FILTERS.getOrDefault(resource, Map.of()));
            List<JsonNode> rows = exports.rows(resource, more);
            List<Map<String, String>> table = exports.table(resource, more);
            boolean figures = place.size() > 2;
            assertThat(rows).as(resource).isNotEmpty();
            assertThat(table).as(resource).hasSameSizeAs(rows);
            rows.forEach(row -> assertThat(schema.faults(row).stream()
                            .filter(fault -> !figures || !OF_THE_SERIES.contains(fault.replace("unknown ", "")))
                            .toList())
                    .as("%s %s", resource, row)
                    .isEmpty());
            columnsAre(resource, schema, rows, table, figures);
        });
    }

    /** None that the contract does not know, none missing, and none empty where a row has something. */
    private static void columnsAre(
            String resource, RowSchema schema, List<JsonNode> rows, List<Map<String, String>> table, boolean figures) {
        Set<String> columns = new TreeSet<>(table.getFirst().keySet());
        if (figures) {
            columns.removeIf(column -> OF_THE_SERIES.contains(column.split("\\.", -1)[0]));
            assertThat(columns).as(resource).isSubsetOf(moneyOrNone(schema.fields()));
        } else {
            assertThat(columns).as(resource).containsExactlyInAnyOrderElementsOf(schema.fields());
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            for (String column : table.getFirst().keySet()) {
                JsonNode value = rows.get(i).at("/" + column.replace('.', '/'));
                boolean something = value.isContainerNode()
                        ? !value.isEmpty()
                        : !value.asText("").isEmpty() && !value.isNull();
                if (something) {
                    seen.add(column);
                    assertThat(table.get(i).get(column))
                            .as("%s of row %d of %s: %s", column, i, resource, rows.get(i))
                            .isNotEmpty();
                }
            }
        }
        System.out.printf(
                "export %s: %d rows, %d columns, %d with values%n",
                resource, rows.size(), table.getFirst().size(), seen.size());
    }

    /** A value is money or a number. */
    private static Set<String> moneyOrNone(Set<String> fields) {
        Set<String> all = new HashSet<>(fields);
        all.add("value");
        return all;
    }

    @Test
    void aFileComesPackedOrFromTheMiddle() {
        JsonNode plain = exports.made("health_scores", "csv", Map.of());
        JsonNode packed = exports.made("health_scores", "csv", Map.of("compression", "gzip"));
        String text = exports.text(plain);
        assertThat(text).contains("'=HYPERLINK", "アクメ株式会社");
        assertThat(Exports.unpacked(exports.content(packed, Map.of()).body())).isEqualTo(text);
        HttpResponse<byte[]> onTheWay = exports.content(plain, Map.of("Accept-Encoding", "gzip"));
        assertThat(onTheWay.headers().firstValue("Content-Encoding").orElse("none"))
                .isIn("gzip", "none");
        assertThat(
                        onTheWay.headers().firstValue("Content-Encoding").isPresent()
                                ? Exports.unpacked(onTheWay.body())
                                : new String(onTheWay.body(), StandardCharsets.UTF_8))
                .isEqualTo(text);
        HttpResponse<byte[]> rest = exports.content(plain, Map.of("Range", "bytes=100-"));
        assertThat(rest.statusCode()).isEqualTo(206);
        byte[] whole = exports.content(plain, Map.of()).body();
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(whole, 100, whole.length));
    }

    @Test
    void anExportIsOfOneMomentWhileItsRowsChange() {
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Integer> writer = CompletableFuture.supplyAsync(() -> {
            int version = 0;
            while (!enough.get()) {
                version++;
                for (int i = 0; i < WRITTEN; i++) {
                    api.put("/v1/accounts/" + written(i), Map.of("name", Integer.toString(version)))
                            .ok();
                }
            }
            return version;
        });
        Set<Integer> met = new TreeSet<>();
        try {
            for (int export = 0; export < 5; export++) {
                List<Integer> versions = versions();
                met.addAll(versions);
                for (int i = 1; i < versions.size(); i++) {
                    assertThat(versions.get(i - 1) - versions.get(i))
                            .as("%s", versions)
                            .isBetween(0, 1);
                }
                assertThat(versions.getFirst() - versions.getLast())
                        .as("%s", versions)
                        .isBetween(0, 1);
            }
        } finally {
            enough.set(true);
        }
        int rounds = writer.join();
        System.out.printf(
                "export snapshot: 5 exports of %d rows while %d rounds were written, of %d moments%n",
                PROSPECTS + NamedCompany.CUSTOMERS, rounds, met.size());
        assertThat(versions()).containsOnly(rounds);
    }

    private static String written(int i) {
        return "w%04d".formatted(i * (PROSPECTS - 1) / (WRITTEN - 1));
    }

    private List<Integer> versions() {
        Map<String, Integer> names = new HashMap<>();
        exports.rows("accounts", Map.of()).forEach(row -> {
            if (row.path("account_id").asText().startsWith("w")) {
                names.put(row.path("account_id").asText(), row.path("name").asInt());
            }
        });
        assertThat(names).hasSize(PROSPECTS);
        return IntStream.range(0, WRITTEN).mapToObj(i -> names.get(written(i))).toList();
    }
}
