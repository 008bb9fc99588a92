package io.quayside.tck.memory;

import io.quayside.tck.Broken;
import java.util.List;

/** One way each to break the transport in memory, with the rules that must notice it. */
public enum Fault implements Broken {
    RESET_LEAKS_SENDS(
            "forgets posted sends when the peer resets",
            "t1_aResetFailsWhatCouldNotBeSentInOrder",
            "t1_t2_everyContextAndEveryClosedComesOnceThroughAStorm",
            "t1_t2_everyContextAndEveryClosedComesOnceThroughAStormOfThreads"),
    RESET_LEAKS_RECEIVES(
            "forgets posted receives when the peer resets",
            "t1_aResetFailsTheReceivePosted",
            "t1_aResetFailsBothDirectionsOnce"),
    FAILS_THE_LATEST_FIRST("fails the receive first that was posted last", "t1_aResetFailsEveryReceivePostedInOrder"),
    FAILS_TWICE(
            "tells each failure twice",
            "t1_aResetFailsBothDirectionsOnce",
            "t5_closingFromCallbacksAndTasksWhileTrafficFlows",
            "t5_closingFromManyThreadsWhileTrafficFlowsCompletesEachContextOnce"),
    UNCHAINS_REFUSED_SENDS("takes a chain apart that it refuses", "t1_refusedSendsLeaveTheContextsWithTheCaller"),
    MARKS_REFUSED_RECEIVES("marks a receive that it refuses", "t1_aRefusedReceiveLeavesTheContextWithTheCaller"),
    TAKES_EMPTY_CONTEXTS("takes contexts without bytes to send", "t4_anEmptyContextIsAnError"),
    TAKES_CONTEXTS_WITHOUT_ROOM("takes contexts without room to receive", "t1_aContextWithoutRoomIsAnError"),
    DROPS_THE_REST_OF_A_PARTIAL_WRITE(
            "says sent when a part was written, and drops the rest",
            "t4_sixtyFourMebibytesToASlowReaderArriveWholeAndInOrder",
            "t4_sendsPostedWhileAnotherIsPendingFollowIt"),
    TELLS_PARTIAL_WRITES(
            "says sent for each part that was written", "t4_oneContextLargerThanTheSystemsBuffersIsSentWhole"),
    SWAPS_THE_FIRST_TWO_SENDS("swaps two sends of a chain", "t4_sendsFromManyPostsKeepTheirOrder"),
    SENDS_THE_LATEST_FIRST("lets a later send overtake those that wait", "t4_sendsPostedWhileAnotherIsPendingFollowIt"),
    NESTS_SENT("calls sent back within the send of a callback", "t4_sendingFromSentNeitherNestsNorReorders"),
    CALLBACKS_POST_FIRST(
            "prefers what callbacks post to what other threads posted before",
            "t4_whatAnotherThreadPostedBeforeTheCallbackPostsGoesFirst"),
    SHUTDOWN_DROPS_SENDS("ends the output before what was posted", "t6_outputEndsAfterWhatWasPosted"),
    SHUTDOWN_WAITS_FOR_A_SEND(
            "ends the output when the next send completes, and not before",
            "t6_outputEndsAtOnceWhenNothingIsPostedAndOnlyOnce"),
    TAKES_SENDS_AFTER_THE_SHUTDOWN(
            "takes sends for an output that was ended",
            "t6_outputEndsFromWithinSentAfterWhatIsPosted",
            "t6_outputEndsAfterWhatWasPosted"),
    BOTH_ENDS_CLOSE("closes when both sides have ended their streams", "t6_bothSidesEndTheirStreams"),
    END_IS_A_FAILURE("takes the end of the stream for a failure", "t6_theEndOfTheStreamIsNoFailureAndComesOnce"),
    TAKES_RECEIVES_AFTER_THE_END(
            "takes receives after it has told the end of the stream", "t6_receiveIsRefusedFromWithinEndOfStream"),
    END_CLOSES("closes at the end of the stream", "t6_afterTheEndOfTheStreamSendsStillGoOut"),
    END_LEAKS_RECEIVES(
            "forgets the receives that are left at the end of the stream",
            "t6_receivesLeftAtTheEndOfTheStreamCompleteAsFailed",
            "t6_closingFromWithinEndOfStreamClosesAfterIt"),
    MAY_BE_STARTED_TWICE("takes a second handler", "t2_postingComesAfterStarting"),
    FILLS_FROM_THE_START("fills a context from its start", "t3_bytesComeBehindThePositionThatWasPosted"),
    RECEIVES_INTO_THE_LATEST(
            "completes the receive first that was posted last", "t3_severalReceivesInFlightCompleteInStreamOrder"),
    FORGETS_WHO_RECEIVED_FIRST(
            "puts a receive in front that comes from another thread than the one before",
            "t3_receivesPostedByManyThreadsCompleteInStreamOrder"),
    COMPLETES_ON_THE_POSTERS_THREAD(
            "calls received back within the receive when the bytes are here", "t3_completionsComeOnWorkers"),
    LOSES_WHAT_CAME_BEFORE_THE_START("loses what comes before the start", "t3_aConnectionMayBeStartedLater"),
    LENDS_SMALL("lends contexts smaller than it says", "t1_aReceiveWithoutAContextBringsOne"),
    CLOSE_FORGETS_WHO_BORROWS(
            "forgets the receives without a context when it closes",
            "t1_closingFailsReceivesWithoutAContext",
            "t1_whoWaitsToBorrowMayBeClosed"),
    TAKES_BORROWERS_AFTER_THE_CLOSE(
            "takes receives without a context after the close, and forgets them",
            "t1_aReceiveWithoutAContextIsRefusedAfterTheClose"),
    LENDS_LAST(
            "fills what was posted before it lends anything",
            "t3_receivesWithAndWithoutAContextShareOneOrder",
            "t3_byTurnsWithAndWithoutAContextTheStreamComesWhole"),
    SENDS_NOTHING_LENT("refuses to send what it has lent", "t4_whatIsLentMayBeSent"),
    END_FORGETS_WHO_BORROWS(
            "forgets the receives without a context at the end of the stream", "t6_theEndOfTheStreamLendsNothing"),
    LENT_MAY_COME_BACK_TWICE(
            "lets what it lends be released twice",
            "p2_aSecondReleaseOfALentContextIsRefused",
            "t9_whatIsLentMayComeBackAfterTheEnd"),
    LENDS_LEFTOVERS("lends contexts with what others left in them", "p4_aLentContextIsClean"),
    CLOSE_WIPES_WHAT_IS_LENT("wipes what is lent when it closes", "t9_whatIsLentMayComeBackAfterTheEnd"),
    LENDS_TWICE("lends a context a second time when none is left", "t1_whoFindsNothingToBorrowWaits"),
    FORGETS_WHO_WANTS_TO_BORROW(
            "forgets who waits for something to borrow",
            "t1_whoFindsNothingToBorrowWaits",
            "t1_whatOtherThreadsReleaseIsLentAgain"),
    LOSES_WHAT_OTHERS_RELEASE(
            "loses what it has lent when another thread releases it", "t1_whatOtherThreadsReleaseIsLentAgain"),
    CLOSE_LEAKS_SENDS("forgets posted sends when it is closed", "t1_closeFailsWhatIsPostedInEachDirection"),
    CLOSING_AGAIN_TELLS_AGAIN(
            "tells closed again when it is closed again",
            "t5_closingFromCallbacksAndTasksWhileTrafficFlows",
            "t2_closingJustWhenACallbackReturnsIsToldOnce"),
    TELLS_CLOSED_TWICE(
            "tells closed twice",
            "t2_closedComesOnceWhenNothingIsPosted",
            "t2_closingJustWhenACallbackReturnsIsToldOnce"),
    CLOSED_COMES_WITHIN_A_CALLBACK(
            "tells closed within the callback that closes", "t2_closedComesAfterTheCallbackThatClosedHasReturned"),
    FORGETS_A_CLOSE_BEFORE_THE_START(
            "tells nobody of a close before the start",
            "t2_aConnectionClosedBeforeItsStartIsTold",
            "t2_closingAndStartingAtOnceIsToldOnce"),
    ABORT_TELLS_NOBODY("leaves the peer waiting when it is aborted", "t5_abortEndsThePeersStream"),
    ABORT_IS_A_CLOSE("ends the stream in order when it is aborted", "t5_abortIsSeenAsAReset"),
    FORGETS_ITS_ADDRESSES("forgets its addresses when it is closed", "t5_addressesAreKnownAfterTheClose"),
    CALLS_BACK_UNDER_A_LOCK(
            "holds a lock during callbacks that its methods want too", "t7_anyCallbackMayCallAnyMethod"),
    CALLBACKS_MAY_THROW_UNNOTICED("goes on after a callback that threw", "t8_receivedThrows"),
    ERROR_ENDS_ITS_WORKER("loses a worker to an error in a callback", "t8_anErrorOfTheMachineLeavesTheWorkersAlive"),
    FORGETS_WHAT_WAS_THROWN(
            "closes after a callback that threw, without its cause", "t8_sentThrows", "t8_endOfStreamThrows"),
    LATER_CAUSES_WIN("says as its cause what was thrown last", "t8_failedThrowsAndTheFirstCauseStays"),
    CLOSED_COMES_AGAIN_AFTER_A_THROW("tells closed again when closed threw", "t8_closedThrows"),
    ACCEPTED_MAY_NOT_THROW(
            "leaves a connection as it is when accepted throws", "t8_acceptedThrows", "t8_acceptedThrowsAfterTheStart"),
    CONNECTED_MAY_NOT_THROW("leaves a connection as it is when connected throws", "t8_connectedThrows"),
    ACCEPTS_ONCE("never posts a second accept", "t10_onePeerAfterTheOtherIsAccepted"),
    REARMS_AFTER_THE_HANDLER(
            "posts the next accept after the handler has returned", "t10_theNextAcceptIsPostedBeforeTheHandOver"),
    GONE_PEER_STOPS_ACCEPTING("stops accepting when a peer is gone already", "t10_peersThatAreGoneAtOnceDontStopIt"),
    FAILED_ACCEPT_STOPS_ACCEPTING("stops accepting when an accept fails", "t10_acceptingGoesOnAfterFailedAccepts"),
    RETRIES_EVER_FASTER("waits less with each accept that fails", "t10_acceptingGoesOnAfterFailedAccepts"),
    CLOSED_LISTENER_CLOSES_CONNECTIONS(
            "closes connections with their listener", "t10_closingAListenerRefusesNewPeersAndKeepsConnections"),
    CLOSED_LISTENER_KEEPS_ITS_ADDRESS(
            "keeps the address of a closed listener", "t10_anAddressCanBeBoundAgainAfterItsListenerIsClosed"),
    LISTENER_SAYS_THE_PORT_ASKED_FOR("says port 0 where a port was picked", "t12_theListenerKnowsThePortThatWasPicked"),
    LISTENS_WHERE_OTHERS_DO("binds an address that is in use", "t12_anAddressInUseIsNamed"),
    LISTENS_ANYWHERE(
            "binds addresses that aren't this machine's",
            "t12_anAddressOfAnotherMachineIsNamed",
            "t12_anUnknownHostNameToListenAtIsNamed"),
    FAILURES_NAME_NOTHING(
            "doesn't name addresses",
            "t12_anAddressInUseIsNamed",
            "t12_anAddressOfAnotherMachineIsNamed",
            "t12_anUnknownHostNameToListenAtIsNamed",
            "t12_ipVersion6",
            "t12_aRefusedConnectNamesTheAddressAndTheReason",
            "t12_anUnknownHostNameToConnectToIsNamed",
            "t12_anAddressOfAnotherKindIsNamed",
            "t9_t12_closingAgainDoesNothing"),
    CONNECT_IS_TOLD_TWICE("tells each connect twice", "t3_t4_aConnectionIsMadeAndCarriesBytesBothWays"),
    CONNECTS_SEND_TO_THEMSELVES("gives a client its own bytes", "t3_t4_theTransportConnectsToItself"),
    CONNECT_AFTER_THE_CLOSE_IS_IGNORED("ignores a connect after the close", "t12_aClosedTransportTellsSo"),
    CLOSE_FORGETS_CONNECTS(
            "forgets connects when it closes",
            "t9_connectsOnTheirWayAreToldWhenTheTransportCloses",
            "t9_connectsLeftWaitingFailWhenTheTransportCloses"),
    RUNS_TASKS_TWICE("runs tasks twice", "t11_aTaskRunsOnAWorkerOnce", "t11_allTasksRun"),
    RUNS_TASKS_WITHIN_THE_POST(
            "runs a task of a worker within its post", "t11_aTaskPostedByAWorkerDoesNotRunWithinThePost"),
    HAS_ONE_WORKER(
            "starts one worker, however many are asked for", "t11_aBlockedWorkerStopsNeitherTasksNorConnections"),
    TASK_THAT_THROWS_ENDS_ITS_WORKER(
            "loses a worker to a task that throws", "t11_aTaskThatThrowsLeavesTheWorkersAlive"),
    LOSES_A_TASK("loses one task in a hundred", "t11_allTasksRun", "t11_tasksFromManyThreadsAllRun"),
    TAKES_TASKS_AFTER_THE_CLOSE("takes tasks after the close, and forgets them", "t11_aClosedTransportRefusesTasks"),
    CLOSE_DROPS_TASKS(
            "drops the tasks that wait when it closes",
            "t11_whatWasTakenBeforeTheCloseRuns",
            "t11_whatIsTakenRunsAndWhatIsRefusedDoesNotWhenClosingMeanwhile"),
    LEAVES_A_WORKER("leaves a worker behind", "t9_noWorkerIsLeft"),
    CLOSE_DOES_NOT_WAIT(
            "returns from its close before everything is told", "t9_connectionsAreClosedAndToldBeforeTheCloseReturns"),
    CLOSE_LEAVES_WHAT_NOBODY_STARTED(
            "leaves connections open that nobody started", "t9_connectionsThatNobodyStartedAreClosedToo"),
    SECOND_CLOSE_THROWS("throws when it is closed again", "t9_t12_closingAgainDoesNothing"),
    SECOND_CLOSER_DOES_NOT_WAIT("lets only its first closer wait", "t9_severalClosersAllWaitForTheEnd"),
    WORKER_MAY_CLOSE("says nothing when a worker wants to close it", "t9_aWorkerCanNotCloseIt"),
    INTERRUPT_CUTS_THE_CLOSE_SHORT("returns from its close when interrupted", "t9_anInterruptDoesNotCutTheCloseShort"),
    CLOSE_FORGETS_WHO_IS_COMING("leaves peers waiting that come while it closes", "t9_closingWhilePeersAreComing"),
    CLOSE_LEAVES_LISTENERS(
            "leaves listeners open",
            "t9_connectionsAreClosedAndToldBeforeTheCloseReturns",
            "t9_closingInTheMiddleOfAConnectStorm");

    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // it is one that List.of made
    private final List<String> rules;

    Fault(String description, String... rules) {
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
