package io.quayside.transport.simulated;

import io.quayside.api.Open;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What a network does to those on it, and how often: a profile that is given to a {@link SimulatedNetwork}, and can be
 * changed for another while it runs. Immutable; each method answers a profile that differs in one thing. Probabilities are
 * between 0 and 1, and are drawn for each single read, write, completion and so on.
 *
 * @since 0.1
 */
@Open
public final class Faults {
    private static final int DEFAULT_WINDOW = 64 << 10;

    double shortReads;
    double shortWrites;
    double lateCompletions;
    double inlineCompletions;
    double intrusions;
    double stalls;
    double resets;
    double refusedConnects;
    double failedAccepts;
    double lending;
    int mostLent;
    int lentBytes;
    int largestPiece = Integer.MAX_VALUE;
    int smallestWindow = DEFAULT_WINDOW;
    int largestWindow = DEFAULT_WINDOW;
    long leastDelay = 1_000;
    long greatestDelay = 20_000;
    long longestStall = 1_000_000_000;

    private Faults() {}

    private Faults(Faults other) {
        shortReads = other.shortReads;
        shortWrites = other.shortWrites;
        lateCompletions = other.lateCompletions;
        inlineCompletions = other.inlineCompletions;
        intrusions = other.intrusions;
        stalls = other.stalls;
        resets = other.resets;
        refusedConnects = other.refusedConnects;
        failedAccepts = other.failedAccepts;
        lending = other.lending;
        mostLent = other.mostLent;
        lentBytes = other.lentBytes;
        largestPiece = other.largestPiece;
        smallestWindow = other.smallestWindow;
        largestWindow = other.largestWindow;
        leastDelay = other.leastDelay;
        greatestDelay = other.greatestDelay;
        longestStall = other.longestStall;
    }

    /**
     * A network that loses nothing: every step takes between 1 and 20 microseconds, so that what happens on different
     * connections overtakes each other, and each direction of a link has a window of 64 KiB.
     */
    public static Faults none() {
        return new Faults();
    }

    /**
     * Everything that an unlucky network does without breaking a connection: pieces, delays, stalls, small windows. Every other
     * transport on it lends a few small contexts.
     */
    public static Faults lossless() {
        return none().shortReads(0.3)
                .shortWrites(0.3)
                .lateCompletions(0.3)
                .inlineCompletions(0.2)
                .intrusions(0.3)
                .stalls(0.01, Duration.ofSeconds(1))
                .failedAccepts(0.1)
                .lending(0.5, 3, 512)
                .windows(1, 4 << 10);
    }

    /** All of {@link #lossless}, and connections that are refused and reset. */
    public static Faults all() {
        return lossless().resets(0.002).refusedConnects(0.05);
    }

    /** A read takes fewer bytes than have come and fit. */
    public Faults shortReads(double probability) {
        return with(probability, changed -> changed.shortReads = probability);
    }

    /** A write takes fewer bytes than fit in the window; arriving, bytes fall behind those before them. */
    public Faults shortWrites(double probability) {
        return with(probability, changed -> changed.shortWrites = probability);
    }

    /** An operation is carried out, and its completion comes only later; meanwhile anything else can happen. */
    public Faults lateCompletions(double probability) {
        return with(probability, changed -> changed.lateCompletions = probability);
    }

    /** On a worker, a post completes before it returns. */
    public Faults inlineCompletions(double probability) {
        return with(probability, changed -> changed.inlineCompletions = probability);
    }

    /** What another thread does ({@link SimulatedNetwork#elsewhere}) comes in the middle of a call to a connection. */
    public Faults intrusions(double probability) {
        return with(probability, changed -> changed.intrusions = probability);
    }

    /** A step takes up to so much longer. */
    public Faults stalls(double probability, Duration longest) {
        return with(probability, changed -> {
            changed.stalls = probability;
            changed.longestStall = longest.toNanos();
        });
    }

    /** A connection breaks: drawn before and after each write, and at each read and arrival. */
    public Faults resets(double probability) {
        return with(probability, changed -> changed.resets = probability);
    }

    /** A connect is refused though somebody listens. */
    public Faults refusedConnects(double probability) {
        return with(probability, changed -> changed.refusedConnects = probability);
    }

    /** An accept fails as when there are no descriptors left; the connection is accepted after the back-off (T10). */
    public Faults failedAccepts(double probability) {
        return with(probability, changed -> changed.failedAccepts = probability);
    }

    /**
     * A transport lends contexts for receives that are posted without one: from one up to so many, of so many bytes. Drawn once
     * for each transport, when it is opened. With few of them, receives have to wait until something comes back.
     */
    public Faults lending(double probability, int mostContexts, int bytes) {
        require(mostContexts > 0 && bytes > 0, "lending " + mostContexts + " contexts of " + bytes + " bytes");
        return with(probability, changed -> {
            changed.lending = probability;
            changed.mostLent = mostContexts;
            changed.lentBytes = bytes;
        });
    }

    /** No read or write takes more bytes than that at once; 1 brings every byte by itself. */
    public Faults pieces(int largest) {
        require(largest > 0, "pieces of " + largest + " bytes");
        return with(0, changed -> changed.largestPiece = largest);
    }

    /** How many bytes may be on their way in one direction, unread: drawn once for each. */
    public Faults windows(int smallest, int largest) {
        require(0 < smallest && smallest <= largest, "windows from " + smallest + " to " + largest + " bytes");
        return with(0, changed -> {
            changed.smallestWindow = smallest;
            changed.largestWindow = largest;
        });
    }

    /** How long everything takes: each arrival, completion, task. */
    public Faults delays(Duration least, Duration greatest) {
        long from = least.toNanos();
        long to = greatest.toNanos();
        require(0 < from && from <= to, "delays from " + least + " to " + greatest);
        return with(0, changed -> {
            changed.leastDelay = from;
            changed.greatestDelay = to;
        });
    }

    private Faults with(double probability, Consumer<Faults> change) {
        require(probability >= 0 && probability <= 1, "a probability of " + probability);
        Faults changed = new Faults(this);
        change.accept(changed);
        return changed;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what + " makes no sense");
        }
    }

    @Override
    public String toString() {
        return "short reads " + shortReads + ", short writes " + shortWrites + ", late completions " + lateCompletions
                + ", inline completions " + inlineCompletions + ", intrusions " + intrusions + ", stalls " + stalls
                + ", resets " + resets + ", refused connects " + refusedConnects + ", failed accepts " + failedAccepts
                + ", lending " + lending + " (" + mostLent + " of " + lentBytes + " bytes), pieces " + largestPiece
                + ", windows " + smallestWindow + ".." + largestWindow + ", delays "
                + leastDelay + ".." + greatestDelay + " ns";
    }
}
