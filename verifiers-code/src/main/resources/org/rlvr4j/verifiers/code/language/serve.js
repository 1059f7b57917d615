// Serves calls of a program's functions. No expected value, no test and no verdict is ever in this process.
const table = new Table();
const pipe = new Pipe();
const FAILURES = ['EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError', 'Error'];

function silence() {
  const nothing = { write: () => true };
  const quiet = () => {};
  for (const name of ['log', 'info', 'debug', 'warn', 'error', 'table', 'dir', 'trace', 'group', 'groupEnd']) {
    console[name] = quiet;
  }
  process.stdout.write = nothing.write;
}

function load(path) {
  const source = fs.readFileSync(path, 'utf8').replace(/^export\s+default\s+/gm, '').replace(/^export\s+(?=\w)/gm, '')
    .replace(/^export\s*\{[^}\n]*\}\s*;?/gm, '');
  globalThis.require = require;
  globalThis.module = { exports: {} };
  globalThis.exports = globalThis.module.exports;
  const before = new Set(Object.getOwnPropertyNames(globalThis));
  vm.runInThisContext(source, { filename: 'program.js' });
  const names = {};
  const defined = new Set(Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name)));
  for (const match of source.matchAll(/^(?:const|let|class)\s+([A-Za-z_$][\w$]*)/gm)) defined.add(match[1]);
  const exported = globalThis.module.exports;
  if (exported && (typeof exported === 'object' || typeof exported === 'function')) {
    for (const name of Object.keys(exported)) defined.add(name);
  }
  for (const name of defined) {
    let value;
    try {
      value = find(name);
    } catch (problem) {
      continue;
    }
    names[name] = [typeof value !== 'function' ? 'value'
      : /^class\b/.test(Function.prototype.toString.call(value)) ? 'class' : 'function'];
  }
  return names;
}

function find(name) {
  const parts = name.split('.');
  let owner;
  let value;
  try {
    value = vm.runInThisContext(parts[0]);
  } catch (problem) {
    const exported = globalThis.module.exports;
    if (exported && exported[parts[0]] !== undefined) value = exported[parts[0]];
    else if (typeof exported === 'function' && exported.name === parts[0]) value = exported;
    else throw problem;
  }
  for (const part of parts.slice(1)) {
    owner = value;
    value = value[part];
  }
  return owner !== undefined && typeof value === 'function' ? value.bind(owner) : value;
}

function entry(name) {
  try {
    return find(name);
  } catch (problem) {
    let solution;
    try {
      solution = find('Solution');
    } catch (none) {
      throw problem;
    }
    const object = new solution();
    return object[name].bind(object);
  }
}

function resolve(owner, kind, number) {
  if (owner === 'candidate') return table.objects[number];
  return (...args) => {
    const encoder = new Encoder('candidate', table);
    pipe.send({ callback: number, args: args.map((item) => encoder.encode(item)), kwargs: {} });
    for (;;) {
      const message = pipe.receive();
      if ('op' in message) pipe.send(answer(message));
      else if ('ok' in message) return decode(message.ok, resolve);
      else throw new Error(message.message);
    }
  };
}

function handle(message) {
  const encoder = new Encoder('candidate', message.references ? table : null);
  if (message.op === 'get') {
    const value = message.object ? table.objects[message.object][message.name] : find(message.name);
    return { ok: encoder.encode(value) };
  }
  if (message.op === 'set') {
    table.objects[message.object][message.name] = decode(message.value, resolve);
    return { ok: null };
  }
  const args = message.args.map((item) => decode(item, resolve));
  let result;
  if (message.op === 'new') {
    result = new (find(message.name))(...args);
  } else if (message.object) {
    const target = table.objects[message.object];
    result = message.name ? target[message.name](...args) : target(...args);
  } else {
    result = entry(message.name)(...args);
  }
  if (result instanceof Promise) result = settled(result);
  const reply = { ok: encoder.encode(result) };
  if (message.references) {
    args.forEach((argument, index) => {
      if (argument !== null && typeof argument === 'object') {
        const after = encoder.encode(argument);
        if (stringify(after) !== stringify(message.args[index])) {
          reply.changed = reply.changed || {};
          reply.changed[index] = after;
        }
      }
    });
  }
  return reply;
}

/** Runs what is due until a promise is settled, as far as no timer is needed. */
function settled(promise) {
  let state;
  promise.then((value) => { state = { value }; }, (problem) => { state = { problem }; });
  for (let i = 0; i < 100000 && !state; i++) process._tickCallback();
  if (!state) throw new Unsupported('a promise was not settled');
  if ('problem' in state) throw state.problem;
  return state.value;
}

function answer(message) {
  try {
    return handle(message);
  } catch (problem) {
    return failure(problem);
  }
}

function failure(problem) {
  const names = [];
  let message = '';
  try {
    if (problem instanceof Error) {
      for (let kind = problem.constructor; kind && kind.name; kind = Object.getPrototypeOf(kind)) {
        names.push(String(kind.name));
        if (FAILURES.includes(kind.name)) break;
      }
      message = String(problem.message).slice(0, 2000);
    } else {
      names.push('Thrown');
      message = String(problem).slice(0, 2000);
    }
  } catch (other) {
    // a hostile exception: its class and message are not to be had
  }
  return { raise: names, message };
}

silence();
let ready;
try {
  ready = { ready: load(process.argv[2]) };
} catch (problem) {
  ready = failure(problem);
}
pipe.send(ready);
if (ready.ready) for (;;) pipe.send(answer(pipe.receive()));
