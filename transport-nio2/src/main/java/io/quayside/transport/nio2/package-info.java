/**
 * The transport over {@link java.nio.channels.AsynchronousSocketChannel}; its connection class is where to start reading.
 */
@NullMarked
package io.quayside.transport.nio2;

import org.jspecify.annotations.NullMarked;
