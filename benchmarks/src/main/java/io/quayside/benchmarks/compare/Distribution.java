package io.quayside.benchmarks.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quayside.benchmarks.load.Figure;
import io.quayside.benchmarks.load.Figures;
import io.quayside.benchmarks.load.Visit;
import io.quayside.benchmarks.process.CannotRunHere;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The archive that people run, unpacked, or not to be had. One thread. */
final class Distribution {
    private static final Pattern LISTENING = Pattern.compile("\\s*echo-frames\\s+127\\.0\\.0\\.1:(\\d+)\\s.*");
    private static final int PATIENCE_SECONDS = 30;

    private final @Nullable Path home;
    private final CommonOptions options;

    private Distribution(@Nullable Path home, CommonOptions options) {
        this.home = home;
        this.options = options;
    }

    /** Unpacks an archive, or the one that the build made. */
    static Distribution unpack(@Nullable Path named, CommonOptions options) throws IOException, InterruptedException {
        Path archive = named == null ? built() : named;
        if (archive == null) {
            return new Distribution(null, options);
        }
        Path home = Files.createDirectories(options.out().resolve("distribution"));
        Process tar = new ProcessBuilder(
                        "tar", "xzf", archive.toString(), "--strip-components=1", "-C", home.toString())
                .inheritIO()
                .start();
        if (tar.waitFor() != 0) {
            throw new IOException(archive + " cannot be unpacked");
        }
        return new Distribution(home.toAbsolutePath(), options);
    }

    /** Starts it, has one message echoed, and stops it. */
    Figures start() throws IOException, InterruptedException {
        if (home == null) {
            throw new CannotRunHere("there is no archive; build module distribution, or name one with --distribution");
        }
        long begun = System.nanoTime();
        Process process = command(home).start();
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            Visit.make(new InetSocketAddress(InetAddress.getLoopbackAddress(), port(lines)));
            return new Figures().put(Figure.START, (System.nanoTime() - begun) / 1e6);
        } finally {
            process.destroy();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private ProcessBuilder command(Path home) {
        ProcessBuilder command = new ProcessBuilder(
                        "taskset",
                        "-c",
                        options.serverCore(),
                        home.resolve("bin/quayside").toString(),
                        "serve")
                .redirectError(Redirect.INHERIT);
        for (String endpoint : List.of("echo-frames", "echo-lines", "chat")) {
            command.command().addAll(List.of("--set", "endpoints." + endpoint + ".listen=127.0.0.1:0"));
        }
        command.environment().put("JAVA_HOME", options.jdk().toString());
        return command;
    }

    private static int port(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.matches()) {
                return Integer.parseInt(listening.group(1));
            }
        }
        throw new IOException("bin/quayside serve ended before it listened");
    }

    private static @Nullable Path built() throws IOException {
        Path target = CommonOptions.home().resolve("../distribution/target").normalize();
        if (!Files.isDirectory(target)) {
            return null;
        }
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(target, "quayside-*.tar.gz")) {
            for (Path archive : archives) {
                return archive;
            }
        }
        return null;
    }
}
