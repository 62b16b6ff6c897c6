package dev.keizoku.health.model;

import dev.keizoku.kernel.TenantId;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The lists of probabilities, one a tenant. */
@ApplicationScoped
class ListingStore {

    private final Jdbi jdbi;
    private final Jdbi bulk;

    ListingStore(Jdbi jdbi, @DataSource("bulk") Jdbi bulk) {
        this.jdbi = jdbi;
        this.bulk = bulk;
    }

    /** A list that has to be written: the latest model is active, and it or the scores are newer than the list. */
    record Due(TenantId tenant, Instant trainedAt, long runNo) {}

    /** What a list is of. */
    record Head(Instant trainedAt, @Nullable LocalDate day, Instant listedAt) {}

    /** An account with its probability. */
    record Listed(
            String accountId,
            LocalDate day,
            @Nullable String name,
            @Nullable String owner,
            BigDecimal churnProbability,
            @Nullable BigDecimal score,
            String band) {}

    /** Where a page ended. */
    record Position(BigDecimal churnProbability, String account) {}

    List<Due> due() {
        return bulk.withHandle(handle -> handle.createQuery("""
                select t.tenant, t.finished_at, coalesce(r.run_no, 0) as run_no
                from (select distinct on (tenant) tenant, finished_at, decision from churn_training
                    where status = 'done' order by tenant, finished_at desc) t
                left join lateral (select run_no from score_run where tenant = t.tenant and status = 'done'
                    order by run_no desc limit 1) r on true
                left join churn_list l on l.tenant = t.tenant
                where t.decision = 'active'
                    and (l.trained_at, l.run_no) is distinct from (t.finished_at, coalesce(r.run_no, 0))
                order by t.tenant
                """)
                .map((row, context) -> new Due(
                        new TenantId(row.getString("tenant")),
                        row.getObject("finished_at", OffsetDateTime.class).toInstant(),
                        row.getLong("run_no")))
                .list());
    }

    /** Takes the list for writing and empties it; false when somebody else writes it. */
    boolean take(Handle handle, TenantId tenant) {
        handle.createUpdate("insert into churn_list (tenant) values (:tenant) on conflict do nothing")
                .bind("tenant", tenant.value())
                .execute();
        boolean taken = handle.createQuery("select true from churn_list where tenant = :tenant for update skip locked")
                .bind("tenant", tenant.value())
                .mapTo(Boolean.class)
                .findOne()
                .isPresent();
        if (taken) {
            handle.createUpdate("delete from churn_probability where tenant = :tenant")
                    .bind("tenant", tenant.value())
                    .execute();
        }
        return taken;
    }

    void add(Handle handle, TenantId tenant, List<Listed> rows) {
        if (rows.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into churn_probability (tenant, account_id, day, name, owner, churn_probability, score, band)
                values (:tenant, :account, :day, :name, :owner, :probability, :score, :band)
                """);
        for (Listed row : rows) {
            batch.bind("tenant", tenant.value())
                    .bind("account", row.accountId())
                    .bind("day", row.day())
                    .bind("name", row.name())
                    .bind("owner", row.owner())
                    .bind("probability", row.churnProbability())
                    .bind("score", row.score())
                    .bind("band", row.band())
                    .add();
        }
        batch.execute();
    }

    void written(Handle handle, Due due, @Nullable LocalDate day, Instant now) {
        handle.createUpdate("""
                update churn_list set trained_at = :trained, run_no = :run, day = :day, listed_at = :now
                where tenant = :tenant
                """)
                .bind("tenant", due.tenant().value())
                .bind("trained", due.trainedAt().atOffset(ZoneOffset.UTC))
                .bind("run", due.runNo())
                .bind("day", day)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    Optional<Head> head(TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from churn_list where tenant = :tenant and listed_at is not null")
                .bind("tenant", tenant.value())
                .map((row, context) -> new Head(
                        row.getObject("trained_at", OffsetDateTime.class).toInstant(),
                        row.getObject("day", LocalDate.class),
                        row.getObject("listed_at", OffsetDateTime.class).toInstant()))
                .findOne());
    }

    /** The likeliest to leave first; of some owners, or of all. */
    List<Listed> list(TenantId tenant, List<String> owners, @Nullable Position after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select * from churn_probability
                where tenant = :tenant and (cardinality(cast(:owners as text[])) = 0 or owner = any(:owners))
                    and (cast(:account as text) is null or churn_probability < :probability
                        or churn_probability = :probability and account_id > :account)
                order by churn_probability desc, account_id limit :limit
                """)
                .bind("tenant", tenant.value())
                .bindArray("owners", String.class, owners)
                .bind("account", after == null ? null : after.account())
                .bind("probability", after == null ? BigDecimal.ZERO : after.churnProbability())
                .bind("limit", limit)
                .map((row, context) -> new Listed(
                        row.getString("account_id"),
                        row.getObject("day", LocalDate.class),
                        row.getString("name"),
                        row.getString("owner"),
                        row.getBigDecimal("churn_probability"),
                        row.getBigDecimal("score"),
                        row.getString("band")))
                .list());
    }
}
