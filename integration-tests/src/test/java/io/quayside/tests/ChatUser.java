package io.quayside.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionHandler;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.Login;
import io.quayside.codec.protobuf.ProtobufCodecProvider;
import io.quayside.core.Client;
import java.net.SocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A chat client for tests: answers and what comes unasked are kept apart, in order. */
final class ChatUser implements SessionHandler<Frame> {
    private static final long PATIENCE_SECONDS = 30;

    private final String id;
    private final BlockingQueue<Frame> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<Frame> unasked = new LinkedBlockingQueue<>();
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    private final AtomicLong refs = new AtomicLong();
    private final Session<Frame> session;

    private ChatUser(String id, Client client, SocketAddress address) throws Exception {
        this.id = id;
        this.session = client.connect(address, codec(), this).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Connects without logging in. */
    static ChatUser connect(Client client, SocketAddress address, String id) throws Exception {
        return new ChatUser(id, client, address);
    }

    /** Connects and logs in. */
    static ChatUser login(Client client, SocketAddress address, String id) throws Exception {
        ChatUser user = connect(client, address, id);
        Frame answer = user.ask(
                Frame.newBuilder().setLogin(Login.newBuilder().setUserId(id).setDisplayName("User " + id)));
        assertTrue(answer.hasWelcome(), answer::toString);
        return user;
    }

    @SuppressWarnings("unchecked") // opened for frames
    static Codec<Frame> codec() {
        return (Codec<Frame>)
                new ProtobufCodecProvider().open(Settings.none(), Frame.class, ChatUser.class.getClassLoader());
    }

    String id() {
        return id;
    }

    Session<Frame> session() {
        return session;
    }

    /** Sends a request and waits for its answer. */
    Frame ask(Frame.Builder request) throws InterruptedException {
        long ref = post(request);
        Frame answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(answer, () -> id + " got no answer to " + request);
        assertEquals(ref, answer.getRef(), () -> id + " got the answer to another request: " + answer);
        return answer;
    }

    /** Sends a request without waiting. */
    long post(Frame.Builder request) {
        long ref = refs.incrementAndGet();
        assertTrue(session.send(request.setRef(ref).build()).taken(), () -> id + " could not send");
        return ref;
    }

    /** The next frame that nobody asked for. */
    Frame next() throws InterruptedException {
        Frame frame = unasked.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(frame, () -> id + " got nothing");
        return frame;
    }

    Frame nextAnswer() throws InterruptedException {
        Frame frame = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(frame, () -> id + " got no answer");
        return frame;
    }

    CloseReason awaitClosed() throws Exception {
        return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void leave() throws Exception {
        session.close();
        awaitClosed();
    }

    @Override
    public void message(Session<Frame> on, Frame frame) {
        (frame.getRef() == 0 ? unasked : answers).add(frame);
    }

    @Override
    public void closed(Session<Frame> on, CloseReason reason) {
        closed.complete(reason);
    }
}
