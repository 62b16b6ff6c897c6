package dev.keizoku.imports.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.imports.ImportContext;
import dev.keizoku.imports.ImportKind;
import dev.keizoku.imports.decode.Records;
import dev.keizoku.imports.decode.UnreadableFile;
import dev.keizoku.imports.job.ImportJob.Claim;
import dev.keizoku.imports.job.ImportJob.Status;
import dev.keizoku.imports.mapping.ImportMapping;
import dev.keizoku.imports.mapping.MappingCheck;
import dev.keizoku.imports.mapping.RowMapping;
import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.kernel.Tenants;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Works one claimed job through, from where it stopped last. */
@Singleton
class ImportRun {

    private static final Logger LOG = Logger.getLogger(ImportRun.class);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int MAX_ATTEMPTS = 60;

    private final List<ImportKind> kinds;
    private final ImportStore store;
    private final ProgressStore progress;
    private final ChunkTransaction transaction;
    private final Tenants tenants;
    private final ObjectMapper mapper;
    private final ImportConfig config;
    private final Clock clock;

    ImportRun(
            @All List<ImportKind> kinds,
            ImportStore store,
            ProgressStore progress,
            ChunkTransaction transaction,
            Tenants tenants,
            ObjectMapper mapper,
            ImportConfig config,
            Clock clock) {
        this.kinds = kinds;
        this.store = store;
        this.progress = progress;
        this.transaction = transaction;
        this.tenants = tenants;
        this.mapper = mapper;
        this.config = config;
        this.clock = clock;
    }

    /** Goes on until the file ends, the job is lost to another worker, or the process stops. */
    void work(Claim claim, BooleanSupplier running) {
        try {
            if (claim.attempts() > MAX_ATTEMPTS) {
                finish(claim, Status.FAILED, "Given up after " + MAX_ATTEMPTS + " attempts that came no further.");
                return;
            }
            Optional<ImportKind> kind = kinds.stream()
                    .filter(known -> known.name().equals(claim.job().kind()))
                    .findFirst();
            if (kind.isEmpty()) {
                finish(claim, Status.FAILED, "This kind of row is no longer imported.");
                return;
            }
            read(claim, kind.get(), running);
        } catch (ProgressStore.LostLease lost) {
            LOG.infof("import %s went on elsewhere", claim.job().id());
        } catch (UnreadableFile unreadable) {
            finish(claim, Status.FAILED, unreadable.getMessage());
        } catch (IOException | RuntimeException failure) {
            LOG.warnf(failure, "import %s will be tried again", claim.job().id());
            progress.postpone(claim, SOON);
        }
    }

    private void read(Claim claim, ImportKind kind, BooleanSupplier running) throws IOException {
        ImportJob job = claim.job();
        TenantRecord settings = tenants.get(job.tenant());
        ImportMapping mapping = mapping(job);
        MappingCheck check = new MappingCheck(mapping);
        RowMapping rows = check.rows(settings.zone());
        boolean createMissing = Boolean.TRUE.equals(mapping.createMissing());
        try (InputStream in = store.content(job)) {
            Records records = Records.open(in, check.format(job.mediaType()), rows.columns(), mapper);
            skip(records, job.counts().read());
            UnreadableFile broken = null;
            while (broken == null && records.hasNext()) {
                if (!running.getAsBoolean()) {
                    progress.postpone(claim, Duration.ZERO);
                    return;
                }
                List<RowMapping.Mapped> chunk = new ArrayList<>(config.rowsPerTransaction());
                broken = fill(chunk, records, rows);
                // Asked for here, so that a kind that asks again meets the cache and not a second database connection.
                TenantRecord current = tenants.get(job.tenant());
                transaction.apply(
                        claim, kind, new ImportContext(current, job.history(), createMissing, progress.jdbi()), chunk);
            }
            ImportContext last =
                    new ImportContext(tenants.get(job.tenant()), job.history(), createMissing, progress.jdbi());
            while (transaction.finish(claim, kind, last)) {
                if (!running.getAsBoolean()) {
                    progress.postpone(claim, Duration.ZERO);
                    return;
                }
            }
            if (broken != null) {
                throw broken;
            }
            finish(claim, Status.DONE, null);
        }
    }

    /** Takes the next rows; what stands before the place where a file breaks is still taken. */
    private @Nullable UnreadableFile fill(List<RowMapping.Mapped> chunk, Records records, RowMapping rows) {
        try {
            while (chunk.size() < config.rowsPerTransaction() && records.hasNext()) {
                chunk.add(rows.apply(records.next()));
            }
            return null;
        } catch (UnreadableFile broken) {
            return broken;
        }
    }

    private static void skip(Records records, long count) {
        for (long i = 0; i < count && records.hasNext(); i++) {
            records.next();
        }
    }

    private ImportMapping mapping(ImportJob job) {
        try {
            return mapper.readValue(job.mapping(), ImportMapping.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private void finish(Claim claim, Status status, @Nullable String detail) {
        progress.finish(claim, status, detail, clock.instant());
        LOG.infof("import %s of %s is %s", claim.job().id(), claim.job().kind(), status.wire());
    }
}
