package io.quayside.examples.telemetry;

import io.quayside.api.session.CloseReason;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionHandler;
import io.quayside.core.Client;
import io.quayside.examples.telemetry.Message.Query;
import io.quayside.examples.telemetry.Message.Report;
import io.quayside.examples.telemetry.Message.Subscribe;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * A client: {@code Watch} prints alarms as they come; {@code Watch DEVICE SENSOR VALUE} reports a reading, asks how the sensor
 * stands, and prints what is answered until the server closes.
 */
public final class Watch implements SessionHandler<Message> {
    private final CompletableFuture<CloseReason> ended = new CompletableFuture<>();

    private Watch() {}

    /** Talks to the server on this machine, on its usual port. */
    public static void main(String[] args) {
        Watch watch = new Watch();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), TelemetryServer.PORT);
        try (Client client = Client.builder().build()) {
            Session<Message> session = client.connect(address, TelemetryCodecProvider.codec(), watch)
                    .join();
            if (args.length == 0) {
                session.send(new Subscribe());
            } else {
                report(session, Integer.parseInt(args[0]), Integer.parseInt(args[1]), Double.parseDouble(args[2]));
            }
            System.out.println(watch.ended.join());
        }
    }

    private static void report(Session<Message> session, int device, int sensor, double value) {
        long now = Instant.now().toEpochMilli();
        session.send(new Report(device, sensor, now, now, value)); // the time will do for a sequence that grows
        session.send(new Query(device, sensor));
    }

    @Override
    public void message(Session<Message> session, Message message) {
        System.out.println(message);
    }

    /** It is no mistake to hear nothing for long. */
    @Override
    public void idle(Session<Message> session) {}

    @Override
    public void closed(Session<Message> session, CloseReason reason) {
        ended.complete(reason);
    }
}
