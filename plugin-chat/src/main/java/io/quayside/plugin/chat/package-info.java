/**
 * The chat plugin: users, private messages and groups, over the frames of {@code chat.proto}.
 *
 * <p>{@link ChatPlugin} takes frames and hands each to the part that carries it out: {@link Logins} (who is who on which
 * session), {@link PrivateMessages}, {@link GroupMembership} and {@link GroupMessages}. What lasts is behind
 * {@link ChatStore}; what is true only while sessions are open is in {@link UserDirectory} and {@link LiveGroups}.
 */
@NullMarked
package io.quayside.plugin.chat;

import org.jspecify.annotations.NullMarked;
