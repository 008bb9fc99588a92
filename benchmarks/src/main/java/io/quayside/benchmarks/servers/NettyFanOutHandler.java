package io.quayside.benchmarks.servers;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelMatchers;
import io.quayside.benchmarks.wire.PlainGroup;

/**
 * The fan-out with a channel group: a frame that is to go to all others is encoded once, and every channel is written a view
 * of it; then its sender is told. Called by the channel's event loop.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // A channel that cannot be written closes, which is all that is to be done.
final class NettyFanOutHandler extends SimpleChannelInboundHandler<ByteBuf> {
    private final ChannelGroup everybody;
    private final boolean late;
    private boolean sent;

    /** {@code late} flushes once for what was read together, and not, as group's users mostly do, once for each message. */
    NettyFanOutHandler(ChannelGroup everybody, boolean late) {
        this.everybody = everybody;
        this.late = late;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf payload) {
        if (payload.getByte(payload.readerIndex()) == PlainGroup.ENTER) {
            everybody.add(context.channel());
        } else {
            everybody.write(framed(context, payload), ChannelMatchers.isNot(context.channel()), true);
            sent = true;
        }
        context.write(context.alloc().buffer(2).writeByte(1).writeByte(PlainGroup.DONE), context.voidPromise());
        if (!late) {
            flush(context);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        flush(context);
    }

    private void flush(ChannelHandlerContext context) {
        if (sent) {
            sent = false;
            everybody.flush();
        }
        context.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private static ByteBuf framed(ChannelHandlerContext context, ByteBuf payload) {
        int length = payload.readableBytes();
        ByteBuf frame = context.alloc().ioBuffer(5 + length);
        for (int rest = length; ; rest >>>= 7) {
            if (rest <= 0x7F) {
                return frame.writeByte(rest).writeBytes(payload);
            }
            frame.writeByte(rest | 0x80);
        }
    }
}
