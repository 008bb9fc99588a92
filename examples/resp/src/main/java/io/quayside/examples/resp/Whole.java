package io.quayside.examples.resp;

/**
 * A whole number: {@code :42\r\n} on the wire.
 *
 * @param value the number
 */
public record Whole(long value) implements Resp {}
