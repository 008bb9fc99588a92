package io.quayside.transport.uring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AvailabilityTest {
    @TempDir
    Path folder;

    /** A program that says what stands in the way, and says the same when it is asked again. */
    static final class Ask {
        private Ask() {}

        /** Takes nothing. */
        public static void main(String[] args) {
            String first = String.valueOf(new UringTransportProvider().unavailableBecause());
            String second = String.valueOf(new UringTransportProvider().unavailableBecause());
            System.out.println(second.equals(first) ? first : first + ", and then: " + second);
        }
    }

    private String asked(String... flags) throws Exception {
        Path printed = folder.resolve("printed.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Ask.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the program did not end");
            assertEquals(0, process.exitValue(), Files.readString(printed));
            return Files.readString(printed).strip();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aRuntimeThatDeniesNativeAccessIsToldHowToAllowIt() throws Exception {
        assertEquals(
                "this Java runtime denies native access; start it with --enable-native-access=ALL-UNNAMED",
                asked("--illegal-native-access=deny"));
    }

    @Test
    void anotherSystemIsNamed() throws Exception {
        assertEquals("io_uring is a part of Linux, and this is Plan 9", asked("-Dos.name=Plan 9"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anotherArchitectureIsNamed() throws Exception {
        String answer = asked("-Dos.arch=s390x");
        assertTrue(answer.endsWith("and this is s390x"), answer);
    }
}
