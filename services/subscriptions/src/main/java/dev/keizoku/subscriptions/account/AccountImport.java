package dev.keizoku.subscriptions.account;

import dev.keizoku.imports.Applied;
import dev.keizoku.imports.ImportContext;
import dev.keizoku.imports.ImportKind;
import dev.keizoku.imports.ImportRow;
import dev.keizoku.imports.RowFields;
import dev.keizoku.imports.RowOutcome;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.FieldError;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Accounts from files. */
@ApplicationScoped
public class AccountImport implements ImportKind {

    private static final int MAX_NAME = 500;

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
        RowOutcome[] outcomes = new RowOutcome[rows.size()];
        List<Account> good = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            RowFields fields = RowFields.of(rows.get(i), context.zone());
            Account account = read(fields);
            if (account == null) {
                outcomes[i] = RowOutcome.rejected(fields.errors());
            } else {
                places.add(i);
                good.add(account);
            }
        }
        List<Boolean> changed = context.jdbi().withHandle(handle -> accounts.putAll(handle, context.tenant(), good));
        for (int i = 0; i < good.size(); i++) {
            outcomes[places.get(i)] = changed.get(i) ? RowOutcome.accepted() : RowOutcome.unchanged();
        }
        return new Applied(List.of(outcomes));
    }

    /** The row's account; null, with the errors noted, when it is none. */
    private static @org.jspecify.annotations.Nullable Account read(RowFields fields) {
        AccountId id = fields.requiredAs("account_id", AccountId::new);
        String name = fields.text("name");
        Map<String, Object> externalIds = new HashMap<>(fields.prefixed("external_ids."));
        externalIds.replaceAll((system, value) -> value instanceof Number number ? number.toString() : value);
        Map<String, Object> attributes = fields.prefixed("attributes.");
        if (name != null && (name.isEmpty() || name.codePointCount(0, name.length()) > MAX_NAME)) {
            fields.error("name", "invalid_value", "A name has 1 to 500 characters.");
        }
        for (FieldError error : Account.misfits(externalIds, attributes, "", ".")) {
            fields.error(error.pointer(), error.code(), error.detail());
        }
        return id == null || !fields.errors().isEmpty()
                ? null
                : Account.checked(id, name == null ? id.value() : name, externalIds, attributes);
    }
}
