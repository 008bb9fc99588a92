package io.quayside.tests;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.Login;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** One plain socket of a {@link Crowd}, and the varint32-delimited frames that came to it. */
final class Caller {
    private final SocketChannel channel;
    private final List<byte[]> frames = new ArrayList<>(0);
    private ByteBuffer begun = ByteBuffer.allocate(0);
    private boolean ended;

    Caller(SocketChannel channel) {
        this.channel = channel;
    }

    /** The payloads that came whole. */
    List<byte[]> frames() {
        return frames;
    }

    /** The same, as messages of the chat. */
    List<Frame> messages() {
        return frames.stream().map(Caller::message).toList();
    }

    boolean wasWelcomed() {
        return !frames.isEmpty() && message(frames.get(frames.size() - 1)).hasWelcome();
    }

    /** Whether the server has ended the stream, or the connection is reset. */
    boolean hasEnded() {
        return ended;
    }

    /** Asks to be logged in. */
    void logIn(String user) {
        send(Frame.newBuilder()
                .setRef(1)
                .setLogin(Login.newBuilder().setUserId(user).setDisplayName(user))
                .build());
    }

    void send(Frame message) {
        send(message.toByteArray());
    }

    /** Sends a frame, which has to fit into the system's buffer. */
    void send(byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        try {
            Frames.write(frame, payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sendBytes(frame.toByteArray());
    }

    /** Sends bytes, which have to fit into the system's buffer. */
    void sendBytes(byte[] bytes) {
        assertTrue(trySend(bytes), "the connection is gone");
    }

    /** The same; false when the connection is gone. */
    boolean trySend(byte[] bytes) {
        ByteBuffer all = ByteBuffer.wrap(bytes);
        try {
            channel.write(all);
        } catch (IOException e) {
            ended = true;
            return false;
        }
        assertFalse(all.hasRemaining(), "the system's buffer is full");
        return true;
    }

    /** Sends of the bytes what the system takes. */
    void sendSome(ByteBuffer bytes) {
        try {
            channel.write(bytes);
        } catch (IOException e) {
            ended = true;
        }
    }

    void leave() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes what is there, through a buffer that all callers of a crowd share. */
    void read(SelectionKey key, ByteBuffer into) {
        into.clear();
        int count;
        try {
            count = channel.read(into);
        } catch (IOException reset) {
            count = -1;
        }
        if (count >= 0) {
            takeApart(into.flip());
            return;
        }
        ended = true;
        key.cancel();
        leave();
    }

    private void takeApart(ByteBuffer came) {
        ByteBuffer all = ByteBuffer.allocate(begun.remaining() + came.remaining())
                .put(begun)
                .put(came)
                .flip();
        int length = announced(all);
        while (length >= 0 && all.remaining() >= length) {
            byte[] payload = new byte[length];
            all.get(payload);
            frames.add(payload);
            all = all.slice();
            length = announced(all);
        }
        begun = all.rewind();
    }

    /** Reads how long the next frame is; -1 when that isn't all here. */
    private static int announced(ByteBuffer bytes) {
        int length = 0;
        for (int shift = 0; bytes.hasRemaining(); shift += 7) {
            int digit = bytes.get();
            length |= (digit & 0x7f) << shift;
            if (digit >= 0) {
                return length;
            }
        }
        return -1;
    }

    static Frame message(byte[] payload) {
        try {
            return Frame.parseFrom(payload);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("the server sends what is no frame of the chat", e);
        }
    }
}
