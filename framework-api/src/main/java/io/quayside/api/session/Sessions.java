package io.quayside.api.session;

import io.quayside.api.Stable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one endpoint; called by plugins from any thread, implemented by session layers.
 *
 * @param <M> the type of the messages
 * @since 0.1
 */
@Stable
public interface Sessions<M> {
    /** The number of sessions that are open or closing. */
    int count();

    /** The open session with this {@linkplain Session#id id}, or null. */
    @Nullable Session<M> find(long id);

    /** Shows each session that is open or closing; one that comes or goes meanwhile is shown or not. */
    void forEach(Consumer<? super Session<M>> action);

    /** A new group with no members. A group that nobody refers to is garbage like any other object. */
    SessionGroup<M> newGroup();
}
