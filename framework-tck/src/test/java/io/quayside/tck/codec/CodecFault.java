package io.quayside.tck.codec;

import io.quayside.tck.Broken;
import java.util.List;

/** One way each to break the codec of the tests, with the rules that must notice it. */
enum CodecFault implements Broken {
    TAKES_A_PART(
            "takes the bytes of a frame that isn't all here",
            "c1_takesNothingOfAFrameThatIsNotAllHere",
            "c2_everyCutGivesTheSameMessages"),
    MAKES_A_MESSAGE_OF_A_PART(
            "makes a message of a part of a frame",
            "c1_takesNothingOfAFrameThatIsNotAllHere",
            "c2_theStreamComesInRandomPieces"),
    LEAVES_A_WHOLE_FRAME("leaves a whole frame until more comes", "c2_theStreamComesByteByByte"),
    CHANGES_THE_LIMIT("changes the limit", "c2_everyCutGivesTheSameMessages"),
    SKIPS_FRAMES("takes only the last of the frames that are here", "c2_theStreamComesInRandomPieces"),
    WAITS_FOR_MORE_THAN_IS_ALLOWED("waits for more where a length is too large", "c3_moreThanAllowedIsRefused"),
    TAKES_MEMORY_FIRST("takes memory for a length, and then refuses it", "c3_noMemoryIsTakenForAHostileLength"),
    ANNOUNCES_ANOTHER_SIZE("announces another size", "c4_whatIsEncodedIsDecodedAndAsLargeAsAnnounced"),
    WRITES_ANOTHER_MESSAGE("writes another message", "c4_whatIsEncodedIsDecodedAndAsLargeAsAnnounced"),
    WRITES_OUTSIDE_OF_ITS_ROOM("writes outside of its room", "c4_whatIsEncodedIsDecodedAndAsLargeAsAnnounced"),
    SENDS_MESSAGES_OF_ANY_SIZE("sends messages of any size", "c4_tooLargeAMessageIsRefusedBeforeItIsWritten"),
    SERVES_ONE_THREAD("serves one thread only", "c4_oneCodecServesManyThreads"),
    TAKES_WHAT_IS_NO_MESSAGE("makes a message of a frame that is none", "c5_whatIsNoMessageIsRefused"),
    FAILS_IN_ANOTHER_WAY("refuses bytes by another exception", "c5_garbageIsMessagesOrRefusedAndNothingElse");

    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // it is one that List.of made
    private final List<String> rules;

    CodecFault(String description, String... rules) {
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
