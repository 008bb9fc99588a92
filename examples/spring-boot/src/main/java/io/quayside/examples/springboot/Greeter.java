package io.quayside.examples.springboot;

import io.quayside.api.plugin.Plugin;
import io.quayside.api.session.Session;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The protocol: greets whoever says a name. A bean, so it may have other beans, such as repositories, in its constructor. */
@Component
final class Greeter implements Plugin<String> {
    private final String greeting;

    Greeter(@Value("${greeter.greeting}") String greeting) {
        this.greeting = greeting;
    }

    @Override
    public void message(Session<String> session, String name) {
        session.send(greeting + ", " + name);
    }
}
