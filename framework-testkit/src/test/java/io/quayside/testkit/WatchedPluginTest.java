package io.quayside.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.plugin.Blocking;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.session.Session;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The plugin under test hears all that a plugin can hear, and counts as what it is marked. */
class WatchedPluginTest {
    private static class Ordinary implements Plugin<String> {
        @Override
        public void message(Session<String> session, String message) {}
    }

    @Blocking
    private static final class Waits extends Ordinary {}

    @Test
    void everyCallbackIsPassedOn() {
        List<String> missing = Arrays.stream(Plugin.class.getMethods())
                .filter(Method::isDefault)
                .map(Method::getName)
                .filter(name -> Arrays.stream(WatchedPlugin.class.getDeclaredMethods())
                        .noneMatch(each -> each.getName().equals(name)))
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void whatMayBlockIsMarked() {
        assertTrue(WatchedPlugin.of(new Waits(), failures()).getClass().isAnnotationPresent(Blocking.class));
        assertFalse(WatchedPlugin.of(new Ordinary(), failures()).getClass().isAnnotationPresent(Blocking.class));
    }

    private static Failures failures() {
        return new Failures();
    }
}
