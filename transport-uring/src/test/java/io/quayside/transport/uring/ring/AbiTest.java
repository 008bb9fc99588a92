package io.quayside.transport.uring.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks a C compiler what the kernel's headers say, where there are both. */
class AbiTest {
    private static final List<String> HEADERS = List.of(
            "linux/io_uring.h",
            "sys/socket.h",
            "netinet/in.h",
            "netinet/tcp.h",
            "sys/eventfd.h",
            "poll.h",
            "sys/mman.h",
            "sys/syscall.h",
            "sys/uio.h",
            "errno.h");

    @TempDir
    static Path folder;

    private static final Map<String, Long> DEFINED = new TreeMap<>();

    /** C expressions for those constants of {@link Abi} that aren't found by their name with a prefix. */
    private static final Map<String, String> EXPRESSIONS = new LinkedHashMap<>();

    static {
        EXPRESSIONS.put("SYS_SETUP", "SYS_io_uring_setup");
        EXPRESSIONS.put("SYS_ENTER", "SYS_io_uring_enter");
        EXPRESSIONS.put("SYS_REGISTER", "SYS_io_uring_register");
        EXPRESSIONS.put("PARAMS_SIZE", "sizeof(struct io_uring_params)");
        EXPRESSIONS.put("PARAMS_SQ_ENTRIES", offset("io_uring_params", "sq_entries"));
        EXPRESSIONS.put("PARAMS_CQ_ENTRIES", offset("io_uring_params", "cq_entries"));
        EXPRESSIONS.put("PARAMS_FLAGS", offset("io_uring_params", "flags"));
        EXPRESSIONS.put("PARAMS_FEATURES", offset("io_uring_params", "features"));
        EXPRESSIONS.put("PARAMS_SQ_OFF", offset("io_uring_params", "sq_off"));
        EXPRESSIONS.put("PARAMS_CQ_OFF", offset("io_uring_params", "cq_off"));
        EXPRESSIONS.put("OFFSETS_HEAD", offset("io_sqring_offsets", "head"));
        EXPRESSIONS.put("OFFSETS_TAIL", offset("io_cqring_offsets", "tail"));
        EXPRESSIONS.put("SQ_OFFSETS_FLAGS", offset("io_sqring_offsets", "flags"));
        EXPRESSIONS.put("SQ_OFFSETS_ARRAY", offset("io_sqring_offsets", "array"));
        EXPRESSIONS.put("CQ_OFFSETS_OVERFLOW", offset("io_cqring_offsets", "overflow"));
        EXPRESSIONS.put("CQ_OFFSETS_CQES", offset("io_cqring_offsets", "cqes"));
        EXPRESSIONS.put("GETEVENTS_ARG_SIZE", "sizeof(struct io_uring_getevents_arg)");
        EXPRESSIONS.put("GETEVENTS_ARG_TS", offset("io_uring_getevents_arg", "ts"));
        EXPRESSIONS.put("TIMESPEC_SIZE", "sizeof(struct __kernel_timespec)");
        EXPRESSIONS.put("SQE_SIZE", "sizeof(struct io_uring_sqe)");
        EXPRESSIONS.put("SQE_OFF", offset("io_uring_sqe", "off"));
        EXPRESSIONS.put("SQE_ADDR", offset("io_uring_sqe", "addr"));
        EXPRESSIONS.put("SQE_LEN", offset("io_uring_sqe", "len"));
        EXPRESSIONS.put("SQE_USER_DATA", offset("io_uring_sqe", "user_data"));
        EXPRESSIONS.put("SQE_BUF_GROUP", offset("io_uring_sqe", "buf_group"));
        EXPRESSIONS.put("SQE_ADDR3", offset("io_uring_sqe", "addr3"));
        EXPRESSIONS.put("SQE_BUFFER_SELECT", "IOSQE_BUFFER_SELECT");
        EXPRESSIONS.put("CQE_SIZE", "sizeof(struct io_uring_cqe)");
        EXPRESSIONS.put("CQE_RES", offset("io_uring_cqe", "res"));
        EXPRESSIONS.put("CQE_FLAGS", offset("io_uring_cqe", "flags"));
        EXPRESSIONS.put("CANCEL_ALL", "IORING_ASYNC_CANCEL_ALL");
        EXPRESSIONS.put("CANCEL_FD", "IORING_ASYNC_CANCEL_FD");
        EXPRESSIONS.put("CANCEL_ANY", "IORING_ASYNC_CANCEL_ANY");
        EXPRESSIONS.put("PROBE_SIZE", "sizeof(struct io_uring_probe)");
        EXPRESSIONS.put("PROBE_LAST_OP", offset("io_uring_probe", "last_op"));
        EXPRESSIONS.put("PROBE_OP_SIZE", "sizeof(struct io_uring_probe_op)");
        EXPRESSIONS.put("PROBE_OP_FLAGS", offset("io_uring_probe_op", "flags"));
        EXPRESSIONS.put("OP_SUPPORTED", "IO_URING_OP_SUPPORTED");
        EXPRESSIONS.put("BUF_REG_SIZE", "sizeof(struct io_uring_buf_reg)");
        EXPRESSIONS.put("BUF_REG_RING_ENTRIES", offset("io_uring_buf_reg", "ring_entries"));
        EXPRESSIONS.put("BUF_REG_BGID", offset("io_uring_buf_reg", "bgid"));
        EXPRESSIONS.put("BUF_SIZE", "sizeof(struct io_uring_buf)");
        EXPRESSIONS.put("BUF_LEN", offset("io_uring_buf", "len"));
        EXPRESSIONS.put("BUF_BID", offset("io_uring_buf", "bid"));
        EXPRESSIONS.put("BUF_RING_TAIL", offset("io_uring_buf_ring", "tail"));
        EXPRESSIONS.put("MSGHDR_SIZE", "sizeof(struct msghdr)");
        EXPRESSIONS.put("MSGHDR_IOV", offset("msghdr", "msg_iov"));
        EXPRESSIONS.put("MSGHDR_IOVLEN", offset("msghdr", "msg_iovlen"));
        EXPRESSIONS.put("IOVEC_SIZE", "sizeof(struct iovec)");
        EXPRESSIONS.put("IOVEC_LEN", offset("iovec", "iov_len"));
        EXPRESSIONS.put("SOCKADDR_IN_SIZE", "sizeof(struct sockaddr_in)");
        EXPRESSIONS.put("SOCKADDR_IN_ADDR", offset("sockaddr_in", "sin_addr"));
        EXPRESSIONS.put("SOCKADDR_IN6_SIZE", "sizeof(struct sockaddr_in6)");
        EXPRESSIONS.put("SOCKADDR_IN6_ADDR", offset("sockaddr_in6", "sin6_addr"));
        EXPRESSIONS.put("SOCKADDR_IN6_SCOPE_ID", offset("sockaddr_in6", "sin6_scope_id"));
        EXPRESSIONS.put("SOCKADDR_PORT", offset("sockaddr_in6", "sin6_port"));
        EXPRESSIONS.put("POLLFD_SIZE", "sizeof(struct pollfd)");
        EXPRESSIONS.put("POLLFD_EVENTS", offset("pollfd", "events"));
        EXPRESSIONS.put("POLLFD_REVENTS", offset("pollfd", "revents"));
        EXPRESSIONS.put("PROT_READ_WRITE", "PROT_READ | PROT_WRITE");
        EXPRESSIONS.put("MAP_PRIVATE_ANONYMOUS", "MAP_PRIVATE | MAP_ANONYMOUS");
    }

