package io.quayside.tests;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quayside.api.Settings;
import io.quayside.core.RunningEndpoint;
import io.quayside.core.Server;
import io.quayside.core.StopReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server in a process of its own, whose descriptors are its own as well: {@link #main} is that process, an instance is the
 * test's hold on it. What is typed into it asks for its figures, or stops it.
 */
final class ServerProcess implements AutoCloseable {
    private static final String READY = "the server is ready, with process id ";
    private static final String FIGURES = "figures now: ";
    private static final String STOPPED = "the server has stopped, contexts missing: ";
    private static final Pattern PAIR = Pattern.compile("(\\S+)=(\\d+)");

    private final Command command;
    private final long pid;
    private final Map<String, InetSocketAddress> addresses = new HashMap<>();

    /** A server with these settings, by their full paths, on ports that the system picks. */
    ServerProcess(Map<String, ?> settings) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ServerProcess.class.getName()));
        settings.forEach((key, value) -> words.add(key + "=" + value));
        command = new Command(words);
        Matcher ready = command.await(READY + "(\\d+)((?: \\S+=\\d+)*)");
        pid = Long.parseLong(ready.group(1));
        pairs(ready.group(2))
                .forEach((name, port) ->
                        addresses.put(name, new InetSocketAddress(InetAddress.getLoopbackAddress(), port.intValue())));
    }

    InetSocketAddress address(String endpoint) {
        return requireNonNull(addresses.get(endpoint), endpoint);
    }

    /** Every figure of one moment. */
    record Figures(Map<String, Long> byName) {
        /** The figure with this name; 0 where there is none. */
        long of(String name) {
            return byName.getOrDefault(name, 0L);
        }
    }

    /** Every figure as it is now. */
    Figures figures() {
        command.type("figures");
        try {
            return new Figures(pairs(command.await(FIGURES + "(.*)").group(1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Long> pairs(String printed) {
        Map<String, Long> pairs = new HashMap<>();
        Matcher pair = PAIR.matcher(printed);
        while (pair.find()) {
            pairs.put(pair.group(1), Long.valueOf(pair.group(2)));
        }
        return pairs;
    }

    long figure(String name) {
        return figures().of(name);
    }

    /** How many descriptors the process has open, where the system tells. */
    long descriptors() {
        Path open = Path.of("/proc/" + pid + "/fd");
        if (!Files.isDirectory(open)) {
            return 0;
        }
        try (Stream<Path> each = Files.list(open)) {
            return each.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the process has no session, no context in use and as many descriptors as before. */
    void awaitEverythingBack(long descriptorsBefore) {
        RunningServer.await("sessions to end and contexts to come back", () -> {
            Figures now = figures();
            return now.of("contexts.in-use") == 0
                    && addresses.keySet().stream().allMatch(each -> now.of("endpoints." + each + ".sessions") == 0);
        });
        RunningServer.await("descriptors to be closed", () -> descriptors() <= descriptorsBefore);
    }

    /** Stops the server, and answers all that it printed. */
    List<String> stop() throws InterruptedException {
        command.type("stop");
        assertEquals("0", command.await(STOPPED + "(\\d+)").group(1));
        assertEquals(0, command.exitCode());
        return command.output();
    }

    @Override
    public void close() {
        command.close();
    }

    /** Each argument is a setting's full path, an equals sign, and its value. */
    public static void main(String[] arguments) throws IOException {
        Map<String, Object> settings = new LinkedHashMap<>();
        for (String each : arguments) {
            int equals = each.indexOf('=');
            put(settings, each.substring(0, equals), each.substring(equals + 1));
        }
        Server server = Server.builder().settings(Settings.of(settings)).build();
        server.start();
        String ports = server.endpoints().stream()
                .map(each -> " " + each.name() + "=" + port(each))
                .collect(Collectors.joining());
        System.out.println(READY + ProcessHandle.current().pid() + ports);
        BufferedReader typed = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = typed.readLine(); "figures".equals(line); line = typed.readLine()) {
            System.out.println(FIGURES
                    + server.metrics().entrySet().stream()
                            .map(Map.Entry::toString)
                            .collect(Collectors.joining(" ")));
        }
        StopReport report = server.stop(server.stopDeadline());
        System.out.println(STOPPED + report.contextsMissing());
    }

    private static int port(RunningEndpoint endpoint) {
        return ((InetSocketAddress) endpoint.address()).getPort();
    }

    @SuppressWarnings("unchecked") // what it has put there itself
    private static void put(Map<String, Object> section, String path, String value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            section.put(path, value);
        } else {
            Object inner = section.computeIfAbsent(path.substring(0, dot), key -> new LinkedHashMap<String, Object>());
            put((Map<String, Object>) inner, path.substring(dot + 1), value);
        }
    }
}
