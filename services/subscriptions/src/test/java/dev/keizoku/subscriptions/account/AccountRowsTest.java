package dev.keizoku.subscriptions.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.Tokens;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class AccountRowsTest {

    private static final int ACCOUNTS = 4_000;

    @Inject
    Jdbi jdbi;

    @Test
    void everyRowIsOfTheMomentTheFirstWasReadAt() throws IOException {
        String tenant = TestTenants.fresh();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into account (tenant, account_id, name, external_ids, attributes, owner, internal, created_at,
                            updated_at)
                        select :tenant, 'account-' || lpad(cast(i as text), 6, '0'), 'Before', '{}', '{}',
                            repeat('o', 2000), false, now(), now() from generate_series(1, :accounts) i
                        """)
                .bind("tenant", tenant)
                .bind("accounts", ACCOUNTS)
                .execute());
        HttpURLConnection connection =
                (HttpURLConnection) URI.create("http://127.0.0.1:" + RestAssured.port + "/v1/export-rows/accounts")
                        .toURL()
                        .openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + Tokens.of(tenant, "internal"));
        try (BufferedReader rows =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(rows.readLine()).contains("account-000001", "Before");
            jdbi.useHandle(handle -> {
                handle.createUpdate("update account set name = 'After' where tenant = :tenant")
                        .bind("tenant", tenant)
                        .execute();
                handle.createUpdate("delete from account where tenant = :tenant and account_id > 'account-002000'")
                        .bind("tenant", tenant)
                        .execute();
            });
            List<String> others = rows.readAllLines();
            assertThat(others).hasSize(ACCOUNTS).noneMatch(row -> row.contains("After"));
            assertThat(others.getLast()).isEqualTo("{\"end\":true,\"count\":" + ACCOUNTS + "}");
        }
    }
}
