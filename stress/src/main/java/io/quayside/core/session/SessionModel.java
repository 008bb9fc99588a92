package io.quayside.core.session;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/** A session while everything happens to it at once; {@link Rig} says what must hold in the end. */
public class SessionModel {
    private final Rig rig = new Rig();

    public SessionModel() {
        rig.open();
    }

    @Operation
    public void arrive() {
        rig.connection().arrive();
    }

    @Operation
    public void endStream() {
        rig.connection().endStream();
    }

    @Operation
    public void complete() {
        rig.connection().complete();
    }

    @Operation
    public void lose() {
        rig.connection().lose();
    }

    @Operation
    public void send() {
        rig.session().send(2);
    }

    @Operation
    public void close() {
        rig.session().close();
    }

    @Operation
    public void abort() {
        rig.session().abort();
    }

    @Operation
    public void work() {
        rig.workers().runOne();
    }

    @Operation
    public void execute() {
        rig.execute();
    }

    @Operation
    public void offload() {
        rig.offload();
    }

    @Validate
    public void itEndsInOrder() {
        String verdict = rig.verdict();
        if (!verdict.equals("fine")) {
            throw new IllegalStateException(verdict);
        }
    }
}
