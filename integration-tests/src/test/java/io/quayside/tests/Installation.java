package io.quayside.tests;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The archive that people get, unpacked somewhere else. */
final class Installation {
    private final Path home;

    private Installation(Path home) {
        this.home = home;
    }

    static Installation unpackedIn(Path directory) throws IOException {
        try (InputStream in = Files.newInputStream(archive());
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = directory.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
        try (Stream<Path> top = Files.list(directory)) {
            return new Installation(top.findFirst().orElseThrow());
        }
    }

    Path home() {
        return home;
    }

    /** A command of the start script, with the Java that runs this test. */
    Command command(String... arguments) throws IOException {
        List<String> words = Stream.concat(
                        Stream.of("sh", home.resolve("bin/quayside").toString()), Stream.of(arguments))
                .toList();
        return new Command(words);
    }

    /** The jars in a directory of the archive and below it. */
    List<Path> jars(String folder) throws IOException {
        try (Stream<Path> found = Files.walk(home.resolve(folder))) {
            return found.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /** The ports by endpoint, as the start-up lines of a server tell them. */
    static Map<String, Integer> ports(Command server, int endpoints) throws InterruptedException {
        Map<String, Integer> ports = new HashMap<>();
        while (ports.size() < endpoints) {
            Matcher line = server.await("^\\s*(\\S+)\\s+127\\.0\\.0\\.1:(\\d+)\\s.*transport (nio2|uring),");
            ports.put(line.group(1), Integer.valueOf(line.group(2)));
        }
        return ports;
    }

    private static Path archive() {
        Path target = Path.of("").toAbsolutePath().getParent().resolve("distribution/target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches("quayside-\\d.*\\.zip"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no archive in " + target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
