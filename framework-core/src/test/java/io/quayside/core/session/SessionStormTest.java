package io.quayside.core.session;

import static io.quayside.core.fakes.Texts.asLines;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import io.quayside.core.fakes.LendingSessions;
import io.quayside.core.fakes.Loans;
import io.quayside.core.fakes.ManualWorkers;
import io.quayside.core.fakes.Peer;
import io.quayside.core.fakes.SessionHarness;
import io.quayside.core.fakes.TestConnection;
import io.quayside.core.fakes.TestPool;
import io.quayside.core.fakes.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Everything that can happen to sessions, in an order drawn from a seed, with few contexts, slots and bytes to go round. What
 * must hold whatever happens is asserted by the harness; here, that what was taken for sending arrives in order and whole, and
 * that nothing is lost on a session that ends in good order. Half of the seeds are about a transport that lends contexts.
 */
class SessionStormTest {
    private static final int SEEDS = 60;
    private static final int STEPS = 250;
    private static final int LIMIT = 1024;

    @TestFactory
    Stream<DynamicTest> storms() {
        return IntStream.range(0, SEEDS)
                .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> new Storm(seed).run()));
    }

    private record Guest(Session<String> session, Peer peer) {}

    private static final class Storm {
        private final Random random;
        private final ManualWorkers workers;
        private final Loans loans;
        private final SessionHarness harness;
        private final SessionGroup<String> group;
        private final Map<Session<String>, List<String>> taken = new ConcurrentHashMap<>();
        private final List<Guest> guests = new ArrayList<>();
        private final Set<Session<String>> ended = new HashSet<>();
        private final Set<Session<String>> broken = new HashSet<>();
        private int number;
        private int orderly;

        Storm(long seed) {
            random = new Random(seed);
            workers = new ManualWorkers(seed);
            loans = new Loans(1 + random.nextInt(3), 512);
            StandardSessionProvider standard = new StandardSessionProvider();
            harness = new SessionHarness(seed % 2 == 0 ? standard : new LendingSessions(standard, loans), workers)
                    .setting("limit", 4)
                    .setting("outbound-limit", LIMIT)
                    .setting("outbound-congested", 200)
                    .setting("idle-timeout", "40s")
                    .setting("stall-timeout", "30s")
                    .setting("close-timeout", "20s")
                    .codec(Texts.lines(300))
                    .pool(new TestPool().with(6, 32).with(5, 128).with(3, 512));
            if (random.nextBoolean()) {
                harness.transport().completesInline();
            }
            group = harness.layer().sessions().newGroup();
            harness.handler().onOpened(group::add).onMessage(this::message);
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                act();
                for (int i = random.nextInt(6); i > 0; i--) {
                    workers.runOne();
                }
                if (random.nextInt(8) == 0) {
                    harness.blocking().runOne();
                }
                guests.forEach(guest -> assertTrue(guest.session().queuedBytes() <= LIMIT + 301));
            }
            guests.forEach(guest -> {
                guest.peer().takesAll();
                if (!guest.peer().sawClose()) {
                    end(guest);
                }
            });
            harness.runAll();
            guests.forEach(this::assertArrived);
            assertTrue(guests.size() > 4, "slots were used again");
            assertTrue(orderly > 0, "some ended in good order");
            harness.assertAtRest();
            harness.close();
            loans.assertAllBack();
        }

        private void act() {
            if (guests.isEmpty() || random.nextInt(12) == 0) {
                arrive();
                return;
            }
            Guest guest = guests.get(random.nextInt(guests.size()));
            switch (random.nextInt(20)) {
                case 0 -> end(guest);
                case 1 -> breakOff(guest);
                case 2 -> guest.session().close();
                case 3 -> guest.session().abort();
                case 4, 5 -> guest.peer().takes(random.nextInt(100));
                case 6, 7, 8 -> guest.peer().takesAll();
                case 9 -> group.send("G" + "g".repeat(random.nextInt(100)), guest.session());
                case 10 -> send(guest.session(), "outside " + number++);
                case 11 -> harness.tick(Duration.ofSeconds(random.nextInt(10)));
                case 12 -> guest.session().execute(() -> send(guest.session(), "task " + number++));
                default -> {
                    if (!guest.peer().sawClose() && !ended.contains(guest.session())) {
                        guest.peer().send(asLines(messages()));
                    }
                }
            }
        }

        private void end(Guest guest) {
            guest.peer().end();
            ended.add(guest.session());
        }

        private void breakOff(Guest guest) {
            if (!guest.peer().sawClose()) {
                guest.peer().reset();
                broken.add(guest.session());
            }
        }

        private void arrive() {
            TestConnection connection = harness.transport().open();
            Session<String> session = harness.layer().attach(connection);
            if (session == null) {
                connection.close();
            } else {
                guests.add(new Guest(session, connection.peer()));
            }
        }

        private String[] messages() {
            return IntStream.range(0, 1 + random.nextInt(4))
                    .mapToObj(i -> kind() + " " + number++ + "m".repeat(random.nextInt(10) == 0 ? 250 : 10))
                    .toArray(String[]::new);
        }

        /** Mostly to be echoed; see {@link #message}. */
        private char kind() {
            return random.nextInt(50) == 0 ? "ct".charAt(random.nextInt(2)) : "eeeeexog".charAt(random.nextInt(8));
        }

        private void message(Session<String> session, String message) {
            switch (message.charAt(0)) {
                case 'x' -> session.execute(() -> send(session, message));
                case 'o' -> session.offload(() -> send(session, message));
                case 'g' -> group.send("G" + message);
                case 'c' -> session.close("asked to");
                case 't' -> throw new IllegalStateException("asked to");
                default -> send(session, message);
            }
        }

        private void send(Session<String> session, String text) {
            SendResult result = session.send(text);
            if (result.taken()) {
                taken.computeIfAbsent(session, s -> new ArrayList<>()).add(text);
            }
        }

        /** Lines of groups come in between, and are not counted here. */
        private void assertArrived(Guest guest) {
            List<String> sent = taken.getOrDefault(guest.session(), List.of());
            String read = guest.peer().read();
            String whole = read.substring(0, read.lastIndexOf('\n') + 1);
            List<String> lines =
                    whole.lines().filter(line -> !line.startsWith("G")).toList();
            assertEquals(sent.subList(0, Math.min(sent.size(), lines.size())), lines, guest::toString);
            if (!guest.peer().sawReset() && !broken.contains(guest.session())) {
                assertEquals(whole, read);
                assertEquals(sent, lines, guest + " ended in good order");
                orderly++;
            }
        }
    }
}
