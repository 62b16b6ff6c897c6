package dev.keizoku.subscriptions.subscription;

import static java.util.stream.Collectors.joining;

import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Bind;
import dev.keizoku.subscriptions.Json;
import dev.keizoku.subscriptions.plan.IntervalUnit;
import dev.keizoku.subscriptions.timeline.DiscountDuration;
import dev.keizoku.subscriptions.timeline.Intent;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Writes changes into the columns of their table, an array for each column. */
final class NewChanges {

    /** A column, its type, and what a row has there. */
    private record Column(String name, String type, Function<ChangeRow, @Nullable Object> value) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("subscription_id", "text", ChangeRow::subscriptionId),
            new Column("change_id", "text", ChangeRow::changeId),
            new Column("kind", "text", row -> row.kind().wire()),
            new Column("effective_at", "timestamptz", ChangeRow::effectiveAt),
            new Column("known_at", "timestamptz", ChangeRow::knownAt),
            new Column("plan_id", "text", ChangeRow::planId),
            new Column("quantity", "numeric", ChangeRow::quantity),
            new Column("price_amount", "numeric", ChangeRow::priceAmount),
            new Column("price_currency", "text", ChangeRow::priceCurrency),
            new Column("price_interval", "text", row -> wire(row.priceInterval())),
            new Column("price_interval_count", "integer", ChangeRow::priceIntervalCount),
            new Column("minimum_amount", "numeric", ChangeRow::minimumAmount),
            new Column("minimum_currency", "text", ChangeRow::minimumCurrency),
            new Column("term_starts_at", "timestamptz", ChangeRow::termStartsAt),
            new Column("term_ends_at", "timestamptz", ChangeRow::termEndsAt),
            new Column("term_auto_renew", "boolean", ChangeRow::termAutoRenew),
            new Column("metered", "boolean", ChangeRow::metered),
            new Column("discount_id", "text", ChangeRow::discountId),
            new Column("coupon_id", "text", ChangeRow::couponId),
            new Column("percent_off", "numeric", ChangeRow::percentOff),
            new Column("amount_off", "numeric", ChangeRow::amountOff),
            new Column("amount_off_currency", "text", ChangeRow::amountOffCurrency),
            new Column("discount_duration", "text", row -> wire(row.discountDuration())),
            new Column("discount_until", "timestamptz", ChangeRow::discountUntil),
            new Column("cancel_at", "timestamptz", ChangeRow::cancelAt),
            new Column("to_account_id", "text", ChangeRow::toAccountId),
            new Column("charge_amount", "numeric", ChangeRow::chargeAmount),
            new Column("charge_currency", "text", ChangeRow::chargeCurrency),
            new Column("period_start", "timestamptz", ChangeRow::periodStart),
            new Column("period_end", "timestamptz", ChangeRow::periodEnd),
            new Column("reason", "text", ChangeRow::reason),
            new Column("reason_code", "text", ChangeRow::reasonCode),
            new Column("intent", "text", row -> wire(row.intent())),
            new Column("fingerprint", "text", ChangeRow::fingerprint));

    private static final String INSERT = """
            insert into subscription_change (tenant, recorded_at, add_ons, %1$s)
            select :tenant, :now, add_ons::jsonb, %2$s
            from unnest(:add_ons, %3$s) as line (add_ons, %1$s)
            """.formatted(
            COLUMNS.stream().map(Column::name).collect(joining(", ")),
            COLUMNS.stream().map(column -> column.name() + "::" + column.type()).collect(joining(", ")),
            COLUMNS.stream().map(column -> ":" + column.name()).collect(joining(", ")));

    private NewChanges() {}

    static void insert(Handle handle, TenantId tenant, List<ChangeRow> rows, Instant now, Json json) {
        try (Update update = handle.createUpdate(INSERT)) {
            update.bind("tenant", tenant.value())
                    .bind("now", Bind.time(now))
                    .bind("add_ons", Bind.column(rows, row -> row.addOns() == null ? null : json.write(row.addOns())));
            COLUMNS.forEach(column -> update.bind(column.name(), Bind.column(rows, column.value())));
            update.execute();
        }
    }

    private static @Nullable String wire(@Nullable IntervalUnit unit) {
        return unit == null ? null : unit.wire();
    }

    private static @Nullable String wire(@Nullable DiscountDuration duration) {
        return duration == null ? null : duration.wire();
    }

    private static @Nullable String wire(@Nullable Intent intent) {
        return intent == null ? null : intent.wire();
    }
}
