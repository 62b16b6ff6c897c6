package dev.keizoku.subscriptions.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Shop;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class FeedTest {

    @Inject
    @DataSource("bulk")
    Jdbi jdbi;

    @Inject
    FeedStore store;

    private static FeedEntry note(int number) {
        return new FeedEntry(FeedEntry.Type.ACCOUNT, Instant.EPOCH, Map.of("account_id", "n" + number));
    }

    @Test
    void everythingIsToldInOrderWithoutGaps() {
        Shop shop = Shop.open().withAccounts("acme");
        shop.start("s", "acme", "2026-01-01").then().statusCode(201);
        List<Map<String, Object>> rows = shop.feed(0);
        assertThat(rows)
                .extracting(row -> row.get("type"))
                .containsExactly("tenant", "plan", "account", "subscription_change");
        assertThat(rows).extracting(row -> row.get("seq")).containsExactly(1, 2, 3, 4);
        assertThat(rows.getFirst()).containsEntry("zone", "UTC").containsEntry("currency", "USD");
        assertThat(rows.getLast())
                .containsEntry("change_id", "#start")
                .containsEntry("account_id", "acme")
                .containsEntry("kind", "start")
                .containsEntry("effective_at", "2026-01-01T00:00:00Z")
                .containsEntry("position", 0)
                .containsEntry("restated", false)
                .containsEntry("before", null);
    }

    @Test
    void aTenantsNewSettingsTravelInTheFeed() {
        Shop shop = Shop.open();
        long head = shop.head();
        TestTenants.put(shop.tenant(), 2, "Asia/Tokyo", "JPY");
        TestTenants.put(shop.tenant(), 1, "UTC", "USD");
        assertThat(shop.feed(head))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("type", "tenant")
                        .containsEntry("tenant", shop.tenant())
                        .containsEntry("version", 2)
                        .containsEntry("zone", "Asia/Tokyo"));
    }

    @Test
    void headsOfAllTenantsAreReadAtOnce() {
        Shop one = Shop.open();
        Shop two = new Shop(TestTenants.fresh());
        JsonPath heads = Api.as("*", "internal").get("/v1/feed-heads").jsonPath();
        Map<String, Object> byTenant = new java.util.HashMap<>();
        heads.<Map<String, Object>>getList("data")
                .forEach(each -> byTenant.put((String) each.get("tenant"), each.get("head")));
        assertThat(byTenant).containsEntry(one.tenant(), 2).containsEntry(two.tenant(), 1);
    }

    @Test
    void badPositionsAreRefused() {
        Shop shop = Shop.open();
        for (String query : List.of("after=-1", "after=x", "limit=0", "limit=5001", "surprise=1")) {
            BadInput.isProblem(
                    Api.unchecked(shop.tenant(), "internal").get("/v1/subscription-changes?" + query),
                    400,
                    "invalid_request");
        }
    }

    @Test
    void aWriterThatCommitsLateHoldsBackThoseAfterIt() throws Exception {
        Shop shop = Shop.open();
        TenantId tenant = new TenantId(shop.tenant());
        long head = shop.head();
        try (Handle slow = jdbi.open();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            slow.begin();
            store.append(slow, tenant, Instant.EPOCH, List.of(note(1)));
            Future<?> fast = threads.submit(() -> jdbi.useTransaction(
                    handle -> store.append(handle, tenant, Instant.EPOCH, List.of(note(2), note(3)))));
            assertThat(isDoneWithin(fast, 300)).isFalse();
            assertThat(shop.feed(head)).isEmpty();
            slow.commit();
            fast.get(10, TimeUnit.SECONDS);
        }
        assertThat(shop.feed(head)).extracting(row -> row.get("account_id")).containsExactly("n1", "n2", "n3");
    }

    @Test
    void aWriterThatGivesUpLeavesNoGap() {
        Shop shop = Shop.open();
        TenantId tenant = new TenantId(shop.tenant());
        long head = shop.head();
        jdbi.useHandle(handle -> {
            handle.begin();
            store.append(handle, tenant, Instant.EPOCH, List.of(note(1)));
            handle.rollback();
        });
        shop.withAccounts("acme");
        assertThat(shop.feed(head))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("seq", (int) head + 1));
    }

    @Test
    void aReaderThatFollowsManyWritersMissesNothing() throws Exception {
        Shop shop = new Shop(TestTenants.fresh());
        int writers = 4;
        int each = 25;
        List<Object> read = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                String name = "w" + writer + "-";
                running.add(threads.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        shop.withAccounts(name + i);
                    }
                }));
            }
            long position = 1;
            while (read.size() < writers * each) {
                for (Map<String, Object> row : shop.feed(position)) {
                    assertThat(row).containsEntry("seq", (int) ++position);
                    read.add(row.get("account_id"));
                }
                if (running.stream().allMatch(Future::isDone)
                        && shop.feed(position).isEmpty()) {
                    break;
                }
            }
            for (Future<?> writer : running) {
                writer.get(10, TimeUnit.SECONDS);
            }
        }
        assertThat(read).hasSize(writers * each).doesNotHaveDuplicates();
    }

    private static boolean isDoneWithin(Future<?> task, int millis) throws Exception {
        try {
            task.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException waiting) {
            return false;
        }
    }
}
