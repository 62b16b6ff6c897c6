package dev.keizoku.gateway.people;

import dev.keizoku.kernel.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person who was given a role.
 *
 * @param id what the person is called here: in audit logs, and as the owner of accounts
 * @param email by which tokens are known that have it verified
 * @param subject by which the tokens of a provider are known
 */
record Member(
        TenantId tenant,
        String id,
        @Nullable String name,
        @Nullable String email,
        @Nullable Subject subject,
        Role role,
        Instant createdAt,
        Instant updatedAt) {

    /** A person as a provider calls one. */
    record Subject(String provider, String value) {}

    /** Whether both say the same, whenever they were written. */
    boolean saysWhat(Member other) {
        return new Member(tenant, id, name, email, subject, role, other.createdAt, other.updatedAt).equals(other);
    }
}
