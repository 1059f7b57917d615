// Attacks by raw system calls. Prints SUCCEEDED or refused for each; "x32" and "i386" must not return.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static long raw(long n, long a = 0, long b = 0, long c = 0, long d = 0, long e = 0, long f = 0) {
#if defined(__x86_64__)
  long result;
  register long r10 asm("r10") = d;
  register long r8 asm("r8") = e;
  register long r9 asm("r9") = f;
  asm volatile("syscall" : "=a"(result) : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9) : "rcx", "r11", "memory");
  return result;
#else
  long result = syscall(n, a, b, c, d, e, f);
  return result < 0 ? -errno : result;
#endif
}

static void attempt(const char *what, long result) {
  if (result == -EPERM || result == -ENOSYS || result == -EACCES) {
    printf("refused %s %s\n", what, strerror(-result));
  } else {
    printf("SUCCEEDED %s %ld\n", what, result);
  }
  fflush(stdout);
}

static void calls() {
  char buffer[256] = {0};
  long memory = (long)buffer;
  attempt("ptrace", raw(SYS_ptrace, 0));
  attempt("ptrace attach", raw(SYS_ptrace, 16, 1));
  attempt("process_vm_readv", raw(SYS_process_vm_readv, 1, memory, 1, memory, 1));
  attempt("process_vm_writev", raw(SYS_process_vm_writev, 1, memory, 1, memory, 1));
  attempt("kcmp", raw(SYS_kcmp, 1, 1, 0));
  attempt("pidfd_getfd", raw(438, 0, 0, 0));
  attempt("socket", raw(SYS_socket, 2, 1, 0));
  attempt("socket netlink", raw(SYS_socket, 16, 3, 0));
  attempt("mount", raw(SYS_mount, (long)"none", (long)"/tmp", (long)"tmpfs", 0, 0));
  attempt("mount bind", raw(SYS_mount, (long)"/", (long)"/tmp", 0, 4096, 0));
  attempt("umount2", raw(SYS_umount2, (long)"/proc", 2));
  attempt("pivot_root", raw(SYS_pivot_root, (long)"/", (long)"/tmp"));
  attempt("chroot", raw(SYS_chroot, (long)"/tmp"));
  attempt("open_tree", raw(428, -100, (long)"/", 1));
  attempt("move_mount", raw(429, -100, (long)"/", -100, (long)"/tmp", 0));
  attempt("fsopen", raw(430, (long)"tmpfs", 0));
  attempt("mount_setattr", raw(442, -100, (long)"/", 0, memory, 32));
  const long namespaces[] = {0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000, 0x80};
  for (long flag : namespaces) {
    attempt("unshare", raw(SYS_unshare, flag));
  }
  for (long flag : namespaces) {
    if (flag != 0x80) attempt("clone namespace", raw(SYS_clone, flag | 17));
  }
  struct { unsigned long flags, pidfd, child, parent, exit, stack, size, tls; } args = {0x10000000, 0, 0, 0, 17, 0, 0, 0};
  attempt("clone3", raw(435, (long)&args, sizeof args));
  attempt("setns", raw(SYS_setns, 0, 0));
  attempt("bpf", raw(SYS_bpf, 0, memory, 64));
  attempt("perf_event_open", raw(SYS_perf_event_open, memory, 0, -1, -1, 0));
  attempt("userfaultfd", raw(SYS_userfaultfd, 1));
  attempt("io_uring_setup", raw(425, 8, memory));
  attempt("io_uring_enter", raw(426, 0));
  attempt("io_uring_register", raw(427, 0));
  attempt("keyctl", raw(SYS_keyctl, 0, -3, 1));
  attempt("add_key", raw(SYS_add_key, (long)"user", (long)"k", memory, 1, -3));
  attempt("request_key", raw(SYS_request_key, (long)"user", (long)"k", 0, -3));
  attempt("memfd_create", raw(SYS_memfd_create, (long)"m", 0));
  attempt("memfd_secret", raw(447, 0));
  attempt("init_module", raw(SYS_init_module, memory, 1, memory));
  attempt("finit_module", raw(SYS_finit_module, 0, memory, 0));
  attempt("delete_module", raw(SYS_delete_module, memory, 0));
  attempt("kexec_load", raw(SYS_kexec_load, 0, 0, 0, 0));
  attempt("reboot", raw(SYS_reboot, 0xfee1dead, 672274793, 0));
  attempt("swapon", raw(SYS_swapon, (long)"/tmp/x", 0));
  attempt("acct", raw(SYS_acct, (long)"/tmp/x"));
  attempt("quotactl", raw(SYS_quotactl, 0, 0, 0, 0));
  attempt("syslog", raw(SYS_syslog, 3, memory, 10));
  attempt("clock_settime", raw(SYS_clock_settime, 0, memory));
  attempt("adjtimex", raw(SYS_adjtimex, memory));
  attempt("sethostname", raw(SYS_sethostname, (long)"x", 1));
  attempt("personality", raw(SYS_personality, 0x0040000));
  attempt("shmget", raw(SYS_shmget, 0, 1 << 20, 01600));
  attempt("msgget", raw(SYS_msgget, 0, 01600));
  attempt("semget", raw(SYS_semget, 0, 1, 01600));
  attempt("mq_open", raw(SYS_mq_open, (long)"q", O_CREAT | O_RDWR, 0600, 0));
  attempt("inotify", raw(SYS_inotify_init1, 0));
  attempt("fanotify", raw(SYS_fanotify_init, 0, 0));
  attempt("mbind", raw(SYS_mbind, memory, 4096, 0, 0, 0, 0));
  attempt("open_by_handle_at", raw(SYS_open_by_handle_at, -100, memory, 0));
  attempt("name_to_handle_at", raw(SYS_name_to_handle_at, -100, (long)"/", memory, memory, 0));
  attempt("TIOCSTI", raw(SYS_ioctl, 0, 0x5412, memory));
  attempt("TIOCSTI with high bits", raw(SYS_ioctl, 0, 0x100005412, memory));
  attempt("PR_SET_PDEATHSIG", raw(SYS_prctl, 1, 0));
  attempt("setuid", raw(SYS_setuid, 0) < 0 ? -EPERM : 0);
  attempt("future call", raw(1000));
#if defined(__x86_64__)
  attempt("iopl", raw(SYS_iopl, 3));
  attempt("ioperm", raw(SYS_ioperm, 0, 10, 1));
  attempt("modify_ldt", raw(SYS_modify_ldt, 0, memory, 10));
#endif
}

