package io.quayside.plugin.chat;

/**
 * A group as it was when the store was asked.
 *
 * @param id unique on the server
 * @param displayName what people see
 * @param members how many there are
 */
record ChatGroup(String id, String displayName, int members) {}
