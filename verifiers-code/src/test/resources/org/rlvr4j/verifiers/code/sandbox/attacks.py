"""Attacks on the sandbox. Each prints a line that begins with SUCCEEDED where it got through, else with refused.

Run as: python3 -I /w/attacks.py NAME [ARGUMENT ...]
"""
import ctypes, errno, os, signal, socket, sys, threading, time

libc = ctypes.CDLL(None, use_errno=True)


def attempt(what, action):
    try:
        result = action()
    except BaseException as e:
        print("refused", what, type(e).__name__, e, flush=True)
        return False
    print("SUCCEEDED", what, repr(result)[:200], flush=True)
    return True


def syscall(number, *args):
    ctypes.set_errno(0)
    result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) if isinstance(a, int) else a for a in args])
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def infinite_loop():
    while True:
        pass


def ignore_signals_and_sleep():
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    while True:
        time.sleep(1000)


def memory_hog():
    kept = []
    while True:
        kept.append(bytearray(16 << 20))


def memory_in_tmp():
    block = b"x" * (1 << 20)
    for folder in ("/tmp", "/dev/shm"):
        try:
            with open(folder + "/big", "wb") as f:
                for _ in range(4096):
                    f.write(block)
            print("SUCCEEDED filled", folder)
        except OSError as e:
            print("refused filling", folder, e)
    for i in range(1000):
        try:
            with open("/tmp/f%d" % i, "wb") as f:
                f.write(block)
        except OSError as e:
            print("refused more files", i, e)
            return
    print("SUCCEEDED a thousand files of a MiB")


def many_small_files():
    made = 0
    try:
        for made in range(10_000_000):
            os.close(os.open("/tmp/n%d" % made, os.O_CREAT | os.O_WRONLY))
    except OSError as e:
        print("refused small files", made, e)


def fork_bomb():
    children = 0
    while True:
        try:
            if os.fork() == 0:
                while True:
                    try:
                        os.fork()
                    except OSError:
                        time.sleep(0.01)
            children += 1
        except OSError as e:
            print("refused fork after", children, e, flush=True)
            if e.errno == errno.EPERM:
                return
            time.sleep(1000)


def thread_bomb():
    started = 0
    try:
        while True:
            threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
            started += 1
            if started > 200:
                print("SUCCEEDED 200 threads")
                break
    except RuntimeError as e:
        print("refused thread after", started, e, flush=True)
    os._exit(0)


def daemon():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
            os.close(0)
            time.sleep(1000)
        os._exit(0)
    time.sleep(0.05)
    print("daemon left behind")


def writes():
    for path in ("/", "/usr", "/usr/bin", "/usr/lib", "/etc", "/w", "/dev", "/proc", "/home", "/root", "/var/tmp", "/run", "/bin/"):
        attempt("write " + path, lambda: open(os.path.join(path, "attack"), "w"))
        attempt("mkdir " + path, lambda: os.mkdir(os.path.join(path, "attack-dir")))
    attempt("change /w", lambda: open("/w/attacks.py", "a"))
    attempt("remove /w", lambda: os.remove("/w/attacks.py"))
    attempt("chmod /w", lambda: os.chmod("/w/attacks.py", 0o777))
    attempt("chmod sh", lambda: os.chmod("/bin/sh", 0o777))
    attempt("utime /w", lambda: os.utime("/w/attacks.py", (0, 0)))
    attempt("mknod", lambda: os.mknod("/tmp/disk", 0o600 | 0o060000, os.makedev(8, 0)))


def reads(*paths):
    for path in ("/etc/passwd", "/etc/shadow", "/etc/hostname", "/root", "/home", "/var", "/run", "/opt", "/srv", "/sys", "/boot") + paths:
        attempt("read " + path, lambda: os.listdir(path) if os.path.isdir(path) else open(path, "rb").read(10))
        attempt("read /proc/1/root" + path, lambda: os.stat("/proc/1/root" + path))
        attempt("read /proc/self/root/../.." + path, lambda: os.stat("/proc/self/root/../.." + path))
    for device in ("mem", "kmem", "port", "sda", "vda", "kmsg", "fuse", "kvm", "net/tun", "loop0", "mqueue"):
        attempt("read /dev/" + device, lambda: open("/dev/" + device, "rb").read(1))
    for name in ("kcore", "kmsg", "kallsyms", "1/environ"):
        def read():
            data = open("/proc/" + name, "rb").read(4096)
            if name == "kallsyms" and b"0000000000000000 " in data[:60]:
                raise PermissionError("addresses are hidden")
            if name == "1/environ" and b"JAVA" not in data:
                raise PermissionError("nothing of the host in it")
            return data
        attempt("read /proc/" + name, read)


