package io.quayside.benchmarks.soak;

import java.io.PrintStream;

/** Prints the server's figures, a line for each time they are asked. */
final class FigureTable {
    private final PrintStream out;

    FigureTable(PrintStream out) {
        this.out = out;
    }

    void head() {
        StringBuilder line = new StringBuilder(String.format("%-16s", "after echoes"));
        for (Figure figure : Figure.values()) {
            line.append(String.format("%11s", figure.heading()));
        }
        out.println(line);
    }

    void row(String when, Figures figures) {
        StringBuilder line = new StringBuilder(String.format("%-16s", when));
        for (Figure figure : Figure.values()) {
            line.append(String.format("%11d", figures.get(figure)));
        }
        out.println(line);
    }
}
