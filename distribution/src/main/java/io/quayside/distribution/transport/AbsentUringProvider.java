package io.quayside.distribution.transport;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.transport.Transport;
import io.quayside.api.transport.TransportProvider;
import java.util.Locale;

/**
 * Speaks for the transport uring in an archive that was built on a JDK too old for it: {@code list} and the start-up lines
 * say why it isn't there, and a configuration with a section for it is right here as well.
 *
 * <p>The build registers it only where the module itself isn't in the archive.
 */
public final class AbsentUringProvider implements TransportProvider {
    /** For ServiceLoader. */
    public AbsentUringProvider() {}

    @Override
    public String id() {
        return "uring";
    }

    @Override
    public String description() {
        return "completion queues of the kernel (io_uring), on Linux";
    }

    @Override
    public int preference() {
        return 20;
    }

    @Override
    public String unavailableBecause() {
        String system = System.getProperty("os.name", "");
        return system.toLowerCase(Locale.ROOT).contains("linux")
                ? "this archive was built without it, on a JDK older than 25; build it on JDK 25 or newer, and run it on that"
                : "io_uring is a part of Linux, and this is " + system;
    }

    /** Takes any settings, since which ones there are is known to the module only; then fails. */
    @Override
    public Transport open(Settings settings) {
        settings.keys().forEach(settings::has);
        throw new QuaysideException("QS-103", "the transport uring cannot run here: " + unavailableBecause());
    }
}
