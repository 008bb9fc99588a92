import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;

/**
 * Denies itself a system call by a seccomp filter, for all its threads, as a container's profile does; then becomes another
 * program. Compiled by the test that starts it, since the tests are compiled for an older Java.
 *
 * <p>Arguments: the number of the call, the error that it is to fail with, a class with a main method, and its arguments. The
 * exit code is 77 where the system takes no filter.
 */
public final class Confined {
    private static final int NO_FILTERS_HERE = 77;

    private static final boolean ON_ARM = System.getProperty("os.arch").equals("aarch64");
    private static final int ARCHITECTURE = ON_ARM ? 0xC00000B7 : 0xC000003E;
    private static final long PRCTL = ON_ARM ? 167 : 157;
    private static final long SECCOMP = ON_ARM ? 277 : 317;

    private static final long SET_NO_NEW_PRIVILEGES = 38;
    private static final long SET_MODE_FILTER = 1;
    private static final long ALL_THREADS = 1;

    private static final int LOAD_WORD = 0x20;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int RETURN = 0x06;
    private static final int ALLOW = 0x7fff0000;
    private static final int FAIL = 0x00050000;
    private static final int OFFSET_OF_NUMBER = 0;
    private static final int OFFSET_OF_ARCHITECTURE = 4;

    private Confined() {}

    /** Called by the JVM. */
    public static void main(String[] arguments) throws Throwable {
        deny(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        Class.forName(arguments[2])
                .getMethod("main", String[].class)
                .invoke(null, (Object) Arrays.copyOfRange(arguments, 3, arguments.length));
    }

    private static void deny(int call, int error) throws Throwable {
        List<int[]> program = List.of(
                new int[] {LOAD_WORD, 0, 0, OFFSET_OF_ARCHITECTURE},
                new int[] {JUMP_IF_EQUAL, 0, 3, ARCHITECTURE},
                new int[] {LOAD_WORD, 0, 0, OFFSET_OF_NUMBER},
                new int[] {JUMP_IF_EQUAL, 0, 1, call},
                new int[] {RETURN, 0, 0, FAIL | error},
                new int[] {RETURN, 0, 0, ALLOW});
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment instructions = arena.allocate(8L * program.size(), 8);
            for (int i = 0; i < program.size(); i++) {
                int[] instruction = program.get(i);
                instructions.set(JAVA_SHORT, 8L * i, (short) instruction[0]);
                instructions.set(JAVA_BYTE, 8L * i + 2, (byte) instruction[1]);
                instructions.set(JAVA_BYTE, 8L * i + 3, (byte) instruction[2]);
                instructions.set(JAVA_INT, 8L * i + 4, instruction[3]);
            }
            MemorySegment filter = arena.allocate(16, 8);
            filter.set(JAVA_SHORT, 0, (short) program.size());
            filter.set(ADDRESS, 8, instructions);
            if (system(PRCTL, SET_NO_NEW_PRIVILEGES, 1, 0) != 0
                    || system(SECCOMP, SET_MODE_FILTER, ALL_THREADS, filter.address()) != 0) {
                System.exit(NO_FILTERS_HERE);
            }
        }
    }

    private static long system(long number, long first, long second, long third) throws Throwable {
        Linker linker = Linker.nativeLinker();
        MethodHandle call = linker.downcallHandle(
                linker.defaultLookup().find("syscall").orElseThrow(),
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                Linker.Option.firstVariadicArg(1));
        return (long) call.invokeExact(number, first, second, third, 0L, 0L);
    }
}
