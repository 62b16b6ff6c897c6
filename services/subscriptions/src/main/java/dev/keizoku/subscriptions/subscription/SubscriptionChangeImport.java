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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of subscriptions from files, as the systems that bill them log them. */
@ApplicationScoped
public class SubscriptionChangeImport implements ImportKind {

    private final ChangeRows rows;

    SubscriptionChangeImport(ChangeRows rows) {
        this.rows = rows;
    }

    @Override
    public String name() {
        return "subscription_change";
    }

    @Override
    public String scope() {
        return "subscriptions:write";
    }

    @Override
    public Applied apply(ImportContext context, List<ImportRow> chunk) {
        return rows.apply(context, chunk, SubscriptionChangeImport::read);
    }

    private static @Nullable List<ChangeRequest> read(RowFields fields) {
        SubscriptionId subscription = fields.requiredAs("subscription_id", SubscriptionId::new);
        String changeId = fields.requiredAs("change_id", SubscriptionChangeImport::changeId);
        ChangeKind kind = fields.requiredAs("kind", ChangeKind::of);
        Instant effectiveAt = ChangeFields.requiredInstant(fields, "effective_at");
        AccountId account = fields.as("account_id", AccountId::new);
        AccountId to = fields.as("to_account_id", AccountId::new);
        PlanId plan = fields.as("plan_id", PlanId::new);
        BigDecimal quantity = fields.decimal("quantity");
        DiscountWish discount = ChangeFields.discount(fields);
        ChargeWish charge = ChangeFields.charge(fields);
        // The currency of the row of a discount or a charge is that of its amount.
        TermsWish terms = kind == ChangeKind.APPLY_DISCOUNT || kind == ChangeKind.USAGE_CHARGE
                ? new TermsWish(plan, quantity, PriceWish.NONE, null, null, null)
                : ChangeFields.terms(fields, plan, quantity);
        Instant cancelAt = fields.instant("cancel_at");
        Why why = ChangeFields.why(fields);
        if (subscription == null || changeId == null || kind == null || effectiveAt == null) {
            return null;
        }
        ChangeRequest request = ChangeRequest.of(subscription, account, changeId, kind, effectiveAt)
                .with(terms)
                .with(discount)
                .with(charge)
                .with(why)
                .cancelling(cancelAt)
                .movingTo(to);
        return ChangeRows.checked(fields, List.of(request));
    }

    private static String changeId(String text) {
        String unfit = SubscriptionBodies.unfit(text);
        if (unfit != null) {
            throw new IllegalArgumentException(unfit);
        }
        return text;
    }
}
