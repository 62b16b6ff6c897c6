package dev.keizoku.usage.event;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Keeps the part of a stream that is being looked at, so that what is refused can be shown as it came. */
final class RecentBytes extends FilterInputStream {

    private static final int MOST = 512 * 1024;

    private byte[] kept = new byte[8192];
    private long base;
    private int from;
    private int to;

    RecentBytes(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        if (read > 0) {
            keep(target, offset, read);
        }
        return read;
    }

    /** Says that nobody will ask for what came before. */
    void forgetBefore(long position) {
        int drop = (int) Math.clamp(position - base, 0, to - from);
        from += drop;
        base += drop;
    }

    /** What came between two positions, cut to what is kept for inspection; null when it is not known any more. */
    @Nullable String text(long start, long end) {
        if (start < base || end <= start || start - base >= to - from) {
            return null;
        }
        int first = from + (int) (start - base);
        int last = (int) Math.min(to, Math.min(first + (end - start), first + Decoded.Refused.MOST_ITEM));
        return new String(kept, first, last - first, StandardCharsets.UTF_8);
    }

    private void keep(byte[] source, int offset, int length) {
        if (to + length > kept.length) {
            makeRoom(length);
        }
        System.arraycopy(source, offset, kept, to, length);
        to += length;
    }

    private void makeRoom(int length) {
        int held = to - from;
        if (held + length > MOST) {
            // One event that long is refused anyway, and its beginning is all that is shown.
            int cut = held + length - MOST;
            from += Math.min(cut, held);
            base += cut;
            held = to - from;
        }
        byte[] target =
                held + length > kept.length / 2 ? Arrays.copyOf(kept, Math.max(kept.length * 2, held + length)) : kept;
        System.arraycopy(kept, from, target, 0, held);
        kept = target;
        from = 0;
        to = held;
    }
}
