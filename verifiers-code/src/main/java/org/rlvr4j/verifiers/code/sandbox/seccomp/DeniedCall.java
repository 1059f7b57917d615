package org.rlvr4j.verifiers.code.sandbox.seccomp;

/**
 * The system calls that no sandboxed program may make, with their numbers.
 *
 * <p>Numbers are those of Linux's {@code asm/unistd_64.h} for x86_64 and {@code asm-generic/unistd.h} for aarch64.
 */
enum DeniedCall {
    // Other processes' memory and state.
    PTRACE(101, 117),
    PROCESS_VM_READV(310, 270),
    PROCESS_VM_WRITEV(311, 271),
    PROCESS_MADVISE(440, 440),
    KCMP(312, 272),
    PIDFD_GETFD(438, 438),
    // Network, and sockets of every kind; only pairs of connected Unix sockets are left.
    SOCKET(41, 198),
    BIND(49, 200),
    CONNECT(42, 203),
    LISTEN(50, 201),
    ACCEPT(43, 202),
    ACCEPT4(288, 242),
    // Mounts and namespaces.
    MOUNT(165, 40),
    UMOUNT2(166, 39),
    PIVOT_ROOT(155, 41),
    CHROOT(161, 51),
    MOVE_MOUNT(429, 429),
    OPEN_TREE(428, 428),
    FSOPEN(430, 430),
    FSCONFIG(431, 431),
    FSMOUNT(432, 432),
    FSPICK(433, 433),
    MOUNT_SETATTR(442, 442),
    UNSHARE(272, 97),
    SETNS(308, 268),
    NAME_TO_HANDLE_AT(303, 264),
    OPEN_BY_HANDLE_AT(304, 265),
    // Large and young parts of the kernel.
    BPF(321, 280),
    PERF_EVENT_OPEN(298, 241),
    USERFAULTFD(323, 282),
    IO_URING_SETUP(425, 425),
    IO_URING_ENTER(426, 426),
    IO_URING_REGISTER(427, 427),
    KEYCTL(250, 219),
    ADD_KEY(248, 217),
    REQUEST_KEY(249, 218),
    MEMFD_SECRET(447, 447),
    // The machine.
    INIT_MODULE(175, 105),
    FINIT_MODULE(313, 273),
    DELETE_MODULE(176, 106),
    CREATE_MODULE(174, DeniedCall.NONE),
    KEXEC_LOAD(246, 104),
    KEXEC_FILE_LOAD(320, 294),
    REBOOT(169, 142),
    SWAPON(167, 224),
    SWAPOFF(168, 225),
    ACCT(163, 89),
    QUOTACTL(179, 60),
    QUOTACTL_FD(443, 443),
    SYSLOG(103, 116),
    CLOCK_SETTIME(227, 112),
    CLOCK_ADJTIME(305, 266),
    SETTIMEOFDAY(164, 170),
    ADJTIMEX(159, 171),
    SETHOSTNAME(170, 161),
    SETDOMAINNAME(171, 162),
    IOPL(172, DeniedCall.NONE),
    IOPERM(173, DeniedCall.NONE),
    MODIFY_LDT(154, DeniedCall.NONE),
    VHANGUP(153, 58),
    USELIB(134, DeniedCall.NONE),
    SYSFS(139, DeniedCall.NONE),
    SYSCTL(156, DeniedCall.NONE),
    NFSSERVCTL(180, 42),
    LOOKUP_DCOOKIE(212, 18),
    // Memory that belongs to no process, so that no process's size shows it.
    SHMGET(29, 194),
    SHMAT(30, 196),
    SHMCTL(31, 195),
    SHMDT(67, 197),
    SEMGET(64, 190),
    SEMOP(65, 193),
    SEMCTL(66, 191),
    SEMTIMEDOP(220, 192),
    MSGGET(68, 186),
    MSGSND(69, 189),
    MSGRCV(70, 188),
    MSGCTL(71, 187),
    MQ_OPEN(240, 180),
    MQ_UNLINK(241, 181),
    MEMFD_CREATE(319, 279),
    // Counted per user of the machine, not per sandbox.
    INOTIFY_INIT(253, DeniedCall.NONE),
    INOTIFY_INIT1(294, 26),
    FANOTIFY_INIT(300, 262),
    FANOTIFY_MARK(301, 263),
    // Placement of memory.
    MIGRATE_PAGES(256, 238),
    MOVE_PAGES(279, 239),
    MBIND(237, 235),
    SET_MEMPOLICY(238, 237),
    SET_MEMPOLICY_HOME_NODE(450, 450);

    /** The number of a call that a processor does not have. */
    static final int NONE = -1;

    private final int x86;
    private final int arm;

    DeniedCall(int x86, int arm) {
        this.x86 = x86;
        this.arm = arm;
    }

    int number(Architecture architecture) {
        return architecture == Architecture.X86_64 ? x86 : arm;
    }
}
