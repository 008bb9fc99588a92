package io.quayside.benchmarks.compare;

import io.quayside.benchmarks.load.Figure;
import io.quayside.load.report.Svg;
import java.util.List;
import java.util.Locale;

/** Sheets as an SVG: for each a row of panels, and in each panel a bar for each server. Immutable. */
final class Chart {
    private static final int NAME = 150;
    private static final int BAR = 300;
    private static final int VALUE = 90;
    private static final int PANEL = NAME + BAR + VALUE;
    private static final int LINE = 20;
    private static final int MARGIN = 16;
    private static final String BASE_COLOUR = "#1f6f8b";
    private static final String COLOUR = "#b8c4cc";

    private final Svg svg = new Svg();
    private int y = MARGIN;
    private int widest;

    Chart(List<Sheet> sheets) {
        sheets.forEach(this::sheet);
    }

    String svg() {
        return svg.document(2 * MARGIN + widest, y);
    }

    private void sheet(Sheet sheet) {
        List<Figure> figures = sheet.which().charted();
        widest = Math.max(widest, figures.size() * PANEL + (figures.size() - 1) * MARGIN);
        svg.text(MARGIN, y + 12, "start", "bold", sheet.which().title());
        y += LINE + 4;
        for (int i = 0; i < figures.size(); i++) {
            panel(sheet, figures.get(i), MARGIN + i * (PANEL + MARGIN));
        }
        y += (sheet.names().size() + 1) * LINE + MARGIN;
    }

    private void panel(Sheet sheet, Figure figure, int x) {
        String better = figure.moreIsBetter() ? "more is better" : "less is better";
        svg.text(x + NAME, y + 12, "start", "normal", figure.heading() + " (" + better + ")");
        double most = sheet.names().stream()
                .mapToDouble(name -> sheet.median(name, figure))
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(1);
        int at = y;
        for (String name : sheet.names()) {
            at += LINE;
            svg.text(x + NAME - 6, at + 12, "end", "normal", name);
            double value = sheet.median(name, figure);
            if (Double.isNaN(value)) {
                svg.text(x + NAME, at + 12, "start", "normal", "none");
            } else {
                bar(x + NAME, at, Math.max(1, (int) Math.round(BAR * Math.max(0, value) / most)), name, sheet, figure);
            }
        }
    }

    private void bar(int x, int top, int length, String name, Sheet sheet, Figure figure) {
        svg.bar(x, top + 2, length, LINE - 6, name.equals(sheet.base()) ? BASE_COLOUR : COLOUR);
        String value = String.format(Locale.ROOT, "%,." + figure.decimals() + "f", sheet.median(name, figure));
        svg.text(x + length + 5, top + 12, "start", "normal", value);
    }
}
