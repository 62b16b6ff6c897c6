package dev.keizoku.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.TableStatistics;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class TableStatisticsTest {

    private static final int OF_OTHERS = 50_000;
    private static final int OF_A_NEW_TENANT = 4_000;

    private final Jdbi bulk = Jdbi.create(PostgresResource.server().getPostgresDatabase());

    @Test
    void aTenantThatJustCameIsKnownToThePlannerAtOnce() {
        bulk.useHandle(handle -> {
            handle.execute("create table arrival (tenant text, account_id text, primary key (tenant, account_id))");
            handle.execute("insert into arrival select 'old', a from generate_series(1, ?) as a", OF_OTHERS);
            handle.execute("analyze arrival");
        });
        bulk.useTransaction(handle -> {
            handle.execute("insert into arrival select 'new', a from generate_series(1, ?) as a", OF_A_NEW_TENANT);
            TableStatistics.report(handle);
        });
        assertThat(expectedRows("new")).isEqualTo(1);

        TableStatistics.refresh(bulk, "new");

        assertThat(expectedRows("new")).isBetween(OF_A_NEW_TENANT / 2, OF_A_NEW_TENANT * 2);
    }

    @Test
    void rowsThatAreOnlyWrittenAgainAreNotCountedAgainWhereGrowthIsAskedFor() {
        create("rewritten", 5_000);
        bulk.useTransaction(handle -> {
            handle.execute("update rewritten set account_id = account_id || ' '");
            TableStatistics.report(handle);
        });

        TableStatistics.refreshGrown(bulk, "old");
        assertThat(counted("rewritten")).isEqualTo(1);

        TableStatistics.refresh(bulk, "old");
        assertThat(counted("rewritten")).isEqualTo(2);
    }

    @Test
    void aTableThatGrewByAFifthIsCountedAgain() {
        create("grown", 10_000);
        insert("grown", "old", 10_001, 11_500);

        TableStatistics.refreshGrown(bulk, "old");
        assertThat(counted("grown")).isEqualTo(1);

        insert("grown", "old", 11_501, 12_500);

        TableStatistics.refreshGrown(bulk, "old");
        assertThat(counted("grown")).isEqualTo(2);
    }

    @Test
    void aTenantThatJustCameIsCountedHoweverLittleTheTableGrew() {
        create("joined", OF_OTHERS);
        insert("joined", "new", 1, OF_A_NEW_TENANT);

        TableStatistics.refreshGrown(bulk, "new");
        assertThat(counted("joined")).isEqualTo(2);
    }

    @Test
    void aTableThatWasNeverCountedIsCounted() {
        bulk.useHandle(handle -> handle.execute("create table fresh (tenant text, account_id text)"));
        insert("fresh", "new", 1, 2_500);

        TableStatistics.refreshGrown(bulk, "new");
        assertThat(counted("fresh")).isEqualTo(1);
    }

    /** A night has temporary tables on one connection and may have the kept ones counted on another. */
    @Test
    void temporaryTablesOfOtherSessionsAreLeftAlone() {
        bulk.useHandle(handle -> handle.execute("create role counting login"));
        Jdbi counting = Jdbi.create(PostgresResource.server().getDatabase("counting", "postgres"));
        counting.useHandle(other -> {
            other.execute("create temporary table staged (tenant text)");
            other.useTransaction(handle -> {
                handle.execute("insert into staged select 'new' from generate_series(1, 2000)");
                TableStatistics.report(handle);
            });

            assertThatCode(() -> TableStatistics.refresh(counting, "new")).doesNotThrowAnyException();
            assertThatCode(() -> TableStatistics.refreshGrown(counting, "new")).doesNotThrowAnyException();
        });
    }

    private void create(String table, int rows) {
        bulk.useHandle(handle -> handle.execute(
                "create table " + table + " (tenant text, account_id text) with (autovacuum_enabled = off)"));
        insert(table, "old", 1, rows);
        bulk.useHandle(handle -> handle.execute("analyze " + table));
    }

    private void insert(String table, String tenant, int from, int to) {
        bulk.useTransaction(handle -> {
            handle.execute("insert into " + table + " select ?, a from generate_series(?, ?) as a", tenant, from, to);
            TableStatistics.report(handle);
        });
    }

    private long counted(String table) {
        return bulk.withHandle(
                handle -> handle.createQuery("select analyze_count from pg_stat_user_tables where relname = :table")
                        .bind("table", table)
                        .mapTo(Long.class)
                        .one());
    }

    private int expectedRows(String tenant) {
        String plan = bulk.withHandle(handle -> handle.createQuery(
                        "explain (format json) select * from arrival where tenant = '" + tenant + "'")
                .mapTo(String.class)
                .one());
        try {
            return new ObjectMapper().readTree(plan).at("/0/Plan/Plan Rows").asInt();
        } catch (JsonProcessingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
