package io.quayside.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.core.fakes.Together;
import io.quayside.core.session.TaskList.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TaskListTest {
    private final TaskList tasks = new TaskList();
    private final List<String> ran = new ArrayList<>();

    private void runTaken() {
        for (Task task = tasks.take(); task != null; task = task.next) {
            task.body.run();
        }
    }

    @Test
    void givesTasksInTheOrderAdded() {
        assertTrue(tasks.isEmpty());
        tasks.add(() -> ran.add("one"), false);
        tasks.add(() -> ran.add("two"), true);
        tasks.add(() -> ran.add("three"), false);
        assertFalse(tasks.isEmpty());
        runTaken();
        assertEquals(List.of("one", "two", "three"), ran);
        assertNull(tasks.take());
    }

    @Test
    void remembersWhichOnesBlock() {
        tasks.add(() -> {}, true);
        tasks.add(() -> {}, false);
        Task first = tasks.take();
        assertTrue(first.blocks);
        assertFalse(first.next.blocks);
    }

    @Test
    void closesOnlyWhenEmpty() {
        tasks.add(() -> {}, false);
        assertFalse(tasks.close());
        tasks.take();
        assertTrue(tasks.close());
        assertFalse(tasks.add(() -> {}, false));
    }

    @Test
    void everyTaskTakenInIsRunBeforeItIsClosed() throws Exception {
        for (int repeat = 0; repeat < 80; repeat++) {
            TaskList list = new TaskList();
            AtomicInteger takenIn = new AtomicInteger();
            AtomicInteger run = new AtomicInteger();
            Together.run(3, thread -> {
                for (int i = 0; thread > 0 && i < 200 && list.add(run::incrementAndGet, false); i++) {
                    takenIn.incrementAndGet();
                }
                while (thread == 0 && !list.close()) {
                    for (Task task = list.take(); task != null; task = task.next) {
                        task.body.run();
                    }
                }
            });
            assertEquals(takenIn.get(), run.get());
        }
    }
}
