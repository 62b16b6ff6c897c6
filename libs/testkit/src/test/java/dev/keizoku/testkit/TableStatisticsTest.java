package dev.keizoku.testkit;

import static org.assertj.core.api.Assertions.assertThat;

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
