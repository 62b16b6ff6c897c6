package dev.keizoku.usage.ingest;

import dev.keizoku.usage.event.EventHash;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Finds out what would become of events by storing them and taking that back, so that it cannot judge differently. */
@Singleton
final class DryRun {

    private final AgroalDataSource source;

    DryRun(AgroalDataSource source) {
        this.source = source;
    }

    /** Gives every event the outcome it would have. */
    void judge(List<StagedEvent> events) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                new EventStore(new EventHash()).write(connection, events, Claiming.CAREFUL);
            } finally {
                connection.rollback();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("The events could not be judged.", failure);
        }
    }
}
