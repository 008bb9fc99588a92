package io.quayside.tck.transport;

import java.util.Arrays;

/**
 * Ends a program that hangs, after saying where. A daemon thread, whose classes are loaded when it is started: a program
 * that has no descriptors left loads none.
 */
final class Watchdog extends Thread {
    /** The exit code of a program that hung. */
    static final int HUNG = 70;

    private final long millis;

    private Watchdog(long millis) {
        super("watchdog");
        this.millis = millis;
        setDaemon(true);
    }

    /** The program has so many milliseconds from now. */
    static void start(long millis) {
        stacks(); // loads the classes for it
        new Watchdog(millis).start();
    }

    @Override
    public void run() {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            // nobody does that; ending early would show it
        }
        try {
            System.out.println(stacks());
        } finally {
            Runtime.getRuntime().halt(HUNG);
        }
    }

    private static String stacks() {
        StringBuilder stacks = new StringBuilder("the program hangs:\n");
        getAllStackTraces().forEach((thread, frames) -> {
            stacks.append(thread).append('\n');
            Arrays.stream(frames)
                    .forEach(frame -> stacks.append("    at ").append(frame).append('\n'));
        });
        return stacks.toString();
    }
}