def symlinks(secret):
    os.symlink(secret, "/tmp/link")
    attempt("symlink", lambda: open("/tmp/link").read())
    os.symlink("/proc/1/root" + secret, "/tmp/link2")
    attempt("symlink through proc", lambda: open("/tmp/link2").read())
    os.symlink("/proc/self/cwd/../../../../.." + secret, "/tmp/link3")
    attempt("symlink through cwd", lambda: open("/tmp/link3").read())
    attempt("hard link of sh", lambda: os.link("/bin/sh", "/tmp/sh"))
    attempt("symlink in /w", lambda: os.symlink("/etc/passwd", "/w/link"))


def sockets():
    attempt("tcp", lambda: socket.create_connection(("1.1.1.1", 53), 1))
    attempt("tcp to the host", lambda: socket.create_connection(("127.0.0.1", 22), 1))
    attempt("udp", lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("8.8.8.8", 53)))
    attempt("udp 6", lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM))
    attempt("unix", lambda: socket.socket(socket.AF_UNIX).bind("/tmp/s"))
    attempt("abstract", lambda: socket.socket(socket.AF_UNIX).bind("\0abstract"))
    attempt("netlink", lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0))
    attempt("raw", lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP))
    attempt("packet", lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0))
    attempt("vsock", lambda: socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM))
    attempt("alg", lambda: socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET))
    attempt("name", lambda: socket.gethostbyname("debian.org"))


def flood(stream):
    block = b"y" * 65536
    while True:
        os.write(int(stream), block)


def huge_file():
    with open("/tmp/sparse", "wb") as f:
        attempt("sparse file", lambda: f.truncate(1 << 40))
        attempt("allocate", lambda: os.posix_fallocate(f.fileno(), 0, 1 << 30))


def kill_others():
    for pid in (1, 2, 3, os.getppid(), -1):
        if pid not in (0, os.getpid()):
            for number in (signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM):
                try:
                    os.kill(pid, number)
                    print("sent", number, "to", pid)
                except OSError as e:
                    print("refused", pid, e)
    print("still here")


def kill_host(*pids):
    for pid in pids:
        attempt("kill the JVM", lambda: os.kill(int(pid), signal.SIGKILL))
        attempt("see the JVM", lambda: os.stat("/proc/" + pid))
    visible = [p for p in os.listdir("/proc") if p.isdigit()]
    print("visible", len(visible))


def write_to(path, text):
    return os.write(os.open(path, os.O_WRONLY), text)


def proc_and_sys():
    for path in ("sys/kernel/core_pattern", "sysrq-trigger", "sys/kernel/hostname", "sys/vm/drop_caches",
                 "sys/user/max_user_namespaces", "sys/kernel/ns_last_pid", "sys/fs/binfmt_misc/register",
                 "sys/kernel/modprobe", "acpi/alarm", "self/uid_map", "self/setgroups"):
        attempt("write /proc/" + path, lambda: write_to("/proc/" + path, b"0 0 1\n"))
    attempt("oom_score_adj", lambda: write_to("/proc/self/oom_score_adj", b"-1000"))
    attempt("cgroup", lambda: write_to("/sys/fs/cgroup/cgroup.procs", b"0"))
    attempt("/sys", lambda: os.listdir("/sys"))


def setuid():
    for program in ("/usr/bin/su", "/usr/bin/mount", "/usr/bin/passwd", "/usr/bin/newgrp", "/usr/bin/bwrap"):
        if os.path.exists(program):
            print(program, oct(os.stat(program).st_mode))
    attempt("setuid 0", lambda: os.setuid(0))
    attempt("setgid 0", lambda: os.setgid(0))
    attempt("setgroups", lambda: os.setgroups([0]))
    attempt("chroot", lambda: os.chroot("/tmp"))
    attempt("nice", lambda: os.nice(-10))
    attempt("realtime", lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50)))
    import resource
    for limit in ("RLIMIT_NOFILE", "RLIMIT_NPROC", "RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_CORE", "RLIMIT_MEMLOCK"):
        which = getattr(resource, limit)
        hard = resource.getrlimit(which)[1]
        attempt("raise " + limit, lambda: resource.setrlimit(which, (hard + 1, hard + 1)))


def exec_setuid():
    os.execv("/usr/bin/mount", ["mount", "-t", "tmpfs", "x", "/tmp"])


def clock():
    attempt("clock_settime", lambda: time.clock_settime(time.CLOCK_REALTIME, 0))
    attempt("hostname", lambda: socket.sethostname("attacked"))