static void fork_calls() {
#if defined(__x86_64__)
  attempt("fork", raw(SYS_fork));
  attempt("vfork", raw(SYS_vfork));
#endif
  attempt("clone", raw(SYS_clone, 17));
  attempt("clone with memory shared", raw(SYS_clone, CLONE_VM | 17, 0));
}

int main(int argc, char **argv) {
  const char *name = argc > 1 ? argv[1] : "";
  if (!strcmp(name, "calls")) calls();
  if (!strcmp(name, "fork")) fork_calls();
#if defined(__x86_64__)
  if (!strcmp(name, "x32")) attempt("x32", raw(0x40000000 | 39));
  if (!strcmp(name, "i386")) {
    long result;
    asm volatile("int $0x80" : "=a"(result) : "a"(20L) : "memory");
    attempt("i386", result);
  }
#endif
  if (!strcmp(name, "segv")) *(volatile int *)8 = 1;
  if (!strcmp(name, "stack")) {
    volatile char block[1 << 20];
    block[0] = 1;
    return main(argc, argv) + block[0];
  }
  if (!strcmp(name, "hog")) {
    while (true) {
      void *p = mmap(nullptr, 1 << 24, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      if (p == MAP_FAILED) return 3;
      memset(p, 1, 1 << 24);
    }
  }
  return 0;
}
