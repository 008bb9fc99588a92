package io.quayside.benchmarks.migration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IdleStatus;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFilter;
import org.apache.mina.filter.codec.textline.LineDelimiter;
import org.apache.mina.filter.codec.textline.TextLineCodecFactory;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;

/** The room on Apache MINA 2.2. */
final class MinaRoom {
    private MinaRoom() {}

    static final class Handler extends IoHandlerAdapter {
        @Override
        public void messageReceived(IoSession session, Object line) {
            for (IoSession other : session.getService().getManagedSessions().values()) {
                if (other != session) {
                    other.write(line);
                }
            }
        }

        @Override
        public void sessionIdle(IoSession session, IdleStatus status) {
            session.closeOnFlush();
        }

        @Override
        public void exceptionCaught(IoSession session, Throwable cause) {
            session.closeNow();
        }
    }

    static RoomServer open() throws IOException {
        TextLineCodecFactory lines = new TextLineCodecFactory(UTF_8, LineDelimiter.UNIX, LineDelimiter.UNIX);
        lines.setDecoderMaxLineLength(1024);
        NioSocketAcceptor acceptor = new NioSocketAcceptor();
        acceptor.getFilterChain().addLast("lines", new ProtocolCodecFilter(lines));
        acceptor.getSessionConfig().setReaderIdleTime(600);
        acceptor.setHandler(new Handler());
        acceptor.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return new RoomServer() {
            @Override
            public int port() {
                return acceptor.getLocalAddress().getPort();
            }

            @Override
            public void close() {
                acceptor.dispose(true);
            }
        };
    }
}
