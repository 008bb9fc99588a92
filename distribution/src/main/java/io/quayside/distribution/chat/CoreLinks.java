package io.quayside.distribution.chat;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.api.codec.CodecProvider;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionHandler;
import io.quayside.chat.v1.Frame;
import io.quayside.core.Client;
import io.quayside.core.discovery.Providers;
import java.net.InetSocketAddress;

/** Connections made by the framework's own client, with the codec of the chat endpoint. */
final class CoreLinks implements Link.Maker, AutoCloseable {
    private static final String CODEC = "protobuf";

    private final ChatTarget target;
    private final Client client;
    private final Codec<Frame> codec;

    CoreLinks(ChatTarget target) {
        this.target = target;
        Providers providers = Providers.onClassPath();
        this.codec = codec(providers);
        this.client = Client.builder().providers(providers).build();
    }

    /** Looks the name up anew each time: a server that moved is found. That may take a moment, which the loop waits. */
    @Override
    public void connect(Link.Listener listener) {
        InetSocketAddress address = new InetSocketAddress(target.host(), target.port());
        if (address.isUnresolved()) {
            listener.lost("there is no host named " + target.host());
            return;
        }
        client.connect(address, codec, new Handler(listener)).exceptionally(failure -> {
            listener.lost(reason(failure));
            return null;
        });
    }

    @Override
    public void close() {
        client.close();
    }

    private static Codec<Frame> codec(Providers providers) {
        for (CodecProvider provider : providers.codecs()) {
            if (provider.id().equals(CODEC)) {
                return typed(provider.open(Settings.none(), Frame.class, CoreLinks.class.getClassLoader()));
            }
        }
        throw new QuaysideException("QS-102", "there is no codec " + CODEC + ": a jar is missing in lib");
    }

    @SuppressWarnings("unchecked") // the codec says itself which messages it makes
    private static Codec<Frame> typed(Codec<?> codec) {
        if (codec.messageType() != Frame.class) {
            throw new QuaysideException("QS-303", "the codec " + CODEC + " makes " + codec.messageType());
        }
        return (Codec<Frame>) codec;
    }

    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
    }

    /** Hands a session's events to the client's loop. */
    private record Handler(Link.Listener listener) implements SessionHandler<Frame> {
        @Override
        public void opened(Session<Frame> session) {
            listener.opened(new SessionLink(session));
        }

        @Override
        public void message(Session<Frame> session, Frame message) {
            listener.received(message);
        }

        @Override
        public void closed(Session<Frame> session, CloseReason reason) {
            listener.lost(reason.detail());
        }
    }

    private record SessionLink(Session<Frame> session) implements Link {
        @Override
        public boolean send(Frame frame) {
            return session.send(frame).taken();
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
