package io.quayside.tck;

import java.util.List;

/** One way to break what a contract is about; the constants of an enum. */
public interface Broken {
    /** What is broken, after "one that". */
    String description();

    /** The rules that must notice it. */
    List<String> rules();

    /** The constant's name. */
    String name();
}