    private static String offset(String struct, String field) {
        return "__builtin_offsetof(struct " + struct + ", " + field + ")";
    }

    @BeforeAll
    static void compile() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/include/linux/io_uring.h")), "the kernel's headers aren't installed");
        assumeTrue(runs("gcc", "--version"), "there is no gcc");
        StringBuilder program = new StringBuilder("#define _GNU_SOURCE\n#include <stdio.h>\n");
        HEADERS.forEach(header -> program.append("#include <").append(header).append(">\n"));
        program.append("int main(void) {\n");
        for (String name : names(Abi.class)) {
            program.append(line(name, EXPRESSIONS.getOrDefault(name, prefixed(name))));
        }
        for (String name : names(Errno.class)) {
            program.append(line(name, name));
        }
        Path source = Files.writeString(folder.resolve("abi.c"), program.append("return 0;\n}\n"));
        Path binary = folder.resolve("abi");
        Path printed = folder.resolve("abi.txt");
        Process compiler = new ProcessBuilder("gcc", "-w", "-o", binary.toString(), source.toString())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        assertEquals(0, ended(compiler), () -> "the headers here are too old, or " + text(printed));
        Process run = new ProcessBuilder(binary.toString())
                .redirectOutput(printed.toFile())
                .start();
        assertEquals(0, ended(run));
        for (String line : Files.readAllLines(printed)) {
            int space = line.indexOf(' ');
            DEFINED.put(line.substring(0, space), Long.parseLong(line.substring(space + 1)));
        }
    }

    private static String line(String name, String expression) {
        return "printf(\"" + name + " %lld\\n\", (long long)(" + expression + "));\n";
    }

    /** As the headers have it: IORING_ before what is the ring's alone. */
    private static String prefixed(String name) {
        List<String> rings = List.of(
                "SETUP_", "FEAT_", "OFF_", "ENTER_", "OP_", "POLL_", "RECVSEND_", "RECV_", "REGISTER_", "UNREGISTER_");
        boolean ring = "SQ_CQ_OVERFLOW".equals(name) || rings.stream().anyMatch(name::startsWith);
        return ring ? "IORING_" + name : fields(name);
    }

    private static String fields(String name) {
        return switch (name) {
            case "SQE_FLAGS" -> offset("io_uring_sqe", "flags");
            case "SQE_IOPRIO" -> offset("io_uring_sqe", "ioprio");
            case "SQE_FD" -> offset("io_uring_sqe", "fd");
            case "SQE_OP_FLAGS" -> offset("io_uring_sqe", "msg_flags");
            case "OFFSETS_RING_MASK" -> offset("io_sqring_offsets", "ring_mask");
            default -> name;
        };
    }

    private static List<String> names(Class<?> constants) {
        return Arrays.stream(constants.getDeclaredFields())
                .filter(field -> field.getType() == int.class || field.getType() == long.class)
                .map(Field::getName)
                .toList();
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return ended(new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start())
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int ended(Process process) throws InterruptedException {
        try {
            return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } finally {
            process.destroyForcibly();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void everyConstantIsTheKernels() throws IllegalAccessException {
        assertEquals(DEFINED, values(Abi.class, Errno.class));
    }

    private static Map<String, Long> values(Class<?>... all) throws IllegalAccessException {
        Map<String, Long> values = new TreeMap<>();
        for (Class<?> constants : all) {
            for (String name : names(constants)) {
                try {
                    values.put(name, ((Number) constants.getDeclaredField(name).get(null)).longValue());
                } catch (NoSuchFieldException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return values;
    }
}
