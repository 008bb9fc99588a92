package io.quayside.tests.simulation;

import io.quayside.transport.simulated.SimulatedNetwork;
import io.quayside.transport.simulated.SimulatedPeer;
import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;

/** Somebody who sends frames of bytes that nobody else sends, and keeps what comes back. */
final class EchoClient extends Client {
    final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    final ByteArrayOutputStream echoed = new ByteArrayOutputStream();
    private final int number;
    private int count;

    EchoClient(SimulatedNetwork network, SimulatedPeer peer, boolean rough, SplittableRandom random, int number) {
        super(network, peer, rough, random);
        this.number = number;
    }

    @Override
    boolean doSomething() {
        byte[] payload = new byte[random.nextInt(5) == 0 ? random.nextInt(3900) : random.nextInt(100)];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (number * 31 + count * 7 + i);
        }
        count++;
        byte[] frame = Inbox.frame(payload);
        sent.writeBytes(frame);
        peer.write(frame);
        return true;
    }

    @Override
    void read(byte[] bytes) {
        echoed.writeBytes(bytes);
    }

    @Override
    public String toString() {
        return "client " + number + " (" + sent.size() + " bytes sent, " + echoed.size() + " echoed, " + peer + ")";
    }
}
