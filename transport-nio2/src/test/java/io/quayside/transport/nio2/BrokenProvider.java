package io.quayside.transport.nio2;

import io.quayside.api.Settings;
import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.ConnectHandler;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import io.quayside.api.transport.TransportProvider;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** This transport with something wrong about its descriptors, for the contract to notice. */
abstract class BrokenProvider implements TransportProvider {
    private final TransportProvider sound = new Nio2TransportProvider();

    /** Leaves a descriptor for each connection. */
    static final class Leaking extends BrokenProvider {
        private static final List<FileInputStream> LEFT = new CopyOnWriteArrayList<>();

        @Override
        void accepted() throws IOException {
            LEFT.add(new FileInputStream("/dev/null"));
        }
    }

    /** Accepts no more when an accept has failed. */
    static final class GivingUp extends BrokenProvider {
        @Override
        void failed(Listener listener) {
            listener.close();
        }
    }

    void accepted() throws IOException {}

    void failed(Listener listener) {}

    @Override
    public String id() {
        return sound.id();
    }

    @Override
    public String description() {
        return sound.description();
    }

    @Override
    public int preference() {
        return sound.preference();
    }

    @Override
    public String unavailableBecause() {
        return sound.unavailableBecause();
    }

    @Override
    public Transport open(Settings settings) {
        Transport transport = sound.open(settings);
        return new Transport() {
            @Override
            public int workers() {
                return transport.workers();
            }

            @Override
            public Listener listen(SocketAddress address, AcceptHandler handler) throws IOException {
                AtomicReference<Listener> listener = new AtomicReference<>();
                listener.set(transport.listen(address, broken(handler, listener)));
                return listener.get();
            }

            @Override
            public void connect(SocketAddress address, ConnectHandler handler) {
                transport.connect(address, handler);
            }

            @Override
            public boolean post(Runnable task) {
                return transport.post(task);
            }

            @Override
            public void close() {
                transport.close();
            }
        };
    }

    private AcceptHandler broken(AcceptHandler handler, AtomicReference<Listener> listener) {
        return new AcceptHandler() {
            @Override
            public void accepted(Connection connection) {
                try {
                    BrokenProvider.this.accepted();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                handler.accepted(connection);
            }

            @Override
            public void acceptFailed(Throwable cause, long retryMillis) {
                handler.acceptFailed(cause, retryMillis);
                failed(listener.get());
            }
        };
    }
}
