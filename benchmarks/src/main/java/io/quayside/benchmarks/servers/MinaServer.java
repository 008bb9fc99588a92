package io.quayside.benchmarks.servers;

import io.quayside.benchmarks.process.ServerConsole;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFilter;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;

/** Apache MINA 2.2 with one processor, and its filter for codecs. */
public final class MinaServer {
    private MinaServer() {}

    /** Called by the JVM. */
    public static void main(String[] arguments) throws IOException {
        NioSocketAcceptor acceptor = new NioSocketAcceptor(1);
        acceptor.setReuseAddress(true);
        acceptor.setBacklog(Service.BACKLOG);
        acceptor.getSessionConfig().setTcpNoDelay(true);
        acceptor.getFilterChain().addLast("codec", new ProtocolCodecFilter(new MinaEncoder(), new MinaDecoder()));
        acceptor.setHandler(new Echo());
        acceptor.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        try {
            ServerConsole.serve(acceptor.getLocalAddress().getPort(), () -> "nothing is counted here");
        } finally {
            acceptor.dispose();
        }
    }

    private static final class Echo extends IoHandlerAdapter {
        @Override
        public void messageReceived(IoSession session, Object message) {
            session.write(message);
        }

        @Override
        public void inputClosed(IoSession session) {
            session.closeOnFlush();
        }

        @Override
        public void exceptionCaught(IoSession session, Throwable cause) {
            session.closeNow();
        }
    }
}
