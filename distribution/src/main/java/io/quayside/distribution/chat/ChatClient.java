package io.quayside.distribution.chat;

import io.quayside.api.QuaysideException;
import io.quayside.chat.v1.Error;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.Goodbye;
import io.quayside.chat.v1.Login;
import io.quayside.chat.v1.Logout;
import io.quayside.chat.v1.Ping;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One user's stay on a server: connects, logs in, comes back when the connection is lost, leaves.
 *
 * <pre>
 * CONNECTING -> LOGGING_IN -> ONLINE -> LEAVING -> ENDED
 *     ^             |            |
 *     +-- WAITING --+------------+   lost, once it has been online; before that, the end
 * </pre>
 *
 * <p>{@link #typed}, {@link #inputEnded} and {@link #interrupted} may be called from any thread; everything else belongs to the
 * loop.
 */
final class ChatClient implements Conversation.Counterpart {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BEAT = Duration.ofSeconds(30);

    /** Pings have a number of their own, which no other request will reach. */
    private static final long PING_REF = Long.MAX_VALUE;

    private static final String NOT_SENT = "not sent: ";

    private final ChatTarget target;
    private final Link.Maker links;
    private final Loop loop;
    private final Screen screen;
    private final Wording wording;
    private final BackOff backOff;
    private final Conversation conversation;
    private final Requests requests = new Requests();
    private final Deque<Command> commands = new ArrayDeque<>();
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private State state = State.CONNECTING;
    private boolean wasOnline;
    private @Nullable Attempt attempt;

    ChatClient(ChatTarget target, Link.Maker links, Loop loop, Screen screen, Wording wording, BackOff backOff) {
        this.target = target;
        this.links = links;
        this.loop = loop;
        this.screen = screen;
        this.wording = wording;
        this.backOff = backOff;
        this.conversation = new Conversation(this, screen, wording);
    }

    /** Begins to connect. Called once. */
    void start() {
        loop.run(this::connect);
    }

    /** Completes when the stay is over; with a {@link QuaysideException} when it failed. */
    CompletableFuture<@Nullable Void> ended() {
        return ended;
    }

    /** The user typed a line. What needs the server waits for the login, and is refused once the connection is lost. */
    void typed(String line) {
        loop.run(() -> obey(CommandParser.parse(line)));
    }

    /** There are no more lines: leaves when all that was typed is done. */
    void inputEnded() {
        loop.run(() -> obey(new Command.Quit()));
    }

    /** The user has had enough: leaves, at once where there is nobody to say goodbye to. */
    void interrupted() {
        loop.run(() -> {
            commands.clear();
            if (state == State.LEAVING) {
                end();
            } else {
                leave();
            }
        });
    }

    @Override
    public void ask(Frame.Builder request, Consumer<Frame> answered, Consumer<Error> refused) {
        Frame frame = requests.number(request, answered, refused);
        if (attempt == null || !attempt.send(frame)) {
            requests.forget(frame);
            screen.note(NOT_SENT + "the connection takes nothing at the moment");
        }
    }

    @Override
    public void leave() {
        switch (state) {
            case ONLINE -> {
                state = State.LEAVING;
                loop.after(PATIENCE, this::end);
                logOutWhenAnswered();
            }
            case CONNECTING, LOGGING_IN, WAITING -> end();
            case LEAVING, ENDED -> {
                // Under way already.
            }
        }
    }

    /** One command after the other: each sees what the one before it led to, and a script reads like a dialogue. */
    private void obey(Command command) {
        if (state == State.WAITING && command.needsServer()) {
            screen.note(NOT_SENT + "there is no connection");
        } else if (state == State.WAITING) {
            command.run(conversation);
        } else {
            commands.add(command);
            goOn();
        }
    }

    private void goOn() {
        while (state == State.ONLINE && requests.isEmpty() && !commands.isEmpty()) {
            commands.remove().run(conversation);
        }
    }

    private void connect() {
        if (state != State.ENDED) {
            state = State.CONNECTING;
            Attempt made = new Attempt();
            attempt = made;
            links.connect(made);
        }
    }

    private void logIn() {
        state = State.LOGGING_IN;
        ask(
                Frame.newBuilder()
                        .setLogin(Login.newBuilder().setUserId(target.userId()).setDisplayName(target.displayName())),
                answer -> loggedIn(),
                error -> fail("QS-411", "cannot log in as " + target.userId() + ": " + wording.error(error)));
    }

    private void loggedIn() {
        state = State.ONLINE;
        backOff.reset();
        screen.note(
                (wasOnline ? "connected again" : "connected") + " to " + target.address() + " as " + target.userId());
        wasOnline = true;
        conversation.rejoin();
        beat(attempt);
        goOn();
    }

    /** Asks for a sign of life now and then: it keeps the session from being idle, and finds dead connections out. */
    private void beat(@Nullable Attempt beaten) {
        if (beaten == null || attempt != beaten || state != State.ONLINE) {
            return;
        }
        if (beaten.awaitsPong) {
            lost("no sign of life from the server");
            beaten.close();
        } else {
            beaten.awaitsPong = true;
            beaten.send(Frame.newBuilder()
                    .setRef(PING_REF)
                    .setPing(Ping.getDefaultInstance())
                    .build());
            loop.after(BEAT, () -> beat(beaten));
        }
    }

    private void received(Attempt from, Frame frame) {
        if (frame.getRef() == PING_REF) {
            from.awaitsPong = false;
        } else if (frame.getRef() != 0) {
            requests.answer(frame);
            logOutWhenAnswered();
            goOn();
        } else if (frame.hasGoodbye()) {
            dismissed(frame.getGoodbye());
        } else if (frame.hasWaiting()) {
            screen.note(
                    "the server is full; you are number " + frame.getWaiting().getPlace() + " in line");
        } else {
            conversation.received(frame);
        }
    }

    private void dismissed(Goodbye goodbye) {
        if (goodbye.getReason() == Goodbye.Reason.REPLACED) {
            fail("QS-411", target.userId() + " has logged in somewhere else, which ends the session here");
        } else {
            screen.note("the server closes the connection: "
                    + goodbye.getReason().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
    }

    private void logOutWhenAnswered() {
        if (state == State.LEAVING && requests.isEmpty()) {
            ask(Frame.newBuilder().setLogout(Logout.getDefaultInstance()), answer -> end(), error -> end());
        }
    }

    private void lost(String reason) {
        boolean inDoubt = state == State.ONLINE && !requests.isEmpty();
        requests.clear();
        attempt = null;
        if (state == State.LEAVING) {
            end();
        } else if (!wasOnline) {
            fail("QS-410", "cannot talk to " + target.address() + ": " + reason);
        } else if (state != State.ENDED) {
            if (inDoubt) {
                screen.note("what was sent last may not have arrived");
            }
            comeBackLater(reason);
        }
    }

    private void comeBackLater(String reason) {
        state = State.WAITING;
        Duration delay = backOff.next();
        screen.note("no connection (" + reason + "); next attempt in " + seconds(delay));
        loop.after(delay, this::connect);
        List<Command> refused = List.copyOf(commands);
        commands.clear();
        refused.forEach(this::obey);
    }

    private void fail(String code, String message) {
        ended.completeExceptionally(new QuaysideException(code, message));
        end();
    }

    private void end() {
        state = State.ENDED;
        ended.complete(null);
        if (attempt != null) {
            attempt.close();
        }
    }

    private static String seconds(Duration delay) {
        return String.format(Locale.ROOT, "%.1f s", delay.toMillis() / 1000.0);
    }

    private enum State {
        CONNECTING,
        LOGGING_IN,
        ONLINE,
        WAITING,
        LEAVING,
        ENDED
    }

    /** One connection, or what was to become one; what comes from an older one is dropped. */
    private final class Attempt implements Link.Listener {
        private @Nullable Link link;
        private boolean awaitsPong;

        private boolean send(Frame frame) {
            return link != null && link.send(frame);
        }

        private void close() {
            if (link != null) {
                link.close();
            }
        }

        @Override
        public void opened(Link opened) {
            loop.run(() -> {
                link = opened;
                if (attempt == this && state != State.ENDED) {
                    logIn();
                } else {
                    opened.close();
                }
            });
        }

        @Override
        public void received(Frame frame) {
            loop.run(() -> {
                if (attempt == this && state != State.ENDED) {
                    ChatClient.this.received(this, frame);
                }
            });
        }

        @Override
        public void lost(String reason) {
            loop.run(() -> {
                if (attempt == this) {
                    ChatClient.this.lost(reason);
                }
            });
        }
    }
}
