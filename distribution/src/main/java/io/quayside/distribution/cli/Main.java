package io.quayside.distribution.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The program's entry: hands the command line on and ends the process with the exit code. */
public final class Main {
    private Main() {}

    /** Called by the JVM. */
    public static void main(String[] arguments) {
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        Surroundings surroundings = new Surroundings(
                Installation.found(), new InputStreamReader(System.in, charset()), out, err, Terminals::isStderr);
        int code = new Program(surroundings, new ProcessStop(err)).run(arguments);
        out.flush();
        err.flush();
        System.exit(code);
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        OutputStream stream = new FileOutputStream(descriptor);
        return new PrintWriter(stream, true, charset());
    }

    /** The charset of the user's locale; where there is no locale (a container, a service), UTF-8 rather than ASCII. */
    private static Charset charset() {
        String name = System.getProperty("native.encoding", "UTF-8");
        Charset charset = Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
        return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
    }
}
