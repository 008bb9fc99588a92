package io.quayside.load.report;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * Where and when figures were measured, for people who read them elsewhere.
 *
 * @param quayside the version of the generator
 * @param java version and maker of the JVM that the generator ran on
 * @param cores how many this process may use
 * @param processor its name, as the system tells it
 * @param system name, version and architecture of the operating system
 * @param date when it began
 */
public record Circumstances(String quayside, String java, int cores, String processor, String system, Instant date) {
    private static final System.Logger LOG = System.getLogger(Circumstances.class.getName());
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final String MODEL = "model name";

    /** Those of this process, now. */
    public static Circumstances here(String quayside) {
        return new Circumstances(
                quayside,
                System.getProperty("java.runtime.version") + " (" + System.getProperty("java.vendor") + ")",
                Runtime.getRuntime().availableProcessors(),
                processorName(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    /** Linux tells it in a file, Windows in the environment; others have it told by the architecture alone. */
    private static String processorName() {
        if (Files.isReadable(PROCESSORS)) {
            try (Stream<String> lines = Files.lines(PROCESSORS)) {
                return lines.filter(line -> line.startsWith(MODEL))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "the processor's name cannot be read", e);
            }
        }
        String told = System.getenv("PROCESSOR_IDENTIFIER");
        return told == null ? System.getProperty("os.arch") : told;
    }
}
