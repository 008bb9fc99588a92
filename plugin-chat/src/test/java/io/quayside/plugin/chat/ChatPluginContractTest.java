package io.quayside.plugin.chat;

import io.quayside.api.Settings;
import io.quayside.api.plugin.Plugin;
import io.quayside.chat.v1.CreateGroup;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.ListOnline;
import io.quayside.chat.v1.Login;
import io.quayside.chat.v1.Ping;
import io.quayside.tck.plugin.PluginContract;
import io.quayside.tck.plugin.PluginParts;
import java.util.List;

class ChatPluginContractTest extends PluginContract<Frame> {
    @Override
    protected Plugin<Frame> newPlugin(PluginParts<Frame> parts) {
        return new ChatPlugin(Settings.none(), parts.sessions(), parts.scheduler(), parts.time(), parts.metrics());
    }

    @Override
    protected List<Frame> messages() {
        return List.of(
                Frame.newBuilder().setRef(1).setPing(Ping.getDefaultInstance()).build(),
                Frame.newBuilder()
                        .setRef(2)
                        .setLogin(Login.newBuilder().setUserId("ann").setDisplayName("Ann"))
                        .build(),
                Frame.newBuilder()
                        .setRef(3)
                        .setListOnline(ListOnline.getDefaultInstance())
                        .build(),
                Frame.newBuilder()
                        .setRef(4)
                        .setCreateGroup(
                                CreateGroup.newBuilder().setGroupId("readers").setDisplayName("Readers"))
                        .build());
    }
}
