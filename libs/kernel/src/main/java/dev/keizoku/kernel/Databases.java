package dev.keizoku.kernel;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;

/** The two ways to the service's database: short requests, and streams, imports and nights with limits of their own. */
@Singleton
final class Databases {

    @Produces
    @Singleton
    Jdbi requests(AgroalDataSource source) {
        return Jdbi.create(source);
    }

    @Produces
    @Singleton
    @DataSource("bulk")
    Jdbi bulk(@DataSource("bulk") AgroalDataSource source) {
        return Jdbi.create(source);
    }
}
