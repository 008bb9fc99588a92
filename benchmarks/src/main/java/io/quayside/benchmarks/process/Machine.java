package io.quayside.benchmarks.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What figures were measured on, for people who read them elsewhere. */
public final class Machine {
    private Machine() {}

    /** System, processor and cores in a line. */
    public static String description() throws IOException {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch") + ", " + processor() + ", "
                + Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0] + " load before";
    }

    /** Vendor and version of the JDK in a directory. */
    public static String jdk(Path home) throws IOException {
        Path release = home.resolve("release");
        return value(release, "IMPLEMENTOR") + " " + value(release, "JAVA_VERSION");
    }

    /** The jars on the class path whose names begin so, in a line. */
    public static String libraries(String... beginnings) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(path -> path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.jar$", ""))
                .filter(name -> Stream.of(beginnings).anyMatch(name::startsWith))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String processor() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            String[] models = lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .toArray(String[]::new);
            return models.length == 0 ? "unknown processor" : models.length + " cores " + models[0];
        }
    }

    private static String value(Path release, String key) throws IOException {
        try (Stream<String> lines = Files.lines(release)) {
            return lines.filter(line -> line.startsWith(key + "="))
                    .map(line -> line.substring(key.length() + 1).replace("\"", ""))
                    .findFirst()
                    .orElse("?");
        }
    }
}
