package io.quayside.benchmarks.soak;

import java.util.List;

/** How a connection ends, as its client has it. */
enum Ending {
    /** Closed when every echo is back. */
    CLOSE("closed, every echo back", Way.CLOSE, true, false),
    /** Closed while echoes are under way, which nobody will read. */
    CLOSE_EARLY("closed, echoes under way", Way.CLOSE, false, false),
    /** Closed after a part of a frame. */
    CLOSE_IN_FRAME("closed in mid-frame", Way.CLOSE, false, true),
    /** The output is ended; every echo has to come, then the end of the stream. */
    HALF_CLOSE("half-closed, every echo back", Way.HALF_CLOSE, false, false),
    /** The same after a part of a frame. */
    HALF_CLOSE_IN_FRAME("half-closed in mid-frame", Way.HALF_CLOSE, false, true),
    /** Reset while echoes are under way. */
    RESET("reset, echoes under way", Way.RESET, false, false),
    /** Reset after a part of a frame. */
    RESET_IN_FRAME("reset in mid-frame", Way.RESET, false, true),
    /** The server hung up first, whatever the client had planned. */
    BY_SERVER("ended by the server", Way.CLOSE, false, false);

    /** Those that a client may plan. */
    static final List<Ending> PLANNED = List.of(values()).subList(0, values().length - 1);

    /** What is done to the socket. */
    enum Way {
        CLOSE,
        HALF_CLOSE,
        RESET
    }

    private final String description;
    private final Way way;
    private final boolean afterEchoes;
    private final boolean inFrame;

    Ending(String description, Way way, boolean afterEchoes, boolean inFrame) {
        this.description = description;
        this.way = way;
        this.afterEchoes = afterEchoes;
        this.inFrame = inFrame;
    }

    String description() {
        return description;
    }

    Way way() {
        return way;
    }

    /** Whether it waits for the echoes of everything sent. */
    boolean isAfterEchoes() {
        return afterEchoes;
    }

    /** Whether a part of a frame is sent before. */
    boolean isInFrame() {
        return inFrame;
    }
}
