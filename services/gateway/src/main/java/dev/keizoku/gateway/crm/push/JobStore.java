package dev.keizoku.gateway.crm.push;

import static dev.keizoku.gateway.crm.push.ConnectionStore.at;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.keizoku.gateway.crm.push.RecordStore.Due;
import dev.keizoku.gateway.crm.push.connector.Item;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The job a connection has at its CRM, and the records in it. */
@Singleton
class JobStore {

    private final Jdbi jdbi;

    JobStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** How far a job certainly is; what comes next may have happened, or not. */
    enum Stage {
        /** Nobody knows of one. */
        WANTED,
        /** There is one, without records. */
        OPEN,
        /** Its records are on the way, or there. */
        UPLOADING,
        /** The CRM works through it. */
        RELEASED
    }

    /**
     * A job.
     *
     * @param target where it was made; it says nothing of another place
     * @param looks how often it was asked about
     */
    record Job(Stage stage, @Nullable String id, String target, int looks) {}

    Optional<Job> find(Connection connection) {
        return jdbi.withHandle(handle -> of(handle.createQuery("""
                        select * from crm_job where tenant = :tenant and connection_id = :connection
                        """), connection)
                .map((row, context) -> new Job(
                        Stage.valueOf(row.getString("stage").toUpperCase(Locale.ROOT)),
                        row.getString("job_id"),
                        row.getString("target"),
                        row.getInt("looks")))
                .findOne());
    }

    void begin(Handle handle, Connection connection, String target, Instant now) {
        of(handle.createUpdate("""
                        insert into crm_job (tenant, connection_id, target, stage, started_at)
                        values (:tenant, :connection, :target, 'wanted', :now)
                        """), connection)
                .bind("target", target)
                .bind("now", at(now))
                .execute();
    }

    void opened(Handle handle, Connection connection, String job) {
        of(handle.createUpdate("""
                        update crm_job set stage = 'open', job_id = :job
                        where tenant = :tenant and connection_id = :connection
                        """), connection).bind("job", job).execute();
    }

    /** These are in it from now on, as they are now. */
    void uploading(Handle handle, Connection connection, List<Due> records) {
        stage(handle, connection, Stage.UPLOADING);
        PreparedBatch batch = handle.prepareBatch("""
                insert into crm_job_record (tenant, connection_id, account_id, record_key, hash, attempts)
                values (:tenant, :connection, :account, :key, :hash, :attempts)
                """);
        for (Due record : records) {
            batch.bind("tenant", connection.tenant().value())
                    .bind("connection", connection.id())
                    .bind("account", record.accountId())
                    .bind("key", record.item().key())
                    .bind("hash", record.hash())
                    .bind("attempts", record.attempts())
                    .add();
        }
        batch.execute();
    }

    void stage(Handle handle, Connection connection, Stage stage) {
        of(handle.createUpdate("""
                        update crm_job set stage = :stage where tenant = :tenant and connection_id = :connection
                        """), connection)
                .bind("stage", stage.name().toLowerCase(Locale.ROOT))
                .execute();
    }

    void looked(Handle handle, Connection connection) {
        of(handle.createUpdate("""
                        update crm_job set looks = looks + 1 where tenant = :tenant and connection_id = :connection
                        """), connection).execute();
    }

    /** The records that are in it, without their fields. */
    List<Due> records(Handle handle, Connection connection) {
        return of(handle.createQuery("""
                        select * from crm_job_record where tenant = :tenant and connection_id = :connection
                        """), connection)
                .map((row, context) -> new Due(
                        row.getString("account_id"),
                        row.getBytes("hash"),
                        row.getInt("attempts"),
                        new Item(row.getString("record_key"), JsonNodeFactory.instance.objectNode())))
                .list();
    }

    /** There is none any more. */
    void remove(Handle handle, Connection connection) {
        of(handle.createUpdate("""
                        delete from crm_job where tenant = :tenant and connection_id = :connection
                        """), connection).execute();
    }

    private static Query of(Query query, Connection connection) {
        return query.bind("tenant", connection.tenant().value()).bind("connection", connection.id());
    }

    private static Update of(Update update, Connection connection) {
        return update.bind("tenant", connection.tenant().value()).bind("connection", connection.id());
    }
}
