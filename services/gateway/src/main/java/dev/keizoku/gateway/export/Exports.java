package dev.keizoku.gateway.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.gateway.GatewayProblem;
import dev.keizoku.kernel.AuditTrail;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks for exports and finds them. */
@Singleton
public class Exports {

    private static final Duration WAIT = Duration.ofSeconds(5);

    private final ExportStore store;
    private final AuditTrail audit;
    private final ExportConfig config;
    private final ObjectMapper mapper;
    private final Clock clock;

    Exports(ExportStore store, AuditTrail audit, ExportConfig config, ObjectMapper mapper, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.config = config;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** Takes an order on, once for a key, and notes who gave it. */
    @Transactional
    Export order(TenantId tenant, ExportOrder order, @Nullable String key, String by) {
        if (key == null || store.byKey(tenant, key).isEmpty()) {
            if (store.unfinished(tenant) >= config.unfinished()) {
                throw new ProblemException(
                                CommonProblem.TOO_MANY_REQUESTS,
                                "There are " + config.unfinished() + " exports under way. Wait for one of them.")
                        .retryAfter(WAIT);
            }
            Export export = new Export(
                    tenant,
                    UUID.randomUUID(),
                    order,
                    Export.Status.QUEUED,
                    clock.instant(),
                    by,
                    null,
                    null,
                    null,
                    0,
                    0,
                    null,
                    List.of());
            if (store.add(export, key)) {
                audit.add(
                        tenant,
                        export.createdAt(),
                        by,
                        "export.created",
                        mapper.createObjectNode()
                                .put("export", export.id().toString())
                                .set("asked", order.asked()));
                return export;
            }
        }
        Export before = store.byKey(tenant, Objects.requireNonNull(key))
                .orElseThrow(() -> new ProblemException(CommonProblem.CONFLICT, "Try again."));
        if (!before.order().asked().equals(order.asked()) || before.order().masked() != order.masked()) {
            throw new ProblemException(
                    CommonProblem.UNPROCESSABLE, "The Idempotency-Key was used for another export before.");
        }
        return before;
    }

    @Transactional
    Export find(TenantId tenant, UUID id) {
        return store.find(tenant, id).orElseThrow(() -> ProblemException.notFound("export"));
    }

    @Transactional
    List<Export> list(
            TenantId tenant, List<String> resources, boolean masked, ExportStore.@Nullable Position after, int limit) {
        return store.list(tenant, resources, masked, after, limit);
    }

    /** Notes that somebody fetched one, which takes data out of the house. */
    @Transactional
    void fetched(Export export, int part, String by) {
        audit.add(
                export.tenant(),
                clock.instant(),
                by,
                "export.fetched",
                mapper.createObjectNode()
                        .put("export", export.id().toString())
                        .put("resource", export.order().resource().key())
                        .put("part", part));
    }

    /** One whose content can be fetched. */
    Export ready(Export export) {
        return switch (export.status()) {
            case DONE -> {
                if (export.expiresAt() == null || !export.expiresAt().isAfter(clock.instant())) {
                    throw expired();
                }
                yield export;
            }
            case EXPIRED -> throw expired();
            case QUEUED, RUNNING, FAILED ->
                throw new ProblemException(
                        GatewayProblem.EXPORT_NOT_READY, "The export is " + ExportStore.key(export.status()) + ".");
        };
    }

    private static ProblemException expired() {
        return new ProblemException(GatewayProblem.EXPORT_EXPIRED, "The content is not kept any more. Export anew.");
    }
}
