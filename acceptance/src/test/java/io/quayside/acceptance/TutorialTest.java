package io.quayside.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Does what docs/tutorial.md tells its readers to do, outside the tree: writes each file, runs each command as it stands there,
 * and compares what is shown.
 *
 * <p>One command isn't run, {@link #PREPARATION}: the build around this test has done the same, but for where it leaves the
 * modules.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the page's commands are those of a POSIX shell")
@ResourceLock("Maven")
class TutorialTest {
    private static final String PREPARATION = "\n```\nmvn install -DskipTests\n```\n";

    @TempDir
    Path home;

    private final Map<String, Terminal> terminals = new HashMap<>();
    private List<String> printed = List.of();

    @Test
    void everythingGoesAsThePageSays() throws Exception {
        TutorialPage page = new TutorialPage();
        assertTrue(page.text().contains(PREPARATION));
        List<Step> steps = page.steps();
        assertEquals(fences(page), steps.size(), "fences that this test understands");

        try (Desk desk = new Desk(home)) {
            Terminal first = desk.terminal(TutorialPage.FIRST, Desk.SOURCES);
            terminals.put(TutorialPage.FIRST, first);
            for (Step step : steps) {
                if (step instanceof Step.WriteFile file) {
                    Path path = first.directory().resolve(file.name());
                    Files.createDirectories(path.getParent());
                    Files.writeString(path, file.content());
                } else if (step instanceof Step.Run run) {
                    run(desk, run);
                } else if (step instanceof Step.See see) {
                    see(see);
                }
            }
        }
    }

    private void run(Desk desk, Step.Run run) throws IOException, InterruptedException {
        Terminal first = terminals.get(TutorialPage.FIRST);
        if (!terminals.containsKey(run.terminal())) {
            terminals.put(run.terminal(), desk.terminal(run.terminal(), first.directory()));
        }
        Terminal terminal = terminals.get(run.terminal());
        terminal.start(run.commands());
        // What runs in another terminal goes on meanwhile.
        if (terminal == first) {
            printed = terminal.finish();
        }
    }

    private void see(Step.See see) throws InterruptedException {
        if (see.terminal().equals(TutorialPage.FIRST)) {
            assertTrue(
                    see.shown().isIn(printed),
                    () -> "the page shows\n" + see.shown().text() + "and this was printed:\n"
                            + String.join("\n", printed));
        } else {
            terminals.get(see.terminal()).await(see.shown());
        }
    }

    /** All but the one of what isn't run. */
    private static long fences(TutorialPage page) {
        return page.text().lines().filter(line -> line.startsWith("```")).count() / 2 - 1;
    }
}
