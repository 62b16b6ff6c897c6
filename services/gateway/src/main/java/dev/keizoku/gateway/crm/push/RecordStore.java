package dev.keizoku.gateway.crm.push;

import static dev.keizoku.gateway.crm.push.ConnectionStore.at;
import static dev.keizoku.gateway.crm.push.ConnectionStore.instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.gateway.crm.push.connector.Item;
import dev.keizoku.gateway.crm.push.connector.Outcome;
import dev.keizoku.kernel.TenantId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** What each CRM is to have, what it has, and what it said. */
@Singleton
class RecordStore {

    /** The records are of where the connection points now, and none that are yet to be forgotten. */
    private static final String OF_NOW = """
            not exists (select from crm_connection c where c.tenant = :tenant and c.connection_id = :connection
                and c.begins_again)
            """;

    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    RecordStore(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    /** A record as it is shown. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Shown(
            String accountId,
            @Nullable String key,
            ObjectNode properties,
            long changeSeq,
            String outcome,
            @Nullable String code,
            @Nullable String detail,
            @Nullable String crmId,
            int attempts,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant pushedAt,
            Instant outcomeAt) {}

    /** A record that is due. */
    record Due(String accountId, byte[] hash, int attempts, Item item) {}

    /** What is known of an account's record; whether the CRM took it once, or may have. */
    record Known(byte[] hash, byte @Nullable [] sentHash, boolean sent, boolean tried, String outcome) {}

    /** Writes down what changed; what the CRM has already, or has refused already, stays as it is. */
    void put(Handle handle, Connection connection, List<Payload> payloads, Instant now) {
        PreparedBatch batch = handle.prepareBatch("""
                insert into crm_record (tenant, connection_id, account_id, change_seq, record_key, properties, hash,
                    outcome, code, next_at, outcome_at)
                values (:tenant, :connection, :account, :seq, :key, cast(:properties as json), :hash,
                    case when :key is null or :deleted then 'skipped' else 'pending' end,
                    case when :key is null then 'no_key' when :deleted then 'not_scored' end, :now, :now)
                on conflict (tenant, connection_id, account_id) do update set change_seq = excluded.change_seq,
                    record_key = excluded.record_key, properties = excluded.properties, hash = excluded.hash,
                    outcome = case when excluded.record_key is null then 'skipped'
                        when crm_record.sent_hash = excluded.hash then 'pushed'
                        when :deleted and crm_record.sent_at is null and crm_record.attempts = 0 then 'skipped'
                        else 'pending' end,
                    code = case when excluded.record_key is null then 'no_key'
                        when :deleted and crm_record.sent_at is null and crm_record.attempts = 0 then 'not_scored' end,
                    detail = null, attempts = 0, next_at = excluded.next_at, outcome_at = excluded.outcome_at
                where crm_record.hash <> excluded.hash
                """);
        for (Payload payload : payloads) {
            batch.bind("tenant", connection.tenant().value())
                    .bind("connection", connection.id())
                    .bind("account", payload.accountId())
                    .bind("seq", payload.changeSeq())
                    .bind("key", payload.key())
                    .bind("properties", payload.properties().toString())
                    .bind("hash", payload.hash())
                    .bind("deleted", payload.deleted())
                    .bind("now", at(now))
                    .add();
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    /** The next that are due, in the order they changed. */
    List<Due> due(Connection connection, int limit, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from crm_record where tenant = :tenant and connection_id = :connection
                            and outcome = 'pending' and next_at <= :now
                        order by change_seq, account_id limit :limit
                        """)
                .bind("tenant", connection.tenant().value())
                .bind("connection", connection.id())
                .bind("now", at(now))
                .bind("limit", limit)
                .map((row, context) -> new Due(
                        row.getString("account_id"),
                        row.getBytes("hash"),
                        row.getInt("attempts"),
                        new Item(row.getString("record_key"), read(row.getString("properties")))))
                .list());
    }

    /** How many are due; it counts to this many. */
    int countDue(Connection connection, int most, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select count(*) from (
                            select from crm_record where tenant = :tenant and connection_id = :connection
                                and outcome = 'pending' and next_at <= :now limit :most
                        ) due
                        """)
                .bind("tenant", connection.tenant().value())
                .bind("connection", connection.id())
                .bind("now", at(now))
                .bind("most", most)
                .mapTo(Integer.class)
                .one());
    }

    /** From now on nobody knows what the CRM has, until it says so. */
    void sending(Handle handle, Connection connection, List<Due> records) {
        PreparedBatch batch = handle.prepareBatch("""
                update crm_record set sent_hash = null, attempts = attempts + 1
                where tenant = :tenant and connection_id = :connection and account_id = :account
                """);
        records.forEach(record -> bind(batch, connection, record).add());
        batch.execute();
    }

    /** Writes down what the CRM said of each. */
    void settle(
            Handle handle,
            Connection connection,
            List<Due> records,
            List<Outcome> outcomes,
            Instant next,
            Instant now) {
        PreparedBatch batch = handle.prepareBatch("""
                update crm_record set outcome = :outcome, code = :code, detail = :detail, outcome_at = :now,
                    next_at = :next, crm_id = coalesce(:id, crm_id),
                    sent_hash = case when :outcome = 'pushed' then hash end,
                    sent_at = case when :outcome = 'pushed' then :now else sent_at end
                where tenant = :tenant and connection_id = :connection and account_id = :account and hash = :hash
                """);
        for (int place = 0; place < records.size(); place++) {
            bind(batch, connection, records.get(place))
                    .bind("hash", records.get(place).hash())
                    .bind("now", at(now))
                    .bind("next", at(next));
            switch (outcomes.get(place)) {
                case Outcome.Accepted(var id) -> bind(batch, "pushed", null, null, id);
                case Outcome.Refused(var code, var detail) -> bind(batch, "failed", code, detail, null);
                case Outcome.Again(var code, var detail) -> bind(batch, "pending", code, detail, null);
                case Outcome.Unnamed() ->
                    bind(batch, "pending", "no_outcome", "The CRM did not say what became of it.", null);
            }
            batch.add();
        }
        batch.execute();
    }

    /** What is known of these accounts. */
    Map<String, Known> known(Connection connection, List<String> accounts) {
        Map<String, Known> known = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select account_id, hash, sent_hash, sent_at, attempts, outcome from crm_record
                        where tenant = :tenant and connection_id = :connection and account_id = any(:accounts) and %s
                        """.formatted(OF_NOW))
                .bind("tenant", connection.tenant().value())
                .bind("connection", connection.id())
                .bindArray("accounts", String.class, accounts)
                .map((row, context) -> Map.entry(
                        row.getString("account_id"),
                        new Known(
                                row.getBytes("hash"),
                                row.getBytes("sent_hash"),
                                row.getObject("sent_at") != null,
                                row.getObject("sent_at") != null || row.getInt("attempts") > 0,
                                row.getString("outcome"))))
                .forEach(entry -> known.put(entry.getKey(), entry.getValue())));
        return known;
    }

    /** By account, after one. */
    List<Shown> list(TenantId tenant, String connection, @Nullable String outcome, String after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from crm_record where tenant = :tenant and connection_id = :connection
                            and (cast(:outcome as text) is null or outcome = :outcome) and account_id > :after and %s
                        order by account_id limit :limit
                        """.formatted(OF_NOW))
                .bind("tenant", tenant.value())
                .bind("connection", connection)
                .bind("outcome", outcome)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> new Shown(
                        row.getString("account_id"),
                        row.getString("record_key"),
                        read(row.getString("properties")),
                        row.getLong("change_seq"),
                        row.getString("outcome"),
                        row.getString("code"),
                        row.getString("detail"),
                        row.getString("crm_id"),
                        row.getInt("attempts"),
                        row.getString("outcome").equals("pending") ? instant(row, "next_at") : null,
                        instant(row, "sent_at"),
                        row.getObject("outcome_at", OffsetDateTime.class).toInstant()))
                .list());
    }

    private static PreparedBatch bind(PreparedBatch batch, Connection connection, Due record) {
        return batch.bind("tenant", connection.tenant().value())
                .bind("connection", connection.id())
                .bind("account", record.accountId());
    }

    private static void bind(
            PreparedBatch batch, String outcome, @Nullable String code, @Nullable String detail, @Nullable String id) {
        batch.bind("outcome", outcome).bind("code", code).bind("detail", detail).bind("id", id);
    }

    private ObjectNode read(String json) {
        try {
            return mapper.readValue(json, ObjectNode.class);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException(damaged);
        }
    }
}
