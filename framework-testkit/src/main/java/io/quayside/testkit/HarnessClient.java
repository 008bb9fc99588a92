package io.quayside.testkit;

import io.quayside.api.Open;
import io.quayside.api.codec.Codec;
import io.quayside.api.codec.CodecException;
import io.quayside.api.session.CloseReason;
import io.quayside.transport.simulated.SimulatedPeer;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is connected to the plugin under test, and speaks through the same codec; made by {@link PluginHarness#connect}.
 * Whatever it does has been delivered, handled and answered when the call returns, as far as that takes no timer and no time-out.
 *
 * <p>It answers the server's end of the stream with its own, as long as it reads. Used on the test's thread.
 *
 * @param <M> the type of the messages
 * @since 0.1
 */
@Open
public final class HarnessClient<M> {
    private final PluginHarness<M> harness;
    private final SimulatedPeer peer;
    private final int number;
    private final Received<M> received;
    private @Nullable SocketAddress address;
    private boolean stopped;
    private boolean left;
    private boolean answered;

    HarnessClient(PluginHarness<M> harness, SimulatedPeer peer, int number) {
        this.harness = harness;
        this.peer = peer;
        this.number = number;
        this.received = new Received<>(harness.codec());
    }

    /** Sends a message, encoded by the codec. */
    public HarnessClient<M> send(M message) {
        return sendBytes(encoded(message));
    }

    /** Sends a message in pieces of so many bytes; each is delivered and handled before the next is sent. */
    public HarnessClient<M> sendInPieces(M message, int pieceSize) {
        if (pieceSize < 1) {
            throw new IllegalArgumentException("pieces of " + pieceSize + " bytes");
        }
        byte[] bytes = encoded(message);
        for (int from = 0; from < bytes.length; from += pieceSize) {
            sendBytes(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + pieceSize)));
        }
        return this;
    }

    /** Sends bytes as they are. */
    public HarnessClient<M> sendBytes(byte[] bytes) {
        write(bytes);
        harness.settle();
        return this;
    }

    /** Sends without letting anything happen yet. */
    void write(byte[] bytes) {
        peer.write(bytes);
    }

    /** Asserts that these messages are the next that have come, in this order, and takes them. Others may have come behind them. */
    @SafeVarargs
    public final HarnessClient<M> expect(M... messages) {
        for (int i = 0; i < messages.length; i++) {
            M next = next();
            if (!messages[i].equals(next)) {
                String which = messages.length == 1 ? "" : "message " + (i + 1) + " of " + messages.length + ", ";
                throw error("expected " + which + Shown.message(messages[i]) + ", and "
                        + (next == null ? nothing() : Shown.message(next) + " came"));
            }
        }
        return this;
    }

    /** Asserts that nothing has come that wasn't taken: no message, and no part of one. */
    public HarnessClient<M> expectNothing() {
        List<M> messages = receiveAll();
        if (!messages.isEmpty()) {
            throw error("expected nothing, and " + Shown.messages(messages) + " came");
        }
        if (received.waiting() > 0) {
            throw error("expected nothing, and " + nothing());
        }
        return this;
    }

    /** Takes the next message. */
    public M receive() {
        M next = next();
        if (next == null) {
            throw error("expected a message, and " + nothing());
        }
        return next;
    }

    /** Takes all messages that have come; none is an empty list. */
    public List<M> receiveAll() {
        List<M> all = new ArrayList<>();
        for (M next = next(); next != null; next = next()) {
            all.add(next);
        }
        return all;
    }

    /** Takes all bytes that have come and weren't taken as messages, though they may be some. */
    public byte[] receiveBytes() {
        pull();
        return received.takeBytes();
    }

    /** While it has {@linkplain #stopReading stopped reading}: reads so many bytes all the same, or as many as there are. */
    public HarnessClient<M> read(int most) {
        received.add(peer.read(most));
        harness.settle();
        return this;
    }

    /** Reads nothing from now on: what is sent to it fills its window, then the server's queue for it. */
    public HarnessClient<M> stopReading() {
        pull();
        stopped = true;
        peer.stopReading();
        return this;
    }

    /** Reads again. */
    public HarnessClient<M> startReading() {
        stopped = false;
        peer.startReading();
        harness.settle();
        return this;
    }

    /** Ends its stream, and reads on. */
    public HarnessClient<M> endStream() {
        peer.shutdownOutput();
        harness.settle();
        return this;
    }

    /** Closes the connection, once all that it has sent is delivered. */
    public HarnessClient<M> close() {
        leave();
        harness.settle();
        return this;
    }

    /** Breaks the connection off. */
    public HarnessClient<M> reset() {
        left = true;
        address();
        peer.reset();
        harness.settle();
        return this;
    }

    /** Asserts that the connection is closed, whoever closed it, as this client sees it. */
    public HarnessClient<M> expectClosed() {
        if (isOpen()) {
            throw error("expected the connection to be closed, and it is open");
        }
        return this;
    }

    /** Asserts that the session has ended for this kind of reason, as the server logged it. */
    public HarnessClient<M> expectClosed(CloseReason.Kind kind) {
        CloseReason reason = closeReason();
        if (reason == null || reason.kind() != kind) {
            throw error("expected the server to close the session as " + kind);
        }
        if (kind == CloseReason.Kind.PLUGIN_ERROR) {
            harness.expectedFailure(address());
        }
        return this;
    }

    /** Why the session has ended, as the server logged it; null when it has not, or there was none. */
    public @Nullable CloseReason closeReason() {
        return harness.reason(address());
    }

    /** Asserts that the connection is open, as this client sees it. */
    public HarnessClient<M> expectOpen() {
        if (!isOpen()) {
            throw error("expected the connection to be open, and it is not: " + state());
        }
        return this;
    }

    /** Whether the connection is open, as this client sees it. */
    public boolean isOpen() {
        return peer.isConnected() && !left && !peer.sawEnd() && !peer.wasReset();
    }

    /** The client's own address, which is the session's remote address; null before it is connected. */
    public @Nullable SocketAddress address() {
        SocketAddress known = address;
        if (known == null) {
            known = peer.address();
            address = known;
        }
        return known;
    }

    /** Whether nothing comes of it any more, for the harness. */
    boolean isGone() {
        return left || answered || peer.wasReset() || peer.isRefused();
    }

    /** Closes without letting anything happen yet. */
    void leave() {
        address();
        if (!isGone()) {
            peer.close();
        }
        left = true;
    }

    /** Ends its side when the server has ended its own; whether it did that now. */
    boolean answersEnd() {
        if (isGone() || stopped || !peer.isConnected() || !peer.sawEnd()) {
            return false;
        }
        address();
        peer.close();
        answered = true;
        return true;
    }

    private byte[] encoded(M message) {
        Codec<M> codec = harness.codec();
        byte[] bytes = new byte[codec.encodedSize(message)];
        codec.encode(message, ByteBuffer.wrap(bytes));
        return bytes;
    }

    private void pull() {
        if (!stopped) {
            received.add(peer.read());
        }
    }

    private @Nullable M next() {
        pull();
        try {
            return received.next();
        } catch (RuntimeException e) {
            String why = e instanceof CodecException ? e.getMessage() : "the codec threw " + e;
            throw error("what came is no message: " + why + "; " + Shown.bytes(received.takeBytes()));
        }
    }

    /** What came instead of a message. */
    private String nothing() {
        return (received.waiting() == 0
                        ? "nothing came"
                        : "no whole message came, but " + Shown.bytes(received.bytes()))
                + (isOpen() ? "" : "; " + state());
    }

    private String state() {
        if (peer.isRefused()) {
            return "its connect was refused";
        }
        if (peer.wasReset()) {
            return "the connection was reset";
        }
        if (left) {
            return "it has closed the connection itself";
        }
        return peer.sawEnd() ? "the server has closed the connection" : "it isn't connected yet";
    }

    private AssertionError error(String what) {
        return harness.error(this + " " + what, address());
    }

    @Override
    public String toString() {
        return "client " + number;
    }
}
