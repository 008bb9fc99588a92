package io.quayside.core.admission;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * One is inside, one waits, others come; all of them say something, leave or are cut off, also before they are looked at; and
 * those who wait are told their places, or have waited too long. When all is quiet, who is here is inside or waits, nobody
 * waits for a place that is free; and then every place, count and context is back once ({@link Door}).
 */
@Param(name = "peer", gen = IntGen.class, conf = "0:2")
public class HandOverModel {
    private final Door door = new Door();

    public HandOverModel() {
        door.arrive();
        door.arrive();
    }

    @Operation
    public void arrive() {
        door.arrive();
    }

    @Operation
    public void say(@Param(name = "peer") int peer) {
        door.peer(peer).arrive();
    }

    @Operation
    public void endStream(@Param(name = "peer") int peer) {
        door.peer(peer).endStream();
    }

    @Operation
    public void lose(@Param(name = "peer") int peer) {
        door.peer(peer).lose();
    }

    @Operation(nonParallelGroup = "timer")
    public void timeOut() {
        door.timeOut();
    }

    @Operation(nonParallelGroup = "timer")
    public void notice() {
        door.notice();
    }

    @Operation
    public void work() {
        door.work();
    }

    @Operation
    public void close() {
        door.close();
    }

    @Validate
    public void allIsBack() {
        String verdict = door.verdict();
        if (!verdict.equals("fine")) {
            throw new IllegalStateException(verdict);
        }
    }
}
