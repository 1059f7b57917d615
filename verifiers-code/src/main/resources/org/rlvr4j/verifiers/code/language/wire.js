'use strict';
const fs = require('fs');
const vm = require('vm');

// Taken before any program runs; a program that changes these objects later changes only its own answers.
const stringify = JSON.stringify;
const parse = JSON.parse;
const isArray = Array.isArray;
const MAX_ELEMENTS = 1000000;
const MAX_DEPTH = 150;

/** Lines of JSON over standard input and output. */
class Pipe {
  constructor() {
    this.rest = Buffer.alloc(0);
    this.chunk = Buffer.alloc(65536);
  }

  receive() {
    const parts = [];
    for (;;) {
      const end = this.rest.indexOf(10);
      if (end >= 0) {
        parts.push(this.rest.subarray(0, end));
        const line = Buffer.concat(parts).toString('latin1');
        this.rest = this.rest.subarray(end + 1);
        return parse(line);
      }
      parts.push(this.rest);
      const count = this.read();
      if (count === 0) process.exit(0);
      this.rest = Buffer.from(this.chunk.subarray(0, count));
    }
  }

  read() {
    for (;;) {
      try {
        return fs.readSync(0, this.chunk, 0, this.chunk.length, null);
      } catch (problem) {
        if (problem.code === 'EOF') return 0;
        if (problem.code !== 'EAGAIN') throw problem;
      }
    }
  }

  send(message) {
    const ascii = stringify(message).replace(/[\u007f-\uffff]/g,
      (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
    let data = Buffer.from(ascii + '\n', 'latin1');
    while (data.length > 0) {
      try {
        data = data.subarray(fs.writeSync(1, data));
      } catch (problem) {
        if (problem.code !== 'EAGAIN') throw problem;
      }
    }
  }
}

class Unsupported extends Error {}

class Table {
  constructor() {
    this.objects = [null];
    this.numbers = new Map();
  }

  reference(owner, value) {
    let number = this.numbers.get(value);
    if (number === undefined) {
      number = this.objects.length;
      this.objects.push(value);
      this.numbers.set(value, number);
    }
    let kind = 'object';
    if (typeof value === 'function') kind = 'callable';
    else if (typeof value.next === 'function') kind = 'iterator';
    const name = kind === 'callable' ? value.name : value.constructor && value.constructor.name;
    return ['h', owner, kind, number, String(name || 'Object').slice(0, 200)];
  }
}

/** Turns values into JSON; what has no plain form becomes a reference where there is a table, or is refused. */
class Encoder {
  constructor(owner, table) {
    this.owner = owner;
    this.table = table;
  }

  encode(value) {
    this.count = 0;
    this.open = new Set();
    return this.of(value, 0);
  }

  of(value, depth) {
    if (++this.count > MAX_ELEMENTS) throw new Unsupported('a value has more than ' + MAX_ELEMENTS + ' elements');
    if (depth > MAX_DEPTH) throw new Unsupported('a value is nested deeper than ' + MAX_DEPTH + ' levels');
    switch (typeof value) {
      case 'undefined': return ['u'];
      case 'boolean': case 'string': return value;
      case 'bigint': return ['i', value.toString(16)];
      case 'number':
        if (Number.isSafeInteger(value) && !Object.is(value, -0)) return value;
        if (Number.isNaN(value)) return ['f', 'nan'];
        if (!Number.isFinite(value)) return ['f', value > 0 ? 'inf' : '-inf'];
        return ['f', Object.is(value, -0) ? '-0.0' : String(value)];
      case 'object':
        if (value === null) return null;
        if (this.open.has(value)) throw new Unsupported('a value contains itself');
        this.open.add(value);
        try {
          return this.object(value, depth + 1);
        } finally {
          this.open.delete(value);
        }
      default:
        return this.reference(value);
    }
  }

  object(value, depth) {
    if (value instanceof Remote) return value.reference;
    if (isArray(value)) return ['l', ...Array.from(value, (item) => this.of(item, depth))];
    if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
      return value instanceof Uint8Array && Buffer.isBuffer(value)
        ? ['b', value.toString('hex')] : ['l', ...Array.from(value, (item) => this.of(item, depth))];
    }
    const kind = Object.prototype.toString.call(value);
    if (kind === '[object Set]') return ['s', ...Array.from(value, (item) => this.of(item, depth))];
    if (kind === '[object Map]') {
      const flat = ['m'];
      for (const [key, item] of value) flat.push(this.of(key, depth), this.of(item, depth));
      return flat;
    }
    if (kind === '[object Date]') return ['k', 'Date', this.of(value.getTime(), depth)];
    if (value instanceof Number || value instanceof String || value instanceof Boolean) {
      return this.of(value.valueOf(), depth);
    }
    const parent = Object.getPrototypeOf(value);
    const plain = parent === null || Object.getPrototypeOf(parent) === null;
    if (!plain && (typeof value.next === 'function' || this.table)) {
      if (this.table) return this.reference(value);
      const items = ['l'];
      for (const item of value) items.push(this.of(item, depth));
      return items;
    }
    const flat = ['d'];
    for (const key of Object.keys(value)) flat.push(key, this.of(value[key], depth));
    return flat;
  }

  reference(value) {
    if (!this.table) throw new Unsupported('a value of type ' + typeof value + ' has no plain form');
    return this.table.reference(this.owner, value);
  }
}

/** An object of the other process. */
class Remote {
  constructor(reference) {
    this.reference = reference;
  }
}

function decode(form, resolve) {
  if (form === null || typeof form !== 'object') return form;
  const rest = () => form.slice(1).map((item) => decode(item, resolve));
  switch (form[0]) {
    case 'l': case 't': return rest();
    case 's': case 'z': return new Set(rest());
    case 'u': return undefined;
    case 'f': return { nan: NaN, inf: Infinity, '-inf': -Infinity }[form[1]] ?? Number(form[1]);
    case 'i': return form[1][0] === '-' ? -BigInt('0x' + form[1].slice(1)) : BigInt('0x' + form[1]);
    case 'b': return Buffer.from(form[1], 'hex');
    case 'k': return form[1] === 'Date' ? new Date(form[2]) : rest();
    case 'm': {
      const map = new Map();
      for (let i = 1; i < form.length; i += 2) map.set(decode(form[i], resolve), decode(form[i + 1], resolve));
      return map;
    }
    case 'd': {
      const object = {};
      for (let i = 1; i < form.length; i += 2) {
        const key = decode(form[i], resolve);
        Object.defineProperty(object, typeof key === 'string' ? key : String(key),
          { value: decode(form[i + 1], resolve), writable: true, enumerable: true, configurable: true });
      }
      return object;
    }
    default: return resolve(form[1], form[2], form[3], form[4]);
  }
}

function overwrite(target, source) {
  if (isArray(target) && isArray(source)) {
    target.length = 0;
    for (const item of source) target.push(item);
  } else if (target instanceof Map && source instanceof Map) {
    target.clear();
    for (const [key, item] of source) target.set(key, item);
  } else if (target instanceof Set && source instanceof Set) {
    target.clear();
    for (const item of source) target.add(item);
  } else if (target !== null && typeof target === 'object') {
    for (const key of Object.keys(target)) delete target[key];
    Object.assign(target, source);
  }
}
