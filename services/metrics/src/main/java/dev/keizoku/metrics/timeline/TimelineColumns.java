package dev.keizoku.metrics.timeline;

import dev.keizoku.metrics.timeline.AccountTimelines.Owned;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** How an entry lies in the columns of a row. */
final class TimelineColumns {

    /** The columns of {@code subscription_timeline}, in its order. */
    static final String ALL = "tenant, subscription_id, change_id, account_id, seq, effective_at, position, known_at,"
            + " recorded_at, kind, reason, state, plan_id, quantity, amount, currency, interval_unit, interval_count,"
            + " cancel_at, reason_code, intent, add_ons, discounts, minimum, term_starts, term_ends, auto_renew";

    private static final int OF_AN_ENTRY = 18;

    private TimelineColumns() {}

    static void write(CopyText copy, String tenant, TimelineRow row) {
        TimelineEntry entry = row.entry();
        copy.field(tenant)
                .field(row.subscription())
                .field(row.change())
                .field(row.account())
                .field(row.seq())
                .field(entry == null ? null : entry.effectiveAt())
                .field(entry == null ? null : entry.position())
                .field(row.knownAt())
                .field(row.recordedAt());
        if (entry == null) {
            for (int column = 0; column < OF_AN_ENTRY; column++) {
                copy.field(null);
            }
        } else {
            write(copy, entry.cause(), entry.terms());
        }
        copy.field(entry == null).endRow();
    }

    private static void write(CopyText copy, Cause cause, Terms terms) {
        Price price = terms.price();
        Commitment term = terms.term();
        copy.field(cause.kind())
                .field(cause.reason())
                .field(terms.state().wireName())
                .field(terms.plan())
                .field(terms.quantity().toPlainString())
                .field(price == null ? null : price.amount().toPlainString())
                .field(price == null ? null : price.currency().getCurrencyCode())
                .field(price == null ? null : price.unit().wireName())
                .field(price == null ? null : price.count())
                .field(terms.cancelAt())
                .field(cause.code())
                .field(cause.intent())
                .field(TermsJson.text(terms.addOns()))
                .field(TermsJson.textOf(terms.discounts()))
                .field(terms.minimum() == null ? null : terms.minimum().toPlainString())
                .field(term == null ? null : term.startsAt())
                .field(term == null ? null : term.endsAt())
                .field(term == null ? null : term.autoRenew());
    }

    static Owned read(ResultSet row) throws SQLException {
        Terms terms = new Terms(
                SubscriptionState.of(row.getString("state")),
                row.getString("plan_id"),
                row.getBigDecimal("quantity"),
                price(row),
                instant(row.getTimestamp("cancel_at")),
                TermsJson.addOns(row.getString("add_ons")),
                TermsJson.discounts(row.getString("discounts")),
                row.getBigDecimal("minimum"),
                commitment(row));
        Cause cause = new Cause(
                row.getString("kind"), row.getString("reason"), row.getString("reason_code"), row.getString("intent"));
        return new Owned(
                row.getString("account_id"),
                new TimelineEntry(
                        row.getString("subscription_id"),
                        row.getString("change_id"),
                        row.getTimestamp("effective_at").toInstant(),
                        row.getInt("position"),
                        terms,
                        cause));
    }

    private static @Nullable Price price(ResultSet row) throws SQLException {
        BigDecimal amount = row.getBigDecimal("amount");
        return amount == null
                ? null
                : new Price(
                        amount,
                        Currency.getInstance(row.getString("currency")),
                        IntervalUnit.of(row.getString("interval_unit")),
                        row.getInt("interval_count"));
    }

    private static @Nullable Commitment commitment(ResultSet row) throws SQLException {
        Instant endsAt = instant(row.getTimestamp("term_ends"));
        Instant startsAt = instant(row.getTimestamp("term_starts"));
        return endsAt == null || startsAt == null
                ? null
                : new Commitment(startsAt, endsAt, row.getBoolean("auto_renew"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
