package dev.keizoku.health.portfolio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The portfolio in one question: the page, and what all of it comes to. */
@ApplicationScoped
class PortfolioStore {

    private static final List<String> BANDS = List.of("green", "yellow", "red", "unknown");

    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    PortfolioStore(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    /** What is asked for. */
    record Question(AccountFilter accounts, List<String> bands, List<String> stages, PortfolioSort.Direction sort) {}

    /** Where a page ended: the account, and its place in the order. */
    record Position(@Nullable String value, String account) {}

    PortfolioRow.Table table(TenantId tenant, Question question, @Nullable Position after, int limit) {
        PortfolioSort.Direction sort = question.sort();
        String sql =
                """
                with matching as materialized (
                    select a.account_id, %s as sorted_by, coalesce(h.band, a.band) as band, a.mrr, a.currency
                    from account_standing a
                    left join account_health h on h.tenant = a.tenant and h.account_id = a.account_id and not h.deleted
                    where a.tenant = :tenant and a.live and %s
                        and (cardinality(cast(:bands as text[])) = 0 or coalesce(h.band, a.band) = any(:bands))
                        and (cardinality(cast(:stages as text[])) = 0 or h.stage = any(:stages))
                )
                select page.account_id, cast(page.sorted_by as text) as place, page.band, page.mrr, page.currency,
                    coalesce(h.name, a.name) as name, h.external_ids, a.attributes, a.plan_ids, a.owner, a.country,
                    h.effective as score, h.trend_label, h.trend_delta, h.stage, a.risk_level, a.risk_value, a.renews_on,
                    a.notice_deadline, a.day,
                    (select jsonb_agg(jsonb_build_array(band, currency, accounts, cast(mrr as text)))
                        from (select band, currency, count(*) as accounts, sum(mrr) as mrr from matching
                            group by band, currency) each_band) as totals
                from (select) one
                left join (select * from matching where not :later or (%s) order by %s limit :limit) page on true
                left join account_standing a on a.tenant = :tenant and a.account_id = page.account_id
                left join account_health h on h.tenant = :tenant and h.account_id = page.account_id and not h.deleted
                order by %s
                """.formatted(sort.column(), question.accounts().sql(), sort.after(), sort.order(), sort.pageOrder());
        return jdbi.withHandle(handle -> {
            List<PortfolioRow> rows = new ArrayList<>();
            String[] totals = new String[1];
            question.accounts()
                    .bind(handle.createQuery(sql))
                    .bind("tenant", tenant.value())
                    .bindArray("bands", String.class, question.bands())
                    .bindArray("stages", String.class, question.stages())
                    .bind("later", after != null)
                    .bind("value", after == null ? null : after.value())
                    .bind("account", after == null ? "" : after.account())
                    .bind("limit", limit)
                    .map((row, context) -> {
                        totals[0] = row.getString("totals");
                        return row.getString("account_id") == null ? null : read(row);
                    })
                    .forEach(row -> {
                        if (row != null) {
                            rows.add(row);
                        }
                    });
            return new PortfolioRow.Table(rows, totals(totals[0]));
        });
    }

    private PortfolioRow read(ResultSet row) throws SQLException {
        String trend = row.getString("trend_label");
        String level = row.getString("risk_level");
        List<String> plans = new ArrayList<>();
        json(row.getString("plan_ids"), "[]").forEach(plan -> plans.add(plan.asText()));
        return new PortfolioRow(
                row.getString("account_id"),
                row.getString("name"),
                json(row.getString("external_ids"), "{}"),
                json(row.getString("attributes"), "{}"),
                plans,
                row.getString("owner"),
                row.getString("country"),
                row.getBigDecimal("score"),
                row.getString("band"),
                trend == null ? null : new PortfolioRow.Trend(trend, row.getBigDecimal("trend_delta")),
                row.getString("stage"),
                level == null ? null : new PortfolioRow.Risk(level, row.getBigDecimal("risk_value")),
                money(row.getBigDecimal("mrr"), row.getString("currency")),
                row.getObject("renews_on", LocalDate.class),
                row.getObject("notice_deadline", LocalDate.class),
                row.getObject("day", LocalDate.class),
                row.getString("place"));
    }

    private PortfolioRow.Totals totals(@Nullable String sums) {
        Map<String, Long> accounts = new LinkedHashMap<>();
        Map<String, Map<String, BigDecimal>> mrr = new LinkedHashMap<>();
        Map<String, BigDecimal> all = new TreeMap<>();
        BANDS.forEach(band -> accounts.put(band, 0L));
        for (JsonNode sum : json(sums, "[]")) {
            String band = sum.get(0).asText();
            accounts.merge(band, sum.get(2).longValue(), Long::sum);
            if (sum.get(1).isTextual() && sum.get(3).isTextual()) {
                String currency = sum.get(1).textValue();
                BigDecimal amount = new BigDecimal(sum.get(3).textValue());
                mrr.computeIfAbsent(band, key -> new TreeMap<>()).merge(currency, amount, BigDecimal::add);
                all.merge(currency, amount, BigDecimal::add);
            }
        }
        return new PortfolioRow.Totals(
                accounts.values().stream().mapToLong(Long::longValue).sum(),
                monies(all),
                accounts.entrySet().stream()
                        .map(band -> new PortfolioRow.OfBand(
                                band.getKey(), band.getValue(), monies(mrr.getOrDefault(band.getKey(), Map.of()))))
                        .toList());
    }

    private static List<Money> monies(Map<String, BigDecimal> amounts) {
        return amounts.entrySet().stream()
                .map(each -> new Money(each.getValue(), Currency.getInstance(each.getKey())).rounded())
                .toList();
    }

    private static @Nullable Money money(@Nullable BigDecimal amount, @Nullable String currency) {
        return amount == null || currency == null ? null : new Money(amount, Currency.getInstance(currency)).rounded();
    }

    private JsonNode json(@Nullable String text, String absent) {
        try {
            return mapper.readTree(text == null ? absent : text);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
