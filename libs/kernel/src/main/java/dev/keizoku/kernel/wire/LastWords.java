package dev.keizoku.kernel.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * Lets whoever is still sending hear the answer. A connection that is closed with bytes unread is reset, and the reset
 * overtakes the answer; so the answer is ended first, and what still comes is thrown away for a moment.
 */
final class LastWords extends ChannelDuplexHandler {

    private static final long MOMENT_MILLIS = 1_000;

    private final RequestHeads heads;
    private boolean leaving;

    LastWords(RequestHeads heads) {
        this.heads = heads;
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (leaving || !heads.isInMidst() || !context.channel().isActive()) {
            context.close(promise);
        } else if (context.channel() instanceof DuplexChannel channel) {
            leaving = true;
            channel.config().setAutoRead(true);
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(said -> channel.shutdownOutput());
            context.executor().schedule(() -> context.close(promise), MOMENT_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            context.close(promise);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (leaving) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }
}
