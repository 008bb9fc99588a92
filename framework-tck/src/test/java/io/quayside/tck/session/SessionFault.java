package io.quayside.tck.session;

import io.quayside.tck.Broken;
import java.util.List;

/** One way each to break the session layer of the tests, with the rules that must notice it. */
enum SessionFault implements Broken {
    RUNS_TASKS_AT_ONCE("runs tasks within execute", "s1_tasksDontRunWithinCallbacks"),
    RUNS_TASKS_BESIDE("runs tasks beside callbacks", "s1_eachSeesWhatTheOneBeforeItWrote"),
    FORGETS_ATTACHMENTS("forgets what is attached to a session", "s1_attachmentsStayWithTheirSession"),
    PASSES_OVER_NONSENSE("passes over what is no message", "c5_bytesThatAreNoMessageCloseThatSessionOnly"),
    SAYS_NOT_WHY_BYTES_ARE_BAD(
            "closes without saying why bytes are no message", "c5_bytesThatAreNoMessageCloseThatSessionOnly"),
    PASSES_OVER_WHAT_IS_THROWN("passes over what callbacks throw", "g3_aCallbackThatThrowsClosesThatSessionOnly"),
    TELLS_OPENED_TWICE("tells opened twice", "s2_openedThenMessagesThenClosed"),
    TELLS_CLOSED_TWICE(
            "tells closed twice",
            "s2_closedComesOnceFromHoweverManySides",
            "s2_aConnectionClosedBeforehandIsToldBoth",
            "s2_openedThenMessagesThenClosed"),
    FORGETS_PARTS(
            "forgets the part of a message that came first",
            "s2_messagesComeWholeHoweverTheStreamIsCut",
            "c2_theMessagesAreTheSameWhereverTheStreamIsCut"),
    FORGETS_A_CLOSE_WHILE_OPENING(
            "forgets a close when its first receive is refused", "s2_aResetInOpenedIsToldAfterwards"),
    FORGETS_THE_END_OF_STREAM(
            "closes at the end of a stream without telling the plugin", "s2_whatCameBeforeTheEndIsHandedOver"),
    TELLS_THE_WATCH_FIRST("tells the watch before the slot is free", "s2_theWatchHearsOfTheEndLast"),
    GOES_ON_AFTER_A_CLOSE("hands over messages after a close", "s2_noMessageIsHandedOverAfterTheClose"),
    LETS_IN_WHILE_DRAINING("lets sessions in while it drains", "s2_drainingClosesAllAndLetsNobodyIn"),
    DROPS_TASKS_AT_THE_END("drops the tasks that wait at the end", "s2_tasksThatWereTakenRunBeforeClosed"),
    COUNTS_SILENCE_FROM_THE_START("counts idle time from the start", "s2_whoIsSilentIsToldIdle"),
    CALLS_IDLE_ONCE("calls idle once only", "s2_whoIsSilentIsToldIdle"),
    GIVES_ANOTHER_REASON_WHEN_IDLE("gives another reason when it closes who is idle", "s2_whoIsIdleIsClosed"),
    CLOSES_FOR_EVER(
            "waits for ever for a close to end",
            "s2_aCloseThatTakesTooLongIsCutOff",
            "s2_aCloseThatThePeerDoesNotFollowEnds"),
    CUTS_OFF_AT_ONCE("cuts off whose close isn't over at once", "s2_aCloseThatTakesTooLongIsCutOff"),
    COUNTS_NO_BYTES_AS_CUT("doesn't count the bytes that it cuts off", "s2_aCloseThatTakesTooLongIsCutOff"),
    COUNTS_EVERY_END_AS_CUT(
            "counts sessions as cut off that were sent everything", "s2_aCloseThatThePeerDoesNotFollowEnds"),
    LETS_DRIP("takes a frame's time from its last byte", "s2_whoDripsIsClosed"),
    LEAKS_FAILED_SENDS("keeps the contexts of sends that failed", "p3_afterAStormEverythingIsBack"),
    LEAKS_THE_RECEIVE("keeps the context of a receive that failed", "p3_afterAStormEverythingIsBack"),
    BLOCKS_AT_THE_LIMIT("waits in send until there is room", "s3_sendDoesNotBlock"),
    TELLS_NO_CONGESTION("tells nobody of congestion", "s3_congestedAndThenWritable"),
    FORGETS_WRITABLE("forgets to call writable", "s3_congestedAndThenWritable"),
    IS_WRITABLE_TOO_EARLY("calls writable when little has been taken", "s3_congestedAndThenWritable"),
    DROPS_AT_THE_LIMIT("drops messages at the limit, and says that it took them", "s3_atTheLimitASendIsRefused"),
    TAKES_AFTER_THE_CLOSE("takes messages after a close", "s3_aClosedSessionTakesNothing"),
    THROWS_WITHOUT_CONTEXTS("throws in send when there are no contexts", "s3_withoutContextsASendIsRefused"),
    CLOSES_WHOSE_MESSAGE_IS_TOO_LARGE(
            "closes a session that too large a message was sent to", "s3_tooLargeAMessageIsTheSendersError"),
    SENDS_THE_LATEST_FIRST(
            "sends first what was sent last",
            "s4_whatIsSentArrivesInOrderAndWhole",
            "s4_ofSeveralThreadsEachOnesOrderIsKept",
            "s4_s7_groupMessagesKeepTheirPlace"),
    DROPS_ON_CLOSE("drops what waits when a session is closed", "s4_whatWasTakenBeforeTheCloseIsSent"),
    COUNTS_BYTES_ONLY("counts bytes and not the memory that keeps them", "s5_smallMessagesAreBounded"),
    BOUNDS_SMALL_MESSAGES_ONLY("bounds small messages only", "s5_largeMessagesAreBounded"),
    BOUNDS_NO_GROUPS("doesn't bound messages to groups", "s5_messagesToAGroupAreBounded"),
    BOUNDS_NO_CALLBACKS("doesn't bound what is sent within callbacks", "s5_whatIsSentWithinACallbackIsBounded"),
    BOUNDS_NOTHING("bounds nothing", "s5_smallMessagesAreBounded", "s5_largeMessagesAreBounded"),
    ONE_BOUND_FOR_ALL("has one bound for all sessions", "s5_onePeersBoundIsNotAnothers"),
    KEEPS_WHO_TAKES_NOTHING("keeps a peer that takes nothing", "s5_whoTakesNothingIsCutOff"),
    CUTS_OFF_WHO_TAKES_A_BIT("cuts off a peer that takes a bit", "s5_whoTakesNothingIsCutOff"),
    DROPS_THE_LATEST("drops the latest and not the oldest", "s5_theOldestIsDropped"),
    REFUSES_INSTEAD_OF_CUTTING_OFF("refuses a send where it is to cut off", "s5_whoReachesTheBoundIsCutOff"),
    SENDS_TO_THE_NEXT_OWNER("sends to the slot's next owner", "s6_anOldHandleReachesNobody"),
    LEAVES_BYTES_TO_THE_NEXT_OWNER(
            "leaves received bytes to the slot's next owner", "s6_anUnfinishedMessageReachesNobody"),
    USES_IDS_AGAIN("uses ids again", "s6_idsAreNeverUsedAgain"),
    CLOSES_WHO_FINDS_NO_SLOT("closes who finds no slot free", "s6_whoFindsNoSlotFreeIsLeftAlone"),
    ENCODES_FOR_EACH_MEMBER("encodes for each member", "s7_aMessageIsEncodedOnce"),
    STOPS_AT_A_SLOW_MEMBER("lets all wait for a slow member", "s7_aSlowMemberDelaysNoOther"),
    SENDS_TO_THE_EXCEPTED("sends to the excepted member too", "s7_theExceptedIsPassedOver"),
    KEEPS_CLOSED_MEMBERS("keeps closed members", "s7_whoClosesLeavesTheGroup"),
    OFFLOADS_TO_WORKERS("runs offloaded work on workers", "s8_offloadedWorkRunsOffTheWorkers"),
    GOES_ON_DURING_WORK(
            "goes on while offloaded work is waiting", "s8_theSessionWaitsForItsWork", "s8_closedWaitsForTheWork"),
    ONE_WORK_AT_A_TIME("stops all while one works", "s8_othersGoOnMeanwhile"),
    PASSES_OVER_WHAT_WORK_THROWS("passes over what offloaded work throws", "g3_workThatThrowsClosesItsSession"),
    FINISHES_WHAT_HAS_COME(
            "hands over what has come before it pauses",
            "s9_nothingIsHandedOverWhilePaused",
            "s9_pausedFromElsewhereHoldsToo"),
    LOSES_WHAT_WAITS("loses what has come while it was paused", "s9_whatCameMeanwhileComesInOrder"),
    STOPS_ALL_WHILE_PAUSED("runs no tasks while it is paused", "s9_tasksAndSendsGoOnMeanwhile"),
    STAYS_PAUSED("stays paused when it is closed", "s9_aPausedSessionCloses"),
    ENDS_BEFORE_THE_LAST(
            "ends the output before all is sent",
            "s10_theOutputEndsBehindWhatWasTaken",
            "s10_whatIsSentInTheSameCallbackArrives"),
    TAKES_AFTER_THE_END("takes messages after the end of the output", "s10_nothingIsTakenAfterTheEnd"),
    HEARS_NOTHING_AFTER_THE_END("drops messages after the end of the output", "s10_messagesStillCome"),
    HAS_NO_LAST_WORD("closes at bad bytes without asking for a last word", "c5_aLastWordIsSentBeforeTheClose"),
    BLAMES_THE_PLUGIN_FOR_BAD_BYTES(
            "counts a close in the last word to bad bytes as the plugin's own", "c5_aLastWordIsSentBeforeTheClose");

    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // it is one that List.of made
    private final List<String> rules;

    SessionFault(String description, String... rules) {
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
