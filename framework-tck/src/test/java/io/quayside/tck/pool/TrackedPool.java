package io.quayside.tck.pool;

import io.quayside.api.pool.ContextPool;
import io.quayside.api.pool.IoContext;
import io.quayside.api.pool.PoolStatistics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A pool that notes where each lease began, and tells of those that haven't ended when it closes; or breaks P7. */
final class TrackedPool implements ContextPool {
    private final ContextPool pool;
    private final @Nullable PoolFault fault;
    private final Consumer<String> reports;
    private final Map<IoContext, Throwable> places = new LinkedHashMap<>();

    TrackedPool(ContextPool pool, @Nullable PoolFault fault, Consumer<String> reports) {
        this.pool = pool;
        this.fault = fault;
        this.reports = reports;
    }

    @Override
    public @Nullable IoContext acquire(int minimumCapacity) {
        IoContext context = pool.acquire(minimumCapacity);
        if (context != null) {
            Throwable place = new Throwable("a context that was acquired here is lost");
            if (fault == PoolFault.REPORTS_AN_EARLIER_PLACE) {
                places.putIfAbsent(context, place);
            } else {
                places.put(context, place);
            }
        }
        return context;
    }

    @Override
    public void close() {
        pool.close();
        places.entrySet().stream()
                .filter(lease -> fault == PoolFault.REPORTS_WHAT_CAME_BACK
                        || lease.getKey().owner() != null) // whoever loses one here has said who it is
                .limit(fault == PoolFault.REPORTS_NO_LOSS ? 0 : fault == PoolFault.REPORTS_ONE_PLACE ? 1 : 1_000)
                .forEach(lease -> reports.accept(report(lease.getValue())));
    }

    private String report(Throwable place) {
        if (fault == PoolFault.REPORTS_NO_PLACE) {
            return "a context is lost";
        }
        StringWriter text = new StringWriter();
        place.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Override
    public void whenAvailable(int minimumCapacity, BooleanSupplier wakeUp) {
        pool.whenAvailable(minimumCapacity, wakeUp);
    }

    @Override
    public int largestContext() {
        return pool.largestContext();
    }

    @Override
    public PoolStatistics statistics() {
        return pool.statistics();
    }
}
