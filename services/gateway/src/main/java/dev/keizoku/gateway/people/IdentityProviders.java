package dev.keizoku.gateway.people;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.gateway.people.IdentityProvider.Tenancy;
import dev.keizoku.kernel.AuditTrail;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Says whose tokens a tenant believes, and notes who changed that. */
@ApplicationScoped
public class IdentityProviders {

    private static final int MOST = 10;

    private final ProviderStore store;
    private final AuditTrail audit;
    private final Clock clock;

    IdentityProviders(ProviderStore store, AuditTrail audit, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /** What became of an attempt to name one. */
    sealed interface Naming {

        record Named(boolean isNew) implements Naming {}

        /** Some token could be taken for one of this tenant and of somebody else. */
        record Claimed() implements Naming {}

        record TooMany(int most) implements Naming {}
    }

    @Transactional
    Naming put(IdentityProvider provider, String actor) {
        store.lock(provider.issuer());
        Optional<IdentityProvider> old = store.find(provider.tenant(), provider.id());
        if (old.filter(provider::equals).isPresent()) {
            return new Naming.Named(false);
        }
        boolean claimed = store.ofIssuer(provider.issuer()).stream()
                .filter(other ->
                        !other.tenant().equals(provider.tenant()) || !other.id().equals(provider.id()))
                .anyMatch(provider::overlaps);
        if (claimed) {
            return new Naming.Claimed();
        }
        if (old.isEmpty() && store.of(provider.tenant()).size() >= MOST) {
            return new Naming.TooMany(MOST);
        }
        store.put(provider, clock.instant());
        ObjectNode detail = JsonNodeFactory.instance.objectNode().put("id", provider.id());
        old.ifPresent(before -> detail.set("old", describe(before)));
        detail.set("new", describe(provider));
        audit.add(provider.tenant(), clock.instant(), actor, "identity_provider.changed", detail);
        return new Naming.Named(old.isEmpty());
    }

    @Transactional
    List<IdentityProvider> of(TenantId tenant) {
        return store.of(tenant);
    }

    @Transactional
    Optional<IdentityProvider> find(TenantId tenant, String id) {
        return store.find(tenant, id);
    }

    @Transactional
    boolean delete(TenantId tenant, String id, String actor) {
        Optional<IdentityProvider> old = store.find(tenant, id);
        if (old.isEmpty() || !store.delete(tenant, id)) {
            return false;
        }
        ObjectNode detail = JsonNodeFactory.instance.objectNode().put("id", id);
        detail.set("old", describe(old.get()));
        audit.add(tenant, clock.instant(), actor, "identity_provider.removed", detail);
        return true;
    }

    /** Of all tenants: only for finding out whose token it is. */
    @Transactional
    List<IdentityProvider> ofIssuer(String issuer) {
        return store.ofIssuer(issuer);
    }

    private static ObjectNode describe(IdentityProvider provider) {
        Tenancy tenancy = provider.tenancy();
        ObjectNode detail = JsonNodeFactory.instance
                .objectNode()
                .put("issuer", provider.issuer())
                .put("audience", provider.audience())
                .put("tenant_claim", tenancy == null ? null : tenancy.claim())
                .put("tenant_value", tenancy == null ? null : tenancy.value())
                .put("person_claim", provider.personClaim())
                .put("roles_claim", provider.rolesClaim());
        ObjectNode roles = detail.putObject("roles");
        new TreeMap<>(provider.roles()).forEach((value, role) -> roles.put(value, role.wireName()));
        return detail;
    }
}
