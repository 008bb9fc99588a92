package io.quayside.benchmarks.servers;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringAdaptiveBufferRingAllocator;
import io.netty.channel.uring.IoUringBufferRingConfig;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import io.netty.channel.uring.IoUringServerSocketChannel;
import org.jspecify.annotations.Nullable;

/** What a Netty server does its I/O with. */
enum NettyTransport {
    NIO(NioServerSocketChannel.class, false) {
        @Override
        IoHandlerFactory ioHandler() {
            return NioIoHandler.newFactory();
        }

        @Override
        @Nullable Throwable whyNot() {
            return null;
        }
    },
    EPOLL(EpollServerSocketChannel.class, false) {
        @Override
        IoHandlerFactory ioHandler() {
            return EpollIoHandler.newFactory();
        }

        @Override
        @Nullable Throwable whyNot() {
            return Epoll.unavailabilityCause();
        }
    },
    IO_URING(IoUringServerSocketChannel.class, true) {
        @Override
        IoHandlerFactory ioHandler() {
            IoUringBufferRingConfig buffers = IoUringBufferRingConfig.builder()
                    .bufferGroupId(BUFFER_GROUP)
                    .bufferRingSize(BUFFERS)
                    .batchSize(BUFFERS / 4)
                    .allocator(new IoUringAdaptiveBufferRingAllocator())
                    .build();
            return IoUringIoHandler.newFactory(new IoUringIoHandlerConfig().setBufferRingConfig(buffers));
        }

        @Override
        @Nullable Throwable whyNot() {
            Throwable cause = IoUring.unavailabilityCause();
            if (cause == null && !IoUring.isRegisterBufferRingSupported()) {
                return new UnsupportedOperationException("this kernel has no buffer rings");
            }
            return cause;
        }
    };

    /** The ring of buffers that all connections receive into. */
    static final short BUFFER_GROUP = 1;

    private static final short BUFFERS = 1024;

    private final Class<? extends ServerChannel> channel;
    private final boolean hasBufferRing;

    NettyTransport(Class<? extends ServerChannel> channel, boolean hasBufferRing) {
        this.channel = channel;
        this.hasBufferRing = hasBufferRing;
    }

    abstract IoHandlerFactory ioHandler();

    /** Why it cannot run here; null when it can. */
    abstract @Nullable Throwable whyNot();

    Class<? extends ServerChannel> channel() {
        return channel;
    }

    boolean hasBufferRing() {
        return hasBufferRing;
    }
}
