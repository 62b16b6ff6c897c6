package dev.keizoku.kernel;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Unpacks gzip bodies, counting what comes out; any other Content-Encoding is 415.
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
        String encoding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return;
        }
        if (!encoding.equalsIgnoreCase("gzip")) {
            throw new ProblemException(CommonProblem.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding may be gzip or absent.");
        }
        long limit = config.limitOf(context.request().path(), request.getHeaderString(HttpHeaders.CONTENT_TYPE));
        request.setEntityStream(new Unpacked(request.getEntityStream(), limit));
    }

    /** Opened on first read, so that a bad header is the reader's failure and not the filter's. */
    private static final class Unpacked extends InputStream {

        private final InputStream packed;
        private long left;
        private InputStream unpacked = InputStream.nullInputStream();
        private boolean open;

        Unpacked(InputStream packed, long limit) {
            this.packed = packed;
            this.left = limit;
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
                int count = unpacked.read(target, offset, length);
                left -= Math.max(count, 0);
                if (left < 0) {
                    throw new ProblemException(
                            CommonProblem.PAYLOAD_TOO_LARGE, "The body is larger than allowed once unpacked.");
                }
                return count;
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
