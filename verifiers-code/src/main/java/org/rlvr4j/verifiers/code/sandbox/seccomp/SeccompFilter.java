package org.rlvr4j.verifiers.code.sandbox.seccomp;

/**
 * The system call filter of the sandbox.
 *
 * <p>What is not denied is allowed: namespaces, limits and the lack of rights already hold a program, and the filter takes
 * the parts of the kernel away in which bugs are found. Calls of a foreign processor mode kill the program; denied calls fail
 * with EPERM; calls younger than the filter fail with ENOSYS, as does {@code clone3}, whose flags a filter cannot see.
 */
public final class SeccompFilter {

    static final int ALLOW = 0x7FFF0000;
    static final int KILL = 0x80000000;
    static final int EPERM = 0x00050000 | 1;
    static final int ENOSYS = 0x00050000 | 38;

    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    private static final int FIRST_ARGUMENT = 16;
    private static final int SECOND_ARGUMENT = 24;

    private static final int X32_BIT = 0x40000000;
    /** One more than {@code mseal}, the last call that was looked at. */
    private static final int FIRST_UNKNOWN = 463;

    private static final int CLONE_THREAD = 0x00010000;
    /** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET. */
    private static final int CLONE_NAMESPACES = 0x7E020000;

    private static final int PR_SET_PDEATHSIG = 1;
    private static final int TIOCSTI = 0x5412;
    private static final int TIOCLINUX = 0x541C;
    private static final int AF_UNIX = 1;
    private static final int DEFAULT_PERSONALITY = 0;
    private static final int QUERY_PERSONALITY = 0xFFFFFFFF;

    private SeccompFilter() {}

    /**
     * Assembles the filter for a program beside the server that forked it: it may start no process, and change the limits and
     * the priority of none.
     *
     * @param architecture the processor
     * @return a {@code struct sock_filter[]}, to be added to the filter that is there
     */
    public static byte[] beside(Architecture architecture) {
        boolean x86 = architecture == Architecture.X86_64;
        return new BpfAssembler()
                .load(NUMBER)
                .jumpIfEqual(x86 ? 57 : 1079, "denied") // fork
                .jumpIfEqual(x86 ? 58 : 1071, "denied") // vfork
                .jumpIfEqual(x86 ? 141 : 140, "denied") // setpriority
                .jumpIfEqual(x86 ? 203 : 122, "denied") // sched_setaffinity
                .jumpIfEqual(x86 ? 142 : 118, "denied") // sched_setparam
                .jumpIfEqual(x86 ? 144 : 119, "denied") // sched_setscheduler
                .jumpIfEqual(x86 ? 314 : 274, "denied") // sched_setattr
                .jumpIfEqual(x86 ? 251 : 30, "denied") // ioprio_set
                .jumpIfEqual(x86 ? 302 : 261, "prlimit")
                .jumpIfEqual(x86 ? 56 : 220, "clone")
                .result(ALLOW)
                .label("prlimit")
                .load(FIRST_ARGUMENT)
                .jumpIfEqual(0, "allowed") // oneself
                .result(EPERM)
                .label("clone")
                .load(FIRST_ARGUMENT)
                .jumpIfAnyBit(CLONE_THREAD, "allowed")
                .label("denied")
                .result(EPERM)
                .label("allowed")
                .result(ALLOW)
                .assemble();
    }

    /**
     * Assembles the filter.
     *
     * @param architecture the processor
     * @param mayStartProcesses whether {@code fork} and its relatives are allowed; threads always are
     * @return a {@code struct sock_filter[]} for {@code bwrap --seccomp}
     */
    public static byte[] of(Architecture architecture, boolean mayStartProcesses) {
        BpfAssembler program = new BpfAssembler();
        program.load(ARCHITECTURE)
                .jumpIfEqual(architecture.auditNumber(), "native")
                .result(KILL)
                .label("native")
                .load(NUMBER);
        boolean x86 = architecture == Architecture.X86_64;
        if (x86) {
            program.jumpIfAtLeast(X32_BIT, "kill");
        }
        program.jumpIfAtLeast(FIRST_UNKNOWN, "unknown");
        for (DeniedCall call : DeniedCall.values()) {
            if (call.number(architecture) != DeniedCall.NONE) {
                program.jumpIfEqual(call.number(architecture), "denied");
            }
        }
        if (x86 && !mayStartProcesses) {
            program.jumpIfEqual(57, "denied").jumpIfEqual(58, "denied"); // fork, vfork
        }
        program.jumpIfEqual(435, "unknown") // clone3
                .jumpIfEqual(x86 ? 56 : 220, "clone")
                .jumpIfEqual(x86 ? 157 : 167, "prctl")
                .jumpIfEqual(x86 ? 16 : 29, "ioctl")
                .jumpIfEqual(x86 ? 53 : 199, "socketpair")
                .jumpIfEqual(x86 ? 135 : 92, "personality")
                .result(ALLOW);
        inspectClone(program, mayStartProcesses);
        // else a program could outlive the process that watches it
        program.label("prctl")
                .load(FIRST_ARGUMENT)
                .jumpIfEqual(PR_SET_PDEATHSIG, "denied")
                .result(ALLOW);
        program.label("ioctl")
                .load(SECOND_ARGUMENT)
                .jumpIfEqual(TIOCSTI, "denied")
                .jumpIfEqual(TIOCLINUX, "denied")
                .result(ALLOW);
        program.label("socketpair")
                .load(FIRST_ARGUMENT)
                .jumpIfEqual(AF_UNIX, "allowed")
                .result(EPERM);
        program.label("personality")
                .load(FIRST_ARGUMENT)
                .jumpIfEqual(DEFAULT_PERSONALITY, "allowed")
                .jumpIfEqual(QUERY_PERSONALITY, "allowed");
        return program.label("denied")
                .result(EPERM)
                .label("allowed")
                .result(ALLOW)
                .label("unknown")
                .result(ENOSYS)
                .label("kill")
                .result(KILL)
                .assemble();
    }

    private static void inspectClone(BpfAssembler program, boolean mayStartProcesses) {
        program.label("clone").load(FIRST_ARGUMENT).jumpIfAnyBit(CLONE_NAMESPACES, "denied");
        if (!mayStartProcesses) {
            program.jumpIfAnyBit(CLONE_THREAD, "allowed").result(EPERM);
        } else {
            program.result(ALLOW);
        }
    }
}
