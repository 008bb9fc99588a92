package io.quayside.benchmarks.compare;

import io.quayside.benchmarks.process.ServerCommand;
import io.quayside.benchmarks.servers.BareNio2Server;
import io.quayside.benchmarks.servers.BareSelectorServer;
import io.quayside.benchmarks.servers.MinaServer;
import io.quayside.benchmarks.servers.NettyServer;
import io.quayside.benchmarks.servers.QuaysideServer;
import io.quayside.benchmarks.servers.Service;
import io.quayside.benchmarks.servers.SmartSocketServer;
import io.quayside.benchmarks.servers.VertxServer;
import io.quayside.benchmarks.servers.VirtualThreadsServer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One of those compared.
 *
 * @param name what people call it
 * @param main the class that runs it
 * @param arguments what that is told beyond the service
 * @param flags what its JVM is told beyond what all are told
 * @param services what it can do
 */
record Candidate(String name, Class<?> main, List<String> arguments, List<String> flags, Set<Service> services) {
    /** All that are compared unless others are named. */
    static final List<String> USUAL = List.of(
            "quayside-nio2",
            "netty-nio",
            "netty-epoll",
            "netty-io_uring",
            "mina",
            "smart-socket",
            "vertx",
            "bare-selector",
            "bare-nio2",
            "virtual-threads");

    /** One that sends back a wrong byte: to see that it is found out. */
    static final String FAULTY = "faulty";

    /** Leaves the JDK's asynchronous channels as they are: each read is tried at once, and 16 writes of one callback. */
    static final String SYNC_READ = "+sync-read";

    /** Has Netty flush what is sent to a group once for all that was read together, not once for each message. */
    static final String LATE_FLUSH = "+late-flush";

    private static final String QUAYSIDE = "quayside-";
    private static final String NETTY = "netty-";
    private static final String WRONG_FRAME = "1000";
    private static final List<String> NO_SYNC_READ =
            List.of("-Dsun.nio.ch.disableSynchronousRead=true", "-Dsun.nio.ch.maxCompletionHandlersOnStack=1000000");
    private static final Set<Service> ECHO = EnumSet.of(Service.ECHO);

    /** The candidate of a name; {@code quayside-} may be followed by any transport's id. */
    static Candidate of(String name) {
        if (name.endsWith(SYNC_READ)) {
            Candidate without = of(name.substring(0, name.length() - SYNC_READ.length()));
            return new Candidate(name, without.main, without.arguments, List.of(), without.services);
        }
        if (name.endsWith(LATE_FLUSH) && name.startsWith(NETTY)) {
            String transport = name.substring(NETTY.length(), name.length() - LATE_FLUSH.length());
            return new Candidate(
                    name,
                    NettyServer.class,
                    List.of(transport, NettyServer.LATE_FLUSH),
                    List.of(),
                    EnumSet.of(Service.FAN_OUT));
        }
        if (name.startsWith(QUAYSIDE)) {
            return withAll(name, QuaysideServer.class, name.substring(QUAYSIDE.length()), NO_SYNC_READ);
        }
        if (name.startsWith(NETTY) && USUAL.contains(name)) {
            return withAll(name, NettyServer.class, name.substring(NETTY.length()), List.of());
        }
        return switch (name) {
            case "mina" -> echo(name, MinaServer.class);
            case "smart-socket" -> echo(name, SmartSocketServer.class);
            case "vertx" -> echo(name, VertxServer.class);
            case "bare-selector" -> echo(name, BareSelectorServer.class);
            case "bare-nio2" -> new Candidate(name, BareNio2Server.class, List.of(), NO_SYNC_READ, ECHO);
            case "virtual-threads" -> echo(name, VirtualThreadsServer.class);
            case FAULTY -> new Candidate(name, BareSelectorServer.class, List.of(WRONG_FRAME), List.of(), ECHO);
            default ->
                throw new IllegalArgumentException("no server is called " + name + "; there are "
                        + String.join(", ", USUAL) + ", any quayside-TRANSPORT, and " + FAULTY
                        + "; quayside and bare-nio2 also with " + SYNC_READ + ", netty with " + LATE_FLUSH);
        };
    }

    /** Whether this is a Quayside, which has more to it than others. */
    boolean isQuayside() {
        return name.startsWith(QUAYSIDE);
    }

    /** How to start it. */
    ServerCommand command(CommonOptions options, Service service) {
        List<String> told = new ArrayList<>(List.of(service.id()));
        told.addAll(arguments);
        List<String> all = new ArrayList<>(options.jvmFlags());
        all.addAll(flags);
        return new ServerCommand(options.java(), options.serverCore(), all, main, told);
    }

    private static Candidate echo(String name, Class<?> main) {
        return new Candidate(name, main, List.of(), List.of(), ECHO);
    }

    private static Candidate withAll(String name, Class<?> main, String argument, List<String> flags) {
        return new Candidate(name, main, List.of(argument), flags, EnumSet.allOf(Service.class));
    }
}
