package io.quayside.distribution.chat;

import io.quayside.chat.v1.Error;
import io.quayside.chat.v1.Frame;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The requests that wait for their answers, by number. Belongs to the loop. */
final class Requests {
    private final Map<Long, Waiting> waiting = new HashMap<>();
    private long last;

    /** Numbers a request, and keeps who is to be told of its answer. */
    Frame number(Frame.Builder request, Consumer<Frame> answered, Consumer<Error> refused) {
        last++;
        waiting.put(last, new Waiting(answered, refused));
        return request.setRef(last).build();
    }

    /** Tells whoever waits for this answer, if anybody does. */
    void answer(Frame answer) {
        Waiting request = waiting.remove(answer.getRef());
        if (request == null) {
            return;
        }
        if (answer.hasError()) {
            request.refused().accept(answer.getError());
        } else {
            request.answered().accept(answer);
        }
    }

    /** Waits no longer for the answer to a request that was not sent. */
    void forget(Frame request) {
        waiting.remove(request.getRef());
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Forgets all of them: their connection is lost, and nobody will ever know. */
    void clear() {
        waiting.clear();
    }

    private record Waiting(Consumer<Frame> answered, Consumer<Error> refused) {}
}
