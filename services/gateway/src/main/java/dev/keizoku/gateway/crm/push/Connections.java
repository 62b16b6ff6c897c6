package dev.keizoku.gateway.crm.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.gateway.GatewayProblem;
import dev.keizoku.gateway.crm.profile.Crm;
import dev.keizoku.gateway.crm.push.connector.Credentials;
import dev.keizoku.gateway.crm.push.connector.PushConfig;
import dev.keizoku.kernel.AuditTrail;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes, changes and removes the connections of a tenant; who did is in the audit log, what is secret is not. */
@ApplicationScoped
class Connections {

    private static final int ID_BYTES = 12;

    private final ConnectionStore store;
    private final Vault vault;
    private final AuditTrail audit;
    private final ObjectMapper mapper;
    private final PushConfig config;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Connections(
            ConnectionStore store, Vault vault, AuditTrail audit, ObjectMapper mapper, PushConfig config, Clock clock) {
        this.store = store;
        this.vault = vault;
        this.audit = audit;
        this.mapper = mapper;
        this.config = config;
        this.clock = clock;
    }

    /** What is asked for; null where it stays as it is, or as usual. */
    record Wish(
            @Nullable String name,
            @Nullable String address,
            @Nullable String objectType,
            @Nullable String idField,
            @Nullable Credentials credentials,
            @Nullable Boolean active) {}

    @Transactional
    Connection create(TenantId tenant, Crm crm, String address, Credentials credentials, Wish wish, String by) {
        if (store.lockAndCount(tenant) >= config.perTenant()) {
            throw new ProblemException(
                    GatewayProblem.TOO_MANY_CONNECTIONS,
                    "A tenant has at most " + config.perTenant() + " connections. Remove one first.");
        }
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        String usual = switch (crm) {
            case HUBSPOT -> "companies";
            case SALESFORCE -> "Account";
        };
        Instant now = now();
        Connection connection = new Connection(
                tenant,
                "crm_" + HexFormat.of().formatHex(id),
                crm,
                wish.name(),
                address,
                Objects.requireNonNullElse(wish.objectType(), usual),
                wish.idField(),
                !Boolean.FALSE.equals(wish.active()),
                now,
                now,
                null,
                null,
                null);
        store.add(connection, seal(credentials));
        audit(connection, "crm_connection.created", by, true);
        return connection;
    }

    Connection find(TenantId tenant, String id) {
        return store.find(tenant, id).orElseThrow(() -> ProblemException.notFound("CRM connection"));
    }

    List<Connection> list(TenantId tenant, String after, int limit) {
        return store.list(tenant, after, limit);
    }

    @Transactional
    Connection change(TenantId tenant, String id, Wish wish, String by) {
        Connection old = find(tenant, id);
        Connection changed = new Connection(
                tenant,
                id,
                old.crm(),
                wish.name() == null ? old.name() : wish.name(),
                Objects.requireNonNullElse(wish.address(), old.address()),
                Objects.requireNonNullElse(wish.objectType(), old.objectType()),
                wish.idField() == null ? old.idField() : wish.idField(),
                Objects.requireNonNullElse(wish.active(), old.active()),
                old.createdAt(),
                now(),
                null,
                null,
                null);
        Credentials credentials = wish.credentials();
        store.change(changed, credentials == null ? null : seal(credentials));
        boolean elsewhere = !changed.address().equals(old.address())
                || !changed.objectType().equals(old.objectType())
                || !Objects.equals(changed.idField(), old.idField());
        if (elsewhere) {
            store.beginAgain(tenant, id);
        }
        audit(changed, "crm_connection.changed", by, credentials != null);
        return changed;
    }

    @Transactional
    void remove(TenantId tenant, String id, String by) {
        Connection connection = find(tenant, id);
        store.remove(tenant, id);
        audit(connection, "crm_connection.removed", by, false);
    }

    private void audit(Connection connection, String action, String by, boolean credentials) {
        ObjectNode detail = mapper.createObjectNode()
                .put("connection_id", connection.id())
                .put("crm", connection.crm().key())
                .put("address", connection.address())
                .put("object_type", connection.objectType())
                .put("id_field", connection.idField())
                .put("active", connection.active())
                .put("new_credentials", credentials);
        audit.add(connection.tenant(), now(), by, action, detail);
    }

    private byte[] seal(Credentials credentials) {
        try {
            return vault.seal(mapper.writeValueAsString(credentials));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Credentials are text.");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
