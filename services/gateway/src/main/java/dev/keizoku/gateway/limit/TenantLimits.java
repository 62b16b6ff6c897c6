package dev.keizoku.gateway.limit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.keizoku.kernel.AuditTrail;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The limits of each tenant: the defaults, and what the operator has set instead. */
@ApplicationScoped
public class TenantLimits {

    private static final int MOST_TENANTS = 50_000;

    private final LimitConfig config;
    private final TenantLimitStore store;
    private final AuditTrail audit;
    private final ObjectMapper mapper;
    private final Clock clock;
    private final LoadingCache<TenantId, Map<LimitClass, Long>> remembered;

    TenantLimits(LimitConfig config, TenantLimitStore store, AuditTrail audit, ObjectMapper mapper, Clock clock) {
        this.config = config;
        this.store = store;
        this.audit = audit;
        this.mapper = mapper;
        this.clock = clock;
        this.remembered = Caffeine.newBuilder()
                .expireAfterWrite(config.remembered())
                .maximumSize(MOST_TENANTS)
                .build(store::of);
    }

    /** Requests of a class that a tenant may make in a minute. */
    long perMinute(TenantId tenant, LimitClass kind) {
        Long set = remembered.get(tenant).get(kind);
        return set == null ? config.ofTenant(kind) : set;
    }

    /** What is in force, by class; empty when there is no such tenant. */
    Optional<Map<LimitClass, Long>> find(TenantId tenant) {
        return store.exists(tenant) ? Optional.of(inForce(store.of(tenant))) : Optional.empty();
    }

    /** Sets the limits that differ from the defaults; any that is not named goes back to its default. */
    @Transactional
    public Optional<Map<LimitClass, Long>> set(TenantId tenant, Map<LimitClass, Long> limits, String actor) {
        if (!store.exists(tenant)) {
            return Optional.empty();
        }
        Map<LimitClass, Long> old = store.of(tenant);
        if (!old.equals(limits)) {
            store.replace(tenant, limits);
            audit.add(
                    tenant,
                    clock.instant(),
                    actor,
                    "limits.changed",
                    mapper.valueToTree(Map.of("old", names(inForce(old)), "new", names(inForce(limits)))));
        }
        remembered.invalidate(tenant);
        return Optional.of(inForce(limits));
    }

    private Map<LimitClass, Long> inForce(Map<LimitClass, Long> set) {
        Map<LimitClass, Long> all = new EnumMap<>(LimitClass.class);
        for (LimitClass kind : LimitClass.values()) {
            all.put(kind, set.getOrDefault(kind, config.ofTenant(kind)));
        }
        return all;
    }

    private static Map<String, Long> names(Map<LimitClass, Long> limits) {
        Map<String, Long> named = new TreeMap<>();
        limits.forEach((kind, limit) -> named.put(kind.wireName(), limit));
        return named;
    }
}
