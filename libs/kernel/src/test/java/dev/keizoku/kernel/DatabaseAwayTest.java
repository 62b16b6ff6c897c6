package dev.keizoku.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAwayTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"08006", "53100", "53200", "57P01", "57P03", "57014", "58000", "58030", "55P03", "40001", "40P01"
            })
    void connectionsFullAndBrokenDisksTimeOutsAndShutdownsPass(String state) {
        assertThat(DatabaseAway.in(new IllegalStateException(new SQLException("broken", state))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42601", "22P02", "58P01"})
    void whatAStatementDidWrongDoesNotPass(String state) {
        assertThat(DatabaseAway.in(new IllegalStateException(new SQLException("wrong", state))))
                .isFalse();
    }

    @Test
    void aCommitThatLostItsConnectionPasses() {
        XAException resource = new XAException(XAException.XAER_RMFAIL);
        resource.initCause(new SQLException("An I/O error occurred while sending to the backend.", "08006"));
        RollbackException commit = new RollbackException("Could not commit transaction.");
        commit.addSuppressed(resource);

        assertThat(DatabaseAway.in(new IllegalStateException(commit))).isTrue();
    }

    @Test
    void aCommitThatWasRefusedDoesNotPass() {
        assertThat(DatabaseAway.in(new IllegalStateException(new RollbackException("Marked for rollback."))))
                .isFalse();
    }
}
