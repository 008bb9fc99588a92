package io.quayside.tests.docs.pool;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.pool.ContextPool;
import io.quayside.api.pool.PoolProvider;
import java.lang.System.Logger.Level;

/** Offers the pool with one lock, as {@code locked}; found by ServiceLoader. */
public final class LockedPoolProvider implements PoolProvider {
    private static final System.Logger LOGGER = System.getLogger(LockedPoolProvider.class.getName());

    @Override
    public String id() {
        return "locked";
    }

    @Override
    public String description() {
        return "contexts of one size, behind one lock";
    }

    @Override
    public ContextPool open(Settings settings, int largestFrame) {
        long memory = settings.bytes("memory", 64L << 20, 64L << 10, 1L << 40);
        boolean tracked = settings.flag("track", false);
        int limit = (int) Math.min(memory / largestFrame, 1 << 20);
        if (limit == 0) {
            throw new QuaysideException(
                    "QS-203", settings.where("memory") + " is less than one frame of " + largestFrame + " bytes takes");
        }
        Leases leases = tracked ? Leases.tracked(lost -> LOGGER.log(Level.WARNING, lost)) : Leases.UNTRACKED;
        return new LockedPool(limit, largestFrame, leases);
    }
}
