package io.quayside.distribution.cli;

import java.io.PrintWriter;
import java.io.Reader;
import java.util.function.BooleanSupplier;

/**
 * What the commands find around them; a test puts its own in place.
 *
 * @param installation where files are looked for that the command line doesn't name
 * @param in what the chat client reads when it isn't at a terminal
 * @param out for results
 * @param err for errors
 * @param errIsTerminal tells whether that is a terminal
 */
record Surroundings(
        Installation installation, Reader in, PrintWriter out, PrintWriter err, BooleanSupplier errIsTerminal) {}
