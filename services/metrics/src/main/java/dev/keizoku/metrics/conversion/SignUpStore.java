package dev.keizoku.metrics.conversion;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Reads from the timelines when accounts first were on trial, or first had something for free. */
@Singleton
class SignUpStore {

    private final Jdbi jdbi;

    SignUpStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Each account's first day, as far as it lies between two days, the latter excluded. */
    List<SignUp> between(String tenant, SignUp.Kind kind, ZoneId zone, LocalDate from, LocalDate to) {
        String begun = switch (kind) {
            case TRIAL -> "state = 'trial'";
            case FREE ->
                "(state = 'free' or state = 'active' and coalesce(amount, 0) <= 0"
                        + " and coalesce(jsonb_array_length(add_ons), 0) = 0)";
        };
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select account_id, day from (
                            select account_id, min((effective_at at time zone :zone)::date) as day
                            from subscription_timeline where tenant = :tenant and <begun> group by account_id
                        ) as first where day >= :from and day < :to order by account_id
                        """)
                .define("begun", begun)
                .bind("tenant", tenant)
                .bind("zone", zone.getId())
                .bind("from", from)
                .bind("to", to)
                .map((row, context) -> new SignUp(
                        row.getString("account_id"),
                        Math.toIntExact(row.getObject("day", LocalDate.class).toEpochDay())))
                .list());
    }
}
