package io.quayside.distribution.cli;

import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Collects text, and lets a test wait for a line of it. */
final class AwaitedWriter extends Writer {
    private final StringBuilder text = new StringBuilder();
    private final List<Awaited> awaited = new ArrayList<>();

    /** The first whole line with this in it; waits for it. */
    String line(String part) throws Exception {
        Awaited line = new Awaited(part, new CompletableFuture<>());
        synchronized (lock) {
            awaited.add(line);
            look();
        }
        return line.found().get(30, TimeUnit.SECONDS);
    }

    @Override
    public void write(char[] buffer, int offset, int length) {
        synchronized (lock) {
            text.append(buffer, offset, length);
            look();
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        synchronized (lock) {
            return text.toString();
        }
    }

    private void look() {
        String whole = text.substring(0, text.lastIndexOf("\n") + 1);
        for (Awaited each : awaited) {
            whole.lines().filter(line -> line.contains(each.part())).findFirst().ifPresent(each.found()::complete);
        }
    }

    private record Awaited(String part, CompletableFuture<String> found) {}
}
