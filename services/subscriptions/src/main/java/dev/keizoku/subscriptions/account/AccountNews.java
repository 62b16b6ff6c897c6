package dev.keizoku.subscriptions.account;

import dev.keizoku.kernel.AccountId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What another system tells of an account.
 *
 * @param name null when it does not say
 */
public record AccountNews(
        AccountId accountId, @Nullable String name, Map<String, String> externalIds, Map<String, Object> attributes) {

    /** The account with what is told put over what is known. */
    Account on(@Nullable Account known) {
        Account base = known == null ? Account.unnamed(accountId) : known;
        Map<String, String> ids = new HashMap<>(base.externalIds());
        ids.putAll(externalIds);
        Map<String, Object> facts = new HashMap<>(base.attributes());
        facts.putAll(attributes);
        return new Account(
                accountId,
                name == null ? base.name() : name,
                ids,
                facts,
                base.parentId(),
                base.owner(),
                base.internal());
    }
}
