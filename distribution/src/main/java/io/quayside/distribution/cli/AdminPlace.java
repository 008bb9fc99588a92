package io.quayside.distribution.cli;

import io.quayside.api.Settings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the admin socket is, as the section {@code admin} says.
 *
 * @param socket null when there is to be none
 * @param isChosen whether somebody has set it: then it has to be opened
 */
record AdminPlace(@Nullable Path socket, boolean isChosen) {
    static AdminPlace of(Settings all, Installation installation) {
        Settings section = all.section("admin");
        boolean chosen = section.has("socket");
        String socket = section.string("socket", "run/admin.sock");
        return new AdminPlace(socket.isEmpty() ? null : installation.home().resolve(socket), chosen);
    }
}
