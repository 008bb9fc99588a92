package io.quayside.core.session;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * A session that others find while it opens: they send to it and close it before its connection is started, which must not be
 * sent to by then; what they sent goes out afterwards. {@link Rig} says what must hold in the end.
 */
public class OpeningModel {
    private final Rig rig = new Rig();

    @Operation(runOnce = true)
    public void open() {
        rig.open();
    }

    @Operation
    public void sendToAll() {
        rig.sendToAll();
    }

    @Operation(runOnce = true)
    public void drain() {
        rig.drain();
    }

    @Validate
    public void itOpensInOrder() {
        String verdict = rig.verdict();
        if (!verdict.equals("fine")) {
            throw new IllegalStateException(verdict);
        }
    }
}
