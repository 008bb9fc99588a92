package io.quayside.transport.simulated;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What other threads do, as far as a test wants some: each call is an event of its own, between two others; or it intrudes,
 * which is to come in the middle of a call to a connection, where another thread could be at that moment.
 *
 * <pre>
 *   WAITING, as an event or for the next intrusion ---> RUNNING, once
 * </pre>
 *
 * <p>Guarded by the network's lock, which is not held while a call runs.
 */
final class Elsewhere {
    private final Simulation simulation;
    private final List<Call> waiting = new ArrayList<>();
    private int intruders;

    Elsewhere(Simulation simulation) {
        this.simulation = simulation;
    }

    /** A call for some moment soon. */
    void add(Runnable call) {
        Call added = new Call(call, false);
        waiting.add(added);
        simulation.soon(added);
    }

    /** A call that intrudes into the next call to a connection, whatever the profile says. */
    void addIntruder(Runnable call) {
        waiting.add(new Call(call, true));
        intruders++;
    }

    /** Here it can come in; runs at most one call. */
    void intrude() {
        Call call;
        synchronized (simulation.lock) {
            call = waiting.isEmpty() ? null : intruder();
            if (call == null) {
                return;
            }
            take(call);
            simulation.unschedule(call);
            simulation.note("elsewhere", "intrudes");
        }
        simulation.nestOutside(call);
    }

    private void take(Call call) {
        if (waiting.remove(call)) {
            intruders -= call.intrudes ? 1 : 0;
        }
    }

    private @Nullable Call intruder() {
        if (intruders > 0) {
            return waiting.stream().filter(call -> call.intrudes).findFirst().orElse(null);
        }
        return simulation.draws().chance(simulation.profile().intrusions)
                ? waiting.get(simulation.draws().below(waiting.size()))
                : null;
    }

    /** One call of another thread. */
    private final class Call extends Event {
        private final Runnable task;
        private final boolean intrudes;

        Call(Runnable task, boolean intrudes) {
            this.task = task;
            this.intrudes = intrudes;
        }

        @Override
        void happen() {
            synchronized (simulation.lock) {
                take(this);
            }
            simulation.guarded("elsewhere", task);
        }
    }
}
