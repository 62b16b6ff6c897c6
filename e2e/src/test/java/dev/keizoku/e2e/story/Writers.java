package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Writers of every kind, and whether what was taken of them is there. */
final class Writers {

    private static final BigDecimal PRICE = new BigDecimal("10.00");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Tenant tenant;
    private final List<Writer> all;

    /** Of each kind so many. */
    Writers(Tenant tenant, int each) {
        this.tenant = tenant;
        this.all = Stream.of(Writer.Kind.values())
                .flatMap(kind -> IntStream.range(0, each).mapToObj(number -> new Writer(tenant, kind, number)))
                .toList();
        Api admin = tenant.admin();
        Map<String, Object> price =
                Map.of("amount", Map.of("amount", PRICE.toString(), "currency", "USD"), "interval", "month");
        put(admin, "/v1/plans/pro", Map.of("name", "Pro", "product", "app", "prices", List.of(price)));
        LongStream.range(0, Writer.ACCOUNTS)
                .mapToObj(Writer::account)
                .forEach(account -> put(admin, "/v1/accounts/" + account, Map.of("name", account)));
    }

    private static void put(Api admin, String path, Map<String, ?> body) {
        Wait.passes(PATIENCE, () -> admin.put(path, body).ok());
    }

    List<Writer> all() {
        return all;
    }

    /** Once nobody writes: asserts that each is there once, also after it was sent again, and says how many there are. */
    Map<Writer.Kind, Long> areThereOnce() {
        all.forEach(Writer::settle);
        Map<Writer.Kind, Long> acknowledged = new EnumMap<>(
                all.stream().collect(Collectors.groupingBy(Writer::kind, Collectors.summingLong(Writer::taken))));
        assertThat(stored()).isEqualTo(acknowledged);
        all.forEach(Writer::repeat);
        assertThat(stored()).as("sent again").isEqualTo(acknowledged);
        assertThat(counted()).isEqualTo(recount(acknowledged.get(Writer.Kind.EVENTS) / Writer.EVENTS_OF_A_REQUEST));
        BigDecimal revenue = PRICE.multiply(BigDecimal.valueOf(acknowledged.get(Writer.Kind.SUBSCRIPTIONS)));
        Wait.passes(PATIENCE, () -> assertThat(mrr()).isEqualTo(revenue.toString()));
        return acknowledged;
    }

    private Map<Writer.Kind, Long> stored() {
        Map<Writer.Kind, Long> stored = new EnumMap<>(Writer.Kind.class);
        for (Writer.Kind kind : Writer.Kind.values()) {
            stored.put(kind, kind.stored(tenant));
        }
        return stored;
    }

    /** The events of each account, as the rollups have them. */
    private Map<String, Long> counted() {
        Map<String, Long> counted = new TreeMap<>();
        for (JsonNode day :
                tenant.admin().get("/v1/usage?group_by=account").ok().path("data")) {
            counted.merge(day.path("account_id").asText(), day.path("count").asLong(), Long::sum);
        }
        return counted;
    }

    private static Map<String, Long> recount(long requests) {
        return LongStream.range(0, Writer.EVENTS_OF_A_REQUEST)
                .mapToObj(Writer::account)
                .collect(Collectors.groupingBy(
                        account -> account, TreeMap::new, Collectors.summingLong(account -> requests)));
    }

    /** What metrics have made of the subscriptions. */
    private String mrr() {
        return tenant.admin()
                .get("/v1/metrics/mrr?from=2026-01-01&to=2026-02-01")
                .ok()
                .at("/series/0/points/0/value/amount")
                .asText();
    }
}
