package io.quayside.plugin.chat;

import io.quayside.api.Stable;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.plugin.PluginProvider;
import io.quayside.chat.v1.Frame;

/**
 * Offers the chat plugin, as {@code chat}; found by ServiceLoader.
 *
 * @since 0.1
 */
@Stable
public final class ChatPluginProvider implements PluginProvider<Frame> {
    /** For ServiceLoader. */
    public ChatPluginProvider() {}

    @Override
    public String id() {
        return "chat";
    }

    @Override
    public String description() {
        return "users, private messages and groups; clients are written after chat.proto";
    }

    @Override
    public Class<Frame> messageType() {
        return Frame.class;
    }

    @Override
    public Class<? extends Plugin<Frame>> pluginType() {
        return ChatPlugin.class;
    }

    @Override
    public String defaultCodec() {
        return "protobuf";
    }
}
