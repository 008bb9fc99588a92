package io.quayside.tck.plugin;

import io.quayside.tck.Broken;
import java.util.List;

/** One way each to break the plugin of the tests, with the rules that must notice it. */
enum PluginFault implements Broken {
    SCHEDULES_IN_ITS_CONSTRUCTOR("schedules timers in its constructor", "g1_nothingRunsBeforeTheStart"),
    STARTS_A_THREAD_IN_ITS_CONSTRUCTOR("starts a thread in its constructor", "g1_nothingRunsBeforeTheStart"),
    STOPS_ONLY_AFTER_SESSIONS("throws in stop when it has seen no session", "g1_startsAndStopsWithoutSessions"),
    LEAVES_A_THREAD_WHEN_ITS_START_FAILS("leaves a thread when its start throws", "g1_aStartThatThrowsHoldsNothing"),
    THROWS_IN_CLOSED("throws when a connection is lost", "g1_servesFromStartToStop"),
    KNOWS_ONE_PLACE("throws when it is asked what to tell who waits", "g1_whoWaitsHarmsNobody"),
    KEEPS_A_TIMER_OF_EACH_SESSION("leaves a timer of each session", "g2_timersOfSessionsEndWithThem"),
    KEEPS_ITS_THREAD("leaves a thread when it is stopped", "g2_noThreadIsLeftAfterTheStop"),
    IS_KEPT_BY_ITS_CLASS("is held by a static field", "g2_isGarbageAfterTheStop"),
    IS_BUSY_FOR_GOOD("is busy for good after a throw", "g3_anExceptionInOneSessionHarmsNoOther"),
    SAYS_LESS_AFTER_A_THROW("answers nobody after a throw", "g3_anExceptionInOneSessionHarmsNoOther"),
    COUNTS_ON_SENDS("throws when a send isn't taken", "g3_sendsThatAreNotTakenAreNoMistake"),
    KNOWS_ONE_THREAD("serves the first thread only", "g3_sessionsOfSeveralThreadsAreServed");

    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // it is one that List.of made
    private final List<String> rules;

    PluginFault(String description, String... rules) {
        this.description = description;
        this.rules = List.of(rules);
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public List<String> rules() {
        return rules;
    }
}
