package dev.keizoku.gateway.crm.push;

import dev.keizoku.gateway.crm.profile.Crm;
import dev.keizoku.kernel.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant's scores are pushed to.
 *
 * @param idField that holds the key; what the profile says where it is null
 * @param trouble why the CRM takes nothing now
 * @param waitsUntil when it is asked again
 */
record Connection(
        TenantId tenant,
        String id,
        Crm crm,
        @Nullable String name,
        String address,
        String objectType,
        @Nullable String idField,
        boolean active,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant failingSince,
        @Nullable Trouble trouble,
        @Nullable Instant waitsUntil) {

    /** In the words of the CRM. */
    record Trouble(String code, String detail) {}
}
