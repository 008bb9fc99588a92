package io.quayside.benchmarks.servers;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.handler.codec.protobuf.ProtobufDecoder;
import io.netty.handler.codec.protobuf.ProtobufEncoder;
import io.netty.handler.codec.protobuf.ProtobufVarint32FrameDecoder;
import io.netty.handler.codec.protobuf.ProtobufVarint32LengthFieldPrepender;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.internal.PlatformDependent;
import io.quayside.benchmarks.process.ServerConsole;
import io.quayside.chat.v1.Frame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;

/** Netty 4.2 with one event loop and its own handlers for frames and protobuf messages. */
public final class NettyServer {
    /** An argument: what is sent to a group is flushed once for all that was read together. */
    public static final String LATE_FLUSH = "late-flush";

    private NettyServer() {}

    /** Called by the JVM: the service, what to do I/O with, and LATE_FLUSH or nothing. */
    @SuppressWarnings("FutureReturnValueIgnored") // What is awaited is the same future.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        NettyTransport transport = NettyTransport.valueOf(arguments[1].toUpperCase(Locale.ROOT));
        Throwable whyNot = transport.whyNot();
        if (whyNot != null) {
            ServerConsole.cannotRun("Netty's " + arguments[1] + ": " + whyNot);
            return;
        }
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, transport.ioHandler());
        try {
            boolean lateFlush = arguments.length > 2 && arguments[2].equals(LATE_FLUSH);
            Channel listener = bootstrap(transport, group, Service.of(arguments[0]), lateFlush)
                    .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .sync()
                    .channel();
            int port = ((InetSocketAddress) listener.localAddress()).getPort();
            ServerConsole.serve(port, () -> "nothing is counted here", NettyServer::uncountedMemory);
        } finally {
            group.shutdownGracefully().awaitUninterruptibly();
        }
    }

    /** Direct memory that the JDK doesn't know of; none where Netty has the JDK allocate it. */
    static long uncountedMemory() {
        return Math.max(0, PlatformDependent.usedDirectMemory());
    }

    private static ServerBootstrap bootstrap(
            NettyTransport transport, EventLoopGroup group, Service service, boolean lateFlush) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(transport.channel())
                .option(ChannelOption.SO_BACKLOG, Service.BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true);
        if (transport.hasBufferRing()) {
            bootstrap.childOption(IoUringChannelOption.IO_URING_BUFFER_GROUP_ID, NettyTransport.BUFFER_GROUP);
        }
        ChannelGroup everybody = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        return bootstrap.childHandler(new ChannelInitializer<SocketChannel>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                if (service == Service.FAN_OUT) {
                    channel.pipeline()
                            .addLast(new ProtobufVarint32FrameDecoder(), new NettyFanOutHandler(everybody, lateFlush));
                } else {
                    handlers(channel, service);
                }
            }
        });
    }

    private static void handlers(Channel channel, Service service) {
        channel.pipeline().addLast(new ProtobufVarint32FrameDecoder());
        if (service == Service.PROTOBUF) {
            channel.pipeline().addLast(new ProtobufDecoder(Frame.getDefaultInstance()));
        }
        channel.pipeline().addLast(new ProtobufVarint32LengthFieldPrepender());
        if (service == Service.PROTOBUF) {
            channel.pipeline().addLast(new ProtobufEncoder(), new NettyRelayHandler());
        } else {
            channel.pipeline().addLast(new NettyEchoHandler());
        }
    }
}
