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
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of subscriptions from files, as the systems that bill them log them. */
@ApplicationScoped
public class SubscriptionChangeImport implements ImportKind {

    private static final int MAX_REASON = 500;

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
        Instant effectiveAt = ChangeRows.requiredInstant(fields, "effective_at");
        AccountId account = fields.as("account_id", AccountId::new);
        PlanId plan = fields.as("plan_id", PlanId::new);
        BigDecimal quantity = fields.decimal("quantity");
        PriceWish price = ChangeRows.price(fields);
        Instant cancelAt = fields.instant("cancel_at");
        String reason = fields.as("reason", SubscriptionChangeImport::reason);
        if (subscription == null || changeId == null || kind == null || effectiveAt == null) {
            return null;
        }
        ChangeRequest request = new ChangeRequest(
                subscription, account, changeId, kind, effectiveAt, plan, quantity, price, cancelAt, reason);
        return ChangeRows.checked(fields, List.of(request));
    }

    private static String changeId(String text) {
        String unfit = SubscriptionBodies.unfit(text);
        if (unfit != null) {
            throw new IllegalArgumentException(unfit);
        }
        return text;
    }

    private static String reason(String text) {
        if (text.codePointCount(0, text.length()) > MAX_REASON) {
            throw new IllegalArgumentException("A reason has at most 500 characters.");
        }
        return text;
    }
}
