package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.plan.IntervalUnit;
import dev.keizoku.subscriptions.plan.Price;
import dev.keizoku.subscriptions.timeline.Change;
import dev.keizoku.subscriptions.timeline.ChangeKind;
import dev.keizoku.subscriptions.timeline.Move;
import dev.keizoku.subscriptions.timeline.NewTerms;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** A recorded change as its row in the table. */
record ChangeRow(
        String subscriptionId,
        String changeId,
        ChangeKind kind,
        Instant effectiveAt,
        Instant knownAt,
        @Nullable String planId,
        @Nullable BigDecimal quantity,
        @Nullable BigDecimal priceAmount,
        @Nullable String priceCurrency,
        @Nullable IntervalUnit priceInterval,
        @Nullable Integer priceIntervalCount,
        @Nullable Instant cancelAt,
        @Nullable String reason,
        String fingerprint) {

    static ChangeRow of(ChangeRequest request, Change change) {
        NewTerms terms = terms(change.move());
        Price price = terms.price();
        return new ChangeRow(
                request.subscriptionId().value(),
                change.changeId(),
                change.move().kind(),
                change.effectiveAt(),
                change.knownAt(),
                terms.planId() == null ? null : terms.planId().value(),
                terms.quantity(),
                price == null ? null : price.amount().amount(),
                price == null ? null : price.amount().currency().getCurrencyCode(),
                price == null ? null : price.interval(),
                price == null ? null : price.intervalCount(),
                request.cancelAt(),
                change.reason(),
                request.fingerprint());
    }

    /** The change of the result's present row. */
    static Change change(ResultSet row) throws SQLException {
        return new Change(
                row.getString("change_id"),
                move(row),
                time(row, "effective_at"),
                time(row, "known_at"),
                time(row, "recorded_at"),
                row.getString("reason"));
    }

    private static Move move(ResultSet row) throws SQLException {
        return switch (ChangeKind.of(row.getString("kind"))) {
            case TRIAL_START -> new Move.StartTrial(terms(row));
            case START -> new Move.Start(terms(row));
            case CHANGE_TERMS -> new Move.ChangeTerms(terms(row));
            case PAUSE -> new Move.Pause();
            case RESUME -> new Move.Resume();
            case SCHEDULE_CANCELLATION -> new Move.ScheduleCancellation(time(row, "cancel_at"));
            case RETRACT_CANCELLATION -> new Move.RetractCancellation();
            case CANCEL -> new Move.Cancel();
            case END -> new Move.End();
        };
    }

    private static NewTerms terms(Move move) {
        return switch (move) {
            case Move.StartTrial begin -> begin.terms();
            case Move.Start begin -> begin.terms();
            case Move.ChangeTerms next -> next.terms();
            case Move.Pause ignored -> NewTerms.NONE;
            case Move.Resume ignored -> NewTerms.NONE;
            case Move.ScheduleCancellation ignored -> NewTerms.NONE;
            case Move.RetractCancellation ignored -> NewTerms.NONE;
            case Move.Cancel ignored -> NewTerms.NONE;
            case Move.End ignored -> NewTerms.NONE;
            case Move.ScheduledEnd ignored -> NewTerms.NONE;
        };
    }

    private static NewTerms terms(ResultSet row) throws SQLException {
        String plan = row.getString("plan_id");
        BigDecimal amount = row.getBigDecimal("price_amount");
        Price price = amount == null
                ? null
                : new Price(
                        new Money(amount, Currency.getInstance(row.getString("price_currency"))),
                        IntervalUnit.of(row.getString("price_interval")),
                        row.getInt("price_interval_count"));
        return new NewTerms(plan == null ? null : new PlanId(plan), row.getBigDecimal("quantity"), price);
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
