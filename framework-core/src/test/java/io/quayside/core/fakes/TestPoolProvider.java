package io.quayside.core.fakes;

import io.quayside.api.Settings;
import io.quayside.api.pool.ContextPool;
import io.quayside.api.pool.PoolProvider;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The pool {@code test}; remembers what it opened, for the test to get hold of. */
public final class TestPoolProvider implements PoolProvider {
    private final List<TestPool> opened = new CopyOnWriteArrayList<>();

    @Override
    public String id() {
        return "test";
    }

    @Override
    public String description() {
        return "knows where contexts were lost";
    }

    @Override
    public ContextPool open(Settings settings, int largestFrame) {
        TestPool pool = new TestPool().with(64, 512).with(16, Math.max(4096, largestFrame));
        opened.add(pool);
        return pool;
    }

    /** The one pool that was opened. */
    public TestPool pool() {
        if (opened.size() != 1) {
            throw new AssertionError(opened.size() + " pools were opened");
        }
        return opened.get(0);
    }
}
