package io.quayside.benchmarks.soak;

/** What is asked of the server under soak, by the name under which the server itself counts it, or as its JVM sees it. */
enum Figure {
    SESSIONS("sessions", "endpoints.echo.sessions"),
    OPENED("opened", "endpoints.echo.sessions.opened"),
    CLOSED("closed", "endpoints.echo.sessions.closed"),
    ECHOED("echoed", "endpoints.echo.messages.sent"),
    REFUSED("refused", "endpoints.echo.sends.refused"),
    STARVED("starved", "endpoints.echo.receives.starved"),
    CONTEXTS("contexts", "contexts.capacity"),
    IN_USE("in use", "contexts.in-use"),
    DIRECT("direct KiB", "contexts.memory"),
    HEAP("heap KiB", ""),
    DESCRIPTORS("files", ""),
    THREADS("threads", "");

    private final String heading;
    private final String metric;

    Figure(String heading, String metric) {
        this.heading = heading;
        this.metric = metric;
    }

    String heading() {
        return heading;
    }

    /** The metric's name; empty for what the JVM knows. */
    String metric() {
        return metric;
    }
}
