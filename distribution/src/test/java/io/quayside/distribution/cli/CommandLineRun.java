package io.quayside.distribution.cli;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * What a command line did, run in this process.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err the lines it printed to stderr
 */
record CommandLineRun(int code, String out, List<String> err) {
    static CommandLineRun of(Path home, String... arguments) {
        return withInput("", home, arguments);
    }

    static CommandLineRun withInput(String input, Path home, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Surroundings surroundings = new Surroundings(
                new Installation(home),
                new StringReader(input),
                new PrintWriter(out),
                new PrintWriter(err),
                () -> false);
        int code = new Program(surroundings, new LatchStop()).run(arguments);
        return new CommandLineRun(code, out.toString(), err.toString().lines().toList());
    }
}
