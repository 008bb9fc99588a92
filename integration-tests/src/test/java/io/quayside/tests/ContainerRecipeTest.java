package io.quayside.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the recipe for a container image runs, run here: its start command and its health check. An image isn't made. */
class ContainerRecipeTest {
    private static final String IN_THE_IMAGE = "/opt/quayside";
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"");

    @TempDir
    static Path directory;

    private static Installation installation;
    private static String recipe;

    @BeforeAll
    static void unpack() throws IOException {
        installation = Installation.unpackedIn(directory.resolve("archive"));
        recipe = Files.readString(installation.home().resolve("deploy/Containerfile"));
    }

    /** The words after an instruction, as the image has them, and the socket and ports of this test. */
    private static Command command(String instruction, String... more) throws IOException {
        Matcher line = Pattern.compile("^" + instruction + " \\[(.*)]$", Pattern.MULTILINE)
                .matcher(recipe);
        assertTrue(line.find(), instruction);
        List<String> words = new ArrayList<>();
        WORD.matcher(line.group(1)).results().forEach(word -> words.add(word.group(1)));
        words.remove(IN_THE_IMAGE + "/bin/quayside"); // which the start command has from the entry point
        words.replaceAll(word -> word.replace(IN_THE_IMAGE, installation.home().toString()));
        words.addAll(List.of("--set", "admin.socket=" + directory.resolve("admin.sock")));
        words.addAll(List.of(more));
        return installation.command(words.toArray(String[]::new));
    }

    private static Command healthCheck() throws IOException {
        return command("  CMD"); // in the second line of its instruction
    }

    private static Command server() throws IOException {
        List<String> ports = new ArrayList<>();
        for (String endpoint : List.of("echo-frames", "echo-lines", "chat")) {
            ports.addAll(List.of("--set", "endpoints." + endpoint + ".listen=127.0.0.1:0"));
        }
        return command("CMD", ports.toArray(String[]::new));
    }

    @Test
    void theHealthCheckTellsWhetherTheServerAnswers() throws Exception {
        try (Command before = healthCheck()) {
            assertNotEquals(0, before.exitCode());
        }
        try (Command server = server()) {
            server.await("ready in");
            try (Command healthy = healthCheck()) {
                assertEquals(0, healthy.exitCode(), () -> "health check");
            }
            server.terminate();
            assertEquals(0, server.exitCode());
        }
        try (Command after = healthCheck()) {
            assertNotEquals(0, after.exitCode());
        }
    }

    /** Without the addresses above, it is what a container is to listen on. */
    @Test
    void itsConfigurationIsRight() throws Exception {
        String file = installation.home().resolve("deploy/container.conf").toString();
        try (Command check = installation.command("check", "-c", file)) {
            assertEquals(0, check.exitCode(), () -> "check of " + file);
        }
    }

    @Test
    void itRunsWithoutRightsAndWritesNothing() {
        assertTrue(
                Pattern.compile("^USER \\d+:\\d+$", Pattern.MULTILINE)
                        .matcher(recipe)
                        .find(),
                recipe);
        assertTrue(recipe.contains("QUAYSIDE_CACHE=none"), recipe);
        assertTrue(recipe.contains("--read-only"), recipe);
    }
}
