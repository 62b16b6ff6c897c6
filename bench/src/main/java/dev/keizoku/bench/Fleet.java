package dev.keizoku.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.demo.http.Api;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;

/** Many accounts with a subscription each, tickets and answers, and five weeks of usage rollups. */
final class Fleet {

    static final int ROLLUP_DAYS = 35;

    private static final String CSV = "text/csv";
    private static final String SAME_NAMES = "{\"format\":\"csv\"}";

    private final int accounts;
    private final LocalDate lastDay;

    Fleet(int accounts, LocalDate lastDay) {
        this.accounts = accounts;
        this.lastDay = lastDay;
    }

    /** Accounts, subscriptions and touchpoints, through the public API. */
    void load(Api api) {
        api.put("/v1/plans/pro", plan());
        var imports = new BulkImport(api);
        var names = new StringBuilder("account_id,name\n");
        var starts = new StringBuilder(
                "change_id,subscription_id,account_id,kind,effective_at,plan_id,quantity,currency,interval\n");
        var touchpoints = new StringBuilder("touchpoint_id,kind,account_id,occurred_at,survey,score\n");
        for (int i = 0; i < accounts; i++) {
            var account = account(i);
            names.append(account).append(",Account ").append(i).append('\n');
            starts.append("start-%d,sub-%d,%s,start,%sT09:00:00Z,pro,%d,USD,month\n"
                    .formatted(i, i, account, lastDay.minusDays(200 + i % 300), 1 + i % 20));
            if (i % 2 == 0) {
                touchpoints.append(
                        "ticket-%d,ticket,%s,%sT10:00:00Z,,\n".formatted(i, account, lastDay.minusDays(i % 28)));
            }
            if (i % 3 == 0) {
                touchpoints.append("nps-%d,survey_answer,%s,%sT11:00:00Z,nps,%d\n"
                        .formatted(i, account, lastDay.minusDays(i % 90), i % 11));
            }
        }
        imports.run("account", CSV, names.toString().getBytes(UTF_8), SAME_NAMES);
        imports.run("subscription_change", CSV, starts.toString().getBytes(UTF_8), SAME_NAMES);
        imports.run("touchpoint", CSV, touchpoints.toString().getBytes(UTF_8), SAME_NAMES);
    }

    /**
     * The rollups, straight into the tables of {@code usage}: three rows an account on five days of seven. As events
     * through the API they would take longer than the night they are for.
     */
    long rollUps(Connection usage, String tenant) throws SQLException {
        try (var statement = usage.createStatement()) {
            statement.execute(
                    "insert into tenant_number (tenant) values ('%s') on conflict do nothing".formatted(tenant));
            long rows = statement.executeLargeUpdate("""
                    insert into usage_day (count, first_at, last_at, tenant_no, day, received_on, account_id, name, user_id, feature, sum)
                    select 1 + (a + d) %% 5, day + time '09:00', day + time '17:00', tenant_no, day, day, account_id, name,
                        'user-' || (a * 7 + d * 3 + k / 2) %% 4, feature, 1
                    from tenant_number
                    cross join (select d, date '%s' - d as day from generate_series(0, %d) d) days
                    cross join (select a, 'account-' || lpad(a::text, 6, '0') as account_id from generate_series(0, %d) a) accounts
                    cross join (values (0, 'login', ''), (1, 'feature.used', 'boards'), (2, 'feature.used', 'reports')) kinds (k, name, feature)
                    where tenant = '%s' and (a + d) %% 7 < 5
                    order by day, account_id, name, feature""".formatted(lastDay, ROLLUP_DAYS - 1, accounts - 1, tenant));
            statement.execute("""
                    insert into account_day (count, logins, tenant_no, day, received_on, account_id)
                    select sum(count), coalesce(sum(count) filter (where name = 'login'), 0), tenant_no, day, received_on, account_id
                    from usage_day where tenant_no = (select tenant_no from tenant_number where tenant = '%s')
                    group by tenant_no, account_id, day, received_on
                    order by tenant_no, account_id, day""".formatted(tenant));
            statement.execute("analyze usage_day, account_day");
            return rows;
        }
    }

    static String account(int number) {
        return "account-%06d".formatted(number);
    }

    private static ObjectNode plan() {
        var plan = JsonNodeFactory.instance
                .objectNode()
                .put("name", "Pro")
                .put("product", "Bench")
                .put("tier_rank", 1)
                .put("public", true);
        plan.putArray("core_features").add("boards").add("reports").add("automations");
        var price = plan.putArray("prices").addObject();
        price.putObject("amount").put("amount", "29.00").put("currency", "USD");
        price.put("interval", "month").put("interval_count", 1);
        return plan;
    }
}
