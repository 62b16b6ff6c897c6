package dev.keizoku.subscriptions.plan;

import dev.keizoku.imports.Applied;
import dev.keizoku.imports.ImportContext;
import dev.keizoku.imports.ImportKind;
import dev.keizoku.imports.ImportRow;
import dev.keizoku.imports.ReadRows;
import dev.keizoku.imports.RowFields;
import dev.keizoku.imports.RowOutcome;
import dev.keizoku.kernel.PlanId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Plans from files: one row a plan and price; the rows of one plan in a chunk, and its prices before, add up. */
@ApplicationScoped
public class PlanImport implements ImportKind {

    private static final int MAX_TEXT = 200;

    private final Plans plans;

    PlanImport(Plans plans) {
        this.plans = plans;
    }

    @Override
    public String name() {
        return "plan";
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
                PlanImport::read,
                good -> context.jdbi().withHandle(handle -> store(handle, context, good)));
    }

    private List<RowOutcome> store(Handle handle, ImportContext context, List<Plan> read) {
        Set<String> ids = read.stream().map(plan -> plan.planId().value()).collect(Collectors.toSet());
        Map<String, Plan> known = new HashMap<>(plans.find(handle, context.tenant(), ids));
        List<RowOutcome> outcomes = new ArrayList<>();
        for (Plan plan : read) {
            Plan before = known.get(plan.planId().value());
            Plan after = before == null ? plan : plan.withPricesOf(before);
            outcomes.add(after.equals(before) ? RowOutcome.unchanged() : RowOutcome.accepted());
            known.put(plan.planId().value(), after);
        }
        plans.putAll(handle, context.tenant(), List.copyOf(known.values()));
        return outcomes;
    }

    /** The row's plan; null, with the errors noted, when it is none. */
    private static @Nullable Plan read(RowFields fields) {
        PlanId id = fields.requiredAs("plan_id", PlanId::new);
        String name = fields.as("name", PlanImport::shortText);
        String product = fields.as("product", PlanImport::shortText);
        Integer tierRank = fields.integer("tier_rank");
        Boolean isPublic = fields.bool("public");
        List<String> features = OfferingFields.names(fields.text("core_features"));
        Offering offering = OfferingFields.offering(fields);
        ListPrice price = PriceFields.listPrice(fields);
        if (price == null && (fields.has("currency") || fields.has("interval") || fields.has("interval_count"))) {
            fields.error("amount", "required", "A price needs amount, currency and interval.");
        }
        if (id == null || !fields.errors().isEmpty()) {
            return null;
        }
        return new Plan(
                id,
                name == null ? id.value() : name,
                product == null ? Plan.DEFAULT_PRODUCT : product,
                tierRank == null ? 0 : tierRank,
                isPublic == null ? !offering.legacy() : isPublic,
                features,
                price == null ? List.of() : List.of(price),
                offering);
    }

    static String shortText(String text) {
        if (text.isEmpty() || text.codePointCount(0, text.length()) > MAX_TEXT) {
            throw new IllegalArgumentException("Expected 1 to 200 characters.");
        }
        return text;
    }
}
