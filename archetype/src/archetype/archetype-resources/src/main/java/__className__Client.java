package ${package};

import ${package}.protocol.Frame;
import ${package}.protocol.Join;
import ${package}.protocol.Say;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * A client to try the server with: joins, says something, and shows what comes back until the server hangs up. It is no part
 * of the plugin, and uses nothing of Quayside: this is all that a client needs.
 */
public final class ${className}Client {
    private ${className}Client() {}

    /** The first argument is a name; each further one is said. */
    public static void main(String[] arguments) throws IOException {
        String[] address =
                System.getenv().getOrDefault("ADDRESS", "127.0.0.1:7200").split(":");
        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            OutputStream out = socket.getOutputStream();
            frame(Join.newBuilder().setName(arguments[0])).writeDelimitedTo(out);
            for (int i = 1; i < arguments.length; i++) {
                frame(Say.newBuilder().setText(arguments[i])).writeDelimitedTo(out);
            }
            socket.shutdownOutput(); // the server answers all of that, then closes
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (Frame frame = Frame.parseDelimitedFrom(in); frame != null; frame = Frame.parseDelimitedFrom(in)) {
                System.out.println(shown(frame));
            }
        }
    }

    private static Frame frame(Join.Builder join) {
        return Frame.newBuilder().setJoin(join).build();
    }

    private static Frame frame(Say.Builder say) {
        return Frame.newBuilder().setSay(say).build();
    }

    private static String shown(Frame frame) {
        return switch (frame.getKindCase()) {
            case WELCOME -> frame.getWelcome().getGreeting();
            case SAID -> frame.getSaid().getName() + ": " + frame.getSaid().getText();
            case REFUSED -> "refused: " + frame.getRefused().getWhy();
            default -> "unknown: " + frame;
        };
    }
}
