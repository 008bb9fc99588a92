package io.quayside.testkit;

import java.util.List;

/** One kind of thing that a {@link ProtocolKit} tries. */
interface ProtocolStep {
    /** What is tried, for the report. */
    String name();

    /** Tries it with every sample, until there is enough found. */
    <M> void run(Trial<M> trial, List<Sample<M>> samples);
}
