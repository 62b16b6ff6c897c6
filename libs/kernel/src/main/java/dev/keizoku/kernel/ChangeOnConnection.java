package dev.keizoku.kernel;

import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.arc.Arc;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Tells a connection on whose behalf it is used, so that the tables can keep the trail of what is changed. Whoever gets
 * the connection next is told for anew, or nobody is. What is told within a transaction ends with it, for a rollback
 * would bring back what was told before.
 */
@Singleton
final class ChangeOnConnection implements AgroalPoolInterceptor {

    private final Change change;
    private final Set<Connection> told = Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

    ChangeOnConnection(Change change) {
        this.change = change;
    }

    @Override
    public void onConnectionAcquire(Connection connection) {
        String by = Arc.container().requestContext().isActive() ? change.told() : "";
        if (by.isEmpty() && !told.contains(connection)) {
            return;
        }
        boolean untilItsEnd;
        try (PreparedStatement tell = connection.prepareStatement("select set_config('keizoku.change', ?, ?)")) {
            untilItsEnd = !connection.getAutoCommit();
            tell.setString(1, by);
            tell.setBoolean(2, untilItsEnd);
            tell.execute();
        } catch (SQLException broken) {
            throw new IllegalStateException("The connection cannot be told who changes something.", broken);
        }
        if (untilItsEnd) {
            return;
        }
        if (by.isEmpty()) {
            told.remove(connection);
        } else {
            told.add(connection);
        }
    }
}
