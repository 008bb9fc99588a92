package io.quayside.tck;

import static java.util.stream.Collectors.joining;

import io.quayside.tck.transport.Needs;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What is broken on purpose, by the rule that has to notice it. */
public final class Breakers {
    private final Map<String, Method> rules = new LinkedHashMap<>();
    private final Map<String, List<String>> broken = new LinkedHashMap<>();

    /** Nothing is broken yet, for the rules of these classes. */
    public Breakers(Class<?>... contract) {
        for (Method rule : RulesOf.contract(contract)) {
            rules.put(rule.getName(), rule);
            broken.put(rule.getName(), new ArrayList<>());
        }
    }

    /** A fault, and the rules that notice it. */
    public Breakers with(String description, List<String> noticedBy) {
        noticedBy.forEach(rule -> broken.get(rule).add(description));
        return this;
    }

    /** A rule by its name. */
    public Method rule(String name) {
        return rules.get(name);
    }

    /** The names of all rules. */
    public Set<String> names() {
        return rules.keySet();
    }

    /** Rules that nothing breaks. */
    public Set<String> unbroken() {
        Set<String> unbroken = new TreeSet<>();
        broken.forEach((rule, by) -> {
            if (by.isEmpty()) {
                unbroken.add(rule);
            }
        });
        return unbroken;
    }

    /** As a page shows it. */
    public String table(String subject) {
        StringBuilder table =
                new StringBuilder("| caught by the rule | which promises that | needs | what breaks it: a " + subject
                        + " that ... |\n|---|---|---|---|\n");
        rules.forEach((name, rule) -> {
            Needs needs = rule.getAnnotation(Needs.class);
            String needed = needs == null
                    ? ""
                    : Arrays.stream(needs.value()).map(Enum::name).collect(joining(", "));
            table.append("| `")
                    .append(name)
                    .append("` | ")
                    .append(rule.getAnnotation(Promise.class).value());
            table.append(" | ")
                    .append(needed)
                    .append(" | ")
                    .append(String.join("; ", broken.get(name)))
                    .append(" |\n");
        });
        return table.toString();
    }

    /** Throws unless the page has the table. */
    public void requireTable(String subject) {
        Page.requireTable(table(subject), subject);
    }
}
