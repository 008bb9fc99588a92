package io.quayside.load.bench;

import io.quayside.load.Connections;
import io.quayside.load.LoadConnection;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Notices connections from which nothing comes any more although something should. One thread. */
final class Silence {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final long[] heard;
    private final long patience;
    private long looked;

    Silence(int connections, long patience) {
        this.heard = new long[connections];
        this.patience = patience;
    }

    /** Patience begins. */
    void begin(long now) {
        Arrays.fill(heard, now);
        looked = now;
    }

    /** Something came. */
    void heard(int index, long now) {
        heard[index] = now;
    }

    /** Whether it is time to look at all of them again. */
    boolean isDue(long now) {
        return now - looked >= LOOK_NANOS;
    }

    /** The index of one that has been silent for too long, or -1. */
    int look(Connections all, long now) {
        looked = now;
        for (int index = 0; index < heard.length; index++) {
            LoadConnection connection = all.get(index);
            if (connection.isComplete()) {
                heard[index] = now;
            } else if (now - heard[index] > patience) {
                return index;
            }
        }
        return -1;
    }
}
