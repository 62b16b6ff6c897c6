package dev.keizoku.imports.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.imports.ImportKind;
import dev.keizoku.imports.job.ImportJob.Counts;
import dev.keizoku.imports.job.ImportJob.Status;
import dev.keizoku.imports.mapping.ImportMapping;
import dev.keizoku.imports.mapping.MappingCheck;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.JsonBodyReader;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.kernel.Tenants;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes files to be imported and says how far they have come. */
@Singleton
class Imports {

    private final Map<String, ImportKind> kinds = new TreeMap<>();
    private final ImportStore store;
    private final ImportWorkers workers;
    private final ImportConfig config;
    private final Tenants tenants;
    private final JsonBodyReader json;
    private final ObjectMapper mapper;
    private final Clock clock;

    Imports(
            @All List<ImportKind> kinds,
            ImportStore store,
            ImportWorkers workers,
            ImportConfig config,
            Tenants tenants,
            JsonBodyReader json,
            ObjectMapper mapper,
            Clock clock) {
        kinds.forEach(kind -> this.kinds.put(kind.name(), kind));
        this.store = store;
        this.workers = workers;
        this.config = config;
        this.tenants = tenants;
        this.json = json;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** What a caller sends. */
    record Upload(
            ImportKind kind,
            boolean history,
            @Nullable String key,
            byte[] mapping,
            Path file,
            @Nullable String mediaType) {}

    Optional<ImportKind> kind(String name) {
        return Optional.ofNullable(kinds.get(name));
    }

    List<String> kindNames() {
        return List.copyOf(kinds.keySet());
    }

    /**
     * Stores a file to be worked through in the background.
     *
     * @throws ProblemException 400 for a mapping that makes no sense, 422 for a key that came with another request before
     */
    ImportJob take(TenantId tenant, Upload upload) throws IOException {
        TenantRecord settings = tenants.get(tenant);
        String mapping = check(settings, upload);
        ImportJob job = new ImportJob(
                tenant,
                config.idPrefix() + UUID.randomUUID().toString().replace("-", ""),
                upload.kind().name(),
                upload.history(),
                Status.QUEUED,
                mapping,
                upload.mediaType(),
                digest(upload, mapping),
                new Counts(0, 0, 0, 0),
                clock.instant(),
                null,
                null,
                null);
        ImportJob stored = store.create(job, upload.key(), upload.file());
        if (!MessageDigest.isEqual(stored.digest(), job.digest())) {
            throw new ProblemException(
                    CommonProblem.UNPROCESSABLE, "This Idempotency-Key came with another request before.");
        }
        workers.wake();
        return stored;
    }

    private String check(TenantRecord settings, Upload upload) throws IOException {
        ImportMapping mapping = upload.mapping().length == 0
                ? ImportMapping.NONE
                : json.read(upload.mapping(), mapper.constructType(ImportMapping.class));
        MappingCheck check = new MappingCheck(mapping);
        check.format(upload.mediaType());
        check.rows(settings.zone());
        if (!check.errors().isEmpty()) {
            throw ProblemException.ofFields(check.errors());
        }
        return mapper.writeValueAsString(mapping);
    }

    private static byte[] digest(Upload upload, String mapping) throws IOException {
        try (InputStream in = Files.newInputStream(upload.file())) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String head =
                    upload.kind().name() + "\n" + upload.history() + "\n" + upload.mediaType() + "\n" + mapping + "\n";
            digest.update(head.getBytes(StandardCharsets.UTF_8));
            byte[] buffer = new byte[64 * 1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Optional<ImportJob> find(TenantId tenant, String id) {
        return store.find(tenant, id);
    }

    List<ImportStore.Numbered> rejections(ImportJob job, long after, int limit) {
        return store.rejections(job.tenant(), job.id(), after, limit);
    }
}
