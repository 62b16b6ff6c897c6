package dev.keizoku.usage.ingest;

import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import jakarta.inject.Singleton;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds the bodies that are in the process at a time, counted unpacked and as they arrive. */
@Singleton
public final class BodyBudget {

    private final long most;
    private final AtomicLong used = new AtomicLong();

    BodyBudget(IngestConfig config) {
        this.most = config.bodiesInFlight().asLongValue();
    }

    /** The body, counted until the result is closed, which is when the request is done with its events. */
    public Counted count(InputStream body) {
        return new Counted(body);
    }

    /** A body that is counted as it is read. */
    public final class Counted extends FilterInputStream {

        private long own;
        private boolean goesOn;

        private Counted(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            took(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            took(Math.max(read, 0));
            return read;
        }

        /** Bytes read that the request still holds in some form. */
        long held() {
            return own;
        }

        /** Whether the process holds more than it should; whoever can let go of something does so now. */
        boolean isTight() {
            return used.get() > most;
        }

        /** The request is done with what it has read, and is not to be refused any more: some of it is stored. */
        void release() {
            used.addAndGet(-own);
            own = 0;
            goesOn = true;
        }

        @Override
        public void close() {
            release();
        }

        private void took(int bytes) {
            own += bytes;
            long now = used.addAndGet(bytes);
            if (!goesOn && now > most && now > own) {
                throw new ProblemException(
                                CommonProblem.TOO_MANY_REQUESTS,
                                "Too much is being sent at once. Nothing of this request was stored.")
                        .retryAfter(Duration.ofSeconds(1));
            }
        }
    }
}
