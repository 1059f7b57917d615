/** Which system calls a sandboxed program may make, as a classic BPF program for the kernel. */
@NullMarked
package org.rlvr4j.verifiers.code.sandbox.seccomp;

import org.jspecify.annotations.NullMarked;
