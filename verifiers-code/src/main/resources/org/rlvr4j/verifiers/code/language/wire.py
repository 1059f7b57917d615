import json as _json
import math as _math
import os as _os
import sys as _sys

MAX_ELEMENTS = 1000000
MAX_DEPTH = 150


class Unsupported(Exception):
    pass


class Pipe:
    """Lines of JSON over private copies of standard input and output, which the program does not see."""

    def __init__(self):
        self._input = _os.fdopen(_os.dup(0), "rb")
        self._output = _os.dup(1)
        nothing = _os.open(_os.devnull, _os.O_RDWR)
        _os.dup2(nothing, 0)
        _os.dup2(nothing, 1)
        self._dumps = _json.dumps
        self._loads = _json.loads
        self._write = _os.write

    def receive(self):
        line = self._input.readline()
        if not line:
            _os._exit(0)
        return self._loads(line)

    def send(self, message):
        data = (self._dumps(message) + "\n").encode("ascii")
        while data:
            data = data[self._write(self._output, data):]


def real(value):
    if value != value:
        return "nan"
    if value in (_math.inf, -_math.inf):
        return "inf" if value > 0 else "-inf"
    return float.__repr__(value)


class Encoder:
    """Turns values into JSON; what has no plain form becomes a reference, or is refused."""

    def __init__(self, owner, table=None):
        self.owner = owner
        self.table = table

    def encode(self, value):
        self.count = 0
        self.open = set()
        return self.of(value, 0)

    def of(self, value, depth):
        self.count += 1
        if self.count > MAX_ELEMENTS:
            raise Unsupported("a value has more than %d elements" % MAX_ELEMENTS)
        if depth > MAX_DEPTH:
            raise Unsupported("a value is nested deeper than %d levels" % MAX_DEPTH)
        if value is None or value is True or value is False:
            return value
        kind = type(value)
        if kind is str:
            return value
        if kind is int:
            return value if -(1 << 53) < value < (1 << 53) else ["i", "%x" % value]
        if kind is float:
            return ["f", real(value)]
        if isinstance(value, bool):
            return bool(value)
        if isinstance(value, int):
            return self.of(int.__add__(value, 0), depth)
        if isinstance(value, float):
            return ["f", real(float.__float__(value))]
        if isinstance(value, str):
            return str.__str__(value)
        if isinstance(value, complex):
            return ["c", real(value.real), real(value.imag)]
        if isinstance(value, (bytes, bytearray, memoryview)):
            return ["b", bytes(value).hex()]
        if isinstance(value, range):
            return ["l"] + [self.of(item, depth + 1) for item in value[:MAX_ELEMENTS + 1]]
        if isinstance(value, (list, tuple, set, frozenset, dict)):
            return self.container(value, depth)
        return self.other(value, depth)

    def container(self, value, depth):
        if id(value) in self.open:
            raise Unsupported("a value contains itself")
        self.open.add(id(value))
        try:
            if isinstance(value, dict):
                flat = ["d"]
                for key, item in dict.items(value):
                    flat.append(self.of(key, depth + 1))
                    flat.append(self.of(item, depth + 1))
                return flat
            if isinstance(value, list):
                return ["l"] + [self.of(item, depth + 1) for item in list.__iter__(value)]
            if isinstance(value, tuple):
                return ["t"] + [self.of(item, depth + 1) for item in tuple.__iter__(value)]
            if isinstance(value, frozenset):
                return ["z"] + [self.of(item, depth + 1) for item in frozenset.__iter__(value)]
            return ["s"] + [self.of(item, depth + 1) for item in set.__iter__(value)]
        finally:
            self.open.discard(id(value))

    def other(self, value, depth):
        kind = type(value)
        name = kind.__module__ + "." + kind.__qualname__
        if name == "decimal.Decimal":
            return ["k", name, str(value)]
        if name == "fractions.Fraction":
            return ["k", name, self.of(value.numerator, depth + 1), self.of(value.denominator, depth + 1)]
        if name == "collections.deque":
            return ["k", name, ["l"] + [self.of(item, depth + 1) for item in value]]
        if name == "datetime.date":
            return ["k", name, value.year, value.month, value.day]
        if name == "datetime.datetime" and value.tzinfo is None:
            return ["k", name, value.year, value.month, value.day, value.hour, value.minute, value.second,
                    value.microsecond]
        if name == "datetime.time" and value.tzinfo is None:
            return ["k", name, value.hour, value.minute, value.second, value.microsecond]
        if name == "datetime.timedelta":
            return ["k", name, value.days, value.seconds, value.microseconds]
        if name in ("builtins.dict_keys", "builtins.dict_values", "builtins.dict_items"):
            return ["l"] + [self.of(item, depth + 1) for item in value]
        if kind.__module__ == "array" and kind.__name__ == "array":
            return ["l"] + [self.of(item, depth + 1) for item in value]
        if kind.__module__ == "numpy" and hasattr(value, "tolist"):
            return self.of(value.tolist(), depth)
        if self.table is not None:
            return self.table.reference(self.owner, value)
        if hasattr(kind, "__next__"):
            items = ["l"]
            for item in value:
                items.append(self.of(item, depth + 1))
            return items
        raise Unsupported("a value of type %s has no plain form" % kind.__qualname__)


