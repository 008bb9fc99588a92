package io.quayside.tck.transport;

import io.quayside.api.Settings;
import io.quayside.api.transport.Listener;
import io.quayside.api.transport.Transport;
import io.quayside.api.transport.TransportProvider;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program of its own: opens and closes transports with everything in them, and counts descriptors. */
final class DescriptorsLeft {
    private DescriptorsLeft() {}

    /** Takes the name of the provider's class. */
    public static void main(String[] args) throws Exception {
        Watchdog.start(TransportDescriptorContract.PATIENCE_MILLIS);
        TransportProvider provider = provider(args[0]);
        run(provider); // loads what the machine itself keeps open
        long before = descriptors();
        for (int i = 0; i < 5; i++) {
            run(provider);
        }
        long after = descriptors();
        if (after > before) {
            throw new AssertionError(before + " descriptors before, " + after + " after");
        }
        System.out.println("passed"); // this thread being the last but daemons, the machine ends now
    }

    static TransportProvider provider(String name) throws ReflectiveOperationException {
        Constructor<?> constructor = Class.forName(name).getDeclaredConstructor();
        constructor.setAccessible(true); // a test's own provider need not be public
        return (TransportProvider) constructor.newInstance();
    }

    private static void run(TransportProvider provider) throws IOException {
        List<Recorder> recorders = new ArrayList<>();
        try (RealSockets harness = new RealSockets(provider)) {
            Contexts contexts = new Contexts();
            Bench bench = new Bench(harness, contexts);
            Accepted accepted = new Accepted(harness);
            try (Transport transport = harness.open(Settings.of(Map.of("workers", 2)))) {
                Listener listener = transport.listen(harness.anyAddress(), accepted);
                for (int i = 0; i < 50; i++) {
                    RemotePeer peer = harness.connect(listener.address());
                    Recorder recorder = new Recorder(accepted.next(), bench);
                    recorder.connection().start(recorder);
                    recorder.receive(8);
                    recorders.add(recorder);
                    if (i < 20) {
                        peer.reset();
                    }
                }
                for (int i = 0; i < 20; i++) {
                    recorders.get(20 + i).connection().close();
                }
            }
            recorders.forEach(Recorder::awaitClosed);
            contexts.assertAllBack();
        }
    }

    private static long descriptors() throws IOException {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/dev/fd"))) {
            long count = 0;
            for (Path each : open) {
                count += each.getFileName().toString().isEmpty() ? 0 : 1;
            }
            return count;
        }
    }
}
