package dev.keizoku.kernel;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Counts bodies whose length nobody said, and unpacks gzip, counting what comes out; any other Content-Encoding is 415.
 *
 * <p>Ours and not the server's: the server's own decompression let a 481-byte Brotli body exhaust the heap and took
 * a truncated gzip body for a whole one.
 */
public final class GzipBodies {

    private final HttpConfig config;

    GzipBodies(HttpConfig config) {
        this.config = config;
    }

    @ServerRequestFilter
    public void unpack(jakarta.ws.rs.container.ContainerRequestContext request, RoutingContext context) {
        long limit = config.limitOf(context.request().path(), request.getHeaderString(HttpHeaders.CONTENT_TYPE));
        if (request.getHeaderString(HttpHeaders.CONTENT_LENGTH) == null) {
            request.setEntityStream(
                    new Counted(request.getEntityStream(), limit, "The body may have up to " + limit + " bytes."));
        }
        String encoding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return;
        }
        if (!encoding.equalsIgnoreCase("gzip")) {
            throw new ProblemException(CommonProblem.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding may be gzip or absent.");
        }
        request.setEntityStream(new Counted(
                new Unpacked(request.getEntityStream()), limit, "The body is larger than allowed once unpacked."));
    }

    /** Refuses to give more than the limit. */
    private static final class Counted extends FilterInputStream {

        private final String objection;
        private long left;

        Counted(InputStream body, long limit, String objection) {
            super(body);
            this.left = limit;
            this.objection = objection;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            left -= Math.max(count, 0);
            if (left < 0) {
                throw new ProblemException(CommonProblem.PAYLOAD_TOO_LARGE, objection);
            }
            return count;
        }
    }

    /** Opened on first read, so that a bad header is the reader's failure and not the filter's. */
    private static final class Unpacked extends InputStream {

        private final InputStream packed;
        private InputStream unpacked = InputStream.nullInputStream();
        private boolean open;

        Unpacked(InputStream packed) {
            this.packed = packed;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                if (!open) {
                    unpacked = new GZIPInputStream(new FilterInputStream(packed) {}, 8192);
                    open = true;
                }
                return unpacked.read(target, offset, length);
            } catch (java.util.zip.ZipException | java.io.EOFException broken) {
                throw new ProblemException(CommonProblem.MALFORMED_JSON, "The gzip body is broken or cut short.");
            }
        }

        @Override
        public void close() throws IOException {
            packed.close();
        }
    }
}
