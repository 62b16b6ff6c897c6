package dev.keizoku.health.touchpoint;

import dev.keizoku.health.measure.NpsTally;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Reads the touchpoints of a stretch of accounts in order, and adds them up account by account. */
@ApplicationScoped
public class TouchpointTallies {

    private static final int TICKET_DAYS = 28;
    private static final int SUPPORT_SILENT_DAYS = 90;
    private static final int FETCH = 2_000;

    /** The end of a day of the tenant, and what was known of it when. */
    public record AsOf(LocalDate day, ZoneId zone, Instant knownAt) {

        OffsetDateTime start(int daysBack) {
            return day.minusDays(daysBack).atStartOfDay(zone).toInstant().atOffset(ZoneOffset.UTC);
        }
    }

    /** The tallies of the accounts from the first to the last that have any touchpoint in their windows. */
    public Map<String, TouchpointTally> read(Handle handle, TenantId tenant, String first, String last, AsOf asOf) {
        Map<String, TouchpointTally> tallies = new HashMap<>();
        Sum sum = new Sum(asOf);
        handle.createQuery("""
                select account_id, kind, occurred_at, score, coalesce(user_id, touchpoint_id) as respondent
                from touchpoint
                where tenant = :tenant and account_id between :first and :last
                    and occurred_at >= :nps_from and occurred_at < :until and known_at <= :known_at
                    and (kind = 'ticket' and occurred_at >= :ticket_from or kind = 'survey_answer' and survey = 'nps')
                order by account_id, occurred_at, touchpoint_id
                """)
                .setFetchSize(FETCH)
                .bind("tenant", tenant.value())
                .bind("first", first)
                .bind("last", last)
                .bind("nps_from", asOf.start(NpsTally.WINDOW_DAYS))
                .bind("ticket_from", asOf.start(TICKET_DAYS - 1))
                .bind("until", asOf.start(-1))
                .bind("known_at", asOf.knownAt().atOffset(ZoneOffset.UTC))
                .map((row, context) -> {
                    String account = row.getString("account_id");
                    if (!account.equals(sum.account)) {
                        sum.closeInto(tallies);
                        sum.open(account);
                    }
                    sum.add(row);
                    return account;
                })
                .forEach(account -> {});
        sum.closeInto(tallies);
        return tallies;
    }

    /** Whether the tenant sends tickets at all, so that none from an account means silence. */
    public boolean supportFlows(Handle handle, TenantId tenant, AsOf asOf) {
        return handle.createQuery("""
                select exists (select from touchpoint
                    where tenant = :tenant and kind = 'ticket' and occurred_at >= :from and occurred_at < :until
                        and known_at <= :known_at)
                """)
                .bind("tenant", tenant.value())
                .bind("from", asOf.start(SUPPORT_SILENT_DAYS - 1))
                .bind("until", asOf.start(-1))
                .bind("known_at", asOf.knownAt().atOffset(ZoneOffset.UTC))
                .mapTo(Boolean.class)
                .one();
    }

    private static final class Sum {

        private final AsOf asOf;
        private final Map<String, NpsTally.Answer> latest = new HashMap<>();
        private String account = "";
        private int tickets;

        Sum(AsOf asOf) {
            this.asOf = asOf;
        }

        void open(String next) {
            account = next;
            tickets = 0;
            latest.clear();
        }

        void add(ResultSet row) throws SQLException {
            if (row.getString("kind").equals(Touchpoint.Ticket.KIND)) {
                tickets++;
                return;
            }
            LocalDate on = row.getObject("occurred_at", OffsetDateTime.class)
                    .atZoneSameInstant(asOf.zone())
                    .toLocalDate();
            int age = Math.toIntExact(ChronoUnit.DAYS.between(on, asOf.day()));
            latest.put(row.getString("respondent"), new NpsTally.Answer(row.getInt("score"), age));
        }

        void closeInto(Map<String, TouchpointTally> tallies) {
            if (!account.isEmpty()) {
                tallies.put(account, new TouchpointTally(tickets, NpsTally.of(latest.values())));
            }
        }
    }
}
