package io.quayside.transport.laws;

import io.quayside.api.Settings;
import io.quayside.api.transport.Transport;
import io.quayside.api.transport.TransportProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** A program of its own: opens and closes transports with everything in them, and counts descriptors and threads. */
public final class DescriptorsLeft {
    private DescriptorsLeft() {}

    /** Takes the transport's id. */
    public static void main(String[] args) throws IOException {
        TransportProvider provider = provider(args[0]);
        run(provider); // loads what the machine itself keeps open
        long before = descriptors();
        for (int i = 0; i < 5; i++) {
            run(provider);
        }
        long after = descriptors();
        if (after != before) {
            throw new AssertionError(before + " descriptors before, " + after + " after");
        }
        System.out.println("passed"); // this thread being the last but daemons, the machine ends now
    }

    static TransportProvider provider(String id) {
        for (TransportProvider provider : ServiceLoader.load(TransportProvider.class)) {
            if (provider.id().equals(id)) {
                return provider;
            }
        }
        throw new AssertionError("no transport " + id);
    }

    private static void run(TransportProvider provider) throws IOException {
        Contexts contexts = new Contexts();
        Accepted accepted = new Accepted();
        List<Peer> peers = new ArrayList<>();
        List<Recorder> recorders = new ArrayList<>();
        try (Transport transport = provider.open(Settings.of(Map.of("workers", 2)))) {
            var listener = transport.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), accepted);
            for (int i = 0; i < 50; i++) {
                peers.add(Peer.connect(listener.address()));
                Recorder recorder = new Recorder(accepted.next(), contexts);
                recorder.connection().start(recorder);
                recorder.receive(8);
                recorders.add(recorder);
            }
            for (int i = 0; i < 20; i++) {
                peers.get(i).reset();
                recorders.get(20 + i).connection().close();
            }
        }
        recorders.forEach(Recorder::awaitClosed);
        contexts.assertAllBack();
        for (Peer peer : peers) {
            peer.close();
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
