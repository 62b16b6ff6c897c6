package dev.keizoku.gateway.people;

import dev.keizoku.kernel.TenantId;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose tokens a tenant believes.
 *
 * @param audience that a token must be for; a token for another application of the issuer opens nothing
 * @param tenancy what tells the tenant's tokens from those of others of the same issuer and audience; null when all are its
 * @param personClaim what a person is called here unless a member entry says otherwise
 * @param rolesClaim where a token has roles; null when it has none
 * @param roles what the values of that claim stand for
 */
record IdentityProvider(
        TenantId tenant,
        String id,
        String issuer,
        String audience,
        @Nullable Tenancy tenancy,
        String personClaim,
        @Nullable String rolesClaim,
        Map<String, Role> roles) {

    IdentityProvider {
        roles = Map.copyOf(roles);
    }

    /** A claim, and the value it has in the tokens of one tenant. */
    record Tenancy(String claim, String value) {}

    /** Whether a token of the issuer is for this tenant. */
    boolean isMeantBy(Claims claims) {
        return claims.audience().contains(audience)
                && (tenancy == null || claims.texts(tenancy.claim()).contains(tenancy.value()));
    }

    /** The highest role that a token gives. */
    Optional<Role> roleOf(Claims claims) {
        return rolesClaim == null
                ? Optional.empty()
                : claims.texts(rolesClaim).stream()
                        .filter(roles::containsKey)
                        .map(roles::get)
                        .max(Comparator.naturalOrder());
    }

    /** Whether some token could be taken for one of both. */
    boolean overlaps(IdentityProvider other) {
        if (!issuer.equals(other.issuer) || !audience.equals(other.audience)) {
            return false;
        }
        Tenancy mine = tenancy;
        Tenancy theirs = other.tenancy;
        return mine == null
                || theirs == null
                || !mine.claim().equals(theirs.claim())
                || mine.value().equals(theirs.value());
    }
}
