package io.quayside.plugin.chat;

import java.util.concurrent.CompletionStage;

/**
 * What lasts: users, groups, and who is in which. Called by the chat's parts from many threads at once; implemented in
 * memory now, and by a database later.
 *
 * <p><b>Why most operations simply return their result.</b> A request needs the store's answer before the session's next
 * request may run, and the framework has that order already: work that blocks is offloaded in session order. So a store
 * says once, with {@link #mayBlock}, whether to be called that way ({@link StoreSteps} does it), and its operations are one
 * statement or one short transaction each, atomic by themselves. Returning stages instead would have the plugin build the
 * same order a second time, out of callbacks. The one exception is {@link #signOut}: it is called when the session has
 * ended and has no order left to wait in, so it returns at once and tells later.
 *
 * <p><b>What makes them fit for a million users.</b> No operation returns more than a page or asks for more than one user's
 * or one group's rows; pages go on after a key and not at an offset, which an index answers at any depth; no message
 * passes through here, since a sender's memberships are kept with its session and delivery goes by {@link UserDirectory}
 * and {@link LiveGroups}. Message ids need no rows either: see {@link MessageIds}.
 *
 * <p><b>Order.</b> For one user the calls never overlap: {@link UserDirectory} gives the user's id to one session at a
 * time, and to the next one only when {@link #signOut} is done. Calls for different users overlap, also on one group.
 */
interface ChatStore {
    /** Whether the operations may wait for something, so that they have to be kept off the workers; never changes. */
    boolean mayBlock();

    /** Knows the user from now on, by this name, as a member of no group, whatever was left over of an earlier session. */
    void signIn(ChatUser user);

    /**
     * Takes the user out of all groups, and removes the groups that have no member then. What else it keeps of the user is
     * the store's business. Never blocks.
     *
     * @return completes when that is done, on any thread
     */
    CompletionStage<Void> signOut(String userId);

    /** Makes a group with one member; false when there is a group with that id. */
    boolean create(String groupId, String displayName, String userId);

    /** Makes a user a member of a group that has fewer than {@code groupSize} members. */
    JoinResult join(String groupId, String userId, int groupSize);

    /** Ends a membership, and removes the group when that was its last; does nothing when the user is no member. */
    void leave(String groupId, String userId);

    /** Whether there is such a group. */
    boolean hasGroup(String groupId);

    /** The groups whose id comes after {@code after}, in order. */
    Page<ChatGroup> groups(String after, int limit);

    /** A group's members whose id comes after {@code after}, in order; none when there is no such group. */
    Page<ChatUser> members(String groupId, String after, int limit);
}
