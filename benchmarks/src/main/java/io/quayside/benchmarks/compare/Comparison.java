package io.quayside.benchmarks.compare;

import io.quayside.benchmarks.load.Figure;
import io.quayside.benchmarks.load.Figures;
import io.quayside.benchmarks.process.CannotRunHere;
import io.quayside.load.WrongAnswer;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs cases: the servers in turn, over several rounds; whichever came first in a round comes last in the next. A server
 * that answers wrongly, or fails, has no figures in that case; and the run has failed. One thread.
 */
final class Comparison {
    private final List<String> servers;
    private final int rounds;
    private final String base;
    private final PrintStream out;
    private final List<Sheet> sheets = new ArrayList<>();
    private boolean failed;

    Comparison(List<String> servers, int rounds, String base, PrintStream out) {
        this.servers = servers;
        this.rounds = rounds;
        this.base = base;
        this.out = out;
    }

    void run(Case which) throws InterruptedException {
        Sheet sheet = new Sheet(which, servers, base);
        out.println(which.title());
        for (int round = 0; round < rounds; round++) {
            for (int turn = 0; turn < servers.size(); turn++) {
                int index = round % 2 == 0 ? turn : servers.size() - 1 - turn;
                measure(sheet, round, servers.get(index));
            }
        }
        out.println();
        sheets.add(sheet);
    }

    List<Sheet> sheets() {
        return sheets;
    }

    /** Whether a server was wrong or failed. */
    boolean failed() {
        return failed;
    }

    private void measure(Sheet sheet, int round, String server) throws InterruptedException {
        if (sheet.whyNot(server) != null) {
            return;
        }
        try {
            Figures figures = sheet.which().trial().run(server);
            sheet.add(server, figures);
            progress(sheet, round, server, figures);
        } catch (CannotRunHere e) {
            drop(sheet, server, e.why());
        } catch (WrongAnswer e) {
            failed = true;
            drop(sheet, server, "WRONG: " + e.getMessage());
        } catch (IOException e) {
            failed = true;
            drop(sheet, server, "FAILED: " + e);
        }
    }

    private void drop(Sheet sheet, String server, String why) {
        sheet.drop(server, why);
        out.println("no figures of " + server + ": " + why);
    }

    private void progress(Sheet sheet, int round, String server, Figures figures) {
        StringBuilder line = new StringBuilder();
        for (Figure figure : sheet.which().columns()) {
            line.append(String.format(
                    Locale.ROOT, "  %s %." + figure.decimals() + "f", figure.heading(), figures.get(figure)));
        }
        out.printf(Locale.ROOT, "round %d  %-24s%s%n", round + 1, server, line);
    }
}
