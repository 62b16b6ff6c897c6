package dev.keizoku.subscriptions.stripe;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.imports.Applied;
import dev.keizoku.imports.ImportContext;
import dev.keizoku.imports.ImportKind;
import dev.keizoku.imports.ImportRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Objects as Stripe's API lists them: one a row, or a list of them, or events. */
@ApplicationScoped
public class StripeObjectImport implements ImportKind {

    private final StripeRows rows;
    private final ObjectMapper mapper;

    StripeObjectImport(StripeRows rows, ObjectMapper mapper) {
        this.rows = rows;
        this.mapper = mapper;
    }

    @Override
    public String name() {
        return "stripe_object";
    }

    @Override
    public String scope() {
        return "subscriptions:write";
    }

    @Override
    public Applied apply(ImportContext context, List<ImportRow> chunk) {
        return rows.apply(context, chunk, row -> new StripeNode(mapper.valueToTree(row.nested())));
    }
}
