package dev.keizoku.kernel.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests as the server does, but for two things. What two programs may frame in two ways is no request: a length
 * beside a transfer coding, a coding that is not {@code chunked} alone, a header that goes on in the next line; and after it
 * nothing is read any more. And a head has to be there within the idle time-out, however busily its bytes drip.
 */
final class RequestHeads extends VertxHttpRequestDecoder {

    /** The server's own; it does not hand them on. */
    private static final HttpServerOptions LIMITS = limits(ConfigProvider.getConfig());

    private final long timeout;
    private final TimeUnit unit;
    private @Nullable Future<?> deadline;
    private boolean between = true;
    private boolean refused;

    RequestHeads(long timeout, TimeUnit unit) {
        super(LIMITS);
        this.timeout = timeout;
        this.unit = unit;
    }

    private static HttpServerOptions limits(Config config) {
        HttpServerOptions limits = new HttpServerOptions();
        config.getOptionalValue("quarkus.http.limits.max-initial-line-length", Integer.class)
                .ifPresent(limits::setMaxInitialLineLength);
        config.getOptionalValue("quarkus.http.limits.max-header-size", MemorySize.class)
                .ifPresent(size -> limits.setMaxHeaderSize(Math.toIntExact(size.asLongValue())));
        return limits;
    }

    /** Whether the other side has begun to send something that it has not come to the end of, as far as anybody knows. */
    boolean isInMidst() {
        return refused || !between || deadline != null;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (between && goesOnInNextLine(in)) {
            in.skipBytes(in.readableBytes());
            HttpMessage request = createInvalidMessage();
            request.setDecoderResult(failure("a header that goes on in the next line"));
            out.add(request);
        } else {
            super.decode(context, in, out);
        }
        out.forEach(this::note);
        if (out.isEmpty() && between && deadline == null && timeout > 0) {
            deadline = context.executor().schedule(() -> context.close(), timeout, unit);
        }
    }

    private void note(Object read) {
        if (read instanceof HttpRequest request) {
            forgetDeadline();
            between = false;
            if (!request.decoderResult().isFailure() && !isFramedPlainly(request)) {
                request.setDecoderResult(failure("a transfer coding that is not chunked alone"));
            }
        }
        refused |= read instanceof HttpObject object && object.decoderResult().isFailure();
        between |= read instanceof LastHttpContent;
    }

    private static boolean isFramedPlainly(HttpRequest request) {
        List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return codings.isEmpty()
                || codings.size() == 1
                        && codings.getFirst().equalsIgnoreCase("chunked")
                        && !request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
                        && request.protocolVersion().equals(HttpVersion.HTTP_1_1);
    }

    /** The decoder would take the length away and say nothing. */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("a length beside a transfer coding");
    }

    /** Looks at the lines of a head that are there; those that were read are no longer among them. */
    private boolean goesOnInNextLine(ByteBuf in) {
        int end = in.writerIndex();
        int line = in.readerIndex();
        boolean first = deadline == null;
        while (line < end) {
            byte begin = in.getByte(line);
            if (!first && (begin == ' ' || begin == '\t')) {
                return true;
            }
            boolean empty = begin == '\r' || begin == '\n';
            int feed = in.indexOf(line, end, (byte) '\n');
            if (empty && !first || feed < 0) {
                return false;
            }
            first &= empty;
            line = feed + 1;
        }
        return false;
    }

    private static DecoderResult failure(String what) {
        return DecoderResult.failure(new IllegalArgumentException(what));
    }

    private void forgetDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) throws Exception {
        forgetDeadline();
        super.handlerRemoved0(context);
    }
}
