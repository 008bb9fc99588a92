package io.quayside.tck.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.Stable;
import io.quayside.api.transport.TransportProvider;
import io.quayside.tck.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * What holds for the descriptors of a transport that uses the system's sockets: T9 and T10, each in a virtual machine of its
 * own. Beside {@link TransportContract}, for transports with {@link Capability#REAL_SOCKETS}.
 *
 * @since 0.1
 */
@Stable
@Timeout(120)
@EnabledOnOs({OS.LINUX, OS.MAC})
public abstract class TransportDescriptorContract {
    /** What either program may take before it counts as hanging. */
    static final long PATIENCE_MILLIS = 60_000;

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
        Path printed = Files.createTempFile("descriptors", ".txt"); // not a pipe, whose reader nothing could interrupt
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
                .redirectOutput(printed.toFile())
                .start();
        try {
            boolean ended = child.waitFor(PATIENCE_MILLIS + 20_000, TimeUnit.MILLISECONDS);
            String said = Files.readString(printed);
            assertTrue(ended, () -> "the program did not end: " + said);
            assertEquals(0, child.exitValue(), said);
            assertTrue(said.contains("passed"), said);
        } finally {
            child.destroyForcibly();
            Files.delete(printed);
        }
    }
}
