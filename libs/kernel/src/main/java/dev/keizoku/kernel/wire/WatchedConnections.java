package dev.keizoku.kernel.wire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.VertxHandler;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.transport.Transport;
import java.util.concurrent.ThreadFactory;

/**
 * Puts what watches a connection on every one that an HTTP server accepts, before its first byte is read. The server has
 * no place for that of its own: what it hands out are requests, and those are framed by then.
 */
public final class WatchedConnections implements VertxServiceProvider {

    private static final String DECODER = "httpDecoder";
    private static final String SERVER = "handler";

    @Override
    public void init(VertxBuilder builder) {
        builder.findTransport(new Watching(builder.findTransport()));
    }

    private static void watch(ServerBootstrap bootstrap, NetServerOptions options) {
        ChannelHandler server = bootstrap.config().childHandler();
        bootstrap.childHandler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(server);
                watch(channel.pipeline(), options);
            }
        });
    }

    /** What is no HTTP, or was refused, has nothing to be watched. */
    private static void watch(ChannelPipeline pipeline, NetServerOptions options) {
        if (pipeline.get(DECODER) != null
                && pipeline.get(SERVER) instanceof VertxHandler<?> handler
                && handler.getConnection() instanceof Http1xServerConnection connection) {
            RequestHeads heads = new RequestHeads(options.getIdleTimeout(), options.getIdleTimeoutUnit());
            pipeline.replace(DECODER, DECODER, heads);
            pipeline.addFirst(new LastWords(heads));
            connection.invalidRequestHandler(Refusal::answer);
        }
    }

    private record Watching(Transport transport) implements Transport {

        @Override
        public boolean supportsDomainSockets() {
            return transport.supportsDomainSockets();
        }

        @Override
        public boolean supportFileRegion() {
            return transport.supportFileRegion();
        }

        @Override
        public boolean isAvailable() {
            return transport.isAvailable();
        }

        @Override
        public Throwable unavailabilityCause() {
            return transport.unavailabilityCause();
        }

        @Override
        public java.net.SocketAddress convert(SocketAddress address) {
            return transport.convert(address);
        }

        @Override
        public SocketAddress convert(java.net.SocketAddress address) {
            return transport.convert(address);
        }

        @Override
        public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory factory, int ioRatio) {
            return transport.eventLoopGroup(type, threads, factory, ioRatio);
        }

        @Override
        public DatagramChannel datagramChannel() {
            return transport.datagramChannel();
        }

        @Override
        public DatagramChannel datagramChannel(InternetProtocolFamily family) {
            return transport.datagramChannel(family);
        }

        @Override
        public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
            return transport.channelFactory(domainSocket);
        }

        @Override
        public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
            return transport.serverChannelFactory(domainSocket);
        }

        @Override
        public void configure(DatagramChannel channel, DatagramSocketOptions options) {
            transport.configure(channel, options);
        }

        @Override
        public void configure(ClientOptionsBase options, boolean domainSocket, io.netty.bootstrap.Bootstrap bootstrap) {
            transport.configure(options, domainSocket, bootstrap);
        }

        @Override
        public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
            transport.configure(options, domainSocket, bootstrap);
            watch(bootstrap, options);
        }
    }
}
