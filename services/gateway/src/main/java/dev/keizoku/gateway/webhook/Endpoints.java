package dev.keizoku.gateway.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.gateway.GatewayProblem;
import dev.keizoku.kernel.AuditTrail;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Makes, changes and removes the endpoints of a tenant; who did is in the audit log, what is secret is not. */
@ApplicationScoped
class Endpoints {

    private static final int SECRET_BYTES = 32;
    private static final int ID_BYTES = 12;
    private static final byte[] SAME = {};

    private final EndpointStore store;
    private final DeliveryStore deliveries;
    private final Vault vault;
    private final AuditTrail audit;
    private final ObjectMapper mapper;
    private final WebhookConfig config;
    private final Jdbi jdbi;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Endpoints(
            EndpointStore store,
            DeliveryStore deliveries,
            Vault vault,
            AuditTrail audit,
            ObjectMapper mapper,
            WebhookConfig config,
            Jdbi jdbi,
            Clock clock) {
        this.store = store;
        this.deliveries = deliveries;
        this.vault = vault;
        this.audit = audit;
        this.mapper = mapper;
        this.config = config;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** What is asked for; null where it stays as it is, or as usual. */
    record Wish(
            Endpoint.@Nullable Kind kind,
            @Nullable String url,
            @Nullable String token,
            @Nullable String description,
            @Nullable List<String> types,
            @Nullable Boolean enabled,
            @Nullable Boolean digest,
            @Nullable Integer digestHour) {}

    /** An endpoint and the only sight of its secret; null for those that have none of ours. */
    record Created(Endpoint endpoint, @Nullable String secret) {}

    @Transactional
    Created create(TenantId tenant, Wish wish, String url, String by) {
        if (store.lockAndCount(tenant) >= config.perTenant()) {
            throw new ProblemException(
                    GatewayProblem.TOO_MANY_ENDPOINTS,
                    "A tenant has at most " + config.perTenant() + " endpoints. Remove one first.");
        }
        Endpoint.Kind kind = wish.kind() == null ? Endpoint.Kind.WEBHOOK : wish.kind();
        Instant now = now();
        Endpoint endpoint = new Endpoint(
                tenant,
                "we_" + HexFormat.of().formatHex(bytes(ID_BYTES)),
                kind,
                shown(kind, url),
                wish.description(),
                wish.types() == null ? List.of() : wish.types(),
                true,
                null,
                null,
                Boolean.TRUE.equals(wish.digest()),
                wish.digestHour() == null ? 9 : wish.digestHour(),
                now,
                now,
                null);
        String secret = kind == Endpoint.Kind.WEBHOOK ? newSecret() : null;
        store.add(
                endpoint,
                new EndpointStore.Sealed(
                        vault.seal(url),
                        secret == null ? null : vault.seal(secret),
                        wish.token() == null ? null : vault.seal(wish.token())));
        audit(endpoint, "webhook_endpoint.created", by);
        return new Created(endpoint, secret);
    }

    Endpoint find(TenantId tenant, String id) {
        return store.find(tenant, id).orElseThrow(() -> ProblemException.notFound("webhook endpoint"));
    }

    List<Endpoint> list(TenantId tenant, String after, int limit) {
        return store.list(tenant, after, limit);
    }

    /** An endpoint that is switched on, or is elsewhere, has not failed yet. */
    @Transactional
    Endpoint change(TenantId tenant, String id, Wish wish, String by) {
        Endpoint old = store.lock(tenant, id).orElseThrow(() -> ProblemException.notFound("webhook endpoint"));
        boolean enabled = wish.enabled() == null ? old.enabled() : wish.enabled();
        boolean forgetFailures = enabled && (!old.enabled() || wish.url() != null);
        Endpoint changed = new Endpoint(
                tenant,
                id,
                old.kind(),
                wish.url() == null ? old.shownUrl() : shown(old.kind(), wish.url()),
                wish.description() == null ? old.description() : wish.description(),
                wish.types() == null ? old.types() : wish.types(),
                enabled,
                enabled ? null : old.enabled() ? "by_request" : old.disabledReason(),
                old.secretOverlapsUntil(),
                wish.digest() == null ? old.digest() : wish.digest(),
                wish.digestHour() == null ? old.digestHour() : wish.digestHour(),
                old.createdAt(),
                now(),
                forgetFailures ? null : old.failingSince());
        store.change(
                changed,
                new EndpointStore.Sealed(
                        wish.url() == null ? SAME : vault.seal(wish.url()),
                        null,
                        wish.token() == null ? null : vault.seal(wish.token())),
                forgetFailures);
        audit(changed, "webhook_endpoint.changed", by);
        return changed;
    }

    /** A new secret; the old one signs beside it for a while. */
    @Transactional
    Created rotate(TenantId tenant, String id, String by) {
        Endpoint endpoint = find(tenant, id);
        if (endpoint.kind() != Endpoint.Kind.WEBHOOK) {
            throw new ProblemException(GatewayProblem.NO_SECRET, "Only endpoints of kind webhook are signed for.");
        }
        String secret = newSecret();
        Instant now = now();
        store.rotate(tenant, id, vault.seal(secret), now.plus(config.overlap()), now);
        audit(endpoint, "webhook_endpoint.secret_rotated", by);
        return new Created(find(tenant, id), secret);
    }

    @Transactional
    void remove(TenantId tenant, String id, String by) {
        Endpoint endpoint = find(tenant, id);
        store.remove(tenant, id);
        audit(endpoint, "webhook_endpoint.removed", by);
    }

    /**
     * One that is told.
     *
     * @throws ProblemException 409 when it is disabled
     */
    Endpoint enabled(TenantId tenant, String id) {
        Endpoint endpoint = find(tenant, id);
        if (!endpoint.enabled()) {
            throw new ProblemException(GatewayProblem.ENDPOINT_DISABLED, "Enable the endpoint first.");
        }
        return endpoint;
    }

    /** Puts a message of no consequence into the line; gives its number. */
    @Transactional
    long test(TenantId tenant, String id) {
        Endpoint endpoint = enabled(tenant, id);
        Instant now = now();
        String data = mapper.createObjectNode()
                .put("endpoint_id", id)
                .put("message", "This is a test of Keizoku's webhooks.")
                .toString();
        Message message =
                new Message(0, "evt_" + HexFormat.of().formatHex(bytes(16)), "webhook.test", now, data, 0, now, true);
        return jdbi.withHandle(handle -> deliveries.add(handle, endpoint, message, now));
    }

    private void audit(Endpoint endpoint, String action, String by) {
        ObjectNode detail = mapper.createObjectNode()
                .put("endpoint_id", endpoint.id())
                .put("kind", endpoint.kind().key())
                .put("url", endpoint.shownUrl())
                .put("enabled", endpoint.enabled());
        endpoint.types().forEach(detail.putArray("types")::add);
        audit.add(endpoint.tenant(), now(), by, action, detail);
    }

    /** The path of a Slack URL lets anybody in who has it. */
    private static String shown(Endpoint.Kind kind, String url) {
        return switch (kind) {
            case WEBHOOK -> url;
            case SLACK, CHATWORK ->
                URI.create(url).getScheme() + "://" + URI.create(url).getRawAuthority() + "/…";
        };
    }

    private String newSecret() {
        return "whsec_" + Base64.getEncoder().encodeToString(bytes(SECRET_BYTES));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
