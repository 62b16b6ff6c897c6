package dev.keizoku.health.onboarding;

import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Counts what came of the beginnings of accounts. */
@ApplicationScoped
class CohortStore {

    private final Jdbi jdbi;

    CohortStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The last day all accounts were looked at. */
    Optional<LocalDate> observedUntil(TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select max(day) from score_run where tenant = :tenant and status = 'done'")
                .bind("tenant", tenant.value())
                .mapTo(LocalDate.class)
                .findOne());
    }

    /** The cohorts of the months from one until before another, month by month. */
    List<Cohort> cohorts(TenantId tenant, LocalDate from, LocalDate to, LocalDate until, Division division) {
        return jdbi.withHandle(handle -> {
            Query query = handle.createQuery("""
                    select month, segment, count(*) as started,
                        count(*) filter (where outcome = 'completed') as completed,
                        count(*) filter (where outcome = 'late') as late,
                        count(*) filter (where outcome = 'in_onboarding') as in_onboarding,
                        count(*) filter (where outcome = 'left') as gone,
                        count(left_on) filter (where outcome = 'completed') as completed_left,
                        count(left_on) filter (where outcome = 'late') as late_left,
                        cast(percentile_cont(0.5) within group (order by days) as numeric(9, 1)) as median_days
                    from (
                        select cast(date_trunc('month', customer_since) as date) as month, %s as segment, left_on,
                            case when first_value_on is not null
                                then greatest(0, first_value_on - customer_since) end as days,
                            case when first_value_on < customer_since + :days then 'completed'
                                when left_on < customer_since + :days then 'left'
                                when cast(:until as date) < customer_since + :days then 'in_onboarding'
                                else 'late' end as outcome
                        from account_onboarding
                        where tenant = :tenant and customer_since >= :from and customer_since < :to
                            and customer_since <= :until and not internal
                    ) beginnings
                    group by month, segment order by month, segment nulls last
                    """.formatted(expression(division)))
                    .bind("tenant", tenant.value())
                    .bind("from", from)
                    .bind("to", to)
                    .bind("until", until)
                    .bind("days", Cohort.DAYS);
            if (division instanceof Division.Attribute attribute) {
                query.bind("attribute", attribute.name());
            }
            return query.map((row, context) -> new Cohort(
                            row.getObject("month", LocalDate.class),
                            row.getString("segment"),
                            row.getLong("started"),
                            row.getLong("completed"),
                            row.getLong("late"),
                            row.getLong("in_onboarding"),
                            row.getLong("gone"),
                            row.getLong("completed_left"),
                            row.getLong("late_left"),
                            row.getBigDecimal("median_days")))
                    .list();
        });
    }

    private static String expression(Division division) {
        return switch (division) {
            case Division.None none -> "cast(null as text)";
            case Division.Plan plan -> "plans";
            case Division.Owner owner -> "owner";
            case Division.Attribute attribute -> "attributes ->> :attribute";
        };
    }
}
