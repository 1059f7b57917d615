"""Runs Python programs, each in a fork of this interpreter. The first process of a sandbox; see ForkServerIsolation.

Frames in both directions: one byte of kind, four of length, the payload.
To here: R run (JSON: argv, environment, cpu seconds), I input, C end of input.
From here: S started, O output, X error output, E ended (status, CPU nanoseconds, peak memory in bytes), D ready again.
"""
import atexit, base64, bisect, collections, copy, ctypes, dataclasses, datetime, decimal, errno, fractions, functools, heapq
import itertools, json, math, operator, os, random, re, resource, select, shutil, signal, statistics, string, struct, sys
import threading, traceback, types, typing

PR_SET_DUMPABLE, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 4, 22, 2
MOST_LEFT_FILES = 10_000
CHUNK = 65_536
MOST_WAITING = 1 << 20
libc = ctypes.CDLL(None, use_errno=True)


class Filter(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_char_p)]


def become_program(request, code, stdio):
    """In the child: takes everything of the server away. Returns the source to run."""
    for number, fd in enumerate(stdio):
        os.dup2(fd, number)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (request["cpu"], request["cpu"]))
    os.environ.clear()
    os.environ.update(request["environment"])
    libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
    program = Filter(len(code) // 8, code)
    if libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0) != 0:
        os._exit(125)
    sys.argv = request["argv"]
    if not sys.flags.isolated:
        sys.path[0] = os.path.dirname(sys.argv[0])


def run_program(path):
    """Runs a file as the interpreter does, up to the exit code."""
    main = types.ModuleType("__main__")
    main.__file__ = path
    main.__builtins__ = sys.modules["builtins"]
    sys.modules["__main__"] = main
    code = 0
    try:
        with open(path, "rb") as file:
            source = file.read()
        exec(compile(source, path, "exec"), main.__dict__)
    except SystemExit as e:
        code = exit_code(e.code)
    except BaseException as e:
        trace = e.__traceback__.tb_next if e.__traceback__ else None
        sys.excepthook(type(e), e.with_traceback(trace), trace)
        code = 1
    return code


def exit_code(value):
    if value is None:
        return 0
    if isinstance(value, int):
        return value & 0xFF
    print(value, file=sys.stderr)
    return 1


def leave(code):
    try:
        threading._shutdown()
        atexit._run_exitfuncs()
        sys.stdout.flush()
    except BaseException:
        code = code or 120
    try:
        sys.stderr.flush()
    finally:
        os._exit(code)


def child(request, code, stdio):
    try:
        become_program(request, code, stdio)
        status = run_program(sys.argv[0])
    except BaseException:
        traceback.print_exc()
        status = 1
    leave(status)


def clean_up():
    """Leaves nothing of a program for the next one, or ends the sandbox."""
    try:
        os.kill(-1, signal.SIGKILL)
    except ProcessLookupError:
        pass
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            break
    left = 0
    for folder in ("/tmp", "/dev/shm"):
        os.chmod(folder, 0o755)
        for top, folders, files in os.walk(folder):
            left += len(folders) + len(files)
            if left > MOST_LEFT_FILES:
                os._exit(1)
        for entry in os.scandir(folder):
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, onerror=lambda *_: os._exit(1))
            else:
                os.unlink(entry.path)


class Server:
    def __init__(self, code):
        self.code = code
        self.control = os.dup(0)
        self.report = os.dup(1)
        null = os.open("/dev/null", os.O_RDWR)
        for fd in (0, 1, 2):
            os.dup2(null, fd)
        os.close(null)
        os.set_blocking(self.report, False)
        self.received = bytearray()
        self.waiting = bytearray()
        self.requests = collections.deque()
        self.pid = None
        self.stdin = None
        self.input = bytearray()
        self.input_ended = False
        self.outputs = {}

    def send(self, kind, payload=b""):
        self.waiting += struct.pack(">cI", kind, len(payload)) + payload

    def start(self, request):
        ends = [os.pipe() for _ in range(3)]
        stdio = (ends[0][0], ends[1][1], ends[2][1])
        self.pid = os.fork()
        if self.pid == 0:
            child(request, self.code, stdio)
        for fd in stdio:
            os.close(fd)
        self.stdin = ends[0][1]
        os.set_blocking(self.stdin, False)
        self.input_ended = False
        self.outputs = {ends[1][0]: b"O", ends[2][0]: b"X"}
        self.ended = None
        self.child = os.pidfd_open(self.pid)
        self.send(b"S")

    def close_input(self):
        if self.stdin is not None:
            os.close(self.stdin)
            self.stdin = None
        self.input.clear()

    def receive(self):
        data = os.read(self.control, CHUNK)
        if not data:
            os._exit(0)
        self.received += data
        while len(self.received) >= 5:
            kind, length = struct.unpack_from(">cI", self.received)
            if len(self.received) < 5 + length:
                return
            payload = bytes(self.received[5:5 + length])
            del self.received[:5 + length]
            if kind == b"R":
                self.requests.append(json.loads(payload))
            elif kind == b"I" and self.stdin is not None:
                self.input += payload
            elif kind == b"C":
                self.input_ended = True

    def feed(self):
        try:
            del self.input[:os.write(self.stdin, self.input[:CHUNK])]
        except BlockingIOError:
            pass
        except OSError:
            self.close_input()

    def drain(self, fd):
        data = os.read(fd, CHUNK)
        if data:
            self.send(self.outputs[fd], data)
        else:
            os.close(fd)
            del self.outputs[fd]

    def flush(self):
        try:
            del self.waiting[:os.write(self.report, self.waiting[:CHUNK])]
        except BlockingIOError:
            pass
        except OSError:
            os._exit(0)

    def reap(self):
        _, status, usage = os.wait4(self.pid, 0)
        os.close(self.child)
        self.child = None
        self.ended = (status, int((usage.ru_utime + usage.ru_stime) * 1e9), usage.ru_maxrss * 1024)

    def finish(self):
        self.close_input()
        self.send(b"E", struct.pack(">iQQ", *self.ended))
        self.pid = None
        clean_up()
        self.send(b"D")

    def turn(self):
        if self.pid is None and self.requests:
            self.start(self.requests.popleft())
        reading = [self.control]
        writing = [self.report] if self.waiting else []
        if self.pid is not None:
            if len(self.waiting) < MOST_WAITING:
                reading += self.outputs
            if self.child is not None:
                reading.append(self.child)
            if self.stdin is not None and self.input:
                writing.append(self.stdin)
        readable, writable, _ = select.select(reading, writing, [])
        if self.control in readable:
            self.receive()
        if self.report in writable:
            self.flush()
        if self.pid is None:
            return
        for fd in [fd for fd in self.outputs if fd in readable]:
            self.drain(fd)
        if self.child is not None and self.child in readable:
            self.reap()
        if self.stdin is not None and self.stdin in writable:
            self.feed()
        if self.stdin is not None and self.input_ended and not self.input:
            self.close_input()
        if self.child is None and not self.outputs:
            self.finish()


def main():
    libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    server = Server(base64.b64decode(sys.argv[1]))
    server.send(b"D")
    while True:
        server.turn()


main()
