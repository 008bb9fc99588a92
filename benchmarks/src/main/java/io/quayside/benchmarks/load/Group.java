package io.quayside.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What a server that delivers what one sends to all others wants to hear, and how its answers are checked. */
interface Group {
    /** Brings a connection in, and returns when it is: nothing is on its way to anybody then but what this has read. */
    void enter(BlockingFrames connection, int number) throws IOException;

    /** Called when everybody is in: takes off the connection what still came because of others. */
    void settle(BlockingFrames connection) throws IOException;

    /** The frame that sends a text to the others, ready to be written. */
    ByteBuffer request(long number);

    /** Checks what a receiver has got: the text with this number. */
    void checkDelivery(ByteBuffer payload, long number) throws IOException;

    /** Checks what the sender has got: the answer to the request with this number. */
    void checkAnswer(ByteBuffer payload, long number) throws IOException;
}
