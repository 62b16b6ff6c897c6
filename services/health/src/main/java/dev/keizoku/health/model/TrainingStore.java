package dev.keizoku.health.model;

import dev.keizoku.kernel.TenantId;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Trainings of all tenants: those that wait, the one somebody works on, and what they came to. */
@ApplicationScoped
class TrainingStore {

    private static final int MOST_ATTEMPTS = 10;

    private final Jdbi bulk;
    private final ModelConfig config;

    TrainingStore(@DataSource("bulk") Jdbi bulk, ModelConfig config) {
        this.bulk = bulk;
        this.config = config;
    }

    /** A training that is not over. */
    record Open(String status, Instant askedAt, String askedBy) {}

    /** A training somebody works on; the fence tells this holder from those before. */
    record Claim(TenantId tenant, UUID training, int fence, boolean rebuild) {}

    /**
     * What a training came to.
     *
     * @param model null unless it may speak
     */
    record Done(
            Instant finishedAt,
            String askedBy,
            String decision,
            String card,
            @Nullable String model) {}

    /** Asks for a training; one that is waiting already is the one. */
    void ask(TenantId tenant, String by, boolean rebuild, Instant now) {
        bulk.useHandle(handle -> handle.createUpdate("""
                insert into churn_training (tenant, training_id, status, asked_by, asked_at, rebuild, lease_until, fence)
                values (:tenant, :training, 'queued', :by, :now, :rebuild, '-infinity', 0)
                on conflict (tenant) where status in ('queued', 'running')
                do update set rebuild = churn_training.rebuild
                    or (excluded.rebuild and churn_training.status = 'queued')
                """)
                .bind("tenant", tenant.value())
                .bind("training", UUID.randomUUID())
                .bind("by", by)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("rebuild", rebuild)
                .execute());
    }

    /** Takes the oldest training nobody works on. */
    Optional<Claim> claim() {
        return bulk.inTransaction(handle -> handle.createQuery("""
                with next as materialized (
                    select tenant, training_id from churn_training
                    where status in ('queued', 'running') and lease_until < now()
                    order by asked_at limit 1 for update skip locked
                )
                update churn_training t set status = 'running', fence = t.fence + 1,
                    lease_until = now() + make_interval(secs => :lease)
                from next
                where t.tenant = next.tenant and t.training_id = next.training_id
                returning t.tenant, t.training_id, t.fence, t.rebuild
                """)
                .bind("lease", config.lease().toMillis() / 1000.0)
                .map((row, context) -> new Claim(
                        new TenantId(row.getString("tenant")),
                        row.getObject("training_id", UUID.class),
                        row.getInt("fence"),
                        row.getBoolean("rebuild")))
                .findOne());
    }

    /** Ends a training, unless somebody else has taken it over. */
    void finish(Claim claim, String decision, String card, @Nullable String model, Instant now) {
        bulk.useHandle(handle -> handle.createUpdate("""
                update churn_training set status = 'done', finished_at = :now, decision = :decision,
                    card = cast(:card as jsonb), model = cast(:model as jsonb)
                where tenant = :tenant and training_id = :training and fence = :fence and status = 'running'
                """)
                .bind("tenant", claim.tenant().value())
                .bind("training", claim.training())
                .bind("fence", claim.fence())
                .bind("decision", decision)
                .bind("card", card)
                .bind("model", model)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute());
    }

    /** Leaves a training to be tried again, or as failed when it was tried often enough. */
    void postpone(Claim claim) {
        bulk.useHandle(handle -> handle.createUpdate("""
                update churn_training set lease_until = now() + make_interval(secs => :wait),
                    status = case when fence < :most then 'queued' else 'failed' end
                where tenant = :tenant and training_id = :training and fence = :fence and status = 'running'
                """)
                .bind("tenant", claim.tenant().value())
                .bind("training", claim.training())
                .bind("fence", claim.fence())
                .bind("most", MOST_ATTEMPTS)
                .bind("wait", config.retry().toMillis() / 1000.0)
                .execute());
    }

    Optional<Open> open(TenantId tenant) {
        return bulk.withHandle(handle -> handle.createQuery("""
                select status, asked_at, asked_by from churn_training
                where tenant = :tenant and status in ('queued', 'running')
                """)
                .bind("tenant", tenant.value())
                .map((row, context) -> new Open(
                        row.getString("status"),
                        row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                        row.getString("asked_by")))
                .findOne());
    }

    /** The latest one, whatever it came to: a model is never older than the latest look at it. */
    Optional<Done> latest(TenantId tenant) {
        return bulk.withHandle(handle -> handle.createQuery("""
                select finished_at, asked_by, decision, card, model from churn_training
                where tenant = :tenant and status = 'done' order by finished_at desc limit 1
                """)
                .bind("tenant", tenant.value())
                .map((row, context) -> new Done(
                        row.getObject("finished_at", OffsetDateTime.class).toInstant(),
                        row.getString("asked_by"),
                        row.getString("decision").toLowerCase(Locale.ROOT),
                        row.getString("card"),
                        row.getString("model")))
                .findOne());
    }

    /** When each tenant's latest training was asked for. */
    Map<TenantId, Instant> lastAsked() {
        Map<TenantId, Instant> asked = new HashMap<>();
        bulk.useHandle(handle -> handle.createQuery(
                        "select tenant, max(asked_at) as asked_at from churn_training group by tenant")
                .map((row, context) -> asked.put(
                        new TenantId(row.getString("tenant")),
                        row.getObject("asked_at", OffsetDateTime.class).toInstant()))
                .forEach(before -> {}));
        return asked;
    }
}
