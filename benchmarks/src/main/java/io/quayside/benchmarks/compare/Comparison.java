package io.quayside.benchmarks.compare;

import static java.util.Objects.requireNonNull;

import io.quayside.benchmarks.compare.Case.Subject;
import io.quayside.benchmarks.load.Figure;
import io.quayside.benchmarks.load.Figures;
import io.quayside.benchmarks.process.CannotRunHere;
import io.quayside.load.WrongAnswer;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs cases: the servers in turn, over several rounds; whichever came first comes last the next time. Each round has new
 * processes; where a case has several turns, all servers stay up for a round and take turns under load, so that what slows the
 * machine down for a while slows all of them. A server that answers wrongly, or fails, has no figures in that case; and the run
 * has failed. One thread.
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
            if (which.turns() == 1) {
                for (String server : order(round)) {
                    measureAlone(sheet, server);
                }
            } else {
                measureInTurns(sheet, round);
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

    private List<String> order(int turn) {
        List<String> order = new ArrayList<>(servers);
        if (turn % 2 == 1) {
            Collections.reverse(order);
        }
        return order;
    }

    private void measureAlone(Sheet sheet, String server) throws InterruptedException {
        attempt(sheet, server, () -> {
            try (Subject subject = sheet.which().trial().begin(server)) {
                measure(sheet, server, subject);
                subject.stop();
            }
        });
    }

    private void measureInTurns(Sheet sheet, int round) throws InterruptedException {
        Map<String, Subject> up = new HashMap<>();
        try {
            for (String server : order(round)) {
                attempt(
                        sheet,
                        server,
                        () -> up.put(server, sheet.which().trial().begin(server)));
            }
            for (int turn = 0; turn < sheet.which().turns(); turn++) {
                for (String server : order(turn)) {
                    attempt(sheet, server, () -> measure(sheet, server, requireNonNull(up.get(server))));
                }
            }
            for (String server : servers) {
                attempt(sheet, server, () -> requireNonNull(up.get(server)).stop());
            }
        } finally {
            up.values().forEach(Subject::close);
        }
    }

    private void measure(Sheet sheet, String server, Subject subject) throws IOException, InterruptedException {
        Figures figures = subject.measure();
        sheet.add(server, figures);
        progress(sheet, server, figures);
    }

    /** Does something with a server unless it has failed; and notes if it does now. */
    private void attempt(Sheet sheet, String server, Step step) throws InterruptedException {
        if (sheet.whyNot(server) != null) {
            return;
        }
        try {
            step.take();
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

    private void progress(Sheet sheet, String server, Figures figures) {
        StringBuilder line = new StringBuilder();
        for (Figure figure : sheet.which().columns()) {
            line.append(String.format(
                    Locale.ROOT, "  %s %." + figure.decimals() + "f", figure.heading(), figures.get(figure)));
        }
        out.printf(Locale.ROOT, "%3d  %-24s%s%n", sheet.rounds(server).size(), server, line);
    }

    private interface Step {
        void take() throws IOException, InterruptedException;
    }
}
