package org.rlvr4j.verifiers.code.sandbox.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Interprets the assembled filter over every system call. */
class SeccompFilterTest {

    private static final int THREAD_FLAGS = 0x003D0F00;
    private static final int FORK_FLAGS = 0x01200011;
    private static final int VFORK_FLAGS = 0x00004111;
    private static final Set<String> INSPECTED = Set.of("clone", "prctl", "ioctl", "socketpair", "personality");
    private static final Set<String> PROCESS_STARTERS = Set.of("fork", "vfork");

    /** Runs a filter as the kernel does: one accumulator, jumps forward only. */
    private static int run(byte[] program, Architecture architecture, int number, long... arguments) {
        ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(number).putInt(architecture.auditNumber()).putLong(0);
        for (long argument : arguments) {
            data.putLong(argument);
        }
        return interpret(program, data);
    }

    private static int interpret(byte[] program, ByteBuffer data) {
        ByteBuffer code = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
        int accumulator = 0;
        for (int at = 0; at < program.length / 8; at++) {
            int operation = code.getShort(at * 8);
            int jumpTrue = code.get(at * 8 + 2) & 0xFF;
            int jumpFalse = code.get(at * 8 + 3) & 0xFF;
            int operand = code.getInt(at * 8 + 4);
            if (operation == 0x06) {
                return operand;
            }
            if (operation == 0x20) {
                accumulator = data.getInt(operand);
                continue;
            }
            boolean holds = switch (operation) {
                case 0x15 -> accumulator == operand;
                case 0x35 -> Integer.compareUnsigned(accumulator, operand) >= 0;
                case 0x45 -> (accumulator & operand) != 0;
                default -> throw new AssertionError("unknown instruction " + operation + " at " + at);
            };
            at += holds ? jumpTrue : jumpFalse;
        }
        throw new AssertionError("the program has no end");
    }

