package io.quayside.tck.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.transport.TransportProvider;
import io.quayside.tck.Promise;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * What holds for the descriptors of a transport that uses the system's sockets: T9 and T10, each in a virtual machine of its
 * own. Beside {@link TransportContract}, for transports with {@link Capability#REAL_SOCKETS}.
 */
@Timeout(120)
@EnabledOnOs({OS.LINUX, OS.MAC})
public abstract class TransportDescriptorContract {
    /** For subclasses. */
    protected TransportDescriptorContract() {}

    /** The provider; the virtual machine makes one of its own by its constructor without parameters. */
    protected abstract Class<? extends TransportProvider> provider();

    @Test
    @Promise("no descriptor is left after the close")
    void t9_noDescriptorIsLeft() throws Exception {
        assertPasses(DescriptorsLeft.class, "exec");
    }

    @Test
    @Promise("accepting goes on after descriptors ran out, and backs off meanwhile, as long as announced")
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
                        provider().getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(child.waitFor(60, TimeUnit.SECONDS), "the program did not end");
        assertEquals(0, child.exitValue(), said);
        assertTrue(said.contains("passed"), said);
    }
}
