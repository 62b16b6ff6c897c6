package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Table;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A CRM follows ten thousand scores by their cursor and misses none, although some change and it is killed on the way. */
class CrmPollerStoryTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
    private static final int ACCOUNTS = 10_000;
    private static final int CHANGED = 500;
    private static final int PAGE = 100;
    private static final int KILLED_AFTER = 40;

    private final Suite suite = Suite.running();

    /** What a poller keeps in its own database: rows and position are written together, page by page. */
    private static final class Mirror {
        private final Map<String, JsonNode> rows = new HashMap<>();
        private String position = "limit=" + PAGE;
        private int pages;

        /** Reads a page; dies before it is written down when told to. */
        boolean poll(Api api, boolean dies) {
            JsonNode page = api.get("/v1/health-scores?" + position).ok();
            pages++;
            if (dies) {
                return false;
            }
            page.path("data").forEach(row -> rows.put(row.path("account_id").asText(), row));
            boolean more = page.path("has_more").asBoolean();
            position = "limit=" + PAGE
                    + (more
                            ? "&cursor=" + Api.encoded(page.path("next_cursor").asText())
                            : "&sync_token=" + page.path("sync_token").asText());
            return more;
        }

        void pollToTheEnd(Api api) {
            while (poll(api, false)) {
                assertThat(pages).as("pages of a poller that never ends").isLessThan(3 * ACCOUNTS / PAGE);
            }
        }
    }

    @Test
    @Timeout(600)
    void seesEveryFinalStateAlthoughItIsKilled() {
        LocalDate today = suite.now().atZone(ZONE).toLocalDate();
        NightCompany company = NightCompany.of(suite, ZONE, "JPY", ACCOUNTS, today);
        company.score(today.minusDays(1));
        Api api = company.tenant().with("health:read");
        Mirror mirror = new Mirror();

        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            rename(company, 0);
            company.score(today.minusDays(1));
            rename(company, CHANGED / 2);
            company.score(today.minusDays(1));
        });
        for (int page = 0; page < KILLED_AFTER; page++) {
            mirror.poll(api, false);
        }
        mirror.poll(api, true);
        Mirror resumed = new Mirror();
        resumed.rows.putAll(mirror.rows);
        resumed.position = mirror.position;
        resumed.pollToTheEnd(api);
        writer.join();
        resumed.pollToTheEnd(api);

        Map<String, JsonNode> truth = new HashMap<>();
        api.all("/v1/health-scores?limit=200")
                .forEach(row -> truth.put(row.path("account_id").asText(), row));
        assertThat(truth).hasSize(ACCOUNTS);
        truth.forEach((account, row) ->
                assertThat(state(resumed.rows.get(account))).as(account).isEqualTo(state(row)));
        assertThat(truth.values().stream()
                        .filter(row -> row.at("/external_ids/hubspot").asText().startsWith("h"))
                        .count())
                .isEqualTo(CHANGED);
        System.out.printf(
                "crm_poller accounts=%d changed=%d pages=%d missed=0%n",
                ACCOUNTS, CHANGED, mirror.pages + resumed.pages);
        movesNothingWhenComputedAgain(company, api, resumed, today.minusDays(1));
    }

    private static String state(JsonNode row) {
        return row.path("change_seq") + " " + row.path("name") + " " + row.path("external_ids") + " " + row.path("band")
                + " " + row.path("deleted");
    }

    private static void movesNothingWhenComputedAgain(NightCompany company, Api api, Mirror mirror, LocalDate day) {
        Answer before = api.get("/v1/health-scores?" + mirror.position);
        company.score(day);
        Answer after = api.request(
                "/v1/health-scores?" + mirror.position,
                request -> request.GET().header("If-None-Match", before.header("ETag")));
        assertThat(before.ok().path("data")).isEmpty();
        assertThat(mirror.position).endsWith(before.json().path("sync_token").asText());
        assertThat(after.status()).as(after.toString()).isEqualTo(304);
    }

    /** Half of the accounts that change: they are known to another system from now on. */
    private static void rename(NightCompany company, int from) {
        List<List<String>> rows = IntStream.range(from, from + CHANGED / 2)
                .mapToObj(i -> "a" + i * (ACCOUNTS / CHANGED))
                .map(id -> List.of(id, "Renamed " + id, "h" + id))
                .toList();
        JsonNode imported = company.admin()
                .importFile(
                        "account",
                        Table.byName(true),
                        Table.write(List.of("account_id", "name", "external_ids.hubspot"), rows),
                        "");
        assertThat(imported.path("rows_accepted").asInt()).as("%s", imported).isEqualTo(rows.size());
    }
}
