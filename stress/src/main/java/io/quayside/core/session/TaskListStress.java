package io.quayside.core.session;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.quayside.core.session.TaskList.Task;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * One adds tasks, the strand takes what is there and closes: what was accepted runs, once and in order, and sees what was
 * written before it was added; what comes after the close is refused.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "closed before")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "closed after the first")
@Outcome(id = "12, 12", expect = ACCEPTABLE, desc = "closed after the second, or not at all")
@Outcome(expect = FORBIDDEN, desc = "accepted and not run, run twice, out of order, or without what it needs")
@State
public class TaskListStress {
    private final TaskList tasks = new TaskList();
    private int accepted;
    private int ran;
    private boolean closed;

    private void add(int number) {
        int[] needed = new int[1];
        needed[0] = number;
        if (tasks.add(() -> ran = ran * 10 + needed[0], false)) {
            accepted = accepted * 10 + number;
        }
    }

    private void runAll() {
        for (Task each = tasks.take(); each != null; each = each.next) {
            each.body.run();
        }
    }

    @Actor
    public void adds() {
        add(1);
        add(2);
    }

    @Actor
    public void strand() {
        runAll();
        closed = tasks.close();
    }

    @Arbiter
    public void after(II_Result result) {
        if (!closed) {
            runAll();
        }
        result.r1 = accepted;
        result.r2 = ran;
    }
}
