package io.quayside.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Java that is too old for some of what is in the archive, if there is one at hand. */
final class OtherJava {
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(1[7-9]|2[0-4])\\b");

    private OtherJava() {}

    /** The home of a Java from 17 to 24: that of JAVA_17_HOME, or one that lies beside the Java of this test. */
    static Optional<Path> from17To24() {
        String named = System.getenv("JAVA_17_HOME");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        Path home = Path.of(System.getProperty("java.home")).toAbsolutePath();
        if (isOlder(home)) {
            return Optional.of(home);
        }
        try (Stream<Path> beside = Files.list(home.getParent())) {
            return beside.filter(OtherJava::isOlder).findFirst();
        } catch (IOException e) {
            return Optional.empty(); // not for us to look into
        }
    }

    private static boolean isOlder(Path home) {
        try {
            return Files.isExecutable(home.resolve("bin").resolve("java"))
                    && VERSION.matcher(Files.readString(home.resolve("release")))
                            .find();
        } catch (IOException e) {
            return false; // no JDK
        }
    }
}
