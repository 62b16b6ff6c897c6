package dev.keizoku.kernel;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/** The two ways to the service's database: short requests, and streams, imports and nights with limits of their own. */
@Singleton
final class Databases {

    @Produces
    @Singleton
    Jdbi requests(AgroalDataSource source) {
        return of(source);
    }

    @Produces
    @Singleton
    @DataSource("bulk")
    Jdbi bulk(@DataSource("bulk") AgroalDataSource source) {
        return of(source);
    }

    /** What fails does not say with which values, which are the callers'. */
    private static Jdbi of(AgroalDataSource source) {
        Jdbi jdbi = Jdbi.create(source);
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
        return jdbi;
    }
}
