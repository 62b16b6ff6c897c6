package dev.keizoku.subscriptions.subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.StrictJson;
import dev.keizoku.subscriptions.plan.IntervalUnit;
import dev.keizoku.subscriptions.plan.Price;
import dev.keizoku.subscriptions.timeline.AddOn;
import dev.keizoku.subscriptions.timeline.Change;
import dev.keizoku.subscriptions.timeline.ChangeKind;
import dev.keizoku.subscriptions.timeline.Charge;
import dev.keizoku.subscriptions.timeline.ContractTerm;
import dev.keizoku.subscriptions.timeline.Discount;
import dev.keizoku.subscriptions.timeline.DiscountDuration;
import dev.keizoku.subscriptions.timeline.Intent;
import dev.keizoku.subscriptions.timeline.Move;
import dev.keizoku.subscriptions.timeline.NewTerms;
import dev.keizoku.subscriptions.timeline.Why;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads changes out of the columns of their table. */
final class ChangeColumns {

    /** Every column of the table of changes, which that of the removed ones has too. */
    static final String ALL = """
            tenant, subscription_id, change_id, kind, effective_at, known_at, recorded_at, plan_id, quantity,
            price_amount, price_currency, price_interval, price_interval_count, cancel_at, reason, fingerprint, add_ons,
            minimum_amount, minimum_currency, term_starts_at, term_ends_at, term_auto_renew, discount_id, coupon_id,
            percent_off, amount_off, amount_off_currency, discount_duration, discount_until, to_account_id, reason_code,
            intent, metered, charge_amount, charge_currency, period_start, period_end""";

    private static final ObjectMapper JSON = StrictJson.mapper();
    private static final TypeReference<List<AddOn>> ADD_ONS = new TypeReference<>() {};

    private ChangeColumns() {}

    /** The change of the result's present row. */
    static Change change(ResultSet row) throws SQLException {
        String intent = row.getString("intent");
        return new Change(
                row.getString("change_id"),
                move(row),
                requiredTime(row, "effective_at"),
                requiredTime(row, "known_at"),
                requiredTime(row, "recorded_at"),
                new Why(
                        row.getString("reason"),
                        row.getString("reason_code"),
                        intent == null ? null : Intent.of(intent)));
    }

    private static Move move(ResultSet row) throws SQLException {
        return switch (ChangeKind.of(row.getString("kind"))) {
            case TRIAL_START -> new Move.StartTrial(terms(row));
            case FREE_START -> new Move.StartFree(terms(row));
            case START -> new Move.Start(terms(row));
            case CHANGE_TERMS -> new Move.ChangeTerms(terms(row));
            case PAUSE -> new Move.Pause();
            case RESUME -> new Move.Resume();
            case PAYMENT_FAILED -> new Move.FailPayment();
            case PAYMENT_RECOVERED -> new Move.RecoverPayment();
            case APPLY_DISCOUNT -> new Move.ApplyDiscount(discount(row));
            case REMOVE_DISCOUNT -> new Move.RemoveDiscount(row.getString("discount_id"));
            case TRANSFER -> new Move.Transfer(new AccountId(row.getString("to_account_id")));
            case SCHEDULE_CANCELLATION -> new Move.ScheduleCancellation(requiredTime(row, "cancel_at"));
            case RETRACT_CANCELLATION -> new Move.RetractCancellation();
            case CANCEL -> new Move.Cancel();
            case END -> new Move.End();
            case USAGE_CHARGE -> new Move.ChargeUsage(charge(row));
        };
    }

    private static NewTerms terms(ResultSet row) throws SQLException {
        String plan = row.getString("plan_id");
        Money amount = money(row, "price_amount", "price_currency");
        Price price = amount == null
                ? null
                : new Price(
                        amount, IntervalUnit.of(row.getString("price_interval")), row.getInt("price_interval_count"));
        Instant termStart = time(row, "term_starts_at");
        ContractTerm term = termStart == null
                ? null
                : new ContractTerm(termStart, requiredTime(row, "term_ends_at"), row.getBoolean("term_auto_renew"));
        return new NewTerms(
                plan == null ? null : new PlanId(plan),
                row.getBigDecimal("quantity"),
                price,
                addOns(row.getString("add_ons")),
                money(row, "minimum_amount", "minimum_currency"),
                term,
                row.getObject("metered", Boolean.class));
    }

    private static Discount discount(ResultSet row) throws SQLException {
        return new Discount(
                row.getString("discount_id"),
                row.getString("coupon_id"),
                row.getBigDecimal("percent_off"),
                money(row, "amount_off", "amount_off_currency"),
                DiscountDuration.of(row.getString("discount_duration")),
                time(row, "discount_until"));
    }

    private static Charge charge(ResultSet row) throws SQLException {
        return new Charge(
                Objects.requireNonNull(money(row, "charge_amount", "charge_currency")),
                requiredTime(row, "period_start"),
                requiredTime(row, "period_end"));
    }

    private static @Nullable List<AddOn> addOns(@Nullable String json) {
        try {
            return json == null ? null : JSON.readValue(json, ADD_ONS);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static @Nullable Money money(ResultSet row, String amount, String currency) throws SQLException {
        BigDecimal value = row.getBigDecimal(amount);
        return value == null ? null : new Money(value, Currency.getInstance(row.getString(currency)));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static Instant requiredTime(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(time(row, column));
    }
}
