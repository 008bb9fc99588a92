package io.quayside.examples.embedded;

import io.quayside.api.plugin.Plugin;
import io.quayside.api.session.Session;

/** Greets whoever says a name. An application makes it as it likes, and hands it what it needs. */
final class Greeter implements Plugin<String> {
    private final String greeting;

    Greeter(String greeting) {
        this.greeting = greeting;
    }

    @Override
    public void message(Session<String> session, String name) {
        session.send(greeting + ", " + name);
    }
}
