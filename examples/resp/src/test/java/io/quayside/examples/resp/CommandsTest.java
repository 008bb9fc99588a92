package io.quayside.examples.resp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private final Commands commands = new Commands(new Keyspace());

    @Test
    void whatIsSetCanBeReadAndRemoved() {
        assertEquals(Text.OK, run("SET", "a", "1"));
        assertEquals(Bulk.of("1"), run("get", "a"));
        assertEquals(new Whole(1), run("EXISTS", "a", "b"));
        assertEquals(new Whole(1), run("DBSIZE"));
        assertEquals(new Whole(1), run("DEL", "a", "b"));
        assertEquals(Nil.NIL, run("GET", "a"));
    }

    @Test
    void manyAtOnce() {
        assertEquals(Text.OK, run("MSET", "a", "1", "b", "2"));
        assertEquals(Array.of(Bulk.of("1"), Nil.NIL, Bulk.of("2")), run("MGET", "a", "x", "b"));
        assertEquals(wrongNumber("MSET"), run("MSET", "a", "1", "b"));
        assertEquals(Text.OK, run("FLUSHALL"));
        assertEquals(new Whole(0), run("DBSIZE"));
    }

    @Test
    void numbersCount() {
        assertEquals(new Whole(1), run("INCR", "n"));
        assertEquals(new Whole(-9), run("INCRBY", "n", "-10"));
        assertEquals(Bulk.of("-9"), run("GET", "n"));
    }

    @Test
    void whatIsNoNumberStaysAsItIs() {
        Failure noNumber = new Failure("ERR value is not an integer or out of range");
        for (String value : List.of("x", "", "1.5", "+1", "01", " 1", "9223372036854775808")) {
            run("SET", "n", value);
            assertEquals(noNumber, run("INCR", "n"));
            assertEquals(Bulk.of(value), run("GET", "n"));
        }
        assertEquals(noNumber, run("INCRBY", "m", "many"));
        run("SET", "n", "9223372036854775807");
        assertEquals(new Failure("ERR increment or decrement would overflow"), run("INCR", "n"));
    }

    /** Each answer is the sum at that moment: with no two alike, nothing was added in between. */
    @Test
    void whoCountsTogetherLosesNothing() {
        List<Resp> answers = IntStream.range(0, 20_000)
                .parallel()
                .mapToObj(i -> run("INCR", "n"))
                .distinct()
                .toList();

        assertEquals(20_000, answers.size());
        assertEquals(Bulk.of(20_000), run("GET", "n"));
    }

    @Test
    void whatIsAskedWronglyIsAnsweredAsRedisDoes() {
        assertEquals(new Failure("ERR unknown command 'no?such'"), run("no\nsuch", "a"));
        assertEquals(wrongNumber("get"), run("get"));
        assertEquals(new Failure("ERR syntax error"), run("SET", "a", "1", "EX", "10"));
        assertEquals(new Failure("NOPROTO unsupported protocol version"), run("HELLO", "3"));
        assertEquals(new Failure("ERR DB index is out of range"), run("SELECT", "1"));
    }

    @Test
    void clientsGetAnswersAboutTheServer() {
        assertEquals(Text.PONG, run("PING"));
        assertEquals(Bulk.of("hi"), run("PING", "hi"));
        assertEquals(Array.command("save", ""), run("CONFIG", "GET", "save"));
        assertEquals(Array.command("appendonly", "no"), run("config", "get", "appendonly"));
        assertEquals(Array.of(), run("CONFIG", "GET", "maxmemory"));
        assertEquals(Array.of(), run("COMMAND", "DOCS"));
        assertEquals(new Whole(commands.count()), run("COMMAND", "COUNT"));
        assertEquals(Text.OK, run("SELECT", "0"));
    }

    private static Failure wrongNumber(String name) {
        return new Failure("ERR wrong number of arguments for '" + name + "' command");
    }

    private Resp run(String... words) {
        return commands.run(Array.command(words));
    }
}
