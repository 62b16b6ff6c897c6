package dev.keizoku.subscriptions.subscription;

import dev.keizoku.imports.Applied;
import dev.keizoku.imports.ImportContext;
import dev.keizoku.imports.ImportKind;
import dev.keizoku.imports.ImportRow;
import dev.keizoku.imports.RowFields;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.subscriptions.timeline.ChangeKind;
import dev.keizoku.subscriptions.timeline.Why;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions from files that have one row for each, with its start and, if it is over, its end.
 *
 * <p>A row sent again with an end where it had none ends the subscription.
 */
@ApplicationScoped
public class SubscriptionPeriodImport implements ImportKind {

    private final ChangeRows rows;

    SubscriptionPeriodImport(ChangeRows rows) {
        this.rows = rows;
    }

    @Override
    public String name() {
        return "subscription_period";
    }

    @Override
    public String scope() {
        return "subscriptions:write";
    }

    @Override
    public Applied apply(ImportContext context, List<ImportRow> chunk) {
        return rows.apply(context, chunk, SubscriptionPeriodImport::read);
    }

    private static @Nullable List<ChangeRequest> read(RowFields fields) {
        SubscriptionId id = fields.requiredAs("subscription_id", SubscriptionId::new);
        AccountId account = fields.requiredAs("account_id", AccountId::new);
        PlanId plan = fields.requiredAs("plan_id", PlanId::new);
        Instant start = ChangeFields.requiredInstant(fields, "start");
        Instant end = fields.instant("end");
        BigDecimal quantity = fields.decimal("quantity");
        TermsWish terms = ChangeFields.terms(fields, plan, quantity == null ? BigDecimal.ONE : quantity);
        DiscountWish discount = ChangeFields.discount(fields);
        Why why = ChangeFields.why(fields);
        Boolean trial = fields.bool("trial");
        if (id == null || account == null || plan == null || start == null) {
            return null;
        }
        if (end != null && !end.isAfter(start)) {
            fields.error(
                    "end", "invalid_value", "A period ends after it starts; the end is the first day without service.");
            return null;
        }
        ChangeKind begins = trial != null && trial ? ChangeKind.TRIAL_START : ChangeKind.START;
        List<ChangeRequest> changes = new ArrayList<>();
        changes.add(ChangeRequest.of(id, account, ChangeRequest.FIRST, begins, start)
                .with(terms));
        if (!discount.said().isEmpty()) {
            changes.add(ChangeRequest.of(id, account, ChangeRequest.OFF, ChangeKind.APPLY_DISCOUNT, start)
                    .with(discount));
        }
        if (end != null) {
            changes.add(ChangeRequest.of(id, account, ChangeRequest.LAST, ChangeKind.END, end)
                    .with(why));
        }
        return ChangeRows.checked(fields, changes);
    }
}
