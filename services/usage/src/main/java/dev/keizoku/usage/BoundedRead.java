package dev.keizoku.usage;

import dev.keizoku.kernel.ProblemException;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;

/** A read of events, of which there may be more than a request has time for. */
public final class BoundedRead {

    private static final String CANCELLED = "57014";

    private BoundedRead() {}

    /**
     * What the reading gives.
     *
     * @throws ProblemException 422 when the database broke it off for taking too long
     */
    public static <T> T of(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (JdbiException failure) {
            if (failure.getCause() instanceof SQLException cause && CANCELLED.equals(cause.getSQLState())) {
                throw new ProblemException(
                        UsageProblem.QUERY_TOO_LARGE,
                        "The events could not be read in time. Ask for fewer days or for one account.");
            }
            throw failure;
        }
    }
}
