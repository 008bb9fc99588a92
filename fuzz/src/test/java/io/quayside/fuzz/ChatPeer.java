package io.quayside.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import io.quayside.api.session.CloseReason;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.Frame.ClientSaysCase;
import io.quayside.fuzz.Model.Kind;
import io.quayside.fuzz.Model.Outcome;
import io.quayside.transport.simulated.SimulatedPeer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the chat: what it sends, as the server has to understand it, and what it is sent back, which is compared
 * with what the protocol's description says.
 */
final class ChatPeer {
    private static final PayloadModel<Frame> FRAMES =
            new PayloadModel<>(new VarintModel(ChatHouse.LARGEST_FRAME), ChatPeer::parsed, frame -> true);

    private final SimulatedPeer peer;
    private final ChatBooks books;
    private final ChatMember member = new ChatMember();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    /** Requests without an answer, in order; but not a login that may have to wait for another session of its user. */
    private final Deque<Frame> waiting = new ArrayDeque<>();

    private int understood;
    private int read;
    private boolean refused;
    private boolean gone;
    private boolean parted;

    ChatPeer(SimulatedPeer peer, ChatBooks books) {
        this.peer = peer;
        this.books = books;
    }

    private static @Nullable Frame parsed(byte[] payload) {
        try {
            return Frame.parseFrom(payload);
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }

    void send(Frame request) {
        send(ProtobufCodecFuzzTest.frame(request.toByteArray()));
    }

    /** Sends bytes, unless it has left. */
    void send(byte[] bytes) {
        if (gone) {
            return;
        }
        peer.write(bytes);
        sent.writeBytes(bytes);
        byte[] stream = sent.toByteArray();
        while (!refused) {
            Outcome<Frame> next = FRAMES.next(stream, understood, stream.length);
            refused = next.kind() == Kind.REFUSE;
            Frame request = next.message();
            if (request == null) {
                return;
            }
            understood += next.size();
            asks(request);
        }
    }

    private void asks(Frame request) {
        if (!member.claims(request, waiting.size())) {
            waiting.add(request);
            member.asks(request);
            books.asked(member.user(), request);
        }
    }

    /** Leaves: ends its stream and still reads, closes, or breaks the connection. */
    void leave(int how) {
        if (gone) {
            return;
        }
        gone = true;
        switch (how % 3) {
            case 0 -> peer.shutdownOutput();
            case 1 -> peer.close();
            default -> peer.reset();
        }
        parted |= how % 3 != 0;
    }

    boolean isGone() {
        return gone;
    }

    /** Stops reading for some time, or goes on. */
    void reads(boolean on) {
        if (on) {
            peer.startReading();
        } else {
            peer.stopReading();
        }
    }

    /** Looks at what came. */
    void look() {
        received.writeBytes(peer.read());
        byte[] stream = received.toByteArray();
        Outcome<Frame> next = FRAMES.next(stream, read, stream.length);
        for (Frame frame = next.message(); frame != null; frame = next.message()) {
            read += next.size();
            came(frame);
            next = FRAMES.next(stream, read, stream.length);
        }
        assertNotEquals(Kind.REFUSE, next.kind(), "the server has sent what is no frame");
    }

    private void came(Frame frame) {
        assertEquals(ClientSaysCase.CLIENTSAYS_NOT_SET, frame.getClientSaysCase(), "only clients send this");
        switch (frame.getServerSaysCase()) {
            case PRIVATE_MESSAGE -> books.came(member, frame.getPrivateMessage());
            case GROUP_MESSAGE -> books.came(member, frame.getGroupMessage());
            case GROUP_EVENT -> member.requireIn(frame.getGroupEvent().getGroupId());
            case WAITING -> {
                // A place in the line, which says nothing of this session.
            }
            case GOODBYE -> {
                parted = true;
                if (frame.getRef() != 0) {
                    answered(frame);
                }
                return;
            }
            default -> {
                answered(frame);
                return;
            }
        }
        assertEquals(0, frame.getRef(), () -> "the ref of what nobody asked for: " + frame);
    }

    private void answered(Frame answer) {
        if (answer.hasWelcome()) {
            member.welcome(answer);
            return;
        }
        Frame request = waiting.poll();
        assertTrue(request != null, () -> "nobody asked for " + answer);
        assertTrue(
                ChatAnswers.fits(request, answer),
                () -> "asked:\n" + request + "answered:\n" + answer + "waiting:\n" + waiting);
        member.answered(request, answer);
        books.answered(member.user(), request, answer);
    }

    /** All is over: what was asked was answered, or there is a reason that it wasn't. */
    void requireEnd(WatchedPlugin plugin) {
        CloseReason reason = plugin.reason(peer.address());
        if (reason == null || parted || peer.wasReset()) {
            return;
        }
        assertFalse(reason.detail().isBlank(), "an end without a reason");
        switch (reason.kind()) {
            case PEER_CLOSED -> assertTrue(waiting.isEmpty(), () -> "no answer: " + waiting + ", " + reason);
            case CODEC_ERROR -> {
                assertTrue(refused, () -> "refused, though these are frames: " + reason);
                assertTrue(waiting.isEmpty(), () -> "no answer: " + waiting + ", " + reason);
            }
            case PLUGIN_CLOSED, IDLE, CONGESTED, CONNECTION_LOST -> {
                // By its own silence or slowness; the rest was not carried out.
            }
            case PLUGIN_ERROR, SHUTDOWN -> throw new AssertionError("an end without a cause: " + reason);
        }
    }

    /** Everything was answered, and it is logged in and in this group. */
    void requireWelcome(String group) {
        look();
        member.requireIn(group);
        assertTrue(member.isWelcome() && waiting.isEmpty(), () -> "not answered: " + waiting + ", " + member);
    }
}
