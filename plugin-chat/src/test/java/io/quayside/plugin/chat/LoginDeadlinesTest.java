package io.quayside.plugin.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoginDeadlinesTest {
    private final FakeFramework framework = new FakeFramework();
    private final List<ChatSession> overdue = new ArrayList<>();
    private final LoginDeadlines deadlines = new LoginDeadlines(Duration.ofSeconds(30), framework, overdue::add);

    @Test
    void oneTimerDoesForAllAndEndsWithStop() {
        deadlines.start(framework);
        for (int i = 0; i < 1000; i++) {
            deadlines.of(chat());
        }

        assertEquals(1, framework.timers());
        framework.pass(Duration.ofSeconds(31));
        assertEquals(1000, overdue.size());
        deadlines.stop();
        assertEquals(0, framework.timers());
    }

    @Test
    void eachHasItsOwnTime() {
        deadlines.start(framework);
        ChatSession first = chat();
        ChatSession second = chat();
        deadlines.of(first);
        framework.pass(Duration.ofSeconds(10));
        deadlines.of(second);

        framework.pass(Duration.ofSeconds(20));
        assertEquals(List.of(first), overdue);
        framework.pass(Duration.ofSeconds(10));
        assertEquals(List.of(first, second), overdue);
        framework.pass(Duration.ofMinutes(5));
        assertEquals(2, overdue.size());
    }

    @Test
    void whoCancelsIsNeverOverdueAndHoldsUpNobody() {
        deadlines.start(framework);
        LoginDeadlines.Deadline cancelled = deadlines.of(chat());
        ChatSession other = chat();
        deadlines.of(other);
        cancelled.cancel();
        cancelled.cancel();

        framework.pass(Duration.ofSeconds(30));

        assertEquals(List.of(other), overdue);
    }

    @Test
    void zeroIsNoEndOfTime() {
        LoginDeadlines endless = new LoginDeadlines(Duration.ZERO, framework, overdue::add);
        endless.start(framework);
        endless.of(chat());

        framework.pass(Duration.ofDays(1));

        assertEquals(List.of(), overdue);
        assertEquals(0, framework.timers());
        endless.stop();
    }

    @Test
    void shortTimesAreKeptToo() {
        LoginDeadlines quick = new LoginDeadlines(Duration.ofMillis(50), framework, overdue::add);
        quick.start(framework);
        quick.of(chat());

        framework.pass(Duration.ofMillis(49));
        assertEquals(0, overdue.size());
        framework.pass(Duration.ofMillis(6));
        assertEquals(1, overdue.size());
        quick.stop();
    }

    private ChatSession chat() {
        FakeSession session = new FakeSession((s, frame) -> {}, true);
        return new ChatSession(session, new ChatMetrics(framework));
    }
}
