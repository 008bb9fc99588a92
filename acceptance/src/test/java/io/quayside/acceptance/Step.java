package io.quayside.acceptance;

/** What a page has its reader do, or see. */
sealed interface Step {
    /** {@code File `NAME`:} and a fence: the reader writes this file. */
    record WriteFile(String name, String content) implements Step {}

    /** A fence {@code sh}: the reader runs this, in a terminal. */
    record Run(String terminal, String commands) implements Step {}

    /** A fence {@code text} behind commands: the reader sees this in their terminal. */
    record See(String terminal, Shown shown) implements Step {}
}
