# Serves calls of a program's functions. Whatever the program does to this file's code, it can only change its own answers:
# no expected value, no test and no verdict is ever in this process.
import builtins as _builtins
import types as _types


class Server:

    def __init__(self, pipe):
        self.pipe = pipe
        self.table = Table()
        self.module = _types.ModuleType("program")

    def load(self, path):
        import typing
        space = self.module.__dict__
        for name in ("Any", "Callable", "Dict", "FrozenSet", "Generator", "Iterable", "Iterator", "List", "Mapping",
                     "Optional", "Sequence", "Set", "Tuple", "Union"):
            space[name] = getattr(typing, name)
        before = set(space)
        _sys.modules["program"] = self.module
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            code = compile(file.read(), "program.py", "exec", dont_inherit=True)
        _builtins.exec(code, space)
        names = {}
        for name, value in list(space.items()):
            if name in before or not isinstance(name, str) or name.startswith("__"):
                continue
            if isinstance(value, type):
                names[name] = ["class"] + bases(value)
            elif callable(value):
                names[name] = ["function"]
            elif not isinstance(value, _types.ModuleType):
                names[name] = ["value"]
        return names

    def target(self, message):
        number = message.get("object")
        if number is not None:
            value = self.table.objects[number]
            name = message.get("name")
            return getattr(value, name) if name is not None else value
        return self.find(message["name"])

    def find(self, name):
        space = self.module.__dict__
        value = space
        for part in name.split("."):
            value = value[part] if value is space else getattr(value, part)
        return value

    def entry(self, name):
        """The entry point, or the method of that name of the class Solution, as competition sites have it."""
        try:
            return self.find(name)
        except (KeyError, AttributeError):
            solution = self.module.__dict__.get("Solution")
            if solution is not None and hasattr(solution, name.split(".")[-1]):
                return getattr(solution(), name.split(".")[-1])
            raise

    def resolve(self, owner, kind, number, type_name):
        if owner == "candidate":
            return self.table.objects[number]
        return Callback(self, number) if kind == "callable" else no_reference()

    def handle(self, message):
        operation = message["op"]
        table = self.table if message.get("references") else None
        encoder = Encoder("candidate", table)
        if operation == "get":
            return {"ok": encoder.encode(self.target(message))}
        if operation == "set":
            setattr(self.table.objects[message["object"]], message["name"], decode(message["value"], self.resolve))
            return {"ok": None}
        if operation == "entry":
            function = self.entry(message["name"])
        else:
            function = self.target(message)
        arguments = [decode(item, self.resolve) for item in message["args"]]
        keywords = {key: decode(item, self.resolve) for key, item in message.get("kwargs", {}).items()}
        result = function(*arguments, **keywords)
        if isinstance(result, _types.CoroutineType):
            import asyncio
            result = asyncio.run(result)
        reply = {"ok": encoder.encode(result)}
        changed = {}
        if message.get("references"):
            for index, argument in enumerate(arguments):
                if mutable(argument):
                    after = encoder.encode(argument)
                    if after != message["args"][index]:
                        changed[str(index)] = after
        if changed:
            reply["changed"] = changed
        return reply

    def answer(self, message):
        try:
            return self.handle(message)
        except BaseException as problem:
            return failure(problem)

    def serve(self, path):
        try:
            names = self.load(path)
        except BaseException as problem:
            self.pipe.send(failure(problem))
            return
        self.pipe.send({"ready": names})
        while True:
            self.pipe.send(self.answer(self.pipe.receive()))


class Callback:
    """A function of the tester, called back."""

    def __init__(self, server, number):
        self.server = server
        self.number = number

    def __call__(self, *arguments, **keywords):
        encoder = Encoder("candidate", self.server.table)
        self.server.pipe.send({
            "callback": self.number,
            "args": [encoder.encode(item) for item in arguments],
            "kwargs": {key: encoder.encode(item) for key, item in keywords.items()}})
        while True:
            message = self.server.pipe.receive()
            if "op" in message:
                self.server.pipe.send(self.server.answer(message))
            elif "ok" in message:
                return decode(message["ok"], self.server.resolve)
            else:
                raised = getattr(_builtins, message["raise"][-1], Exception)
                raise raised(message.get("message", ""))


def bases(kind):
    """Names from a class up to and including its first builtin exception."""
    names = []
    if issubclass(kind, BaseException):
        for parent in kind.__mro__:
            names.append(parent.__name__)
            if parent.__module__ == "builtins":
                break
    return names


def failure(problem):
    text = ""
    plain = None
    try:
        text = str(problem)[:2000]
        plain = [Encoder("candidate").encode(item) for item in problem.args]
    except BaseException:
        pass
    reply = {"raise": bases(type(problem)), "message": text}
    if plain is not None:
        reply["args"] = plain
    return reply


if __name__ == "__main__":
    Server(Pipe()).serve(_sys.argv[1])
