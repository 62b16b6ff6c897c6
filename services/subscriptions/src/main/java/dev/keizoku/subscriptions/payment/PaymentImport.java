package dev.keizoku.subscriptions.payment;

import dev.keizoku.imports.Applied;
import dev.keizoku.imports.ImportContext;
import dev.keizoku.imports.ImportKind;
import dev.keizoku.imports.ImportRow;
import dev.keizoku.imports.ReadRows;
import dev.keizoku.imports.RowFields;
import dev.keizoku.imports.RowOutcome;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.payment.PaymentStore.Logged;
import dev.keizoku.subscriptions.plan.IntervalUnit;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Payments from files. When the file is through, the periods of those who paid are read out of all that is known. */
@ApplicationScoped
public class PaymentImport implements ImportKind {

    private static final String DEFAULT_PLAN = "standard";

    private final PaymentStore store;
    private final PaidSubscriptions subscriptions;

    PaymentImport(PaymentStore store, PaidSubscriptions subscriptions) {
        this.store = store;
        this.subscriptions = subscriptions;
    }

    @Override
    public String name() {
        return "payment";
    }

    @Override
    public String scope() {
        return "subscriptions:write";
    }

    @Override
    public Applied apply(ImportContext context, List<ImportRow> chunk) {
        return ReadRows.apply(
                context, chunk, fields -> read(fields, context.settings().currency()), good -> {
                    Set<String> fresh = new HashSet<>(
                            context.jdbi().withHandle(handle -> store.insert(handle, context.tenant(), good)));
                    // The second of two equal rows changes nothing.
                    return good.stream()
                            .map(logged -> fresh.remove(logged.key()) ? RowOutcome.accepted() : RowOutcome.unchanged())
                            .toList();
                });
    }

    @Override
    public boolean finish(ImportContext context) {
        return context.jdbi()
                .withHandle(
                        handle -> subscriptions.readNext(handle, context.tenant(), context.zone(), context.history()));
    }

    /** The row's payment; null, with the errors noted, when it is none. */
    private static @Nullable Logged read(RowFields fields, Currency usual) {
        LocalDate day = fields.date("date");
        if (!fields.has("date")) {
            fields.error("date", "required", "This field is needed.");
        }
        AccountId account = fields.requiredAs("account_id", AccountId::new);
        BigDecimal amount = fields.decimal("amount");
        if (!fields.has("amount")) {
            fields.error("amount", "required", "This field is needed.");
        } else if (amount != null && amount.signum() < 0) {
            fields.error(
                    "amount", "invalid_value", "A payment is not negative; what was paid back takes no service away.");
        }
        Currency currency = fields.as("currency", PaymentImport::currency);
        PlanId plan = fields.as("plan_id", PlanId::new);
        String id = fields.as("payment_id", CallerId::check);
        PeriodRule rule = rule(fields);
        if (day == null
                || account == null
                || amount == null
                || rule == null
                || !fields.errors().isEmpty()) {
            return null;
        }
        return new Logged(
                account.value(),
                new Payment(
                        id == null ? "" : id,
                        day,
                        amount,
                        currency == null ? usual : currency,
                        plan == null ? DEFAULT_PLAN : plan.value()),
                rule);
    }

    private static @Nullable PeriodRule rule(RowFields fields) {
        IntervalUnit interval = fields.as("interval", IntervalUnit::of);
        Integer count = fields.integer("interval_count");
        Integer grace = fields.integer("grace_days");
        PeriodRule usual = PeriodRule.USUAL;
        try {
            return new PeriodRule(
                    interval == null ? usual.interval() : interval,
                    count == null ? usual.intervalCount() : count,
                    grace == null ? usual.graceDays() : grace);
        } catch (IllegalArgumentException unfit) {
            fields.error(
                    count == null ? "grace_days" : "interval_count",
                    "invalid_value",
                    String.valueOf(unfit.getMessage()));
            return null;
        }
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code.toUpperCase(java.util.Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("Expected a currency by ISO 4217.", unknown);
        }
    }
}
