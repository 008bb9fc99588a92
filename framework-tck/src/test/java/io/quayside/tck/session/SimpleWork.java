package io.quayside.tck.session;

import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Tasks that a session was handed, and work for it that may block: steps of its strand. */
final class SimpleWork<M> {
    private final SimpleSessions<M> layer;
    private final SimpleStrand strand;
    private final Consumer<CloseReason> close;
    private final BooleanSupplier gone;

    SimpleWork(SimpleSessions<M> layer, SimpleStrand strand, Consumer<CloseReason> close, BooleanSupplier gone) {
        this.layer = layer;
        this.strand = strand;
        this.close = close;
        this.gone = gone;
    }

    boolean execute(Runnable task) {
        if (layer.has(SessionFault.RUNS_TASKS_AT_ONCE)) {
            task.run();
            return true;
        }
        if (layer.has(SessionFault.RUNS_TASKS_BESIDE)) {
            return layer.parts.transport().post(task);
        }
        return strand.add(() -> {
            if (!gone.getAsBoolean()) {
                run("task", task);
            }
        });
    }

    boolean offload(Runnable work) {
        return strand.add(() -> {
            if (layer.has(SessionFault.GOES_ON_DURING_WORK)) {
                layer.offload(work);
                return;
            }
            strand.stopFor(() -> layer.offload(() -> {
                run("work", work);
                strand.goOn();
            }));
        });
    }

    private void run(String what, Runnable body) {
        try {
            body.run();
        } catch (RuntimeException | Error thrown) {
            if (!layer.has(SessionFault.PASSES_OVER_WHAT_WORK_THROWS)) {
                close.accept(new CloseReason(Kind.PLUGIN_ERROR, what + " threw", thrown));
            }
        }
    }
}