def entropy():
    total = 0
    for _ in range(2000):
        total += len(os.getrandom(1 << 16))
    with open("/dev/urandom", "rb") as f:
        total += len(f.read(1 << 24))
    attempt("write to the entropy pool", lambda: __import__("fcntl").ioctl(open("/dev/urandom"), 0x40085203, b"\0" * 16))
    print("entropy read", total)


def open_files():
    opened = []
    try:
        for _ in range(10_000):
            opened.append(os.open("/dev/null", os.O_RDONLY))
    except OSError as e:
        print("refused after", len(opened), e)
        return
    print("SUCCEEDED 10000 files")


def descriptors():
    found = sorted(int(fd) for fd in os.listdir("/proc/self/fd"))
    print("descriptors", found)
    for fd in range(3, 1024):
        try:
            os.write(fd, b"x")
            print("SUCCEEDED writing", fd)
        except OSError:
            pass
        try:
            os.read(fd, 1)
            print("SUCCEEDED reading", fd)
        except OSError:
            pass
    known = {os.readlink("/proc/self/fd/%d" % fd) for fd in (0, 1, 2)} | {"/dev/null"}

    def others():
        if os.getpid() == 1:
            raise PermissionError("that is oneself")
        return {os.readlink("/proc/1/fd/" + fd) for fd in os.listdir("/proc/1/fd")} - known or 1 / 0
    attempt("descriptors of the first process", others)


def tty():
    import fcntl, termios
    for fd in (0, 1, 2):
        attempt("TIOCSTI %d" % fd, lambda: fcntl.ioctl(fd, termios.TIOCSTI, b"x"))
    attempt("open the terminal", lambda: open("/dev/tty", "w"))
    attempt("console", lambda: open("/dev/console", "w"))


def many_arguments():
    attempt("huge argv", lambda: os.execv("/usr/bin/true", ["true"] + ["x" * 100_000] * 100))
    attempt("huge env", lambda: os.execve("/usr/bin/true", ["true"], {str(i): "x" * 100_000 for i in range(100)}))


def stop_itself():
    os.kill(os.getpid(), signal.SIGSTOP)
    # the first process of a namespace cannot be stopped from inside, so it waits instead
    while True:
        signal.pause()


def close_and_go_on():
    os.close(1)
    os.close(2)
    while True:
        time.sleep(1)


def write_to_stdin():
    attempt("write to standard input", lambda: os.write(0, b"x"))
    attempt("reopen standard input", lambda: os.write(os.open("/proc/self/fd/0", os.O_WRONLY | os.O_NONBLOCK), b"x") and 1 / 0)


def zip_bomb():
    import zlib
    data = sys.stdin.buffer.read()
    for _ in range(3):
        data = zlib.decompress(data)
    print("SUCCEEDED", len(data))


def lower_priority():
    os.nice(19)
    os.sched_setaffinity(0, {0})
    print("harmless")


def lock_memory():
    attempt("mlockall", lambda: libc.mlockall(3) == 0 or 1 / 0)
    block = ctypes.create_string_buffer(1 << 22)
    attempt("mlock", lambda: libc.mlock(block, 1 << 22) == 0 or 1 / 0)


def deathsig():
    attempt("PR_SET_PDEATHSIG", lambda: libc.prctl(1, 0, 0, 0, 0) == 0 or 1 / 0)


def init_memory():
    def write():
        if os.getpid() == 1:
            raise PermissionError("that is oneself")
        return open("/proc/1/mem", "r+b")
    print("memory of the first process:", end=" ")
    try:
        write()
        print("open")
    except OSError as e:
        print("closed", e)
    if os.getpid() != 1:
        status = dict(l.split(":\t", 1) for l in open("/proc/1/status"))
        attempt("an unfiltered first process", lambda: status["Seccomp"].strip() == "0" or 1 / 0)
        attempt("a first process with rights", lambda: int(status["CapEff"], 16) or 1 / 0)
        limits = open("/proc/1/limits").read()
        attempt("an unlimited first process",
                lambda: [l for l in limits.splitlines() if l.startswith(("Max open files", "Max file size", "Max processes")) and "unlimited" in l] or 1 / 0)


def pipes():
    import fcntl
    opened = []
    try:
        while True:
            r, w = os.pipe()
            opened.append((r, w))
            try:
                fcntl.fcntl(w, 1031, 1 << 20)
            except OSError:
                pass
            os.set_blocking(w, False)
            try:
                while True:
                    os.write(w, b"x" * 65536)
            except BlockingIOError:
                pass
    except OSError as e:
        print("refused pipes after", len(opened), e)


globals()[sys.argv[1]](*sys.argv[2:])
