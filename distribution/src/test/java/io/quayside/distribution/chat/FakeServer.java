package io.quayside.distribution.chat;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.quayside.chat.v1.Acknowledged;
import io.quayside.chat.v1.Error;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.Pong;
import io.quayside.chat.v1.Welcome;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A server that does what a test says; it answers nothing by itself but pings. */
final class FakeServer implements Link.Maker {
    private final Deque<Frame> received = new ArrayDeque<>();
    private Link.@Nullable Listener listener;
    private int attempts;
    private boolean closed;
    private boolean answersPings = true;
    private boolean refusesFrames;

    @Override
    public void connect(Link.Listener next) {
        attempts++;
        listener = next;
        closed = false;
    }

    int attempts() {
        return attempts;
    }

    boolean isClosed() {
        return closed;
    }

    void ignorePings() {
        answersPings = false;
    }

    void refuseFrames() {
        refusesFrames = true;
    }

    /** Lets the connection come about. */
    void open() {
        listener().opened(new Link() {
            @Override
            public boolean send(Frame frame) {
                return take(frame);
            }

            @Override
            public void close() {
                closed = true;
            }
        });
    }

    /** Lets the connection come about and the user in. */
    void letIn() {
        open();
        Frame login = next();
        answer(login, Frame.newBuilder().setWelcome(Welcome.getDefaultInstance()));
    }

    /** The next request of the client. */
    Frame next() {
        assertFalse(received.isEmpty(), "the client has sent nothing");
        return received.remove();
    }

    boolean hasNothing() {
        return received.isEmpty();
    }

    void answer(Frame request, Frame.Builder answer) {
        listener().received(answer.setRef(request.getRef()).build());
    }

    void acknowledge(Frame request, int recipients) {
        answer(
                request,
                Frame.newBuilder().setAcknowledged(Acknowledged.newBuilder().setRecipients(recipients)));
    }

    void refuse(Frame request, Error.Code code, String text) {
        answer(
                request,
                Frame.newBuilder().setError(Error.newBuilder().setCode(code).setText(text)));
    }

    /** Sends what nobody asked for. */
    void tell(Frame.Builder frame) {
        listener().received(frame.build());
    }

    void lose(String reason) {
        listener().lost(reason);
    }

    private boolean take(Frame frame) {
        if (refusesFrames) {
            return false;
        }
        if (!frame.hasPing()) {
            received.add(frame);
        } else if (answersPings) {
            answer(frame, Frame.newBuilder().setPong(Pong.getDefaultInstance()));
        }
        return true;
    }

    private Link.Listener listener() {
        Link.Listener current = listener;
        assertNotNull(current, "the client has not connected");
        return current;
    }
}
