package dev.keizoku.metrics.conversion;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads from the timelines when accounts first were on trial, or first had something for free. */
@Singleton
class SignUpStore {

    private final Jdbi jdbi;

    SignUpStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Each account's first day, as far as it lies between two days, the latter excluded.
     *
     * @param knownAt as it was known then; null for now
     */
    List<SignUp> between(
            String tenant, SignUp.Kind kind, ZoneId zone, LocalDate from, LocalDate to, @Nullable Instant knownAt) {
        String begun = switch (kind) {
            case TRIAL -> "state = 'trial'";
            case FREE ->
                "(state = 'free' or state = 'active' and coalesce(amount, 0) <= 0"
                        + " and coalesce(jsonb_array_length(add_ons), 0) = 0)";
        };
        String timeline = knownAt == null ? "subscription_timeline" : """
                (select distinct on (subscription_id, change_id) * from timeline_version
                where tenant = :tenant and known_at <= :knownAt
                order by subscription_id, change_id, seq desc) as known""";
        return jdbi.withHandle(handle -> {
            Query query = handle.createQuery("""
                        select account_id, day from (
                            select account_id, min((effective_at at time zone :zone)::date) as day
                            from <timeline> where tenant = :tenant and <begun> group by account_id
                        ) as first where day >= :from and day < :to order by account_id
                        """);
            if (knownAt != null) {
                query.bind("knownAt", knownAt);
            }
            return query.define("begun", begun)
                    .define("timeline", timeline)
                    .bind("tenant", tenant)
                    .bind("zone", zone.getId())
                    .bind("from", from)
                    .bind("to", to)
                    .map((row, context) -> new SignUp(
                            row.getString("account_id"),
                            Math.toIntExact(
                                    row.getObject("day", LocalDate.class).toEpochDay())))
                    .list();
        });
    }
}
