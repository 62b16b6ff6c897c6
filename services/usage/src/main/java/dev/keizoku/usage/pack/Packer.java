package dev.keizoku.usage.pack;

import dev.keizoku.kernel.TableStatistics;
import dev.keizoku.usage.pack.PackStore.Key;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Packs the days that are over, and again what was changed since.
 *
 * <p>Before days are packed, writers are told to make packs of them stale ({@link PackMarks}), and everybody who may not
 * have heard of it is waited for. From then on a pack is true or stale, whoever writes what and whenever: its row is
 * locked while its rollups are read, so a writer either comes before and is read, or after and makes it stale. Any number
 * of replicas may do this at a time.
 */
@Singleton
public class Packer {

    private static final Logger LOG = Logger.getLogger(Packer.class);

    /** Yesterday is not over everywhere, and is written to still. */
    private static final int DAYS_LEFT = 1;

    /** Accounts of a transaction: late writers to these wait for it. */
    private static final int ACCOUNTS = 500;

    private final Jdbi bulk;
    private final Clock clock;

    Packer(@DataSource("bulk") Jdbi bulk, Clock clock) {
        this.bulk = bulk;
        this.clock = clock;
    }

    @Scheduled(every = "${keizoku.packs.every}", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void round() {
        for (int tenant : bulk.withHandle(PackState::tenants)) {
            try {
                pack(tenant);
            } catch (JdbiException | SQLException failure) {
                LOG.warnf(failure, "The days of tenant number %d could not be packed this time.", tenant);
            }
        }
    }

    /** Goes as far as it can; true when nothing of the tenant's is left to be packed. */
    boolean pack(int tenant) throws SQLException {
        LocalDate target = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(DAYS_LEFT);
        PackState state = state(tenant);
        if (state == null) {
            return true;
        }
        if (state.markedTo().isBefore(target)) {
            bulk.useTransaction(handle -> PackState.mark(handle, tenant, target));
        }
        bulk.useTransaction(handle -> PackState.settle(handle, tenant));
        TableStatistics.refresh(bulk, String.valueOf(tenant));
        repair(tenant, state.packedTo());
        PackState marked = state(tenant);
        if (marked == null || !marked.packedTo().isBefore(marked.markedTo())) {
            return true;
        }
        if (!marked.settled()) {
            return false;
        }
        for (Block block : Block.between(marked.packedTo(), marked.markedTo()).toList()) {
            extend(tenant, block, marked);
        }
        return true;
    }

    private @Nullable PackState state(int tenant) {
        return bulk.inTransaction(handle -> PackState.of(handle, tenant)).orElse(null);
    }

    /** Packs a block of whoever was there since the last time. */
    private void extend(int tenant, Block block, PackState state) throws SQLException {
        LocalDate since = block.from().isAfter(state.packedTo()) ? block.from() : state.packedTo();
        LocalDate to = block.to().isBefore(state.markedTo()) ? block.to() : state.markedTo();
        String after = "";
        List<String> accounts;
        do {
            String last = after;
            accounts = bulk.inTransaction(handle -> {
                List<String> found = PackStore.active(handle, tenant, last, since, to, ACCOUNTS);
                if (!found.isEmpty()) {
                    PackStore.pack(
                            handle,
                            tenant,
                            found.stream()
                                    .map(account -> new Key(account, block))
                                    .toList(),
                            to);
                }
                TableStatistics.report(handle);
                return found;
            });
            TableStatistics.refresh(bulk, String.valueOf(tenant));
            after = accounts.isEmpty() ? after : accounts.getLast();
        } while (accounts.size() == ACCOUNTS);
        bulk.useTransaction(handle -> PackState.packed(handle, tenant, to));
    }

    private void repair(int tenant, LocalDate packedTo) throws SQLException {
        int repaired;
        do {
            repaired = bulk.inTransaction(handle -> {
                List<Key> keys = PackStore.stale(handle, tenant, packedTo, ACCOUNTS);
                if (!keys.isEmpty()) {
                    PackStore.pack(handle, tenant, keys, packedTo);
                }
                return keys.size();
            });
        } while (repaired == ACCOUNTS);
    }
}
