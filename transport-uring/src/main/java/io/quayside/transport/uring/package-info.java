/**
 * The transport over io_uring of Linux, for JDK 25 and later; its connection class is where to start reading.
 *
 * <p>Who is whose, and which thread:
 *
 * <pre>
 *   UringTransport ---- Tasks: posted from anywhere, run by any worker
 *     +-- Worker, a thread with a Ring of its own that nobody else touches
 *           +-- Inbox: residents that another thread has something for, with the doorbell that wakes the worker
 *           +-- Slots: residents by number, which is how completions find them
 *                 +-- UringConnection: Incoming, Outgoing
 *                 +-- ListenerPoll, one in each worker for each ListeningSocket
 *                 +-- ConnectAttempt, Retry
 * </pre>
 *
 * <p>What is a worker's is touched by that thread alone: it needs no synchronization, and its classes have none but where
 * they say so. Another thread leaves what it wants where the worker will look, and rings if the worker sleeps.
 */
@NullMarked
package io.quayside.transport.uring;

import org.jspecify.annotations.NullMarked;
