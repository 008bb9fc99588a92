package io.quayside.examples.resp;

import io.quayside.api.codec.CodecException;
import io.quayside.api.plugin.Metrics;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import jakarta.inject.Inject;

/**
 * Answers commands, each session its own in the order they came, so a client may send many before it reads (pipelining): the
 * answers of all that came in one receive leave together.
 *
 * <p>A client that doesn't read its answers is congested, and nothing more is received from it. So a refused answer means
 * that the server is out of I/O contexts; the client would take the next answer for this one, and is closed instead.
 */
final class RespPlugin implements Plugin<Resp> {
    private static final Bulk QUIT = Bulk.of("QUIT");

    private final Keyspace keys = new Keyspace();
    private final Commands commands = new Commands(keys);
    private final Metrics.Counter answered;
    private final Metrics.Counter failed;

    @Inject
    RespPlugin(Metrics metrics) {
        answered = metrics.counter("commands");
        failed = metrics.counter("commands.failed");
        metrics.gauge("keys", keys::size);
    }

    @Override
    public void message(Session<Resp> session, Resp message) {
        if (message instanceof Array words && words.isCommand()) {
            if (words.size() > 0) { // an empty line is no command, and has no answer
                command(session, words);
            }
        } else {
            answer(session, new Failure("ERR Protocol error: expected '$'"));
            session.close("an answer instead of a command");
        }
    }

    /** As Redis does: whoever breaks the rules is told which one, and the framework closes the session behind it. */
    @Override
    public void malformed(Session<Resp> session, CodecException cause) {
        answer(session, Failure.about("ERR Protocol error: " + cause.getMessage()));
    }

    private void command(Session<Resp> session, Array words) {
        answer(session, commands.run(words));
        if (words.word(0).upperCase().equals(QUIT)) {
            session.close("quit");
        }
    }

    private void answer(Session<Resp> session, Resp answer) {
        answered.add(1);
        if (answer instanceof Failure) {
            failed.add(1);
        }
        if (send(session, answer) == SendResult.REFUSED) {
            session.close("an answer could not be queued: the server is out of I/O contexts");
        }
    }

    /** Each value fits into a frame; many of them, as MGET asks for, may not. */
    private static SendResult send(Session<Resp> session, Resp answer) {
        try {
            return session.send(answer);
        } catch (IllegalArgumentException tooLarge) {
            return session.send(Failure.about("ERR " + tooLarge.getMessage()));
        }
    }

    /** Values are in the heap: the next start begins with none. */
    @Override
    public void stop() {
        keys.clear();
    }
}
