package io.quayside.load.bench;

import io.quayside.load.Exchange;

/** How messages stand on the wire. */
public enum Protocol {
    /** A length as varint32 in front of each. */
    FRAMES {
        @Override
        Exchange exchange(int size, int together) {
            return Exchange.echo(size, together);
        }
    },
    /** A line feed behind each. */
    LINES {
        @Override
        Exchange exchange(int size, int together) {
            return Exchange.lines(size, together);
        }
    };

    /** Messages of a size that come back as they are; at most so many are sent with one write. */
    abstract Exchange exchange(int size, int together);
}
