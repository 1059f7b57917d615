// Runs a test program. The entry point is a proxy: every call goes to the program under test, in another process.
const assert = require('assert');
const pipe = new Pipe();
const table = new Table();
const config = pipe.receive();
const remotes = new Map();
let calls = 0;
let objects = false;
let failed = null;

function note(message) {
  if (failed === null) failed = message;
}

console.assert = (condition, ...message) => {
  if (!condition) note('console.assert failed' + (message.length > 0 ? ': ' + message.join(' ') : ''));
};
for (const name of ['log', 'info', 'debug', 'warn', 'error', 'table', 'dir', 'trace']) console[name] = () => {};

function ask(message, args) {
  calls++;
  message.references = true;
  pipe.send(message);
  for (;;) {
    const reply = pipe.receive();
    if ('callback' in reply) {
      pipe.send(callBack(reply));
    } else if ('ok' in reply) {
      for (const index of Object.keys(reply.changed || {})) {
        if (args && Number(index) < args.length) overwrite(args[index], decode(reply.changed[index], resolve));
      }
      return decode(reply.ok, resolve);
    } else {
      throw exception(reply);
    }
  }
}

function callBack(message) {
  try {
    const result = table.objects[message.callback](...message.args.map((item) => decode(item, resolve)));
    return { ok: new Encoder('tester', table).encode(result) };
  } catch (problem) {
    return { raise: ['Error'], message: String(problem && problem.message) };
  }
}

function exception(reply) {
  const names = reply.raise;
  if (names[0] === 'Thrown') return reply.message;
  const last = names[names.length - 1];
  const base = /^(Eval|Range|Reference|Syntax|Type|URI)?Error$/.test(last) ? globalThis[last] : Error;
  const problem = new base(reply.message);
  if (names.length > 1) problem.name = names[0];
  return problem;
}

function call(message, args) {
  message.args = Array.from(args, (item) => encode(item));
  return ask(message, args);
}

function encode(value) {
  const known = remoteOf.get(value);
  return known || new TesterEncoder('tester', table).encode(value);
}

class TesterEncoder extends Encoder {
  of(value, depth) {
    return remoteOf.get(value) || super.of(value, depth);
  }
}

/** Proxies are told by identity: their properties belong to the program. */
const remoteOf = new WeakMap();

function resolve(owner, kind, number, type) {
  if (owner === 'tester') return table.objects[number];
  if (kind === 'object' && !objects) {
    throw new TypeError('the program gave an object of class ' + type + ', which is no plain value');
  }
  if (!remotes.has(number)) remotes.set(number, remote(kind, number, type));
  return remotes.get(number);
}

function remote(kind, number, type) {
  const reference = ['h', 'candidate', kind, number, type];
  let made;
  if (kind === 'callable') {
    made = (...args) => call({ op: 'call', object: number }, args);
  } else if (kind === 'iterator') {
    made = {
      next: (...args) => call({ op: 'call', object: number, name: 'next' }, args),
      [Symbol.iterator]() { return this; },
    };
  } else {
    const prototype = classes.has(type) ? classes.get(type).prototype : Object.prototype;
    made = new Proxy(Object.create(prototype), {
      get(target, name) {
        if (typeof name === 'symbol' || name === 'constructor' || name === 'toJSON' || name === 'then') {
          return target[name];
        }
        const value = ask({ op: 'get', object: number, name });
        return typeof value === 'function' && remoteOf.has(value)
          ? (...args) => call({ op: 'call', object: number, name }, args) : value;
      },
      set(target, name, value) {
        ask({ op: 'set', object: number, name: String(name), value: encode(value) });
        return true;
      },
    });
  }
  remoteOf.set(made, reference);
  return made;
}

const classes = new Map();

function proxy(name) {
  const described = config.names[name] || ['function'];
  if (described[0] === 'class' && name !== 'Solution') {
    objects = true;
    const made = function (...args) {
      return call({ op: 'new', name }, args);
    };
    Object.defineProperty(made, 'name', { value: name });
    classes.set(name, made);
    return made;
  }
  if (described[0] === 'class') {
    objects = true;
    return function (...args) {
      return call({ op: 'new', name }, args);
    };
  }
  if (described[0] === 'value') return ask({ op: 'get', name });
  const operation = name === config.entry ? 'entry' : 'call';
  return (...args) => call({ op: operation, name }, args);
}

