package ${package};

import ${package}.protocol.Frame;
import ${package}.protocol.Join;
import ${package}.protocol.Say;
import io.quayside.testkit.PluginLawsTest;
import java.util.List;

/** What every plugin promises its server: that it holds nothing after its stop, harms no other session, and so on. */
class ${className}LawsTest extends PluginLawsTest<Frame> {
    ${className}LawsTest() {
        super(new ${className}Provider(), List.of(join("ann"), say("hi")));
    }

    private static Frame join(String name) {
        return Frame.newBuilder().setJoin(Join.newBuilder().setName(name)).build();
    }

    private static Frame say(String text) {
        return Frame.newBuilder().setSay(Say.newBuilder().setText(text)).build();
    }
}
