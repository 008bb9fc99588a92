package io.quayside.core.session;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * Sessions that wait for a context, and are told that one is free while they are closed, or lose their connection, or somebody
 * else is faster; two others only wait, one of them for a small one. When all is quiet nobody waits for what is free, and in the end all
 * contexts are back ({@link Starving}).
 */
@Param(name = "session", gen = IntGen.class, conf = "0:1")
public class StarvingModel {
    private final Starving starving = new Starving();

    @Operation
    public void take() {
        starving.take();
    }

    @Operation
    public void giveBack() {
        starving.giveBack();
    }

    @Operation
    public void close(@Param(name = "session") int session) {
        starving.rig(session).session().close();
    }

    @Operation
    public void lose(@Param(name = "session") int session) {
        starving.rig(session).connection().lose();
    }

    @Operation
    public void work(@Param(name = "session") int session) {
        starving.rig(session).workers().runOne();
    }

    @Validate
    public void nobodyWaitsForWhatIsFree() {
        String verdict = starving.verdict();
        if (!verdict.equals("fine")) {
            throw new IllegalStateException(verdict);
        }
    }
}
