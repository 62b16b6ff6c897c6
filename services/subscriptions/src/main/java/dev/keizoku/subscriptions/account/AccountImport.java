package dev.keizoku.subscriptions.account;

import dev.keizoku.imports.Applied;
import dev.keizoku.imports.ImportContext;
import dev.keizoku.imports.ImportKind;
import dev.keizoku.imports.ImportRow;
import dev.keizoku.imports.ReadRows;
import dev.keizoku.imports.RowFields;
import dev.keizoku.imports.RowOutcome;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.FieldError;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Accounts from files. */
@ApplicationScoped
public class AccountImport implements ImportKind {

    private static final int MAX_NAME = 500;
    private static final int MAX_OWNER = 255;

    private final Accounts accounts;

    AccountImport(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public String name() {
        return "account";
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
                AccountImport::read,
                good -> context
                        .jdbi()
                        .withHandle(handle -> accounts.putAll(handle, context.tenant(), good, context.createMissing()))
                        .stream()
                        .map(AccountImport::outcome)
                        .toList());
    }

    private static RowOutcome outcome(Accounts.Result result) {
        return switch (result) {
            case Accounts.Stored stored -> stored.changed() ? RowOutcome.accepted() : RowOutcome.unchanged();
            case Accounts.Refused refused -> RowOutcome.rejected(List.of(refused.error()));
        };
    }

    /** The row's account; null, with the errors noted, when it is none. */
    private static @Nullable Account read(RowFields fields) {
        AccountId id = fields.requiredAs("account_id", AccountId::new);
        String name = fields.text("name");
        Map<String, Object> externalIds = new HashMap<>(fields.prefixed("external_ids."));
        externalIds.replaceAll((system, value) -> value instanceof Number number ? number.toString() : value);
        Map<String, Object> attributes = fields.prefixed("attributes.");
        AccountId parent = fields.as("parent_id", AccountId::new);
        String owner = fields.as("owner", AccountImport::owner);
        Boolean internal = fields.bool("internal");
        if (name != null && (name.isEmpty() || name.codePointCount(0, name.length()) > MAX_NAME)) {
            fields.error("name", "invalid_value", "A name has 1 to 500 characters.");
        }
        for (FieldError error : Account.misfits(externalIds, attributes, "", ".")) {
            fields.error(error.pointer(), error.code(), error.detail());
        }
        return id == null || !fields.errors().isEmpty()
                ? null
                : Account.checked(
                        id,
                        name == null ? id.value() : name,
                        externalIds,
                        attributes,
                        parent,
                        owner,
                        internal != null && internal);
    }

    private static String owner(String text) {
        if (text.isEmpty() || text.codePointCount(0, text.length()) > MAX_OWNER) {
            throw new IllegalArgumentException("An owner has 1 to 255 characters.");
        }
        return text;
    }
}
