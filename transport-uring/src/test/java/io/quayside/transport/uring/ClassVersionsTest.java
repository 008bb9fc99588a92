package io.quayside.transport.uring;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Java 17 loads to hear why the transport can't run there is compiled for it, and mentions nothing that isn't. */
class ClassVersionsTest {
    private static final int JAVA_17 = 61;
    private static final int JAVA_25 = 69;

    private static Path classes() throws Exception {
        return Path.of(UringTransportProvider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    /** The classes of this version, with slashes in their names. */
    private static Set<String> compiledFor(int version) throws Exception {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(classes())) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                if (ByteBuffer.wrap(Files.readAllBytes(file)).getShort(6) == version) {
                    names.add(classes().relativize(file).toString().replace(".class", ""));
                }
            }
        }
        return names;
    }

    @Test
    void theProviderAndWhatItNeedsAreForJava17() throws Exception {
        String here = "io/quayside/transport/uring/";
        assertEquals(
                Set.of(
                        here + "package-info",
                        here + "Availability",
                        here + "Engine",
                        here + "UringSettings",
                        here + "UringTransportProvider"),
                compiledFor(JAVA_17));
        assertTrue(compiledFor(JAVA_25).contains(Engine.IMPLEMENTATION.replace('.', '/')));
    }

    @Test
    void theyMentionNothingOfTheRest() throws Exception {
        Set<String> rest = compiledFor(JAVA_25);
        for (String name : compiledFor(JAVA_17)) {
            String constants = content(name);
            for (String other : rest) {
                assertFalse(mentions(constants, other), () -> name + " mentions " + other);
            }
        }
    }

    /** Whether a class file has the name among its constants, where its length stands before it, or in a descriptor. */
    private static boolean mentions(String file, String name) {
        return file.contains("" + (char) (name.length() >> 8) + (char) (name.length() & 0xff) + name)
                || file.contains("L" + name + ";");
    }

    private static String content(String name) throws Exception {
        return new String(Files.readAllBytes(classes().resolve(name + ".class")), ISO_8859_1);
    }
}
