package org.rlvr4j.verifiers.code.sandbox.seccomp;

import java.util.Optional;

/** The processors whose system call numbers are known. */
public enum Architecture {
    /** 64-bit Intel and AMD. */
    X86_64(0xC000003E),
    /** 64-bit Arm. */
    AARCH64(0xC00000B7);

    private final int auditNumber;

    Architecture(int auditNumber) {
        this.auditNumber = auditNumber;
    }

    /** Returns the kernel's {@code AUDIT_ARCH_…} number. */
    int auditNumber() {
        return auditNumber;
    }

    /**
     * Finds the processor by Java's name of it.
     *
     * @param name the system property {@code os.arch}
     * @return empty if its system calls are not known
     */
    public static Optional<Architecture> named(String name) {
        return switch (name) {
            case "amd64", "x86_64" -> Optional.of(X86_64);
            case "aarch64", "arm64" -> Optional.of(AARCH64);
            default -> Optional.empty();
        };
    }
}
