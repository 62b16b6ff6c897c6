package dev.keizoku.health.touchpoint;

import dev.keizoku.health.text.Intent;
import dev.keizoku.health.text.Polarity;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads the touchpoints of a stretch of accounts in order, and adds them up account by account. */
@ApplicationScoped
public class TouchpointTallies {

    private static final int SUPPORT_SILENT_DAYS = 90;
    private static final int YEAR_DAYS = DatedTouchpoint.YEAR_DAYS;

    /** So long an answer that is too old to count is told apart from none. */
    private static final int ANSWERED_DAYS = 2 * YEAR_DAYS;

    private static final int FETCH = 2_000;

    /** Of the touchpoints of an account those that are in any window of a tally. */
    private static final String IN_WINDOWS = """
            tenant = :tenant and account_id between :first and :last and occurred_at < :until and known_at <= :known_at
                and case kind
                    when 'ticket' then occurred_at >= :known_from
                        or occurred_at >= :answers_from and details -> 'satisfaction' is not null
                        or occurred_at >= :year_from and intents && '{competitor,contract_terms,cancellation}'
                        or details ->> 'priority' = 'urgent' and (details ->> 'status' <> 'resolved'
                            or cast(details ->> 'resolved_at' as timestamptz) >= :until)
                    when 'message' then occurred_at >= :known_from
                        or occurred_at >= :year_from and intents && '{competitor,contract_terms,cancellation}'
                    when 'training' then occurred_at >= :quarter_from
                    when 'engagement' then occurred_at >= :quarter_from
                    when 'survey_answer' then occurred_at >= :answers_from
                    when 'contact_change' then occurred_at >= :year_from
                    when 'competitor_mention' then occurred_at >= :year_from
                    else kind in ('meeting', 'milestone', 'goal') end
            """;

    private static final String COLUMNS =
            "account_id, touchpoint_id, kind, occurred_at, user_id, array_to_string(intents, ',') as meant, polarity,"
                    + " details";

    private final TouchpointJson json;

    TouchpointTallies(TouchpointJson json) {
        this.json = json;
    }

    /** The end of a day of the tenant, and what was known of it when. */
    public record AsOf(LocalDate day, ZoneId zone, Instant knownAt) {

        /** The start of a day before; the end of the day for -1. */
        OffsetDateTime start(int daysBack) {
            return day.minusDays(daysBack).atStartOfDay(zone).toInstant().atOffset(ZoneOffset.UTC);
        }

        Instant end() {
            return start(-1).toInstant();
        }

        /** The last moment anything that was known by then could happen: the end of the day, or when it was known. */
        public Instant moment() {
            return knownAt.isBefore(end()) ? knownAt : end();
        }
    }

    /** The tallies of the accounts from the first to the last that have any touchpoint in their windows. */
    public Map<String, TouchpointTally> read(Handle handle, TenantId tenant, String first, String last, AsOf asOf) {
        Map<String, TouchpointTally> tallies = new HashMap<>();
        OneByOne accounts = new OneByOne(tallies, asOf);
        handle.createQuery("""
                select %1$s from touchpoint where %2$s
                union all
                select %1$s from touchpoint_past where %2$s and known_until > :known_at
                order by account_id, occurred_at, touchpoint_id
                """.formatted(COLUMNS, IN_WINDOWS))
                .setFetchSize(FETCH)
                .bind("tenant", tenant.value())
                .bind("first", first)
                .bind("last", last)
                .bind("known_from", asOf.start(DatedTouchpoint.KNOWN_DAYS - 1))
                .bind("quarter_from", asOf.start(Relationship.QUARTER_DAYS - 1))
                .bind("year_from", asOf.start(YEAR_DAYS - 1))
                .bind("answers_from", asOf.start(ANSWERED_DAYS - 1))
                .bind("until", asOf.start(-1))
                .bind("known_at", asOf.knownAt().atOffset(ZoneOffset.UTC))
                .map((row, context) -> {
                    String account = row.getString("account_id");
                    accounts.add(account, dated(row, asOf));
                    return account;
                })
                .forEach(account -> {});
        accounts.close();
        return tallies;
    }

    /** Whether the tenant sends tickets at all, so that none from an account means silence. */
    public boolean supportFlows(Handle handle, TenantId tenant, AsOf asOf) {
        return flows(handle, tenant, TouchpointKind.TICKET, SUPPORT_SILENT_DAYS, asOf);
    }

