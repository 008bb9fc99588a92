package io.quayside.distribution.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandParserTest {
    static List<Arguments> lines() {
        Recipient bob = new Recipient(false, "bob");
        Recipient dev = new Recipient(true, "dev");
        return List.of(
                Arguments.of("", new Command.Nothing()),
                Arguments.of("  \t ", new Command.Nothing()),
                Arguments.of("hello there", new Command.Line("hello there")),
                Arguments.of("  hello  ", new Command.Line("hello")),
                Arguments.of("//help is a command", new Command.Line("/help is a command")),
                Arguments.of("/help", new Command.Help()),
                Arguments.of("/?", new Command.Help()),
                Arguments.of("/quit", new Command.Quit()),
                Arguments.of("/exit", new Command.Quit()),
                Arguments.of("/online", new Command.ListOnline()),
                Arguments.of("/groups", new Command.ListGroups()),
                Arguments.of("/members dev", new Command.ListMembers("dev")),
                Arguments.of("/members #dev", new Command.ListMembers("dev")),
                Arguments.of("/msg bob hello there", new Command.Say(bob, "hello there")),
                Arguments.of("/msg   bob   hello", new Command.Say(bob, "hello")),
                Arguments.of("/msg #dev hello", new Command.Say(dev, "hello")),
                Arguments.of("/to bob", new Command.To(bob)),
                Arguments.of("/to #dev", new Command.To(dev)),
                Arguments.of("/group create dev", new Command.CreateGroup("dev", "dev")),
                Arguments.of("/group create #dev The Developers", new Command.CreateGroup("dev", "The Developers")),
                Arguments.of("/group join dev", new Command.JoinGroup("dev")),
                Arguments.of("/group leave #dev", new Command.LeaveGroup("dev")));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void understands(String line, Command command) {
        assertEquals(command, CommandParser.parse(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/msg",
                "/msg bob",
                "/to",
                "/to a b",
                "/group",
                "/group make dev",
                "/group join",
                "/group join a b",
                "/group leave a b",
                "/members",
                "/members a b",
                "/nonsense",
                "/"
            })
    void tellsHowItIsWritten(String line) {
        Command.Wrong wrong = assertInstanceOf(Command.Wrong.class, CommandParser.parse(line));
        assertFalse(wrong.advice().isEmpty());
    }

    @Test
    void whatIsCompletedIsInTheHelp() {
        String help = String.join("\n", CommandParser.HELP);
        Stream<String> words = CommandParser.WORDS.stream().filter(word -> !word.equals("/help"));
        assertEquals(List.of(), words.filter(word -> !help.contains(word)).toList());
    }
}
