package io.quayside.examples.resp;

import static io.quayside.examples.resp.Command.ANY;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The commands, by name, over one keyspace. Does not change once it is made. */
final class Commands {
    private static final Failure NO_NUMBER = new Failure("ERR value is not an integer or out of range");
    private static final Failure OVERFLOW = new Failure("ERR increment or decrement would overflow");

    private final Map<Bulk, Command> byName = new HashMap<>();
    private final Keyspace keys;

    Commands(Keyspace keys) {
        this.keys = keys;
        add("PING", 0, 1, words -> words.size() == 1 ? Text.PONG : words.get(1));
        add("ECHO", 1, 1, words -> words.get(1));
        add("GET", 1, 1, words -> keys.get(words.word(1)));
        add("SET", 2, ANY, this::set);
        add("MGET", 1, ANY, this::getMany);
        add("MSET", 2, ANY, this::setMany);
        add("DEL", 1, ANY, this::remove);
        add("EXISTS", 1, ANY, this::exist);
        add("INCR", 1, 1, words -> increment(words.word(1), 1));
        add("INCRBY", 2, 2, this::incrementBy);
        add("DBSIZE", 0, 0, words -> new Whole(keys.size()));
        add("FLUSHALL", 0, 1, this::clear);
        Conversation.addTo(this);
    }

    void add(String name, int least, int most, Command.Action action) {
        byName.put(Bulk.of(name), new Command(least, most, action));
    }

    int count() {
        return byName.size();
    }

    /** Carries a command out, and answers what to answer. */
    Resp run(Array words) {
        Command command = find(words.word(0));
        if (command == null) {
            return Failure.about("ERR unknown command '" + shortened(words.word(0)) + "'");
        }
        if (!command.takes(words.size() - 1)) {
            return wrongNumber(words);
        }
        try {
            return command.action().run(words);
        } catch (NumberFormatException e) {
            return NO_NUMBER;
        } catch (ArithmeticException e) {
            return OVERFLOW;
        }
    }

    /** Programs write names in capitals, mostly: the first look finds those. */
    private @Nullable Command find(Bulk name) {
        Command command = byName.get(name);
        return command == null ? byName.get(name.upperCase()) : command;
    }

    private static String shortened(Bulk name) {
        String text = name.toString();
        return text.length() <= 64 ? text : text.substring(0, 64);
    }

    private static Failure wrongNumber(Array words) {
        return Failure.about("ERR wrong number of arguments for '" + shortened(words.word(0)) + "' command");
    }

    private Resp set(Array words) {
        if (words.size() > 3) {
            return new Failure("ERR syntax error"); // Redis has options here, such as a time to live
        }
        keys.set(words.word(1), words.word(2));
        return Text.OK;
    }

    private Resp getMany(Array words) {
        Resp[] values = new Resp[words.size() - 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = keys.get(words.word(i + 1));
        }
        return Array.of(values);
    }

    /** Of one command, but not at one moment: who reads meanwhile may see some of the keys set. */
    private Resp setMany(Array words) {
        if (words.size() % 2 == 0) {
            return wrongNumber(words);
        }
        for (int i = 1; i < words.size(); i += 2) {
            keys.set(words.word(i), words.word(i + 1));
        }
        return Text.OK;
    }

    private Resp remove(Array words) {
        int removed = 0;
        for (int i = 1; i < words.size(); i++) {
            removed += keys.remove(words.word(i)) ? 1 : 0;
        }
        return new Whole(removed);
    }

    private Resp exist(Array words) {
        int found = 0;
        for (int i = 1; i < words.size(); i++) {
            found += keys.contains(words.word(i)) ? 1 : 0;
        }
        return new Whole(found);
    }

    private Resp incrementBy(Array words) {
        return increment(words.word(1), words.word(2).number());
    }

    private Resp increment(Bulk key, long amount) {
        return new Whole(keys.add(key, amount));
    }

    private Resp clear(Array words) {
        keys.clear();
        return Text.OK;
    }
}
