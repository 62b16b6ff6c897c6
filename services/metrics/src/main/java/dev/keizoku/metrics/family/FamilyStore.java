package dev.keizoku.metrics.family;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Reads which account is above which. */
@Singleton
class FamilyStore {

    private final Jdbi jdbi;

    FamilyStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The account above each that has one. */
    Map<String, String> parents(String tenant) {
        Map<String, String> parents = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select account_id, parent_id from account
                        where tenant = :tenant and parent_id is not null and not deleted and not internal
                        """)
                .bind("tenant", tenant)
                .map((row, context) -> parents.put(row.getString("account_id"), row.getString("parent_id")))
                .forEach(previous -> {}));
        return parents;
    }

    boolean exists(String tenant, String account) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select exists (select from account
                            where tenant = :tenant and account_id = :account and not deleted)
                        """)
                .bind("tenant", tenant)
                .bind("account", account)
                .mapTo(Boolean.class)
                .one());
    }
}
