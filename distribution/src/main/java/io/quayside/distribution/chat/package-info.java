/**
 * The terminal client of the chat protocol.
 *
 * <p>One loop, a single thread, runs everything that has state: lines typed, frames received, timers. Threads of the
 * terminal and of the connection only hand their events to it.
 */
@NullMarked
package io.quayside.distribution.chat;

import org.jspecify.annotations.NullMarked;
