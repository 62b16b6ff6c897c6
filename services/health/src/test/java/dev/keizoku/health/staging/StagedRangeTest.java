package dev.keizoku.health.staging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class StagedRangeTest {

    private static final int ACCOUNTS = 20_000;
    private static final int STAGED = 2_500;

    @Inject
    Jdbi jdbi;

    @Inject
    ObjectMapper mapper;

    @Test
    void aJoinWithAStageReadsTheStretchAndNotTheTenant() {
        jdbi.useTransaction(handle -> {
            fill(handle);
            String join = "select h.account_id from stretch_stage s "
                    + "left join whole h on h.tenant = 'one' and h.account_id = s.account_id";

            assertThat(accountsRead(handle, join)).isGreaterThan(2L * STAGED);
            assertThat(accountsRead(handle, join + " and " + StagedRange.of("h.account_id", "stretch_stage")))
                    .isEqualTo(STAGED);
        });
    }

    @Test
    void anEmptyStageHasNoAccounts() {
        jdbi.useTransaction(handle -> {
            fill(handle);
            handle.execute("delete from stretch_stage");

            assertThat(handle.createQuery("select count(*) from whole h where "
                                    + StagedRange.of("h.account_id", "stretch_stage"))
                            .mapTo(Integer.class)
                            .one())
                    .isZero();
        });
    }

    private static void fill(Handle handle) {
        handle.execute("create temporary table whole (tenant text collate \"C\", account_id text collate \"C\", "
                + "primary key (tenant, account_id)) on commit drop");
        handle.execute(
                "insert into whole select 'one', 'account-' || to_char(a, 'FM000000') from generate_series(1, ?) a",
                ACCOUNTS);
        handle.execute("analyze whole");
        handle.execute(
                "create temporary table stretch_stage (account_id text collate \"C\" primary key) on commit drop");
        handle.execute(
                "insert into stretch_stage select account_id from whole order by account_id offset 5000 limit ?",
                STAGED);
    }

    private long accountsRead(Handle handle, String sql) {
        String plan = handle.createQuery("explain (analyze, timing off, format json) " + sql)
                .mapTo(String.class)
                .one();
        try {
            return read(mapper.readTree(plan).at("/0/Plan"));
        } catch (JsonProcessingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static long read(JsonNode node) {
        long rows = node.path("Relation Name").asText().equals("whole")
                ? Math.round(node.path("Actual Rows").asDouble()
                        * node.path("Actual Loops").asDouble())
                : 0;
        for (JsonNode below : node.path("Plans")) {
            rows += read(below);
        }
        return rows;
    }
}
