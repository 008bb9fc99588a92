package io.quayside.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every law that the API's Javadoc states has a rule in the contract of what it is a law for. */
class LawsTest {
    private static final Path API = Path.of("..", "framework-api", "src", "main", "java");
    private static final Path CLASSES = Path.of("target", "classes");
    private static final Pattern LAW = Pattern.compile("<li>([TPSCG]\\d+):");
    private static final Map<Character, String> PACKAGES =
            Map.of('T', "transport", 'P', "pool", 'S', "session", 'C', "codec", 'G', "plugin");

    private static Set<String> stated() throws IOException {
        Set<String> laws = new TreeSet<>();
        for (Path source : files(API, ".java")) {
            Matcher matcher = LAW.matcher(Files.readString(source));
            while (matcher.find()) {
                assertTrue(laws.add(matcher.group(1)), () -> matcher.group(1) + " is stated twice");
            }
        }
        return laws;
    }

    private static List<Path> files(Path root, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    /** All rules there are, in whatever class of the contracts. */
    private static List<Method> rules() throws IOException, ClassNotFoundException {
        List<Method> rules = new ArrayList<>();
        for (Path file : files(CLASSES, ".class")) {
            String name = CLASSES.relativize(file).toString().replaceAll("\\.class$", "");
            if (!name.endsWith("package-info") && !name.endsWith("module-info")) {
                rules.addAll(
                        RulesOf.contract(Class.forName(name.replace('/', '.').replace('\\', '.'))));
            }
        }
        return rules;
    }

    @Test
    void theApiStatesTheLaws() throws IOException {
        Set<String> expected = new TreeSet<>();
        Map.of("T", 12, "P", 7, "S", 10, "C", 5, "G", 3).forEach((letter, count) -> {
            for (int i = 1; i <= count; i++) {
                expected.add(letter + i);
            }
        });
        assertEquals(expected, stated(), "laws in lists of the API's Javadoc");
    }

    @Test
    void everyLawHasARuleInItsContract() throws Exception {
        Set<String> without = new TreeSet<>(stated());
        for (Method rule : rules()) {
            for (String law : List.of(PromiseReport.laws(rule).split(", ", -1))) {
                if (rule.getDeclaringClass().getPackageName().endsWith("." + PACKAGES.get(law.charAt(0)))) {
                    without.remove(law);
                }
            }
        }
        assertEquals(Set.of(), without, "laws that no rule is about");
    }
}
