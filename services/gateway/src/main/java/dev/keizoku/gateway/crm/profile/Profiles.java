package dev.keizoku.gateway.crm.profile;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.kernel.AuditTrail;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Jdbi;

/** How each tenant's scores are written into each CRM. */
@ApplicationScoped
public class Profiles {

    private final ProfileStore store;
    private final AuditTrail audit;
    private final Jdbi jdbi;
    private final ObjectMapper mapper;
    private final Clock clock;

    Profiles(ProfileStore store, AuditTrail audit, Jdbi jdbi, ObjectMapper mapper, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.jdbi = jdbi;
        this.mapper = mapper;
        this.clock = clock;
    }

    public Profile of(TenantId tenant, Crm crm) {
        return store.find(tenant, crm).orElseGet(() -> Profile.standard(crm));
    }

    /** Replaces a profile and notes who did; the same again leaves no note. */
    @Transactional
    public Profile put(TenantId tenant, Crm crm, Profile profile, String actor) {
        Profile old = of(tenant, crm);
        if (!old.equals(profile)) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            jdbi.useHandle(handle -> store.put(handle, tenant, crm, profile, now));
            ObjectNode detail = JsonNodeFactory.instance.objectNode().put("crm", crm.key());
            detail.set("old", mapper.valueToTree(old));
            detail.set("new", mapper.valueToTree(profile));
            audit.add(tenant, now, actor, "crm_profile.changed", detail);
        }
        return profile;
    }
}
