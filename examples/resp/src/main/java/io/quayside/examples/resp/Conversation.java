package io.quayside.examples.resp;

import static io.quayside.examples.resp.Command.ANY;

/** What clients ask about the server itself; {@code redis-cli} and {@code redis-benchmark} do, before anything else. */
final class Conversation {
    private static final Bulk NAME = Bulk.of("quayside-example");
    private static final Bulk NOTHING = Bulk.of("");
    private static final Array NONE = Array.of();

    private Conversation() {}

    static void addTo(Commands commands) {
        commands.add("HELLO", 0, ANY, Conversation::hello);
        commands.add(
                "INFO", 0, ANY, words -> Bulk.of("# Server\r\nserver_name:" + NAME + "\r\nredis_mode:standalone\r\n"));
        commands.add("SELECT", 1, 1, Conversation::select);
        commands.add("CONFIG", 1, ANY, Conversation::config);
        commands.add("COMMAND", 0, ANY, words -> command(words, commands.count()));
        commands.add("QUIT", 0, ANY, words -> Text.OK); // the plugin closes behind the answer
    }

    private static Resp hello(Array words) {
        if (words.size() > 1 && words.word(1).number() != 2) {
            return new Failure("NOPROTO unsupported protocol version");
        }
        return Array.of(Bulk.of("server"), NAME, Bulk.of("proto"), new Whole(2));
    }

    private static Resp select(Array words) {
        return words.word(1).number() == 0 ? Text.OK : new Failure("ERR DB index is out of range");
    }

    /** Nothing is ever saved here, which is what empty values of save and appendonly mean. */
    private static Resp config(Array words) {
        if (!words.word(1).upperCase().equals(Bulk.of("GET")) || words.size() != 3) {
            return new Failure("ERR unknown subcommand; there is CONFIG GET with one name");
        }
        String name = words.word(2).toString();
        return switch (name) {
            case "save" -> Array.of(words.word(2), NOTHING);
            case "appendonly" -> Array.of(words.word(2), Bulk.of("no"));
            default -> NONE;
        };
    }

    /** The documentation that {@code redis-cli} completes commands from: there is none, and it does without. */
    private static Resp command(Array words, int count) {
        boolean counts = words.size() == 2 && words.word(1).upperCase().equals(Bulk.of("COUNT"));
        return counts ? new Whole(count) : NONE;
    }
}
