package io.quayside.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A project as the archetype makes it, nothing changed: it builds, its jar runs when it is dropped into the unpacked archive, and a
 * client gets answers. Names are all different here, to find the places where one stands for another.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the start script is that of a POSIX shell")
@ResourceLock("Maven")
class ArchetypeTest {
    private static final String VERSION = "0.1.0-SNAPSHOT";

    private static final String GENERATE = """
            mvn -q org.apache.maven.plugins:maven-archetype-plugin:3.4.1:generate \\
              -DarchetypeGroupId=io.quayside -DarchetypeArtifactId=quayside-plugin-archetype \\
              -DarchetypeVersion=%s -DarchetypeCatalog=local \\
              -DgroupId=org.acme -DartifactId=talk-server -Dversion=2.0 -Dpackage=org.acme.room -DpluginId=small-talk
            tar xf '%s/distribution/target/quayside-%s.tar.gz'
            mv quayside-%s quayside
            cd talk-server
            mvn -q verify
            cp target/talk-server-2.0.jar ../quayside/plugins/
            ../quayside/bin/quayside check -c conf/small-talk.conf
            """.formatted(VERSION, Desk.SOURCES, VERSION, VERSION);

    private static final Pattern VERSIONS =
            Pattern.compile("<artifactId>([\\w-]+-plugin)</artifactId>\\s*<version>([^<$]+)</version>");

    /** What Velocity should have replaced; a configuration has substitutions of its own, which ask the environment. */
    private static final Pattern TO_FILL_IN = Pattern.compile("\\$\\{[a-z]|\\$dollar|\\$h\\b");

    @TempDir
    Path home;

    @Test
    void aGeneratedPluginBuildsAndServes() throws Exception {
        try (Desk desk = new Desk(home)) {
            Terminal first = desk.terminal("first", desk.home());
            first.start(GENERATE);
            first.finish();
            assertTrue(Files.exists(first.directory().resolve(".gitignore")));
            assertNothingIsLeftToFillIn(first.directory());
            assertVersionsAreOurs(Files.readString(first.directory().resolve("pom.xml")));

            Terminal second = desk.terminal("second", first.directory());
            second.start("../quayside/bin/quayside serve -c conf/small-talk.conf\n");
            second.await(
                    new Shown("...\n  small-talk ... plugin small-talk\n...\nready in ... ms; stop with Ctrl-C\n"));

            first.start(
                    "java -cp 'target/talk-server-2.0.jar:../quayside/lib/*' org.acme.room.SmallTalkClient ann hello\n");
            assertEquals(List.of("Welcome, ann", "ann: hello"), first.finish());
        }
    }

    private static void assertNothingIsLeftToFillIn(Path project) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(project)) {
            files = found.filter(file -> Files.isRegularFile(file) && !file.startsWith(project.resolve("target")))
                    .toList();
        }
        for (Path each : files) {
            String content = Files.readString(each);
            boolean filled = each.endsWith("pom.xml")
                    ? !content.contains("@")
                    : !TO_FILL_IN.matcher(content).find();
            assertTrue(filled, () -> each + ":\n" + content);
        }
    }

    /** Maven's plugins are those of this build; the other versions in the pom are put there by it. */
    private static void assertVersionsAreOurs(String pom) throws IOException {
        Map<String, String> ours = versions(Files.readString(Desk.SOURCES.resolve("pom.xml")));
        Map<String, String> theirs = versions(pom);

        assertFalse(theirs.isEmpty());
        theirs.forEach((plugin, version) -> assertEquals(ours.get(plugin), version, plugin));
    }

    private static Map<String, String> versions(String pom) {
        Map<String, String> versions = new HashMap<>();
        Matcher found = VERSIONS.matcher(pom);
        while (found.find()) {
            versions.put(found.group(1), found.group(2));
        }
        return versions;
    }
}
