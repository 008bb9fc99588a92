package io.quayside.core.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.quayside.api.pool.IoContext;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * One releases and then looks whether somebody waits, the other begins to wait and then looks whether something is free: one
 * of them sees the other (J. Dekker's pattern, which fails when a write may be delayed behind the read after it).
 */
@JCStressTest
@Outcome(id = "true", expect = ACCEPTABLE, desc = "told, or found the context")
@Outcome(id = "false", expect = FORBIDDEN, desc = "waits for a context that is free")
@State
public class WakeUpStress {
    private static final int BYTES = 8;

    private final SizeClass only = new SizeClass(BYTES, 1, null);
    private final SlabPool pool = new SlabPool(only);
    private final @Nullable IoContext held = pool.acquire(BYTES);
    private volatile boolean served;

    @Actor
    public void releases() {
        if (held != null) {
            held.release();
        }
    }

    @Actor
    public void waits() {
        if (pool.acquire(BYTES) != null) {
            served = true;
            return;
        }
        pool.whenAvailable(BYTES, () -> {
            served = true;
            return true;
        });
    }

    @Arbiter
    public void after(Z_Result result) {
        result.r1 = served;
    }
}
