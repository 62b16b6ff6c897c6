package dev.keizoku.gateway.export.file;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes rows into parts of a file, each with the head and none larger than it may be, and each into pieces of one size. */
public final class Parts {

    /** The size of all pieces of a part but the last. */
    public static final int PIECE = 512 * 1024;

    private final Rows rows;
    private final long largest;
    private final boolean compressed;
    private final Keeper keeper;
    private final List<Part> finished = new ArrayList<>();
    private @Nullable Pieces pieces;
    private @Nullable OutputStream out;
    private long rowsInPart;
    private long bytesInPart;
    private long written;

    /** Who keeps the pieces. */
    public interface Keeper {
        void keep(int part, int piece, byte[] bytes);
    }

    /** A part that is finished; its size is that of what is kept. */
    public record Part(int number, long rows, long bytes) {}

    /**
     * Begins a file.
     *
     * @param largest how many bytes a part may have before it is compressed
     */
    public Parts(Rows rows, long largest, boolean compressed, Keeper keeper) {
        this.rows = rows;
        this.largest = largest;
        this.compressed = compressed;
        this.keeper = keeper;
    }

    public void write(byte[] json) throws IOException {
        byte[] row = rows.row(json);
        if (out != null && rowsInPart > 0 && bytesInPart + row.length > largest) {
            end();
        }
        OutputStream current = out == null ? begin() : out;
        current.write(row);
        rowsInPart++;
        bytesInPart += row.length;
        written += row.length;
    }

    /** How much was written, before it was compressed. */
    public long written() {
        return written;
    }

    /** Ends the file, which has one part at least. */
    public List<Part> finish() throws IOException {
        if (out != null || finished.isEmpty()) {
            if (out == null) {
                begin();
            }
            end();
        }
        return List.copyOf(finished);
    }

    private OutputStream begin() throws IOException {
        pieces = new Pieces(finished.size() + 1);
        out = compressed ? new GZIPOutputStream(pieces, 64 * 1024) : pieces;
        byte[] head = rows.head();
        out.write(head);
        bytesInPart = head.length;
        return out;
    }

    private void end() throws IOException {
        if (out != null && pieces != null) {
            out.close();
            finished.add(new Part(pieces.part, rowsInPart, pieces.total));
        }
        out = null;
        pieces = null;
        rowsInPart = 0;
        bytesInPart = 0;
    }

    /** Cuts what is written into pieces. */
    private final class Pieces extends OutputStream {

        private final int part;
        private final byte[] piece = new byte[PIECE];
        private int filled;
        private int given;
        private long total;

        Pieces(int part) {
            this.part = part;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            int at = from;
            int left = length;
            while (left > 0) {
                int fits = Math.min(left, PIECE - filled);
                System.arraycopy(bytes, at, piece, filled, fits);
                filled += fits;
                at += fits;
                left -= fits;
                if (filled == PIECE) {
                    give();
                }
            }
        }

        @Override
        public void close() {
            if (filled > 0) {
                give();
            }
        }

        private void give() {
            keeper.keep(part, given, Arrays.copyOf(piece, filled));
            given++;
            total += filled;
            filled = 0;
        }
    }
}
