package io.quayside.benchmarks.migration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import io.netty.handler.codec.string.StringEncoder;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The room on Netty 4.2. */
@SuppressWarnings("FutureReturnValueIgnored")
final class NettyRoom {
    private NettyRoom() {}

    static final class Handler extends SimpleChannelInboundHandler<String> {
        private final ChannelGroup everybody;

        Handler(ChannelGroup everybody) {
            this.everybody = everybody;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            everybody.add(context.channel());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, String line) {
            everybody.writeAndFlush(line + "\n", other -> other != context.channel() && other.isWritable());
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof IdleStateEvent) {
                context.close();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    static RoomServer open() throws InterruptedException {
        EventLoopGroup workers = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
        ChannelGroup everybody = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        Channel listener = new ServerBootstrap()
                .group(workers)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new IdleStateHandler(600, 0, 0))
                                .addLast(new LineBasedFrameDecoder(1024))
                                .addLast(new StringDecoder(UTF_8), new StringEncoder(UTF_8))
                                .addLast(new Handler(everybody));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        return new RoomServer() {
            @Override
            public int port() {
                return ((InetSocketAddress) listener.localAddress()).getPort();
            }

            @Override
            public void close() {
                everybody.close().awaitUninterruptibly();
                workers.shutdownGracefully().awaitUninterruptibly();
            }
        };
    }
}
