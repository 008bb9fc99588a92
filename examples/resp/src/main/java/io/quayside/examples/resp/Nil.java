package io.quayside.examples.resp;

/** The answer that there is nothing: {@code $-1\r\n} on the wire. */
public enum Nil implements Resp {
    /** The only one. */
    NIL
}
