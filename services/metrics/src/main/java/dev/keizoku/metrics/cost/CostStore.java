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

    /**
     * Every month the tenant has told of.
     *
     * @param knownAt as it was known then; null for now
     */
    public SortedMap<YearMonth, MonthCost> all(String tenant, @Nullable Instant knownAt) {
        SortedMap<YearMonth, MonthCost> months = new TreeMap<>();
        jdbi.withHandle(handle -> handle.createQuery("""
                                select distinct on (month) * from cost_month
                                where tenant = :tenant
                                    and recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
                                order by month, recorded_at desc
                                """)
                        .bind("tenant", tenant)
                        .bind("knownAt", knownAt)
                        .map((row, context) -> cost(row))
                        .list())
                .forEach(cost -> months.put(cost.month(), cost));
        return months;
    }

    /** Adds what is known of a month from now on. */
    void put(String tenant, MonthCost cost, Instant now) {
        Money sales = cost.salesAndMarketing();
        Money operating = cost.operatingCost();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into cost_month values (:tenant, :month, :sales, :sales_currency, :margin, :ebitda,
                            :operating, :operating_currency, :now)
                        on conflict (tenant, month, recorded_at) do update set sales_and_marketing = excluded.sales_and_marketing,
                            sales_and_marketing_currency = excluded.sales_and_marketing_currency,
                            gross_margin = excluded.gross_margin, ebitda_margin = excluded.ebitda_margin,
                            operating_cost = excluded.operating_cost,
                            operating_cost_currency = excluded.operating_cost_currency
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
