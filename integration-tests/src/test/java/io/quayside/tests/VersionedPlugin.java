package io.quayside.tests;

import io.quayside.api.plugin.Plugin;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plugin that is made for a test: it answers each line with its version, which is its jar's, and does all that might keep its
 * classes after its end: timers, groups, attachments, tasks, gauges, services, exceptions in the log. What it is started and
 * stopped with, it writes into a file.
 */
final class VersionedPlugin {
    private static final String SOURCE = """
        package com.example.versioned;

        import io.quayside.api.Settings;
        import io.quayside.api.plugin.*;
        import io.quayside.api.session.*;
        import jakarta.inject.Inject;
        import java.io.IOException;
        import java.nio.file.*;
        import java.time.Duration;
        import java.util.*;
        import java.util.concurrent.atomic.AtomicInteger;

        public final class VersionedProvider implements PluginProvider<String> {
            static final String VERSION = VersionedProvider.class.getPackage().getImplementationVersion();

            @Override public String id() { return "versioned"; }
            @Override public String description() { return "answers with its version"; }
            @Override public Class<String> messageType() { return String.class; }
            @Override public Class<? extends Plugin<String>> pluginType() { return Versioned.class; }
            @Override public String defaultCodec() { return "lines"; }

            enum Mood { GOOD, BAD }

            record Note(int calls, Mood mood) {}

            static final class Failed extends RuntimeException {
                private static final long serialVersionUID = 1;
                Failed(String message) { super(message); }
            }

            //BLOCKING
            static final class Versioned implements Plugin<String> {
                private final Path diary;
                private final Mood mood;
                private final Sessions<String> sessions;
                private final Scheduler scheduler;
                private final AtomicInteger ticks = new AtomicInteger();
                private SessionGroup<String> everybody;

                @Inject
                Versioned(Settings settings, Sessions<String> sessions, Scheduler scheduler, Metrics metrics) {
                    diary = Path.of(settings.string("diary"));
                    mood = settings.choice("mood", Mood.class, Mood.GOOD);
                    this.sessions = sessions;
                    this.scheduler = scheduler;
                    metrics.gauge("ticks", ticks::get);
                    metrics.counter("made").add(1);
                    if (VERSION.startsWith("unmakable")) {
                        scheduler.every(Duration.ofMillis(5), ticks::incrementAndGet);
                        throw new Failed("not made on purpose");
                    }
                }

                private void write(String line) {
                    try {
                        Files.writeString(diary, line + "\\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    } catch (IOException e) {
                        throw new Failed(e.toString());
                    }
                }

                @Override
                public void start() {
                    long found = ServiceLoader.load(PluginProvider.class).stream()
                            .filter(each -> each.type() == VersionedProvider.class)
                            .count();
                    write("start " + VERSION + " sees " + found);
                    if (VERSION.startsWith("unstartable")) {
                        throw new Failed("not started on purpose");
                    }
                    everybody = sessions.newGroup();
                    scheduler.every(Duration.ofMillis(5), () -> ticks.incrementAndGet());
                    scheduler.after(Duration.ofHours(1), () -> write("never"));
                }

                @Override
                public void opened(Session<String> session) {
                    everybody.add(session);
                    session.attach(new Note(0, mood));
                }

                @Override
                public void message(Session<String> session, String line) {
                    if (line.equals("fail")) {
                        throw new Failed("on purpose");
                    }
                    if (line.startsWith("block ")) {
                        Path until = Path.of(line.substring("block ".length()));
                        write("blocked " + VERSION);
                        session.offload(() -> {
                            while (!Files.exists(until)) {
                                java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                            }
                        });
                        return;
                    }
                    session.attach(new Note(1, Mood.BAD));
                    session.execute(() -> session.attach(new Note(2, Mood.GOOD)));
                    session.offload(() -> session.send(VERSION + " " + line));
                }

                @Override
                public void stop() {
                    write("stop " + VERSION);
                    if (VERSION.startsWith("unstoppable")) {
                        throw new Failed("not stopped on purpose");
                    }
                }
            }
        }
        """;

    private final Path classes;

    /** Compiles it. */
    VersionedPlugin(Path directory, boolean blocking) throws IOException {
        Path source = Files.writeString(
                Files.createDirectories(directory).resolve("VersionedProvider.java"),
                SOURCE.replace("//BLOCKING", blocking ? "@Blocking" : ""));
        this.classes = directory.resolve("classes");
        Javac.compile(List.of(source), api(), classes);
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(
                services.resolve("io.quayside.api.plugin.PluginProvider"), "com.example.versioned.VersionedProvider\n");
    }

    /** Writes the jar of a version, in the place of what is there. */
    Path jar(String version, Path jar) throws IOException {
        Files.writeString(
                classes.resolve("META-INF/MANIFEST.MF"),
                "Manifest-Version: 1.0\nImplementation-Version: " + version + "\n\n");
        Path made = jar.resolveSibling(".next.jar");
        Javac.jar(classes, made);
        return Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<Path> api() {
        List<Path> jars = new ArrayList<>();
        for (Class<?> type : List.of(Plugin.class, Inject.class, Nullable.class)) {
            try {
                jars.add(Path.of(
                        type.getProtectionDomain().getCodeSource().getLocation().toURI()));
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
        return jars;
    }
}
