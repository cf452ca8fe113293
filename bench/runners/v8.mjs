// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The V8 engine: Node, started by wasm-bench with the flags that leave only V8's top tier. Speaks the protocol of docs/formats.md.
import {closeSync, openSync, readFileSync, readSync, unlinkSync, writeSync} from 'node:fs';
import {WASI} from 'node:wasi';

const driver = ['nn_setup', 'nn_run', 'nn_output_count', 'nn_output_data', 'nn_output_bytes'];
const modules = new Map();

function number(text) {
  if (!/^[0-9]{1,10}$/.test(text) || Number(text) > 0x7fffffff) throw new Error(`'${text}' is not a number from 0 to 2147483647`);
  return Number(text);
}

function find(id) {
  const instance = modules.get(id);
  if (!instance) throw new Error(`no module '${id}' is loaded`);
  return instance.exports;
}

function writeAll(file, bytes) {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}

const commands = {
  load: [2, (id, path) => {
    modules.delete(id);
    const module = new WebAssembly.Module(readFileSync(path));
    // Guest output on stdout must not end up between the answers.
    const wasi = new WASI({version: 'preview1', returnOnExit: true, stdout: 2, stderr: 2});
    const instance = new WebAssembly.Instance(module, wasi.getImportObject());
    const {exports} = instance;
    for (const name of driver) {
      if (typeof exports[name] !== 'function') throw new Error(`the module does not export ${name} as a driver of a corpus does`);
    }
    if (!(exports.memory instanceof WebAssembly.Memory)) throw new Error('the module does not export memory as a driver of a corpus does');
    wasi.initialize(instance);
    modules.set(id, instance);
    return '';
  }],
  setup: [3, (id, size, data) => {
    const result = find(id).nn_setup(number(size), number(data));
    if (result !== 0) throw new Error(`nn_setup returned ${result}: no memory for the inputs`);
    return '';
  }],
  check: [2, (id, path) => {
    const exports = find(id);
    exports.nn_run(1);
    const file = openSync(path, 'wx', 0o600);
    try {
      const count = exports.nn_output_count();
      if (!(count >= 0 && count <= 1000)) throw new Error(`nn_output_count returned ${count}`);
      let total = 0;
      for (let output = 0; output < count; output++) {
        const start = exports.nn_output_data(output) >>> 0;
        const size = exports.nn_output_bytes(output) >>> 0;
        const memory = exports.memory.buffer;
        if (start + size > memory.byteLength) throw new Error(`output ${output} lies outside the memory`);
        writeAll(file, new Uint8Array(memory, start, size));
        total += size;
      }
      return String(total);
    } catch (error) {
      unlinkSync(path);
      throw error;
    } finally {
      closeSync(file);
    }
  }],
  time: [2, (id, iterations) => {
    const {nn_run} = find(id);
    const count = number(iterations);
    const start = process.hrtime.bigint();
    nn_run(count);
    return String(process.hrtime.bigint() - start);
  }],
  unload: [1, (id) => {
    if (!modules.delete(id)) throw new Error(`no module '${id}' is loaded`);
    // Between entries, not between samples: give the memories back before the next entry asks for its own.
    if (modules.size === 0) globalThis.gc?.();
    return '';
  }],
};

function execute(line) {
  const [name, ...fields] = line.split('\t');
  if (!Object.hasOwn(commands, name)) throw new Error(`unknown command '${name}'`);
  const [count, body] = commands[name];
  if (fields.length !== count) throw new Error(`${name} takes ${count} fields, not ${fields.length}`);
  return body(...fields);
}

// A guest that calls exit() throws a symbol through the import; an answer has one line.
function describe(error) {
  const text = typeof error === 'symbol' ? 'the guest called exit()' : error instanceof Error ? error.message : String(error);
  return text.replaceAll(/[\t\r\n]+/g, ' ').slice(0, 1000);
}

// Blocking reads: nothing but commands runs in this process, no event loop, no timers. (`process` is not imported from 'node:process': that
// would open process.stdin, which makes file 0 non-blocking.)
function* lines() {
  const buffer = Buffer.alloc(65536);
  let rest = '';
  for (let count; (count = readSync(0, buffer)) > 0;) {
    rest += buffer.toString('utf8', 0, count);
    for (let end; (end = rest.indexOf('\n')) >= 0; rest = rest.slice(end + 1)) yield rest.slice(0, end);
  }
}

const answer = (line) => writeAll(1, Buffer.from(`${line}\n`));

answer(`ready\tv8\t${process.versions.v8} (Node ${process.versions.node})`);
for (const line of lines()) {
  if (line === 'quit') break;
  try {
    const result = execute(line);
    answer(result === '' ? 'ok' : `ok\t${result}`);
  } catch (error) {
    answer(`error\t${describe(error)}`);
  }
}
