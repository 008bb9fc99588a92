package io.quayside.tests.docs.pool;

import io.quayside.api.pool.IoContext;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Where each context was acquired that is out (P7), if anybody wants to know; used under the pool's lock. */
interface Leases {
    /** Keeps nothing: no allocation on any message's way. */
    Leases UNTRACKED = new Leases() {
        @Override
        public void began(IoContext context) {}

        @Override
        public void ended(IoContext context) {}

        @Override
        public void lost(IoContext context) {}
    };

    void began(IoContext context);

    void ended(IoContext context);

    /** It is out when the pool closes. */
    void lost(IoContext context);

    /** Keeps the stack of every lease, which is dear; for tests, and for finding a leak. */
    static Leases tracked(Consumer<String> reports) {
        Map<IoContext, Throwable> places = new HashMap<>();
        return new Leases() {
            @Override
            public void began(IoContext context) {
                places.put(context, new Throwable());
            }

            @Override
            public void ended(IoContext context) {
                places.remove(context);
            }

            @Override
            public void lost(IoContext context) {
                String place = Arrays.stream(places.get(context).getStackTrace())
                        .map(call -> "\n    at " + call)
                        .collect(Collectors.joining());
                reports.accept(context + " was not released; it was acquired" + place);
            }
        };
    }
}
