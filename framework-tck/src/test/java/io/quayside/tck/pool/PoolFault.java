package io.quayside.tck.pool;

import io.quayside.tck.Broken;
import java.util.List;

/** One way each to break the pool of the tests, with the rules that must notice it. */
enum PoolFault implements Broken {
    GIVES_TOO_LITTLE("gives contexts smaller than asked for", "p1_aContextHasTheBytesThatWereAskedFor"),
    GIVES_HEAP_MEMORY("gives memory that isn't direct", "p1_aContextHasTheBytesThatWereAskedFor"),
    SHARES_MEMORY("gives the same memory twice", "p1_whatIsAcquiredIsHeldByNobodyElse"),
    GIVES_TWICE(
            "gives now and then what somebody holds",
            "p1_whatIsAcquiredIsHeldByNobodyElse",
            "p6_noContextIsGivenToTwoThreadsAtOnce"),
    GROWS_PAST_THE_LIMIT("makes one more when exhausted", "p1_anExhaustedPoolGivesNothing"),
    COUNTS_NO_EXHAUSTION("doesn't count how often it was exhausted", "p1_anExhaustedPoolGivesNothing"),
    TAKES_ANY_SIZE("answers null for sizes that it never has", "p1_aSizeThatNoContextHasIsRefused"),
    GIVES_AFTER_THE_CLOSE("gives contexts after its close", "p1_aClosedPoolGivesNothingAndTakesBackWhatIsOut"),
    NEVER_TELLS_AT_ONCE("lets wait who asks while one is free", "p1_whoAsksWhileOneIsFreeIsToldAtOnce"),
    TELLS_TOO_EARLY("tells who asks while none is free", "p1_whoAsksWhileNoneIsFreeIsToldOfARelease"),
    TELLS_THE_LATEST_FIRST("tells first who asked last", "p1_whoAskedFirstIsToldFirst"),
    TELLS_ONE_ONLY("tells nobody else when a context is wanted no longer", "p1_whoWantsItNoLongerPassesItOn"),
    TAKES_SECOND_RELEASES("takes a second release", "p2_aSecondReleaseIsRefused"),
    NAMES_NO_CONTEXT("refuses a second release without naming the context", "p2_aSecondReleaseIsRefused"),
    LOOKS_BEFORE_IT_LEAPS(
            "looks whether a lease has ended, and ends it, in two steps", "p2_ofSeveralReleasesOfALeaseOneCounts"),
    COUNTS_RELEASES_TWICE("counts a release twice", "p3_idleAndInUseAreTheCapacity"),
    LOSES_CONTEXTS("loses one release in a thousand", "p3_afterAStormEverythingIsBack"),
    LEAVES_DATA("gives contexts with the data of their last lease", "p4_aContextComesBackClean"),
    LEAVES_THE_OWNER("gives contexts with their last owner", "p4_aContextComesBackClean"),
    IS_A_QUEUE("gives first what was released first", "p5_whatWasReleasedLastIsGivenFirst"),
    ALLOCATES("allocates for each lease", "p5_acquiringAndReleasingAllocateNothing"),
    SAYS_EXHAUSTED("says now and then that it is exhausted", "p6_aPoolIsNotCalledExhaustedWhileSomeAreFree"),
    LOSES_WAKE_UPS("forgets now and then who waits", "p6_noWakeUpIsLost"),
    REPORTS_NO_LOSS(
            "reports nothing that is lost", "p7_whatIsLostIsReportedWithThePlace", "p7_whatCameBackIsNotReported"),
    REPORTS_NO_PLACE("reports what is lost without its place", "p7_whatIsLostIsReportedWithThePlace"),
    REPORTS_ONE_PLACE("reports the first of several losses", "p7_whatIsLostIsReportedWithThePlace"),
    REPORTS_WHAT_CAME_BACK("reports what came back", "p7_whatCameBackIsNotReported"),
    REPORTS_AN_EARLIER_PLACE("reports a loss with the place of an earlier lease", "p7_whatCameBackIsNotReported");

    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // it is one that List.of made
    private final List<String> rules;

    PoolFault(String description, String... rules) {
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