class Table:
    """Objects of this process that the other one refers to by number."""

    def __init__(self):
        self.objects = {}
        self.numbers = {}

    def reference(self, owner, value):
        number = self.numbers.get(id(value))
        if number is None:
            number = len(self.objects) + 1
            self.objects[number] = value
            self.numbers[id(value)] = number
        kind = type(value)
        if hasattr(kind, "__next__"):
            form = "iterator"
        elif callable(value):
            form = "callable"
        else:
            form = "object"
        name = value.__name__ if isinstance(value, type) else kind.__name__
        return ["h", owner, form, number, str(name)]


def known(name, parts):
    if name == "decimal.Decimal":
        import decimal
        return decimal.Decimal(*parts)
    if name == "fractions.Fraction":
        import fractions
        return fractions.Fraction(*parts)
    if name == "collections.deque":
        import collections
        return collections.deque(*parts)
    if name in ("datetime.date", "datetime.datetime", "datetime.time", "datetime.timedelta"):
        import datetime
        return getattr(datetime, name.split(".")[1])(*parts)
    raise Unsupported("a value of type %s cannot be read" % name)


def decode(form, resolve):
    """Makes a value from JSON; resolve(owner, kind, number, type) finds what a reference means."""
    if form is None or isinstance(form, (bool, int, str)):
        return form
    tag = form[0]
    if tag == "l":
        return [decode(item, resolve) for item in form[1:]]
    if tag == "t":
        return tuple([decode(item, resolve) for item in form[1:]])
    if tag in ("d", "m"):
        return {decode(form[i], resolve): decode(form[i + 1], resolve) for i in range(1, len(form), 2)}
    if tag == "f":
        return float(form[1])
    if tag == "i":
        return int(form[1], 16)
    if tag == "s":
        return {decode(item, resolve) for item in form[1:]}
    if tag == "z":
        return frozenset([decode(item, resolve) for item in form[1:]])
    if tag == "c":
        return complex(float(form[1]), float(form[2]))
    if tag == "b":
        return bytes.fromhex(form[1])
    if tag == "u":
        return None
    if tag == "k":
        return known(form[1], [decode(item, resolve) for item in form[2:]])
    return resolve(*form[1:])


def overwrite(target, source):
    """Gives a mutable argument the content that it has after a call in the other process."""
    if isinstance(target, list):
        target[:] = source
    elif isinstance(target, dict):
        target.clear()
        target.update(source)
    elif isinstance(target, set):
        target.clear()
        target.update(source)
    elif isinstance(target, bytearray):
        target[:] = source
    elif hasattr(target, "extend") and hasattr(target, "clear"):
        target.clear()
        target.extend(source)


def mutable(value):
    return isinstance(value, (list, dict, set, bytearray)) or type(value).__name__ == "deque"


def no_reference(*_):
    raise Unsupported("a reference has no meaning here")
