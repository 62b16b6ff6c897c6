package dev.keizoku.health.expansion;

import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What was offered to accounts until a day, by what was known at a time. */
@ApplicationScoped
public class OfferHistories {

    private static final String HISTORY = """
            select account_id,
                min(proposed_on) filter (where is_open) as open_since,
                max(closed_on) filter (where not is_open and state = 'declined' and ours and kind <> 'downsell') as declined_on,
                max(closed_on) filter (where not is_open and state = 'declined' and ours and kind = 'downsell')
                    as downsell_declined_on,
                max(lapsed_on) as trial_lapsed_on
            from (
                select account_id, proposed_on, closed_on, state, kind, requested_by = 'provider' as ours,
                    null::date as lapsed_on,
                    closed_on is null or closed_on > :day or closed_at > :known_at as is_open
                from offer
                where tenant = :tenant and account_id between :first and :last and proposed_on <= :day
                    and created_at <= :known_at
                union all
                select account_id, null, null, null, null, null, least(outcome_on, ends_on), false
                from product_trial
                where tenant = :tenant and account_id between :first and :last and created_at <= :known_at
                    and outcome is distinct from 'converted' and least(outcome_on, ends_on) <= :day
            ) offered
            group by account_id
            """;

    OfferHistories() {}

    /** Those of the accounts from the first to the last that were ever offered, or tried, anything. */
    public Map<String, OfferHistory> read(
            Handle handle, TenantId tenant, String first, String last, LocalDate day, Instant knownAt) {
        Map<String, OfferHistory> histories = new HashMap<>();
        handle.createQuery(HISTORY)
                .bind("tenant", tenant.value())
                .bind("first", first)
                .bind("last", last)
                .bind("day", day)
                .bind("known_at", knownAt.atOffset(ZoneOffset.UTC))
                .map((row, context) -> histories.put(row.getString("account_id"), history(row)))
                .forEach(previous -> {});
        return histories;
    }

    /** That of one account. */
    OfferHistory of(Handle handle, TenantId tenant, String account, LocalDate day, Instant knownAt) {
        return read(handle, tenant, account, account, day, knownAt).getOrDefault(account, OfferHistory.NONE);
    }

    private static OfferHistory history(ResultSet row) throws SQLException {
        return new OfferHistory(
                row.getObject("open_since", LocalDate.class),
                row.getObject("declined_on", LocalDate.class),
                row.getObject("downsell_declined_on", LocalDate.class),
                row.getObject("trial_lapsed_on", LocalDate.class));
    }
}
