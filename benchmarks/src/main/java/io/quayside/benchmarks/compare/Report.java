package io.quayside.benchmarks.compare;

import io.quayside.benchmarks.load.Figure;
import io.quayside.benchmarks.load.Figures;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** A load's sheets: printed, and written as text, Markdown, chart, and every round as CSV. Immutable. */
final class Report {
    private final String name;
    private final String circumstances;
    private final List<Sheet> sheets;

    Report(String name, String circumstances, List<Sheet> sheets) {
        this.name = name;
        this.circumstances = circumstances;
        this.sheets = List.copyOf(sheets);
    }

    void print(PrintStream out) {
        out.print(text());
    }

    /** Writes the files; answers where. */
    Path write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(name + ".txt"), circumstances + "\n" + text());
        Files.writeString(directory.resolve(name + ".md"), markdown());
        Files.writeString(directory.resolve(name + ".svg"), new Chart(sheets).svg());
        Files.writeString(directory.resolve(name + ".csv"), csv());
        return directory;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (Sheet sheet : sheets) {
            text.append(sheet.which().title()).append('\n');
            text.append(new Table(sheet).text()).append('\n');
        }
        for (Figure figure : figures()) {
            text.append(String.format(Locale.ROOT, "%-14s %s%n", figure.heading(), figure.meaning()));
        }
        text.append(String.format(
                Locale.ROOT, "%-14s %s%n", "ratio", "to " + base() + ": the median of the ratios within the turns"));
        text.append(String.format(
                Locale.ROOT, "%-14s %s%n", "+-%", "half of what lies between the middle half of the measurements"));
        return text.toString();
    }

    private String markdown() {
        StringBuilder text = new StringBuilder();
        circumstances.lines().forEach(line -> text.append("    ").append(line).append('\n'));
        for (Sheet sheet : sheets) {
            text.append("\n### ").append(sheet.which().title()).append("\n\n");
            text.append(new Table(sheet).markdown());
        }
        text.append('\n');
        for (Figure figure : figures()) {
            text.append("- *")
                    .append(figure.heading())
                    .append("*: ")
                    .append(figure.meaning())
                    .append('\n');
        }
        text.append("- *ratio*: to ").append(base()).append(", the median of the ratios within the turns\n");
        text.append("- *+-%*: half of what lies between the middle half of the measurements\n");
        return text.toString();
    }

    private String csv() {
        StringBuilder text = new StringBuilder("case,server,round,figure,value\n");
        for (Sheet sheet : sheets) {
            for (String server : sheet.names()) {
                List<Figures> rounds = sheet.rounds(server);
                for (int round = 0; round < rounds.size(); round++) {
                    for (Figure figure : sheet.which().columns()) {
                        text.append(String.format(
                                Locale.ROOT,
                                "\"%s\",%s,%d,%s,%f%n",
                                sheet.which().title(),
                                server,
                                round + 1,
                                figure.heading(),
                                rounds.get(round).get(figure)));
                    }
                }
            }
        }
        return text.toString();
    }

    private Set<Figure> figures() {
        Set<Figure> all = new TreeSet<>();
        sheets.forEach(sheet -> all.addAll(sheet.which().columns()));
        return all;
    }

    private String base() {
        return sheets.isEmpty() ? "" : sheets.get(0).base();
    }
}
