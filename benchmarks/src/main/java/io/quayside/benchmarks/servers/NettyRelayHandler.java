package io.quayside.benchmarks.servers;

import io.netty.channel.ChannelHandlerContext;
import io.quayside.chat.v1.Frame;

/** The protobuf service: between Netty's decoder and encoder of messages. */
final class NettyRelayHandler extends NettyEchoHandler {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        super.channelRead(context, PrivateMessages.relayed((Frame) message));
    }
}
