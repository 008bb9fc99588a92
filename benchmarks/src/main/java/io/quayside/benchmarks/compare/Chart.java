package io.quayside.benchmarks.compare;

import io.quayside.benchmarks.load.Figure;
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

    private final StringBuilder body = new StringBuilder();
    private int y = MARGIN;
    private int widest;

    Chart(List<Sheet> sheets) {
        sheets.forEach(this::sheet);
    }

    String svg() {
        int width = 2 * MARGIN + widest;
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n%s</svg>%n",
                width,
                y,
                width,
                y,
                body);
    }

    private void sheet(Sheet sheet) {
        List<Figure> figures = sheet.which().charted();
        widest = Math.max(widest, figures.size() * PANEL + (figures.size() - 1) * MARGIN);
        text(MARGIN, y + 12, "start", "bold", sheet.which().title());
        y += LINE + 4;
        for (int i = 0; i < figures.size(); i++) {
            panel(sheet, figures.get(i), MARGIN + i * (PANEL + MARGIN));
        }
        y += (sheet.names().size() + 1) * LINE + MARGIN;
    }

    private void panel(Sheet sheet, Figure figure, int x) {
        String better = figure.moreIsBetter() ? "more is better" : "less is better";
        text(x + NAME, y + 12, "start", "normal", figure.heading() + " (" + better + ")");
        double most = sheet.names().stream()
                .mapToDouble(name -> sheet.median(name, figure))
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(1);
        int at = y;
        for (String name : sheet.names()) {
            at += LINE;
            text(x + NAME - 6, at + 12, "end", "normal", name);
            double value = sheet.median(name, figure);
            if (Double.isNaN(value)) {
                text(x + NAME, at + 12, "start", "normal", "none");
            } else {
                bar(x + NAME, at, Math.max(1, (int) Math.round(BAR * Math.max(0, value) / most)), name, sheet, figure);
            }
        }
    }

    private void bar(int x, int top, int length, String name, Sheet sheet, Figure figure) {
        body.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n",
                x,
                top + 2,
                length,
                LINE - 6,
                name.equals(sheet.base()) ? BASE_COLOUR : COLOUR));
        String value = String.format(Locale.ROOT, "%,." + figure.decimals() + "f", sheet.median(name, figure));
        text(x + length + 5, top + 12, "start", "normal", value);
    }

    private void text(int x, int baseline, String anchor, String weight, String text) {
        body.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" font-weight=\"%s\">%s</text>%n",
                x,
                baseline,
                anchor,
                weight,
                text.replace("&", "&amp;").replace("<", "&lt;")));
    }
}
