package dev.keizoku.health.loyalty;

import dev.keizoku.health.staging.StagedRange;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Keeps of the customers in the run's stage which are loyal in the month of the day; the last day of a month counts. */
@ApplicationScoped
public class LoyaltyWriter {

    LoyaltyWriter() {}

    /** Older days count too, so that a history that is loaded has its months; but not over a later day of their month. */
    public void append(Handle handle, TenantId tenant, LocalDate day) {
        boolean later = handle.createQuery("""
                select exists (select from score_snapshot where tenant = :tenant and day > :day and day < :next_month)
                """)
                .bind("tenant", tenant.value())
                .bind("day", day)
                .bind("next_month", day.withDayOfMonth(1).plusMonths(1))
                .mapTo(Boolean.class)
                .one();
        bind(handle.createUpdate("""
                insert into loyalty_month as l (tenant, month, account_id, loyal, growing)
                select :tenant, :month, account_id, loyal, growing
                from expansion_stage where loyal is not null order by account_id
                on conflict (tenant, month, account_id) do update set loyal = excluded.loyal, growing = excluded.growing
                where (l.loyal, l.growing) <> (excluded.loyal, excluded.growing) and not :later
                """), tenant, day).bind("later", later).execute();
        if (!later) {
            bind(handle.createUpdate("""
                    delete from loyalty_month l using expansion_stage s
                    where l.tenant = :tenant and l.month = :month and l.account_id = s.account_id and %s and s.loyal is null
                    """.formatted(StagedRange.of("l.account_id", "expansion_stage"))), tenant, day)
                    .execute();
        }
    }

    private static Update bind(Update update, TenantId tenant, LocalDate day) {
        return update.bind("tenant", tenant.value()).bind("month", day.withDayOfMonth(1));
    }
}
