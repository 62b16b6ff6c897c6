package dev.keizoku.usage.correction;

import static dev.keizoku.usage.Batches.event;
import static dev.keizoku.usage.Batches.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is taken out, in any order and while more comes in, is counted as if it had never been sent. */
@QuarkusTest
@WithKeizoku
class DeletionPropertiesTest {

    private static final String COUNTED = """
            select 'usage ' || day || ' ' || received_on || ' ' || account_id || ' ' || name || ' ' || user_id || ' '
                || feature || ' ' || count || ' ' || trim_scale(sum) || ' ' || first_at || ' ' || last_at
            from usage_day join tenant_number using (tenant_no) where tenant = :tenant
            union all
            select 'account ' || day || ' ' || received_on || ' ' || account_id || ' ' || count || ' ' || logins
            from account_day join tenant_number using (tenant_no) where tenant = :tenant
            order by 1
            """;

    @Inject
    Jdbi jdbi;

    private String corrected = "";
    private String neverSent = "";

    @BeforeEach
    void freshTenants() {
        MutableClock.reset();
        corrected = TestTenants.fresh("America/New_York", "USD");
        neverSent = TestTenants.fresh("America/New_York", "USD");
    }

    private static List<String> events(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> event(
                        "e" + i,
                        random.nextBoolean() ? "login" : "feature.used",
                        random.nextInt(5) == 0 ? "other" : "acme",
                        Instant.parse("2026-02-20T00:00:00Z")
                                .plusSeconds(random.nextInt(6 * 86_400))
                                .toString(),
                        "{\"user_id\":\"u%d\",\"feature\":\"f%d\",\"value\":%d.25}"
                                .formatted(random.nextInt(2), random.nextInt(2), random.nextInt(9) - 4)))
                .toList();
    }

    private void delete(List<Integer> indexes) {
        indexes.forEach(index -> assertThat(Api.as(corrected, "usage:write")
                        .delete("/v1/events/{source}/{id}", "/test", "e" + index)
                        .statusCode())
                .isEqualTo(204));
    }

    private List<String> counted(String tenant) {
        return jdbi.withHandle(handle -> handle.createQuery(COUNTED)
                .bind("tenant", tenant)
                .mapTo(String.class)
                .list());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void deletedInAnyOrderIsNeverSent(long seed) {
        Random random = new Random(seed);
        List<String> events = events(random, 120);
        List<Integer> gone = new ArrayList<>(IntStream.range(0, 120).boxed().toList());
        Collections.shuffle(gone, random);
        List<Integer> firstHalf = gone.subList(0, 40);
        List<Integer> secondHalf = gone.subList(40, 70);
        List<String> late = gone.subList(100, 120).stream().map(events::get).toList();
        List<String> early = new ArrayList<>(events);
        early.removeAll(late);
        send(corrected, early);
        CompletableFuture<Void> one = CompletableFuture.runAsync(() -> delete(firstHalf));
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> delete(secondHalf));
        send(corrected, late);
        one.join();
        other.join();

        send(neverSent, gone.subList(70, 120).stream().map(events::get).toList());
        assertThat(counted(corrected)).isEqualTo(counted(neverSent));

        delete(gone.subList(70, 120));
        assertThat(counted(corrected)).isEmpty();
        assertThat(send(corrected, events).jsonPath().getInt("duplicate")).isEqualTo(120);
        assertThat(counted(corrected)).isEmpty();
    }
}
