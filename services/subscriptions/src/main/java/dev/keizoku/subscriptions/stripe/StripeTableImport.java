package dev.keizoku.subscriptions.stripe;

import dev.keizoku.imports.Applied;
import dev.keizoku.imports.ImportContext;
import dev.keizoku.imports.ImportKind;
import dev.keizoku.imports.ImportRow;
import java.util.List;

/** The rows of one table of a warehouse. */
final class StripeTableImport implements ImportKind {

    private final StripeTable table;
    private final StripeRows rows;

    StripeTableImport(StripeTable table, StripeRows rows) {
        this.table = table;
        this.rows = rows;
    }

    @Override
    public String name() {
        return table.kind();
    }

    @Override
    public String scope() {
        return "subscriptions:write";
    }

    @Override
    public Applied apply(ImportContext context, List<ImportRow> chunk) {
        return rows.apply(context, chunk, table::read);
    }
}
