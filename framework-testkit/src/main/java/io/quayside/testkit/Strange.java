package io.quayside.testkit;

import java.util.List;

/**
 * Plays bytes that may be no message: they are messages, or refused, or wait for more; and are the same thing however they are
 * cut. What a codec allocates for them is counted.
 */
final class Strange {
    /** What connections take, and the messages that they carry; more than that is an announced size that was believed. */
    private static final long MEMORY = 2 << 20;

    private static final int FRAMES = 4;

    private Strange() {}

    /** Plays it whole, then in three pieces, beside somebody who isn't disturbed. */
    static <M> void play(Trial<M> trial, Bench<M> bench, byte[] bytes, String what) {
        if (trial.isEnough()) {
            return;
        }
        trial.tries(Shown.bytes(bytes), what);
        long most = MEMORY + FRAMES * (long) trial.kit().codec().maximumFrameSize();
        bench.beside(() -> {
            long before = Heap.allocated();
            Bench.Outcome<M> whole = bench.play(List.of(bytes));
            long taken = Heap.allocated() - before;
            if (taken > most) {
                trial.found(
                        "no memory is taken for a size that is only announced (C3)", taken + " bytes were allocated");
                return;
            }
            int middle = Math.max(1, bytes.length / 2);
            Bench.Outcome<M> cut = bench.play(Pieces.cut(bytes, Math.min(1, bytes.length), middle));
            String note = "cut after byte 1 and byte " + middle + " (C2); whole: " + whole.ending() + "; cut: ";
            trial.same(whole.messages(), cut.messages(), note + cut.ending());
            if (whole.refused() != cut.refused()) {
                trial.found("the same however it is cut: " + whole.ending(), note + cut.ending());
            }
        });
    }
}
