package io.quayside.examples.resp;

/**
 * What goes over the wire, in either direction: a codec has one type of messages. A command is an {@link Array} of
 * {@link Bulk}s; every one of these can be an answer.
 */
public sealed interface Resp permits Array, Bulk, Text, Failure, Whole, Nil {}
