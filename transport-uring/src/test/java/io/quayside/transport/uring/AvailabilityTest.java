package io.quayside.transport.uring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.transport.uring.ring.Errno;
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

    /** A program that says what stands in the way. */
    static final class Ask {
        private Ask() {}

        /** Takes nothing. */
        public static void main(String[] args) {
            System.out.println(new UringTransportProvider().unavailableBecause());
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

    @Test
    void theSysctlIsNamedWithItsValue() {
        String sentence = Availability.explained(Errno.EPERM, "2");
        assertTrue(sentence.contains("kernel.io_uring_disabled is 2"), sentence);
    }

    @Test
    void aSeccompProfileIsNamedWhenItIsNotTheSysctl() {
        for (String sysctl : new String[] {"", "0"}) {
            assertTrue(Availability.explained(Errno.EPERM, sysctl).contains("seccomp"));
        }
        assertTrue(Availability.explained(Errno.ENOSYS, "").contains("no io_uring"));
    }

    @Test
    void limitsAreNamed() {
        assertTrue(Availability.explained(Errno.ENOMEM, "").contains("ulimit -l"));
        assertTrue(Availability.explained(Errno.EMFILE, "").contains("descriptors"));
        assertTrue(Availability.explained(Errno.EINVAL, "").contains("Linux 6.0"));
        assertTrue(Availability.explained(Errno.EBUSY, "").contains("errno 16"));
    }
}
