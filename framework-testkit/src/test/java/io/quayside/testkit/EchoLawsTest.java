package io.quayside.testkit;

import io.quayside.plugin.echo.EchoPluginProvider;
import java.util.List;

/** The plugin {@code echo} keeps the laws, when it is made as the server makes it. */
class EchoLawsTest extends PluginLawsTest<Object> {
    EchoLawsTest() {
        super(new EchoPluginProvider(), List.of("hello", "again"));
    }
}
