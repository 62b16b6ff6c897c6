package dev.keizoku.subscriptions.account;

import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Bind;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Finds accounts by their ids in other systems. */
@Singleton
class ExternalIdStore {

    ExternalIdStore() {}

    /** The accounts of each id of a system, in order; none of an id nobody has. */
    Map<String, List<String>> find(Handle handle, TenantId tenant, String system, Collection<String> ids) {
        Map<String, List<String>> forms = new LinkedHashMap<>();
        ids.forEach(id -> forms.put(id, system.equals(SalesforceId.SYSTEM) ? SalesforceId.forms(id) : List.of(id)));
        Map<String, SortedSet<String>> accounts = new LinkedHashMap<>();
        handle.createQuery("""
                        select asked.id, account.account_id
                        from (select distinct unnest(cast(:ids as text[])) as id) asked
                        join account on account.tenant = :tenant
                            and account.external_ids @> jsonb_build_object(cast(:system as text), asked.id)
                        """)
                .bind("tenant", tenant.value())
                .bind("system", system)
                .bind(
                        "ids",
                        Bind.texts(forms.values().stream().flatMap(List::stream).toList()))
                .map((row, context) -> Map.entry(row.getString("id"), row.getString("account_id")))
                .forEach(found -> accounts.computeIfAbsent(found.getKey(), id -> new TreeSet<>())
                        .add(found.getValue()));
        Map<String, List<String>> result = new LinkedHashMap<>();
        forms.forEach((id, each) -> result.put(
                id,
                each.stream()
                        .flatMap(form -> accounts.getOrDefault(form, new TreeSet<>()).stream())
                        .distinct()
                        .sorted()
                        .toList()));
        return result;
    }
}
