package dev.keizoku.imports;

import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.TenantRecord;
import java.time.ZoneId;
import org.jdbi.v3.core.Jdbi;

/**
 * What holds for every row of an import.
 *
 * @param settings the tenant's settings
 * @param history whether rows count as known at their own time
 * @param createMissing whether what a row refers to and is not there is to be made (accounts and plans of a subscription)
 * @param jdbi the database the import's progress is kept through; only this one shares the chunk's transaction
 */
public record ImportContext(TenantRecord settings, boolean history, boolean createMissing, Jdbi jdbi) {

    public TenantId tenant() {
        return settings.tenant();
    }

    public ZoneId zone() {
        return settings.zone();
    }
}
