package dev.keizoku.imports.job;

import dev.keizoku.imports.job.ImportJob.Counts;
import dev.keizoku.imports.job.ImportJob.Status;
import dev.keizoku.kernel.TenantId;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Where imports, their bytes and their rejected rows are kept. */
@Singleton
class ImportStore {

    private static final int CHUNK = 256 * 1024;
    private static final int CHUNKS_AT_ONCE = 8;

    static final RowMapper<ImportJob> JOB = (row, context) -> new ImportJob(
            new TenantId(row.getString("tenant")),
            row.getString("id"),
            row.getString("kind"),
            row.getBoolean("history"),
            Status.of(row.getString("status")),
            row.getString("mapping"),
            row.getString("media_type"),
            row.getBytes("digest"),
            new Counts(
                    row.getLong("rows_read"),
                    row.getLong("rows_accepted"),
                    row.getLong("rows_unchanged"),
                    row.getLong("rows_rejected")),
            row.getTimestamp("created_at").toInstant(),
            instant(row.getTimestamp("started_at")),
            instant(row.getTimestamp("finished_at")),
            row.getString("detail"));

    private final Jdbi requests;
    private final Jdbi bulk;

    ImportStore(Jdbi requests, @DataSource("bulk") Jdbi bulk) {
        this.requests = requests;
        this.bulk = bulk;
    }

    private static @Nullable Instant instant(java.sql.@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    /** Stores a job with its file, unless the tenant used the key already; then the job stored under it is the answer. */
    ImportJob create(ImportJob job, @Nullable String key, Path file) throws IOException {
        return bulk.<ImportJob, IOException>inTransaction(handle -> {
            if (key != null) {
                forgetOldKey(handle, job, key);
            }
            boolean stored = insert(handle, job, key);
            if (!stored) {
                return handle.createQuery("select * from import_job where tenant = :tenant and idempotency_key = :key")
                        .bind("tenant", job.tenant().value())
                        .bind("key", key)
                        .map(JOB)
                        .one();
            }
            writeChunks(handle, job, file);
            return job;
        });
    }

    private static void forgetOldKey(Handle handle, ImportJob job, String key) {
        handle.createUpdate("""
                        update import_job set idempotency_key = null
                        where tenant = :tenant and idempotency_key = :key
                            and stored_at < clock_timestamp() - interval '24 hours'
                        """)
                .bind("tenant", job.tenant().value())
                .bind("key", key)
                .execute();
    }

    private static boolean insert(Handle handle, ImportJob job, @Nullable String key) {
        return handle.createUpdate("""
                                insert into import_job (tenant, id, kind, history, status, mapping, media_type, digest,
                                    idempotency_key, created_at)
                                values (:tenant, :id, :kind, :history, :status, :mapping, :mediaType, :digest, :key,
                                    :createdAt)
                                on conflict (tenant, idempotency_key) do nothing
                                """)
                        .bind("tenant", job.tenant().value())
                        .bind("id", job.id())
                        .bind("kind", job.kind())
                        .bind("history", job.history())
                        .bind("status", job.status().wire())
                        .bind("mapping", job.mapping())
                        .bind("mediaType", job.mediaType())
                        .bind("digest", job.digest())
                        .bind("key", key)
                        .bind("createdAt", job.createdAt())
                        .execute()
                == 1;
    }

    private static void writeChunks(Handle handle, ImportJob job, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] chunk = in.readNBytes(CHUNK);
            int ordinal = 0;
            while (chunk.length > 0) {
                PreparedBatch batch = handle.prepareBatch("""
                        insert into import_chunk (tenant, import_id, ordinal, bytes)
                        values (:tenant, :id, :ordinal, :bytes)
                        """);
                for (int i = 0; i < CHUNKS_AT_ONCE && chunk.length > 0; i++) {
                    batch.bind("tenant", job.tenant().value())
                            .bind("id", job.id())
                            .bind("ordinal", ordinal++)
                            .bind("bytes", chunk)
                            .add();
                    chunk = in.readNBytes(CHUNK);
                }
                batch.execute();
            }
        }
    }

    Optional<ImportJob> find(TenantId tenant, String id) {
        return requests.withHandle(
                handle -> handle.createQuery("select * from import_job where tenant = :tenant and id = :id")
                        .bind("tenant", tenant.value())
                        .bind("id", id)
                        .map(JOB)
                        .findOne());
    }

    /** Rejected rows after a position, which is the ordinal of the last one seen. */
    List<Numbered> rejections(TenantId tenant, String id, long after, int limit) {
        return requests.withHandle(handle -> handle.createQuery("""
                        select ordinal, line, field, code, detail from import_rejection
                        where tenant = :tenant and import_id = :id and ordinal > :after
                        order by ordinal limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("id", id)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> new Numbered(
                        row.getLong("ordinal"),
                        new Rejection(
                                row.getLong("line"),
                                row.getString("field"),
                                row.getString("code"),
                                row.getString("detail"))))
                .list());
    }

    record Numbered(long ordinal, Rejection rejection) {}

    /** The file of a job as it was sent, read piece by piece. */
    InputStream content(ImportJob job) {
        return new Content(job);
    }

    private final class Content extends InputStream {

        private final ImportJob job;
        private int ordinal;
        private int position;
        private byte[] chunk = new byte[0];

        Content(ImportJob job) {
            this.job = job;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (position == chunk.length) {
                chunk = next();
                position = 0;
                ordinal++;
            }
            if (chunk.length == 0) {
                return -1;
            }
            int count = Math.min(length, chunk.length - position);
            System.arraycopy(chunk, position, target, offset, count);
            position += count;
            return count;
        }

        private byte[] next() throws IOException {
            try {
                return bulk.withHandle(handle -> handle.createQuery("""
                                select bytes from import_chunk
                                where tenant = :tenant and import_id = :id and ordinal = :ordinal
                                """)
                        .bind("tenant", job.tenant().value())
                        .bind("id", job.id())
                        .bind("ordinal", ordinal)
                        .mapTo(byte[].class)
                        .findOne()
                        .orElse(new byte[0]));
            } catch (RuntimeException unreadable) {
                throw new IOException(unreadable);
            }
        }
    }
}
