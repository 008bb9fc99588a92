/**
 * The only place with memory that Java doesn't guard: system calls, the rings shared with the kernel, socket addresses.
 *
 * <p>What holds here, so that nothing outside can read or write where it shouldn't:
 *
 * <ul>
 *   <li>A {@link io.quayside.transport.uring.ring.Ring} belongs to the thread that opened it, and its memory ends with it.
 *       Every access goes through a segment of the exact size that was mapped, with an index masked by a power of two that
 *       the kernel gave when the ring was set up; what the kernel writes later is never used as an address or an offset.
 *   <li>Whoever prepares an operation with an address keeps that memory until its completion; the ring can't know.
 *       Only message headers and their vectors are kept here, until the next submission: the kernel copies them by then.
 *   <li>The address of a context's memory is looked up here, once; what is handed to the kernel lies between its buffer's
 *       position and limit.
 *   <li>Structures and constants are in {@link io.quayside.transport.uring.ring.Abi}, and a test compares them with the
 *       kernel's headers where those are installed.
 * </ul>
 */
@NullMarked
package io.quayside.transport.uring.ring;

import org.jspecify.annotations.NullMarked;
