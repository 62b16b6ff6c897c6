package dev.keizoku.health.loyalty;

import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Who is loyal, and how many are, month by month. */
@ApplicationScoped
class LoyaltyStore {

    private final Jdbi jdbi;

    LoyaltyStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** A month's customers and the loyal ones among them. */
    record Month(LocalDate month, long customers, long loyal) {}

    /** A customer of a month. */
    record Customer(String accountId, @Nullable String name, boolean loyal, boolean growing) {}

    /** The months from one until before another that have any customers. */
    List<Month> months(TenantId tenant, LocalDate from, LocalDate to) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select month, count(*) as customers, count(*) filter (where loyal) as loyal from loyalty_month
                where tenant = :tenant and month >= :from and month < :to group by month order by month
                """)
                .bind("tenant", tenant.value())
                .bind("from", from)
                .bind("to", to)
                .map((row, context) -> new Month(
                        row.getObject("month", LocalDate.class), row.getLong("customers"), row.getLong("loyal")))
                .list());
    }

    /**
     * The loyal customers of a month, or of the latest that has any customers.
     *
     * @param growing the promoters who grow instead, loyal or not
     */
    List<Customer> customers(
            TenantId tenant, @Nullable LocalDate month, boolean growing, @Nullable String after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select l.account_id, h.name, l.loyal, l.growing from loyalty_month l
                left join account_health h on h.tenant = l.tenant and h.account_id = l.account_id
                where l.tenant = :tenant and case when :growing then l.growing else l.loyal end
                    and l.month = coalesce(cast(:month as date),
                        (select max(month) from loyalty_month where tenant = :tenant))
                    and (cast(:after as text) is null or l.account_id > :after)
                order by l.account_id limit :limit
                """)
                .bind("tenant", tenant.value())
                .bind("month", month)
                .bind("growing", growing)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> new Customer(
                        row.getString("account_id"),
                        row.getString("name"),
                        row.getBoolean("loyal"),
                        row.getBoolean("growing")))
                .list());
    }
}