    private static Map<String, Integer> numbers(Architecture architecture) {
        String file = architecture.name().toLowerCase(Locale.ROOT) + ".txt";
        try (InputStream in = SeccompFilterTest.class.getResourceAsStream(file)) {
            Map<String, Integer> numbers = new HashMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .forEach(entry -> numbers.put(entry[0], Integer.valueOf(entry[1])));
            return numbers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(Architecture architecture, String name) {
        return numbers(architecture).getOrDefault(name, DeniedCall.NONE);
    }

    private static String kernelName(DeniedCall call) {
        String name = call.name().toLowerCase(Locale.ROOT);
        return name.equals("sysctl") ? "_sysctl" : name;
    }

    @ParameterizedTest
    @EnumSource
    void theNumbersAreThoseOfTheKernelsHeaders(Architecture architecture) {
        Map<String, Integer> numbers = numbers(architecture);
        for (DeniedCall call : DeniedCall.values()) {
            assertEquals(
                    numbers.getOrDefault(kernelName(call), DeniedCall.NONE), call.number(architecture), call.name());
        }
    }

    @ParameterizedTest
    @CsvSource({"X86_64,true", "X86_64,false", "AARCH64,true", "AARCH64,false"})
    void everyCallOfTheHeadersIsDeniedOrAllowedAsListed(Architecture architecture, boolean processes) {
        byte[] filter = SeccompFilter.of(architecture, processes);
        Set<String> denied = EnumSet.allOf(DeniedCall.class).stream()
                .map(SeccompFilterTest::kernelName)
                .collect(Collectors.toSet());
        numbers(architecture).forEach((name, number) -> {
            if (INSPECTED.contains(name)) {
                return;
            }
            int expected = SeccompFilter.ALLOW;
            if (denied.contains(name) || (!processes && PROCESS_STARTERS.contains(name))) {
                expected = SeccompFilter.EPERM;
            } else if (name.equals("clone3")) {
                expected = SeccompFilter.ENOSYS;
            }
            assertEquals(expected, run(filter, architecture, number), name);
        });
    }

    @ParameterizedTest
    @CsvSource({"X86_64,true", "X86_64,false", "AARCH64,true", "AARCH64,false"})
    void cloneMakesThreadsAndNeverNamespaces(Architecture architecture, boolean processes) {
        byte[] filter = SeccompFilter.of(architecture, processes);
        int clone = number(architecture, "clone");
        int forked = processes ? SeccompFilter.ALLOW : SeccompFilter.EPERM;
        assertEquals(SeccompFilter.ALLOW, run(filter, architecture, clone, THREAD_FLAGS));
        assertEquals(forked, run(filter, architecture, clone, FORK_FLAGS));
        assertEquals(forked, run(filter, architecture, clone, VFORK_FLAGS));
        for (int namespace :
                new int[] {0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000}) {
            assertEquals(SeccompFilter.EPERM, run(filter, architecture, clone, FORK_FLAGS | namespace));
            assertEquals(SeccompFilter.EPERM, run(filter, architecture, clone, THREAD_FLAGS | namespace));
        }
    }

    @ParameterizedTest
    @EnumSource
    void argumentsThatMatterAreLookedAt(Architecture architecture) {
        byte[] filter = SeccompFilter.of(architecture, false);
        assertEquals(SeccompFilter.EPERM, run(filter, architecture, number(architecture, "prctl"), 1, 0));
        assertEquals(SeccompFilter.ALLOW, run(filter, architecture, number(architecture, "prctl"), 15, 0));
        assertEquals(SeccompFilter.EPERM, run(filter, architecture, number(architecture, "ioctl"), 0, 0x5412));
        assertEquals(SeccompFilter.EPERM, run(filter, architecture, number(architecture, "ioctl"), 0, 0xF_0000_5412L));
        assertEquals(SeccompFilter.EPERM, run(filter, architecture, number(architecture, "ioctl"), 0, 0x541C));
        assertEquals(SeccompFilter.ALLOW, run(filter, architecture, number(architecture, "ioctl"), 0, 0x5401));
        assertEquals(SeccompFilter.ALLOW, run(filter, architecture, number(architecture, "socketpair"), 1));
        assertEquals(SeccompFilter.EPERM, run(filter, architecture, number(architecture, "socketpair"), 16));
        assertEquals(SeccompFilter.ALLOW, run(filter, architecture, number(architecture, "personality"), 0xFFFFFFFFL));
        assertEquals(SeccompFilter.EPERM, run(filter, architecture, number(architecture, "personality"), 0x0040000));
    }

    @ParameterizedTest
    @EnumSource
    void foreignModesKillAndUnknownCallsAreMissing(Architecture architecture) {
        byte[] filter = SeccompFilter.of(architecture, true);
        ByteBuffer i386 = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        i386.putInt(1).putInt(0x40000003);
        assertEquals(SeccompFilter.KILL, interpret(filter, i386));
        assertEquals(SeccompFilter.ENOSYS, run(filter, architecture, 463));
        int x32 = run(filter, architecture, 0x40000001);
        assertEquals(architecture == Architecture.X86_64 ? SeccompFilter.KILL : SeccompFilter.ENOSYS, x32);
    }

    @ParameterizedTest
    @EnumSource
    void besideAServerAProgramTouchesOnlyItself(Architecture architecture) {
        byte[] filter = SeccompFilter.beside(architecture);
        Set<String> denied = Set.of(
                "fork",
                "vfork",
                "setpriority",
                "sched_setaffinity",
                "sched_setparam",
                "sched_setscheduler",
                "sched_setattr",
                "ioprio_set");
        numbers(architecture).forEach((name, number) -> {
            if (!name.equals("clone")) {
                int expected = denied.contains(name) ? SeccompFilter.EPERM : SeccompFilter.ALLOW;
                assertEquals(expected, run(filter, architecture, number, 0), name);
            }
        });
        assertEquals(SeccompFilter.EPERM, run(filter, architecture, number(architecture, "prlimit64"), 1));
        assertEquals(SeccompFilter.ALLOW, run(filter, architecture, number(architecture, "clone"), THREAD_FLAGS));
        assertEquals(SeccompFilter.EPERM, run(filter, architecture, number(architecture, "clone"), FORK_FLAGS));
    }

    @ParameterizedTest
    @EnumSource
    void theProgramFitsTheKernel(Architecture architecture) {
        assertTrue(SeccompFilter.of(architecture, false).length / 8 <= 4096);
        assertEquals(0, SeccompFilter.of(architecture, true).length % 8);
    }
}
