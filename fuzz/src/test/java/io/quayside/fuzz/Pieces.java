package io.quayside.fuzz;

/** Where the fuzzer cuts a stream: the sizes of up to seven pieces, again and again; none for all at once. */
final class Pieces {
    private final byte[] sizes;
    private int turn;

    Pieces(Input input) {
        this.sizes = input.take(input.next() % 8);
    }

    /** How many of so many bytes come next; at least one. */
    int next(int left) {
        return sizes.length == 0 ? left : Math.min(left, 1 + (sizes[turn++ % sizes.length] & 0xFF));
    }
}
