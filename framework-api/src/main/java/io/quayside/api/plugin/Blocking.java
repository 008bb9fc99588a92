package io.quayside.api.plugin;

import io.quayside.api.Stable;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of a {@link Plugin}'s class, or of the class of any other {@link io.quayside.api.session.SessionHandler}, that its
 * callbacks may block (S8): on a database, a file, another server.
 *
 * <p>All callbacks of its sessions then run off the workers, each session on a thread for work that blocks, and so do the
 * tasks handed to {@code execute} and {@code offload}. The laws are the same: a session's callbacks never overlap and come in
 * order (S1, S2), and one that blocks delays its own session alone. Meanwhile nothing more is received from that peer than what is
 * there already, so it is slowed down, and no memory fills up.
 *
 * <p>What differs:
 *
 * <ul>
 *   <li>What is sent within a callback is on its way at once, and not when the batch of received messages ends.
 *   <li>{@link Plugin#waiting} and the tasks of a {@link Scheduler} belong to no session. They run on workers as ever, and don't block.
 *   <li>Time that a session spends in a callback counts neither as silence of its peer nor as its being slow.
 *   <li>When the server stops, it waits for callbacks under way until its deadline, then cuts their connections.
 * </ul>
 *
 * <p>It costs a hand-over between threads each time that bytes arrive. Who blocks now and then only had better use
 * {@link io.quayside.api.session.Session#offload}.
 *
 * @since 0.1
 */
@Stable
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Blocking {}