    /** Whether the tenant tells of this kind of touchpoint at all, as far as the last days say. */
    public boolean flows(Handle handle, TenantId tenant, TouchpointKind kind, int days, AsOf asOf) {
        return handle.createQuery("""
                select exists (select from touchpoint
                        where tenant = :tenant and kind = :kind and occurred_at >= :from and occurred_at < :until
                            and known_at <= :known_at)
                    or exists (select from touchpoint_past
                        where tenant = :tenant and kind = :kind and occurred_at >= :from and occurred_at < :until
                            and known_at <= :known_at)
                """)
                .bind("tenant", tenant.value())
                .bind("kind", kind.key())
                .bind("from", asOf.start(days - 1))
                .bind("until", asOf.start(-1))
                .bind("known_at", asOf.knownAt().atOffset(ZoneOffset.UTC))
                .mapTo(Boolean.class)
                .one();
    }

    /** From how many accounts anything of the kind came in the last days; of messages, those of customers. */
    public int accountsHeard(Handle handle, TenantId tenant, TouchpointKind kind, int days, AsOf asOf) {
        String heard = """
                select account_id from %s where tenant = :tenant and kind = :kind and occurred_at >= :from
                    and occurred_at < :until and known_at <= :known_at
                    and (kind <> 'message' or details ->> 'direction' = 'inbound')
                """;
        return handle.createQuery("select count(*) from (" + heard.formatted("touchpoint") + " union "
                        + heard.formatted("touchpoint_past") + ") heard")
                .bind("tenant", tenant.value())
                .bind("kind", kind.key())
                .bind("from", asOf.start(days - 1))
                .bind("until", asOf.start(-1))
                .bind("known_at", asOf.knownAt().atOffset(ZoneOffset.UTC))
                .mapTo(Integer.class)
                .one();
    }

    /** Of the accounts, those of which somebody found out in the last year why they left. */
    public Set<String> postMortems(Handle handle, TenantId tenant, Set<String> accounts, AsOf asOf) {
        return accounts.isEmpty()
                ? Set.of()
                : Set.copyOf(handle.createQuery("""
                        select distinct account_id from touchpoint
                        where tenant = :tenant and account_id = any(:accounts) and kind = :kind
                            and occurred_at >= :from and occurred_at < :until and known_at <= :known_at
                        """)
                        .bind("tenant", tenant.value())
                        .bindArray("accounts", String.class, accounts)
                        .bind("kind", TouchpointKind.POST_MORTEM.key())
                        .bind("from", asOf.start(YEAR_DAYS - 1))
                        .bind("until", asOf.start(-1))
                        .bind("known_at", asOf.knownAt().atOffset(ZoneOffset.UTC))
                        .mapTo(String.class)
                        .list());
    }

    private DatedTouchpoint dated(ResultSet row, AsOf asOf) throws SQLException {
        Instant at = row.getObject("occurred_at", OffsetDateTime.class).toInstant();
        LocalDate on = at.atZone(asOf.zone()).toLocalDate();
        String polarity = row.getString("polarity");
        return new DatedTouchpoint(
                row.getString("touchpoint_id"),
                at,
                on,
                Math.toIntExact(ChronoUnit.DAYS.between(on, asOf.day())),
                row.getString("user_id"),
                intents(row.getString("meant")),
                polarity == null ? null : Polarity.valueOf(polarity.toUpperCase(Locale.ROOT)),
                json.detail(row.getString("kind"), row.getString("details")));
    }

    private static @Nullable Set<Intent> intents(@Nullable String keys) {
        if (keys == null) {
            return null;
        }
        return keys.isEmpty()
                ? Set.of()
                : Arrays.stream(keys.split(","))
                        .map(key -> Intent.valueOf(key.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Takes touchpoints account by account and keeps only those of one at a time. */
    private static final class OneByOne {

        private final Map<String, TouchpointTally> tallies;
        private final AsOf asOf;
        private final List<DatedTouchpoint> own = new ArrayList<>();
        private String account = "";

        OneByOne(Map<String, TouchpointTally> tallies, AsOf asOf) {
            this.tallies = tallies;
            this.asOf = asOf;
        }

        void add(String of, DatedTouchpoint touchpoint) {
            if (!of.equals(account)) {
                close();
                account = of;
            }
            own.add(touchpoint);
        }

        void close() {
            if (!own.isEmpty()) {
                tallies.put(account, TouchpointTally.of(own, asOf.day(), asOf.end()));
                own.clear();
            }
        }
    }
}
