package io.quayside.transport.uring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.transport.uring.ring.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObstacleTest {
    @TempDir
    Path folder;

    private Path sysctl(String content) throws IOException {
        return Files.writeString(folder.resolve("io_uring_disabled"), content);
    }

    @ParameterizedTest
    @CsvSource({"1, neither privileged", "2, to everybody"})
    void theSysctlIsNamedWithItsValue(String value, String whom) throws IOException {
        String sentence = Obstacle.of(Errno.EPERM, sysctl(value + "\n"));
        assertTrue(sentence.startsWith("the sysctl kernel.io_uring_disabled is " + value + ", "), sentence);
        assertTrue(sentence.contains(whom), sentence);
    }

    @Test
    void aSeccompProfileIsNamedWhenItIsNotTheSysctl() throws IOException {
        for (Path sysctl : new Path[] {sysctl("0\n"), folder.resolve("none")}) {
            assertTrue(Obstacle.of(Errno.EPERM, sysctl).startsWith("a seccomp profile or security module forbids"));
            assertTrue(Obstacle.of(Errno.ENOSYS, sysctl).startsWith("this kernel has no io_uring, or a seccomp"));
        }
    }

    @Test
    void limitsAreNamed() {
        Path none = folder.resolve("none");
        assertTrue(Obstacle.of(Errno.ENOMEM, none).contains("ulimit -l"));
        assertTrue(Obstacle.of(Errno.EMFILE, none).contains("descriptors"));
        assertTrue(Obstacle.of(Errno.EINVAL, none).contains("Linux 6.0"));
        assertTrue(Obstacle.of(Errno.EBUSY, none).contains("errno 16"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTheRuntimeDeniesIsToldFromWhatItCannotDo(boolean denied) {
        Throwable cause = denied ? new IllegalCallerException("no") : new IllegalStateException("no");
        String sentence = Obstacle.of(new ExceptionInInitializerError(cause));
        assertEquals(denied, sentence.contains("--enable-native-access=ALL-UNNAMED"), sentence);
    }
}
