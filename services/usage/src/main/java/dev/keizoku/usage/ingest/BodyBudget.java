package dev.keizoku.usage.ingest;

import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import jakarta.inject.Singleton;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what bodies take in the process at a time, as they arrive and unpacked. A body is worth more than its bytes: an
 * event of two braces becomes objects of many times that, and so what will be made of it is counted while it is read.
 */
@Singleton
public final class BodyBudget {

    /** An event, with what is to be said of it; a value; a row or line. */
    private static final int OBJECT = 512;

    private static final int ARRAY = 64;
    private static final int VALUE = 32;
    private static final int LINE = 64;

    /** What protocols whose calls are held as a tree take more. */
    private static final int TREE = 3;

    private static final int[] WEIGHTS = weights();

    private final long most;
    private final EventWriters writers;
    private final AtomicLong used = new AtomicLong();

    BodyBudget(IngestConfig config, EventWriters writers) {
        this.most = config.bodiesInFlight().asLongValue();
        this.writers = writers;
    }

    private static int[] weights() {
        int[] weights = new int[256];
        Arrays.fill(weights, 1);
        weights['{'] = OBJECT;
        weights['['] = ARRAY;
        weights[','] = VALUE;
        weights['\n'] = LINE;
        return weights;
    }

    /**
     * The body, counted until the result is closed, which is when the request is done with its events.
     *
     * @throws ProblemException 429, before any of it is read, when it could not be kept anyway
     */
    public Counted count(InputStream body) {
        return counted(body, 1);
    }

    /** The same of a body that is held as a tree. */
    public Counted countTree(InputStream body) {
        return counted(body, TREE);
    }

    private Counted counted(InputStream body, int times) {
        if (used.get() > most || writers.areBehind()) {
            throw tooMuch();
        }
        return new Counted(body, times);
    }

    private static ProblemException tooMuch() {
        return new ProblemException(
                        CommonProblem.TOO_MANY_REQUESTS,
                        "Too much is being sent at once. Nothing of this request was stored.")
                .retryAfter(Duration.ofSeconds(1));
    }

    /** A body that is counted as it is read. */
    public final class Counted extends FilterInputStream {

        private final int times;
        private long bytes;
        private long own;
        private boolean goesOn;

        private Counted(InputStream body, int times) {
            super(body);
            this.times = times;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            if (read >= 0) {
                took(1, WEIGHTS[read]);
            }
            return read;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            int weight = 0;
            for (int i = offset; i < offset + read; i++) {
                weight += WEIGHTS[target[i] & 0xff];
            }
            took(Math.max(read, 0), weight);
            return read;
        }

        /** Bytes read that the request still holds in some form. */
        long held() {
            return bytes;
        }

        /** Whether the process holds more than it should; whoever can let go of something does so now. */
        boolean isTight() {
            return used.get() > most;
        }

        /** The request is done with what it has read, and is not to be refused any more: some of it is stored. */
        void release() {
            used.addAndGet(-own);
            own = 0;
            bytes = 0;
            goesOn = true;
        }

        @Override
        public void close() {
            release();
        }

        private void took(int read, int weight) {
            bytes += read;
            long taken = (long) weight * times;
            own += taken;
            long now = used.addAndGet(taken);
            if (!goesOn && now > most && now > own) {
                throw tooMuch();
            }
        }
    }
}
