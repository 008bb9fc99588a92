package io.quayside.plugin.chat;

/**
 * Somebody who chats.
 *
 * @param id unique on the server
 * @param displayName what people see
 */
record ChatUser(String id, String displayName) {}
