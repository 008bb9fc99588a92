package io.quayside.transport.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.transport.TransportProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What holds for descriptors: T9 and T10, each in a virtual machine of its own. */
@Timeout(120)
@EnabledOnOs({OS.LINUX, OS.MAC})
public abstract class DescriptorLaws {
    /** The transport that has to keep the laws; the child finds it by its id. */
    protected abstract TransportProvider provider();

    @Test
    void t9_noDescriptorIsLeft() throws Exception {
        assertPasses(DescriptorsLeft.class, "exec");
    }

    @Test
    void t10_acceptingGoesOnAfterDescriptorsRanOut() throws Exception {
        assertPasses(DescriptorsRunOut.class, "ulimit -n 200; exec");
    }

    private void assertPasses(Class<?> program, String prefix) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process child = new ProcessBuilder(
                        "sh",
                        "-c",
                        prefix + " \"$@\"",
                        "sh",
                        java,
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName(),
                        provider().id())
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(child.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, child.exitValue(), said);
        assertTrue(said.contains("passed"), said);
    }
}
