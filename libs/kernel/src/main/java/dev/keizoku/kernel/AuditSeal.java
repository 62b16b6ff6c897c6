package dev.keizoku.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * A block of a tenant's trail: its entries after one id up to another, and the hash of them and of the block before.
 *
 * @param number the first is 1
 */
record AuditSeal(long number, long afterId, long lastId, long entries, String hash, Instant sealedAt) {

    /** Before the first. */
    static final AuditSeal NONE = new AuditSeal(0, 0, 0, 0, "", Instant.EPOCH);

    static AuditSeal of(ResultSet row) throws SQLException {
        return new AuditSeal(
                row.getLong("number"),
                row.getLong("after_id"),
                row.getLong("last_id"),
                row.getLong("entries"),
                HexFormat.of().formatHex(row.getBytes("hash")),
                row.getObject("sealed_at", OffsetDateTime.class).toInstant());
    }

    /** An entry as it is hashed: what PostgreSQL writes of it, so that no reader's habits are in it. */
    record Entry(String tenant, long id, Instant at, String actor, String action, String detail) {

        static Entry of(ResultSet row) throws SQLException {
            return new Entry(
                    row.getString("tenant"),
                    row.getLong("id"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getString("actor"),
                    row.getString("action"),
                    row.getString("detail"));
        }
    }

    /** SHA-256 over the block before, the entries one after the other, and the block's bounds; texts with their length. */
    static final class Hash {

        private final MessageDigest digest = sha256();
        private long entries;

        Hash(String before) {
            add(before);
        }

        void add(Entry entry) {
            add(entry.id());
            add(ChronoUnit.MICROS.between(Instant.EPOCH, entry.at()));
            add(entry.tenant());
            add(entry.actor());
            add(entry.action());
            add(entry.detail());
            entries++;
        }

        long entries() {
            return entries;
        }

        /** The hash of the block, after its last entry. */
        String finish(long number, long afterId, long lastId) {
            add(number);
            add(afterId);
            add(lastId);
            add(entries);
            return HexFormat.of().formatHex(digest.digest());
        }

        private void add(long number) {
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        }

        private void add(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            add(bytes.length);
            digest.update(bytes);
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
