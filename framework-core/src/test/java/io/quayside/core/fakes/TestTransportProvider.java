package io.quayside.core.fakes;

import io.quayside.api.Settings;
import io.quayside.api.transport.Transport;
import io.quayside.api.transport.TransportProvider;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The transport {@code test}; remembers what it opened, for the test to get hold of. */
public class TestTransportProvider implements TransportProvider {
    private final List<TestTransport> opened = new CopyOnWriteArrayList<>();
    private volatile Consumer<TestTransport> preparation = transport -> {};
    private volatile @Nullable String unavailableBecause;

    @Override
    public String id() {
        return "test";
    }

    @Override
    public String description() {
        return "in memory";
    }

    @Override
    public int preference() {
        return 10;
    }

    @Override
    public @Nullable String unavailableBecause() {
        return unavailableBecause;
    }

    /** From now on, it cannot run here. */
    public void cannotRunBecause(String why) {
        unavailableBecause = why;
    }

    /** Does something to each transport when it is opened. */
    public void prepare(Consumer<TestTransport> change) {
        preparation = change;
    }

    @Override
    public Transport open(Settings settings) {
        TestTransport transport = TestTransport.threaded(settings.integer("workers", 2, 1, 16));
        preparation.accept(transport);
        opened.add(transport);
        return transport;
    }

    /** Every transport opened so far. */
    public List<TestTransport> opened() {
        return opened;
    }

    /** The one transport that was opened. */
    public TestTransport transport() {
        if (opened.size() != 1) {
            throw new AssertionError(opened.size() + " transports were opened");
        }
        return opened.get(0);
    }
}
