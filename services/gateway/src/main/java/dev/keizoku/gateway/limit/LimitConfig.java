package dev.keizoku.gateway.limit;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** What a tenant may ask for in a minute unless the operator says otherwise, and how the replicas share it. */
@ConfigMapping(prefix = "keizoku.limits")
public interface LimitConfig {

    /** Requests that bring events, whatever number of them each brings. */
    long ingestion();

    long reads();

    long writes();

    long exports();

    /** What a single key may take of its tenant's limit. */
    int keyPercent();

    /** What a replica gives out of a limit by itself while the database does not answer. */
    int awayPercent();

    /** How long a request waits for the database to count it. */
    Duration patience();

    /** How long a limit is believed before it is looked up again. */
    Duration remembered();

    /** Wrong credentials that one address may show in a minute. */
    long failedAttempts();

    /** The tenant's limit where none was set for it. */
    default long ofTenant(LimitClass kind) {
        return switch (kind) {
            case INGESTION -> ingestion();
            case READS -> reads();
            case WRITES -> writes();
            case EXPORTS -> exports();
        };
    }
}
