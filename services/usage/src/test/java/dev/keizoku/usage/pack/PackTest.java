package dev.keizoku.usage.pack;

import static dev.keizoku.usage.Batches.backfill;
import static dev.keizoku.usage.Batches.event;
import static dev.keizoku.usage.Batches.login;
import static dev.keizoku.usage.Batches.used;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.kernel.TenantId;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.Eventually;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import dev.keizoku.usage.tenant.TenantNumbers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is measured from packs is what is measured without them, whatever is written when. */
@QuarkusTest
@WithKeizoku
class PackTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final LocalDate TODAY = LocalDate.parse("2026-03-02");
    private static final int SPAN = 230;
    private static final List<String> NAMES =
            List.of("login", "feature.used", "feature.used", "ping", "export.created", "setup.step", "seat.added");

    @Inject
    Jdbi jdbi;

    @Inject
    Packer packer;

    @Inject
    TenantNumbers numbers;

    private String packed = "";
    private String plain = "";
    private int sent;

    @BeforeEach
    void twoFreshTenants() {
        MutableClock.reset();
        packed = TestTenants.fresh("Asia/Tokyo", "JPY");
        plain = TestTenants.fresh("Asia/Tokyo", "JPY");
    }

    @AfterEach
    void backToThePresent() {
        MutableClock.reset();
    }

    private void pack() {
        int tenant = numbers.of(new TenantId(packed));
        Eventually.within(PATIENCE, () -> {
            try {
                return packer.pack(tenant);
            } catch (SQLException failure) {
                throw new AssertionError(failure);
            }
        });
    }

    private String[] events(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    String time =
                            TODAY.minusDays(random.nextInt(SPAN)) + "T%02d:00:00Z".formatted(random.nextInt(1, 12));
                    String data = "{\"user_id\":\"u%d\",\"feature\":\"f%d\",\"step\":\"s%d\"}"
                            .formatted(random.nextInt(4), random.nextInt(3), random.nextInt(2));
                    return event(
                            "e" + sent++,
                            NAMES.get(random.nextInt(NAMES.size())),
                            "a" + random.nextInt(13),
                            time,
                            data);
                })
                .toArray(String[]::new);
    }

    private void send(String query, String... events) {
        for (String tenant : List.of(packed, plain)) {
            Api.unchecked(tenant, "usage:write", "backfill")
                    .contentType("application/cloudevents-batch+json")
                    .body(("[" + String.join(",", events) + "]").getBytes(StandardCharsets.UTF_8))
                    .post("/v1/events" + query)
                    .then()
                    .statusCode(200);
        }
    }

    private static List<String> measures(String tenant, String query) {
        return Api.unchecked(tenant, "internal")
                .get("/v1/measures?" + query)
                .asString()
                .lines()
                .toList();
    }

    private void agree(String query) {
        assertThat(measures(packed, query)).as(query).isEqualTo(measures(plain, query));
    }

    private void agree(Random random) {
        LocalDate day = TODAY.minusDays(random.nextInt(SPAN + 10));
        agree("day=" + day);
        agree("day=" + day + "&only=activity&from=a1&to=a5");
        agree("day=" + TODAY + "&known_at=" + TODAY.minusDays(random.nextInt(3)) + "T12:00:00Z");
        agree("day=" + day + "&known_at=" + TODAY.minusDays(random.nextInt(SPAN)) + "T12:00:00Z");
    }

    private long packs(String which) {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from account_pack where " + which
                        + " and tenant_no = (select tenant_no from tenant_number where tenant = :tenant)")
                .bind("tenant", packed)
                .mapTo(Long.class)
                .one());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nobodySeesWhetherDaysArePacked(long seed) {
        Random random = new Random(seed);
        send("?history=true", events(random, 900));
        pack();
        assertThat(packs("days is not null")).isPositive();
        agree(random);
        for (int round = 0; round < 12; round++) {
            switch (random.nextInt(4)) {
                case 0 -> send("", events(random, 40));
                case 1 -> send("?history=true", events(random, 40));
                case 2 -> delete(random.nextInt(sent));
                default -> MutableClock.advance(Duration.ofHours(30));
            }
            agree(random);
            if (random.nextBoolean()) {
                pack();
                agree(random);
            }
        }
        pack();
        assertThat(packs("days is null")).isZero();
        agree("day=" + TODAY);
    }

    private void delete(int event) {
        for (String tenant : List.of(packed, plain)) {
            Api.as(tenant, "usage:write").delete("/v1/events/{source}/{id}", "/test", "e" + event);
        }
    }

    @Test
    void whatIsWrittenWhileDaysArePackedIsNotLost() throws Exception {
        Random random = new Random(7);
        send("?history=true", events(random, 600));
        AtomicBoolean packing = new AtomicBoolean(true);
        try (ExecutorService meanwhile = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> packs = meanwhile.submit(() -> {
                while (packing.get()) {
                    pack();
                }
            });
            Future<?> other = meanwhile.submit(() -> {
                Random its = new Random(8);
                for (int i = 0; i < 15; i++) {
                    String day = TODAY.minusDays(40 + i) + "T05:00:00Z";
                    send("?history=true", used("o" + i, "a" + its.nextInt(13), "u1", "f1", day));
                }
            });
            for (int i = 0; i < 15; i++) {
                send("", events(random, 30));
                delete(random.nextInt(sent));
            }
            other.get();
            packing.set(false);
            packs.get();
        } finally {
            packing.set(false);
        }
        for (int days = 0; days < 60; days += 12) {
            agree("day=" + TODAY.minusDays(days));
        }
    }

    @Test
    void aForgottenUserIsInNoPack() {
        backfill(
                packed,
                "?history=true",
                login("1", "acme", "ann@example.com", "2026-01-05T03:00:00Z"),
                used("2", "acme", "bob", "boards", "2026-01-06T03:00:00Z"));
        pack();
        String holding = "position(cast('ann@example.com' as bytea) in detail) > 0";
        assertThat(packs(holding)).isEqualTo(1);
        Api.as(packed, "admin").delete("/v1/users/ann@example.com").then().statusCode(200);
        assertThat(packs(holding)).isZero();
        pack();
        assertThat(packs(holding)).isZero();
        assertThat(packs("position(cast('anonymous-' as bytea) in detail) > 0")).isEqualTo(1);
        assertThat(measures(packed, "day=2026-01-10").getFirst()).contains("\"active_users_28\":2");
    }

    @Test
    void aRebuildOfRollupsMakesPacksAnew() {
        backfill(packed, "?history=true", login("1", "acme", "ann", "2026-01-05T03:00:00Z"));
        jdbi.useHandle(handle -> handle.createUpdate("update usage_day set user_id = 'nobody'"
                        + " where tenant_no = (select tenant_no from tenant_number where tenant = :tenant)")
                .bind("tenant", packed)
                .execute());
        pack();
        assertThat(packs("position(cast('nobody' as bytea) in detail) > 0")).isEqualTo(1);
        String asked = Api.as(packed, "admin")
                .contentType("application/json")
                .body("{\"from\": \"2026-01-01\", \"to\": \"2026-02-01\"}")
                .post("/v1/rollups/rebuild")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath()
                .getString("id");
        Eventually.within(
                PATIENCE,
                () -> Api.as(packed, "admin")
                        .get("/v1/rollups/rebuild/" + asked)
                        .jsonPath()
                        .getString("status")
                        .equals("done"));
        assertThat(packs("days is null")).isEqualTo(1);
        pack();
        assertThat(packs("position(cast('ann' as bytea) in detail) > 0")).isEqualTo(1);
    }

    @Test
    void yesterdayIsLeftOpen() {
        backfill(
                packed,
                "?history=true",
                login("1", "acme", "ann", "2026-02-28T03:00:00Z"),
                login("2", "acme", "ann", "2026-03-01T03:00:00Z"));
        pack();
        assertThat(packs("covers_to = date '2026-03-01' and last_on = date '2026-02-28'"))
                .isEqualTo(1);
        assertThat(measures(packed, "day=2026-03-01").getFirst()).contains("\"active_days_28\":2");
        MutableClock.set(Instant.parse("2026-03-03T00:00:00Z"));
        pack();
        assertThat(packs("covers_to = date '2026-03-02' and last_on = date '2026-03-01'"))
                .isEqualTo(1);
        assertThat(measures(packed, "day=2026-03-01").getFirst()).contains("\"active_days_28\":2");
    }
}
