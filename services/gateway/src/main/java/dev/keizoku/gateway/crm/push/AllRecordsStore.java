package dev.keizoku.gateway.crm.push;

import static dev.keizoku.gateway.crm.push.ConnectionStore.at;

import dev.keizoku.gateway.crm.push.TurnStore.Turn;
import dev.keizoku.gateway.turn.Batches;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/**
 * What is done to all records of a connection, however many there are: by whoever has the connection, some thousands at a
 * time. That it is to be done was written down before, so that another goes on with it.
 */
@Singleton
class AllRecordsStore {

    private static final String FORGET = """
            delete from crm_record where tenant = :tenant and connection_id = :connection and account_id = any(array(
                select account_id from crm_record where tenant = :tenant and connection_id = :connection
                order by account_id limit :most))
            """;

    private static final String RETRY = """
            update crm_record set outcome = 'pending', attempts = 0, next_at = :now, outcome_at = :now
            where tenant = :tenant and connection_id = :connection and account_id = any(array(
                select account_id from crm_record
                where tenant = :tenant and connection_id = :connection and outcome = 'failed'
                order by account_id limit :most))
            """;

    private final Jdbi bulk;
    private final TurnStore turns;

    AllRecordsStore(@DataSource("bulk") Jdbi bulk, TurnStore turns) {
        this.bulk = bulk;
        this.turns = turns;
    }

    /** What is to be done before anything is pushed. */
    void prepare(Turn turn, Instant now) {
        if (turn.beginsAgain()) {
            all(turn, handle -> of(handle, turn, FORGET));
            bulk.useHandle(handle -> TurnStore.begun(handle, turn));
        }
        if (turn.retriesFailed()) {
            all(turn, handle -> of(handle, turn, RETRY).bind("now", at(now)));
            bulk.useHandle(handle -> TurnStore.retried(handle, turn));
        }
    }

    /** With the connection. */
    void remove(Turn turn) {
        all(turn, handle -> of(handle, turn, FORGET));
        bulk.useHandle(
                handle -> of(handle, turn, """
                delete from crm_connection where tenant = :tenant and connection_id = :connection and fence = :fence
                """).bind("fence", turn.fence()).execute());
    }

    private void all(Turn turn, Function<Handle, Update> some) {
        Batches.repeat(bulk, handle -> {
            turns.hold(handle, turn);
            return some.apply(handle).bind("most", Batches.ROWS).execute();
        });
    }

    private static Update of(Handle handle, Turn turn, String sql) {
        return handle.createUpdate(sql)
                .bind("tenant", turn.connection().tenant().value())
                .bind("connection", turn.connection().id());
    }
}
