package io.quayside.core.session;

import io.quayside.core.session.TaskList.Task;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** Tasks are taken in the order added, each once, and none is let in after the close: linearizable. The strand alone takes. */
@Param(name = "task", gen = IntGen.class, conf = "1:9")
public class TaskListModel {
    private final TaskList tasks = new TaskList();
    private boolean closed;

    @Operation
    public boolean add(@Param(name = "task") int number) {
        return tasks.add(new Numbered(number), false);
    }

    @Operation(nonParallelGroup = "strand")
    public boolean isEmpty() {
        return tasks.isEmpty();
    }

    @Operation(nonParallelGroup = "strand")
    public List<Integer> take() {
        List<Integer> taken = new ArrayList<>();
        Task first = closed ? null : tasks.take(); // a strand that has closed its list doesn't take any more
        for (Task each = first; each != null; each = each.next) {
            taken.add(((Numbered) each.body).number());
        }
        return taken;
    }

    @Operation(nonParallelGroup = "strand")
    public boolean close() {
        closed |= tasks.close();
        return closed;
    }

    private record Numbered(int number) implements Runnable {
        @Override
        public void run() {}
    }

    /** The same, one after the other. */
    public static class Queue {
        private final List<Integer> tasks = new ArrayList<>();
        private boolean closed;

        public boolean add(int number) {
            if (!closed) {
                tasks.add(number);
            }
            return !closed;
        }

        public boolean isEmpty() {
            return tasks.isEmpty() && !closed;
        }

        public List<Integer> take() {
            List<Integer> taken = List.copyOf(tasks);
            tasks.clear();
            return taken;
        }

        public boolean close() {
            closed |= tasks.isEmpty();
            return closed;
        }
    }
}
