package dev.keizoku.subscriptions.stripe;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Vault;
import dev.keizoku.subscriptions.Bind;
import dev.keizoku.subscriptions.Json;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The rows of integrations and of the events that came through them. */
@Singleton
public class StripeIntegrationStore {

    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private final Json json;
    private final Vault vault;

    StripeIntegrationStore(Json json, Vault vault) {
        this.json = json;
        this.vault = vault;
    }

    /** An event nothing could be made of, and why. */
    public record FailedEvent(
            String eventId,
            String type,
            Instant receivedAt,
            @Nullable String detail) {}

    @Nullable StripeIntegration find(Handle handle, TenantId tenant) {
        return handle.createQuery("select * from stripe_integration where tenant = :tenant")
                .bind("tenant", tenant.value())
                .map(integration())
                .findOne()
                .orElse(null);
    }

    /** The integration of an endpoint. Only the endpoint says whose it is. */
    @Nullable StripeIntegration findByEndpoint(Handle handle, String endpoint) {
        return handle.createQuery("select * from stripe_integration where endpoint = :endpoint")
                .bind("endpoint", endpoint)
                .map(integration())
                .findOne()
                .orElse(null);
    }

    /** Stores an integration; its endpoint and the time it was made stay if it is there. */
    void put(Handle handle, StripeIntegration integration) {
        handle.createUpdate("""
                        insert into stripe_integration (tenant, endpoint, sealed_secrets, plan_by, tax_rate, created_at,
                            updated_at)
                        values (:tenant, :endpoint, :secrets, :planBy, :taxRate, :now, :now)
                        on conflict (tenant) do update set sealed_secrets = excluded.sealed_secrets,
                            signing_secrets = null, plan_by = excluded.plan_by, tax_rate = excluded.tax_rate,
                            updated_at = excluded.updated_at
                        """)
                .bind("tenant", integration.tenant().value())
                .bind("endpoint", integration.endpoint())
                .bind("secrets", Bind.bytes(integration.secrets()))
                .bind("planBy", integration.defaults().planBy().wire())
                .bind("taxRate", integration.defaults().taxRate())
                .bind("now", Bind.time(integration.updatedAt()))
                .execute();
    }

    /** Those whose secrets lie unsealed. They are the caller's until the transaction ends. */
    List<StripeIntegration> unsealed(Handle handle) {
        return handle.createQuery("""
                        select * from stripe_integration where signing_secrets is not null order by tenant for update
                        """).map(integration()).list();
    }

    /** Keeps the secrets sealed and in no other way. */
    void seal(Handle handle, StripeIntegration integration) {
        handle.createUpdate("""
                        update stripe_integration set sealed_secrets = :secrets, signing_secrets = null
                        where tenant = :tenant
                        """)
                .bind("tenant", integration.tenant().value())
                .bind("secrets", Bind.bytes(integration.secrets()))
                .execute();
    }

    boolean delete(Handle handle, TenantId tenant) {
        return handle.createUpdate("delete from stripe_integration where tenant = :tenant")
                        .bind("tenant", tenant.value())
                        .execute()
                > 0;
    }

    /** Notes an event; false when it was noted before. */
    boolean note(Handle handle, TenantId tenant, String eventId, String type, Instant createdAt, Instant now) {
        return handle.createUpdate("""
                        insert into stripe_event (tenant, event_id, type, created_at, received_at, outcome)
                        values (:tenant, :event, :type, :createdAt, :now, 'ignored')
                        on conflict do nothing
                        """)
                        .bind("tenant", tenant.value())
                        .bind("event", eventId)
                        .bind("type", type)
                        .bind("createdAt", Bind.time(createdAt))
                        .bind("now", Bind.time(now))
                        .execute()
                > 0;
    }

    void conclude(Handle handle, TenantId tenant, String eventId, String outcome, @Nullable String detail) {
        handle.createUpdate("""
                        update stripe_event set outcome = :outcome, detail = :detail
                        where tenant = :tenant and event_id = :event
                        """)
                .bind("tenant", tenant.value())
                .bind("event", eventId)
                .bind("outcome", outcome)
                .bind("detail", detail)
                .execute();
    }

    List<FailedEvent> failed(Handle handle, TenantId tenant, int limit) {
        return handle.createQuery("""
                        select event_id, type, received_at, detail from stripe_event
                        where tenant = :tenant and outcome = 'failed'
                        order by received_at desc, event_id limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("limit", limit)
                .map((row, context) -> new FailedEvent(
                        row.getString("event_id"),
                        row.getString("type"),
                        row.getObject("received_at", OffsetDateTime.class).toInstant(),
                        row.getString("detail")))
                .list();
    }

    private RowMapper<StripeIntegration> integration() {
        return (row, context) -> new StripeIntegration(
                new TenantId(row.getString("tenant")),
                row.getString("endpoint"),
                secrets(row),
                new StripeDefaults(StripeDefaults.PlanBy.of(row.getString("plan_by")), row.getBigDecimal("tax_rate")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    /** Where there are both, a process of the version before wrote the unsealed ones last. */
    private List<byte[]> secrets(ResultSet row) throws SQLException {
        String unsealed = row.getString("signing_secrets");
        return unsealed == null
                ? List.of((byte[][]) row.getArray("sealed_secrets").getArray())
                : json.read(unsealed, TEXTS).stream().map(vault::seal).toList();
    }
}
