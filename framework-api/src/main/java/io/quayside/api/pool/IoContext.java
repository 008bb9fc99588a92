package io.quayside.api.pool;

import static java.util.Objects.requireNonNull;

import io.quayside.api.Open;
import io.quayside.api.Stable;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One pooled buffer with its operation, owner and sequence number: the unit that is posted to a transport.
 *
 * <p><b>Ownership.</b> A context has one holder at a time: whoever acquired it, then the transport from the post until
 * the completion, then whoever receives the completion. Only the holder may touch it, so nothing in it is synchronized;
 * whatever hands it on publishes it. On every path the holder passes it on or {@linkplain #release() releases} it.
 *
 * <p><b>The buffer.</b> Posted for RECEIVE, the room to fill lies between position and limit, and the completion has
 * moved the position past what came. Posted for SEND, the bytes to send lie between position and limit, and the
 * completion finds nothing remaining.
 *
 * <p>Created by pools and, for shared bytes, by the session layer; used by those and by transports. Plugins never see
 * one.
 *
 * @since 0.1
 */
@Stable
public final class IoContext {
    private static final int NOBODY_SAID = -1;
    private static final ByteBuffer ZEROES = ByteBuffer.allocateDirect(64 << 10).asReadOnlyBuffer();

    private final ContextHome home;
    private final int index;
    private final ByteBuffer buffer;
    private @Nullable ByteBuffer view;
    private @Nullable IoContext next;
    private @Nullable Object owner;
    private Operation operation = Operation.NONE;
    private long sequence;
    private long address;
    private int used = NOBODY_SAID;

    /**
     * A context for a pool to keep.
     *
     * @param home where {@link #release()} takes it
     * @param index its place in its home's index array
     * @param buffer its memory; direct, so that the operating system reads and writes it in place
     */
    public IoContext(ContextHome home, int index, ByteBuffer buffer) {
        this.home = requireNonNull(home, "home");
        this.index = index;
        this.buffer = requireNonNull(buffer, "buffer");
    }

    /** Its place in its home's index array. */
    public int index() {
        return index;
    }

    /** The memory, with the position and limit described above. The same object for the context's whole life. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /**
     * A second view of the same memory with a position and limit of its own, for decoders; made when first asked for and
     * kept, so that looking at a frame in place allocates nothing.
     */
    public ByteBuffer view() {
        ByteBuffer made = view;
        if (made == null) {
            made = buffer.duplicate();
            view = made;
        }
        return made;
    }

    /**
     * Where the memory begins, as a transport has noted that tells the system addresses; 0 when none has. It stays for the
     * context's whole life, since the memory does.
     */
    @Open
    public long address() {
        return address;
    }

    /** Notes where the memory begins; for transports, which look it up once. */
    @Open
    public void address(long address) {
        this.address = address;
    }

    /** What it is posted for, or was when the post failed; NONE before the first post. */
    public Operation operation() {
        return operation;
    }

    /** Set by the transport when it takes the post; left as it is when the post fails, so that who is told sees which. */
    public void operation(Operation operation) {
        this.operation = requireNonNull(operation, "operation");
    }

    /** Who holds it, for leak reports; null when nobody said. */
    public @Nullable Object owner() {
        return owner;
    }

    /** Names the holder. */
    public void owner(@Nullable Object owner) {
        this.owner = owner;
    }

    /** The number of this post among its connection's posts of the same operation, counted from 0 (T3, T4). */
    public long sequence() {
        return sequence;
    }

    /** Set by the transport when it takes the post. */
    public void sequence(long sequence) {
        this.sequence = sequence;
    }

    /** The context after this one in its holder's list; a holder may chain what it holds without allocating. */
    public @Nullable IoContext next() {
        return next;
    }

    /** Chains another context of the same holder behind this one. */
    public void next(@Nullable IoContext next) {
        this.next = next;
    }

    /**
     * Notes that bytes of this lease stand below {@code end}, so that no more than those have to be zeroed when the context
     * comes back (P4). A holder who never says so has the whole buffer zeroed.
     */
    public void used(int end) {
        used = Math.max(used, end);
    }

    /**
     * Gives the context back to its home. The caller holds it no longer.
     *
     * @throws IllegalStateException when this lease was released before, and nobody has acquired the context since (P2); after
     *     that it can't be told from the release by the new holder
     */
    public void release() {
        home.release(this);
    }

    /**
     * Zeroes what was used, forgets operation, owner, sequence and chain, and makes the whole buffer writable (P4); for
     * pools, when a context comes back.
     */
    public void reset() {
        buffer.clear();
        int end = used == NOBODY_SAID ? buffer.capacity() : used;
        for (int at = 0; at < end; at += ZEROES.capacity()) {
            buffer.put(at, ZEROES, 0, Math.min(ZEROES.capacity(), end - at));
        }
        used = NOBODY_SAID;
        operation = Operation.NONE;
        owner = null;
        sequence = 0;
        next = null;
    }

    @Override
    public String toString() {
        return "I/O context " + index + " of " + home + " (" + operation + ", sequence " + sequence + ", "
                + buffer.capacity() + " bytes, owner " + owner + ")";
    }
}
