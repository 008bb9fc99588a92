package io.quayside.benchmarks.compare;

import io.quayside.benchmarks.load.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A sheet as rows of text: the first column is a name, the others are numbers. Immutable. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Table(Sheet sheet) {
        rows.add(heading(sheet));
        for (String name : sheet.names()) {
            String whyNot = sheet.whyNot(name);
            if (whyNot == null) {
                rows.add(row(sheet, name));
            } else {
                notes.add(name + ": " + whyNot);
            }
        }
    }

    /** For a terminal. */
    String text() {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String format = i == 0 ? "%-" + widths[0] + "s" : "  %" + widths[i] + "s";
                line.append(String.format(Locale.ROOT, format, row.get(i)));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        notes.forEach(note -> text.append(note).append('\n'));
        return text.toString();
    }

    /** For a page. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            text.append("| ").append(String.join(" | ", rows.get(i))).append(" |\n");
            if (i == 0) {
                text.append("|---|")
                        .append("--:|".repeat(rows.get(0).size() - 1))
                        .append('\n');
            }
        }
        notes.forEach(note -> text.append("\n").append(note).append("\n"));
        return text.toString();
    }

    private static List<String> heading(Sheet sheet) {
        List<String> cells = new ArrayList<>(List.of("server"));
        for (Figure figure : sheet.which().columns()) {
            cells.add(figure.heading());
            if (sheet.which().related().contains(figure)) {
                cells.add("ratio");
                cells.add("+-%");
            }
        }
        return cells;
    }

    private static List<String> row(Sheet sheet, String name) {
        List<String> cells = new ArrayList<>(List.of(name));
        for (Figure figure : sheet.which().columns()) {
            cells.add(number(sheet.median(name, figure), figure.decimals()));
            if (sheet.which().related().contains(figure)) {
                cells.add(number(sheet.ratio(name, figure), 2));
                cells.add(number(sheet.spread(name, figure) / 2, 0));
            }
        }
        return cells;
    }

    private static String number(double value, int decimals) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
