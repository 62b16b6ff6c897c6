package dev.keizoku.subscriptions.renewal;

import dev.keizoku.imports.Applied;
import dev.keizoku.imports.ImportContext;
import dev.keizoku.imports.ImportKind;
import dev.keizoku.imports.ImportRow;
import dev.keizoku.imports.ReadRows;
import dev.keizoku.imports.RowFields;
import dev.keizoku.imports.RowOutcome;
import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.SubscriptionId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Renewals from files. */
@ApplicationScoped
public class RenewalImport implements ImportKind {

    private final Renewals renewals;

    RenewalImport(Renewals renewals) {
        this.renewals = renewals;
    }

    @Override
    public String name() {
        return "renewal";
    }

    @Override
    public String scope() {
        return "subscriptions:write";
    }

    @Override
    public Applied apply(ImportContext context, List<ImportRow> rows) {
        return ReadRows.apply(
                context,
                rows,
                RenewalImport::read,
                good -> context
                        .jdbi()
                        .withHandle(handle ->
                                renewals.putAll(handle, context.tenant(), context.zone(), good, context.history()))
                        .stream()
                        .map(RenewalImport::outcome)
                        .toList());
    }

    private static @Nullable RenewalRequest read(RowFields fields) {
        SubscriptionId subscription = fields.requiredAs("subscription_id", SubscriptionId::new);
        String id = fields.requiredAs("renewal_id", CallerId::check);
        Boolean renews = fields.bool("auto_renew");
        RenewalRequest request = new RenewalRequest(
                subscription == null ? new SubscriptionId("-") : subscription,
                id == null ? "-" : id,
                fields.instant("due_at"),
                fields.integer("term_months"),
                renews != null && renews,
                fields.instant("notice_by"),
                fields.as("intent", RenewalIntent::of),
                fields.text("intent_by"),
                fields.instant("intent_at"),
                fields.as("outcome", RenewalOutcome::of),
                fields.instant("outcome_at"));
        request.misfits("").forEach(error -> fields.error(error.pointer(), error.code(), error.detail()));
        return subscription == null || id == null ? null : request;
    }

    private static RowOutcome outcome(Renewals.Outcome outcome) {
        return switch (outcome) {
            case Renewals.Put put -> put.changed() ? RowOutcome.accepted() : RowOutcome.unchanged();
            case Renewals.Missing missing ->
                RowOutcome.rejected("subscription_id", "unknown_reference", "There is no subscription of that id yet.");
            case Renewals.Undated undated ->
                RowOutcome.rejected("due_at", "required", "Neither a term nor a billing date says when it is due.");
        };
    }
}
