package ${package};

import ${package}.protocol.Frame;
import ${package}.protocol.Refused;
import ${package}.protocol.Said;
import ${package}.protocol.Welcome;

/** What the server says, as frames. */
final class Answers {
    private Answers() {}

    static Frame welcome(String greeting) {
        return Frame.newBuilder()
                .setWelcome(Welcome.newBuilder().setGreeting(greeting))
                .build();
    }

    static Frame said(String name, String text) {
        return Frame.newBuilder()
                .setSaid(Said.newBuilder().setName(name).setText(text))
                .build();
    }

    static Frame refused(String why) {
        return Frame.newBuilder().setRefused(Refused.newBuilder().setWhy(why)).build();
    }
}
