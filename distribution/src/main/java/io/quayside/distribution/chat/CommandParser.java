package io.quayside.distribution.chat;

import java.util.List;

/** Understands what the user types. */
final class CommandParser {
    /** One line for each command, for {@code /help}. */
    static final List<String> HELP = List.of(
            "/online                    who is online",
            "/msg USER TEXT             sends a text to one user",
            "/msg #GROUP TEXT           sends a text to a group",
            "/to USER | /to #GROUP      sends every further line there",
            "/groups                    which groups there are",
            "/group create NAME [TITLE] makes a group and joins it",
            "/group join NAME           joins a group",
            "/group leave NAME          leaves it",
            "/members GROUP             who is in a group of yours",
            "/quit                      leaves; so does the end of the input (Ctrl-D)",
            "A line that begins with // is sent with one slash less.");

    /** What a terminal may complete. */
    static final List<String> WORDS = List.of(
            "/help",
            "/online",
            "/msg",
            "/to",
            "/groups",
            "/group create",
            "/group join",
            "/group leave",
            "/members",
            "/quit");

    private static final Command WRONG_GROUP =
            new Command.Wrong("/group create NAME [TITLE], /group join NAME or /group leave NAME");

    private CommandParser() {}

    static Command parse(String line) {
        String text = line.strip();
        if (text.isEmpty()) {
            return new Command.Nothing();
        }
        if (text.startsWith("//")) {
            return new Command.Line(text.substring(1));
        }
        if (!text.startsWith("/")) {
            return new Command.Line(text);
        }
        String[] words = text.split("\\s+", 2);
        return command(words[0], words.length == 1 ? "" : words[1]);
    }

    private static Command command(String name, String rest) {
        return switch (name) {
            case "/help", "/?" -> new Command.Help();
            case "/quit", "/exit" -> new Command.Quit();
            case "/online", "/who" -> new Command.ListOnline();
            case "/groups" -> new Command.ListGroups();
            case "/members" ->
                oneWord(rest)
                        ? new Command.ListMembers(Recipient.group(rest).id())
                        : new Command.Wrong("/members GROUP");
            case "/to" ->
                oneWord(rest) ? new Command.To(Recipient.parse(rest)) : new Command.Wrong("/to USER or /to #GROUP");
            case "/msg" -> message(rest);
            case "/group" -> group(rest);
            default -> new Command.Wrong("there is no command " + name + "; /help lists them");
        };
    }

    private static Command message(String rest) {
        String[] words = rest.split("\\s+", 2);
        return words.length < 2
                ? new Command.Wrong("/msg USER TEXT or /msg #GROUP TEXT")
                : new Command.Say(Recipient.parse(words[0]), words[1]);
    }

    private static Command group(String rest) {
        String[] words = rest.split("\\s+", 3);
        if (words.length < 2) {
            return WRONG_GROUP;
        }
        String id = Recipient.group(words[1]).id();
        String title = words.length == 3 ? words[2] : "";
        return switch (words[0]) {
            case "create" -> new Command.CreateGroup(id, title.isEmpty() ? id : title);
            case "join" -> title.isEmpty() ? new Command.JoinGroup(id) : WRONG_GROUP;
            case "leave" -> title.isEmpty() ? new Command.LeaveGroup(id) : WRONG_GROUP;
            default -> WRONG_GROUP;
        };
    }

    private static boolean oneWord(String text) {
        return !text.isEmpty() && text.chars().noneMatch(Character::isWhitespace);
    }
}
