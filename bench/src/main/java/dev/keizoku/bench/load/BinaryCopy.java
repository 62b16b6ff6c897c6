package dev.keizoku.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Rows in PostgreSQL's binary COPY format, the fastest way in. */
public final class BinaryCopy {

    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final LocalDate EPOCH_DAY = LocalDate.of(2000, 1, 1);

    private final ByteArrayOutputStream bytes;
    private final DataOutputStream out;

    public BinaryCopy(int expectedBytes) {
        bytes = new ByteArrayOutputStream(expectedBytes);
        out = new DataOutputStream(bytes);
        write(() -> {
            out.write("PGCOPY\n\377\r\n\0".getBytes(ISO_8859_1));
            out.writeInt(0);
            out.writeInt(0);
        });
    }

    /** Starts a row of that many columns. */
    public BinaryCopy row(int columns) {
        return write(() -> out.writeShort(columns));
    }

    public BinaryCopy text(String value) {
        var encoded = value.getBytes(UTF_8);
        return write(() -> {
            out.writeInt(encoded.length);
            out.write(encoded);
        });
    }

    public BinaryCopy instant(Instant value) {
        return write(() -> {
            out.writeInt(Long.BYTES);
            out.writeLong(ChronoUnit.MICROS.between(EPOCH, value));
        });
    }

    public BinaryCopy day(LocalDate value) {
        return write(() -> {
            out.writeInt(Integer.BYTES);
            out.writeInt((int) ChronoUnit.DAYS.between(EPOCH_DAY, value));
        });
    }

    public BinaryCopy integer(int value) {
        return write(() -> {
            out.writeInt(Integer.BYTES);
            out.writeInt(value);
        });
    }

    public BinaryCopy bigint(long value) {
        return write(() -> {
            out.writeInt(Long.BYTES);
            out.writeLong(value);
        });
    }

    /** Ends the copy. */
    public byte[] finish() {
        write(() -> out.writeShort(-1));
        return bytes.toByteArray();
    }

    private interface Write {
        void run() throws IOException;
    }

    private BinaryCopy write(Write write) {
        try {
            write.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
