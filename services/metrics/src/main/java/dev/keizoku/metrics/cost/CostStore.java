package dev.keizoku.metrics.cost;

import dev.keizoku.kernel.Money;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Currency;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The tenants' costs. */
@Singleton
public class CostStore {

    private final Jdbi jdbi;

    CostStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Every month the tenant has told of. */
    public SortedMap<YearMonth, MonthCost> all(String tenant) {
        SortedMap<YearMonth, MonthCost> months = new TreeMap<>();
        jdbi.withHandle(handle -> handle.createQuery("select * from cost_month where tenant = :tenant order by month")
                        .bind("tenant", tenant)
                        .map((row, context) -> cost(row))
                        .list())
                .forEach(cost -> months.put(cost.month(), cost));
        return months;
    }

    Optional<MonthCost> of(String tenant, YearMonth month) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from cost_month where tenant = :tenant and month = :month")
                        .bind("tenant", tenant)
                        .bind("month", month.atDay(1))
                        .map((row, context) -> cost(row))
                        .findOne());
    }

    void put(String tenant, MonthCost cost, Instant now) {
        Money sales = cost.salesAndMarketing();
        Money operating = cost.operatingCost();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into cost_month values (:tenant, :month, :sales, :sales_currency, :margin, :ebitda,
                            :operating, :operating_currency, :now)
                        on conflict (tenant, month) do update set sales_and_marketing = excluded.sales_and_marketing,
                            sales_and_marketing_currency = excluded.sales_and_marketing_currency,
                            gross_margin = excluded.gross_margin, ebitda_margin = excluded.ebitda_margin,
                            operating_cost = excluded.operating_cost,
                            operating_cost_currency = excluded.operating_cost_currency,
                            updated_at = excluded.updated_at
                        """)
                .bind("tenant", tenant)
                .bind("month", cost.month().atDay(1))
                .bind("sales", sales == null ? null : sales.amount())
                .bind("sales_currency", sales == null ? null : sales.currency().getCurrencyCode())
                .bind("margin", cost.grossMargin())
                .bind("ebitda", cost.ebitdaMargin())
                .bind("operating", operating == null ? null : operating.amount())
                .bind(
                        "operating_currency",
                        operating == null ? null : operating.currency().getCurrencyCode())
                .bind("now", now)
                .execute());
    }

    private static MonthCost cost(ResultSet row) throws SQLException {
        return new MonthCost(
                YearMonth.from(row.getObject("month", LocalDate.class)),
                money(row, "sales_and_marketing"),
                row.getBigDecimal("gross_margin"),
                row.getBigDecimal("ebitda_margin"),
                money(row, "operating_cost"));
    }

    private static @Nullable Money money(ResultSet row, String column) throws SQLException {
        BigDecimal amount = row.getBigDecimal(column);
        return amount == null ? null : new Money(amount, Currency.getInstance(row.getString(column + "_currency")));
    }
}
