package io.quayside.testkit;

import static java.util.Objects.requireNonNull;

import io.quayside.api.Open;
import io.quayside.api.codec.Codec;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.plugin.PluginProvider;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.Session;
import io.quayside.api.session.Sessions;
import io.quayside.transport.simulated.SimulatedNetwork;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plugin under test, running in the parts that a server is made of (plugin factory, admission, session layer, pool of I/O
 * contexts) on a simulated network. There is no thread and no socket, and time passes only when the test says so; so a test
 * takes milliseconds, and comes out the same each time.
 *
 * <pre>{@code
 * try (PluginHarness<String> harness = PluginHarness.of(new RoomProvider()).open()) {
 *     HarnessClient<String> ann = harness.connect();
 *     HarnessClient<String> bob = harness.connect();
 *     ann.send("hello");
 *     bob.expect("hello");
 * }
 * }</pre>
 *
 * <p><b>Who runs what.</b> Everything runs on the test's thread, within the calls of harness and clients: each lets happen
 * what is due, until nothing is but timers and time-outs. {@link #advance} lets those come. Work that a session offloads runs
 * in the same way, between other events. One thread uses a harness and its clients.
 *
 * <p><b>What is checked at the end.</b> {@link #close} asserts that nothing is left, and that nothing was thrown that the test
 * didn't ask for.
 *
 * @param <M> the type of the messages
 * @since 0.1
 */
@Open
public final class PluginHarness<M> implements AutoCloseable {
    /** More events than any test has, of which each takes about a microsecond. */
    private static final long NO_END_IN_SIGHT = 1_000_000;

    private final SimulatedNetwork network;
    private final HarnessServer<M> server;
    private final Story<M> story;
    private final List<HarnessClient<M>> clients = new ArrayList<>();
    private int connected;
    private boolean closed;

    PluginHarness(SimulatedNetwork network, HarnessServer<M> server) {
        this.network = network;
        this.server = server;
        this.story = new Story<>(network, server);
    }

    /** A harness for a plugin that is made as the server makes it, with what its constructor asks for. */
    public static <M> HarnessBuilder<M> of(PluginProvider<M> provider) {
        return new HarnessBuilder<>(requireNonNull(provider, "provider"), null, null);
    }

    /** A harness for a plugin that exists, and wasn't started. */
    public static <M> HarnessBuilder<M> of(Plugin<M> plugin, Codec<M> codec) {
        return new HarnessBuilder<>(null, requireNonNull(plugin, "plugin"), requireNonNull(codec, "codec"));
    }

    /** Somebody connects; whether it was let in, the client tells. */
    public HarnessClient<M> connect() {
        requireOpen();
        HarnessClient<M> client = new HarnessClient<>(this, network.connect(server.address()), ++connected);
        clients.add(client);
        settle();
        return client;
    }

    /** Lets so much virtual time pass; timers and time-outs that are due meanwhile run. */
    public PluginHarness<M> advance(Duration duration) {
        requireOpen();
        server.threads.during(() -> network.runFor(duration));
        server.tick(); // a server looks only now and then
        settle();
        return this;
    }

    /**
     * Lets happen what is due, until nothing is but timers and time-outs. Clients do that by themselves; it is for tests that
     * do something otherwise, such as sending to a session of {@link #sessions}.
     */
    public PluginHarness<M> settle() {
        long last = network.steps() + NO_END_IN_SIGHT;
        boolean more = true;
        while (more) {
            server.threads.during(() -> network.runUntil(() -> network.steps() >= last));
            if (network.steps() >= last) {
                throw story.error("there is no end to what happens: one thing leads to the next", null, false);
            }
            more = false;
            for (HarnessClient<M> client : clients) {
                more |= client.answersEnd();
            }
            clients.removeIf(HarnessClient::isGone);
        }
        network.thrown().forEach(thrown -> server.failures.add("a task threw", null, thrown));
        return this;
    }

    /** The plugin's sessions. After something is sent to one of them, {@link #settle} delivers it. */
    public Sessions<M> sessions() {
        return server.layer.sessions();
    }

    /** The plugin. */
    public Plugin<M> plugin() {
        return server.plugin.plugin();
    }

    /** The codec between plugin and clients. */
    public Codec<M> codec() {
        return server.codec;
    }

    /** The network, for tests that want more of it: break a connection, change its profile, read its trace. */
    public SimulatedNetwork network() {
        return network;
    }

    /** A counter or gauge of the plugin, or of its endpoint, as it is now. */
    public long metric(String name) {
        Map<String, Long> all = server.metrics.snapshot();
        Long value = all.get(name);
        if (value == null) {
            throw new AssertionError("there is no metric " + name + "; there are " + String.join(", ", all.keySet()));
        }
        return value;
    }

    /**
     * Takes every I/O context away that is free now, so that the next send or large receive finds none. What sessions hold,
     * such as one context each to receive into, they keep. The pool makes all its contexts for that: with large frames, that
     * may be much memory.
     */
    public ContextHold exhaustContexts() {
        requireOpen();
        return new ContextHold(server.pool, server.pool.exhaust(), this::settle);
    }

    /**
     * What callbacks, tasks and timers of the plugin threw, since the harness was opened. What was thrown and never asked for,
     * here or by {@link HarnessClient#expectClosed(CloseReason.Kind)} with {@code PLUGIN_ERROR}, fails the test at its end.
     */
    public List<Throwable> failures() {
        return server.failures.take();
    }

    /**
     * Closes the clients, ends the sessions as a server does that stops, stops the plugin, and asserts that nothing is left: no
     * session, no I/O context, no connection, no timer that runs after the stop, no thread that the plugin made. Calling it
     * again does nothing.
     *
     * @throws AssertionError that names each of those, and what was thrown and not asked for
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        clients.forEach(HarnessClient::leave);
        settle();
        closed = true;
        server.pool.giveBack();
        server.drain();
        settle();
        if (sessions().count() > 0) {
            server.layer.cut();
            settle();
        }
        List<String> left = new ArrayList<>();
        for (Session<M> each : server.sessions()) {
            left.add("a session has not ended: " + each);
        }
        server.stopPlugin();
        settle();
        left.addAll(server.close());
        Throwable thrown = server.failures.firstUnknown();
        server.failures.unknown().forEach(each -> left.add("nobody asked for what was thrown: " + each));
        if (!left.isEmpty()) {
            server.failures.take(); // they are told of now
            AssertionError error = story.error(
                    "not everything is in order at the end:\n  - " + String.join("\n  - ", left), null, false);
            throw thrown == null ? error : (AssertionError) error.initCause(thrown);
        }
    }

    /** Contexts that neither the harness nor a test holds. */
    int contextsInUse() {
        return server.pool.inUse();
    }

    HarnessPool pool() {
        return server.pool;
    }

    @Nullable CloseReason reason(@Nullable SocketAddress peer) {
        return server.plugin.reason(peer);
    }

    void expectedFailure(@Nullable SocketAddress peer) {
        if (peer != null) {
            server.failures.expected(peer);
        }
    }

    AssertionError error(String what, @Nullable SocketAddress peer) {
        return story.error(what, peer, true);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the harness is closed");
        }
    }
}