/** Names of the program that the tests read and the language does not have. */
function lend(text) {
  for (const name of Object.keys(config.names)) {
    const known = name in globalThis || ['require', 'module', 'exports', 'assert', 'expect', 'chai', 'describe', 'it',
      'test', 'check', '_', 'lodash', 'deepEqual', 'isEqual', 'equal'].includes(name);
    const declared = new RegExp('(?:function|class|const|let|var)\\s+' + name.replace(/\$/g, '\\$') + '\\b').test(text);
    if (!known && !declared && new RegExp('(?<![\\w$.])' + name.replace(/\$/g, '\\$') + '(?![\\w$])').test(text)) {
      globalThis[name] = proxy(name);
    }
  }
}

function describe(problem) {
  if (problem instanceof assert.AssertionError) return 'assertion failed: ' + String(problem.message).slice(0, 300);
  return problem instanceof Error ? problem.name + ': ' + String(problem.message).slice(0, 300)
    : 'thrown: ' + String(problem).slice(0, 300);
}

/** Test functions that a program defines and does not call; jest's words, as far as they are needed. */
const pending = [];
globalThis.test = globalThis.it = (name, body) => pending.push(body);
globalThis.describe = (name, body) => body();
globalThis.expect = (actual) => {
  const matchers = (negated) => {
    const check = (holds, word) => assert.ok(holds !== negated, 'expect: ' + (negated ? 'not ' : '') + word);
    const same = (a, b, strict) => {
      try {
        (strict ? assert.deepStrictEqual : assert.deepEqual)(a, b);
        return true;
      } catch (problem) {
        return false;
      }
    };
    return {
      toBe: (expected) => check(Object.is(actual, expected), 'toBe'),
      toEqual: (expected) => check(same(actual, expected, true), 'toEqual'),
      toStrictEqual: (expected) => check(same(actual, expected, true), 'toStrictEqual'),
      toBeCloseTo: (expected, digits = 2) => check(Math.abs(actual - expected) < 10 ** -digits / 2, 'toBeCloseTo'),
      toBeTruthy: () => check(Boolean(actual), 'toBeTruthy'),
      toBeFalsy: () => check(!actual, 'toBeFalsy'),
      toBeNull: () => check(actual === null, 'toBeNull'),
      toBeUndefined: () => check(actual === undefined, 'toBeUndefined'),
      toBeGreaterThan: (expected) => check(actual > expected, 'toBeGreaterThan'),
      toBeLessThan: (expected) => check(actual < expected, 'toBeLessThan'),
      toHaveLength: (expected) => check(actual.length === expected, 'toHaveLength'),
      toContain: (expected) => check(actual.includes(expected), 'toContain'),
      toThrow: () => {
        let thrown = false;
        try {
          actual();
        } catch (problem) {
          thrown = true;
        }
        check(thrown, 'toThrow');
      },
    };
  };
  return Object.assign(matchers(false), { not: matchers(true) });
};

function runOne(source) {
  const before = calls;
  failed = null;
  try {
    vm.runInThisContext(source, { filename: 'tests.js' });
    const check = globalThis.check;
    if (typeof check === 'function' && !/^check\s*\(/m.test(source)) check(globalThis.candidate);
    for (const body of pending.splice(0)) body();
  } catch (problem) {
    if (problem instanceof SyntaxError && calls === before) return ['broken', describe(problem)];
    return ['failed', describe(problem)];
  }
  if (failed !== null) return ['failed', failed];
  return calls === before ? ['broken', 'the test program never called the entry point'] : ['passed', ''];
}

function main() {
  const results = [];
  const names = { ...config.names };
  const program = new Proxy({}, { get: (_, name) => typeof name === 'string' && (name === config.entry || name in names)
    ? globalThis[name] || proxy(name) : undefined });
  globalThis.require = (name) => (/^\.{1,2}\//.test(name) ? program : require(name));
  globalThis.assert = undefined;
  delete globalThis.assert;
  const texts = [config.setup, ...config.tests];
  const entryName = config.entry.split('.').pop();
  const entry = proxy(config.entry);
  globalThis[entryName] = globalThis.candidate = entry;
  delete config.names[config.entry];
  try {
    lend(texts.join('\n'));
    if (config.preamble) vm.runInThisContext(config.preamble, { filename: 'helpers.js' });
    if (config.setup) vm.runInThisContext(config.setup, { filename: 'setup.js' });
  } catch (problem) {
    pipe.send({ done: config.nonce, broken: 'the test program\'s setup failed: ' + describe(problem) });
    return;
  }
  for (const source of config.tests) {
    if (!/\bassert\s*=/.test(source) && /\bassert\b/.test(source)) globalThis.assert = assert;
    results.push(runOne(source));
    if (results[results.length - 1][0] !== 'passed' && config.firstFailure) break;
  }
  pipe.send({ done: config.nonce, results });
}

const exit = process.exit;
class Left extends Error {}
process.exit = (code) => {
  throw code ? new Error('the tests ended with exit code ' + code) : new Left('the tests ended early');
};
main();
exit(0);
