// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The addon alone, called from JavaScript with what no guest could send.
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import test from 'node:test';
import {Worker} from 'node:worker_threads';
import {addonPath, backends, makeModels} from './support.mjs';

const addon = createRequire(import.meta.url)(addonPath);
const models = makeModels();
const open = (more = {}, report = undefined) => {
  const host = addon.openHost(JSON.stringify({backends, graphs: [`add=onnx:${join(models, 'add.onnx')}`], ...more}));
  return {host, ...addon.openInstance(host, report)};
};
const success = 0, invalidArgument = 1, missingMemory = 3, runtimeError = 5, notFound = 8;

const parameters = {load: 5, load_by_name: 3, init_execution_context: 2, set_input: 3, compute: 1, get_output: 5};

test('offers the six calls', () => {
  assert.deepEqual(Object.keys(open().imports).sort(), Object.keys(parameters).sort());
});

test('no value of an argument is more than an error', () => {
  const {id, imports} = open();
  addon.attach(id, new WebAssembly.Memory({initial: 1}));
  const hostile = [undefined, null, NaN, Infinity, -Infinity, 1.5, -1, -(2 ** 31), 2 ** 31, 2 ** 32 - 1, 2 ** 32, 1e300, 1n, -(2n ** 70n), '0', 'x', '',
    true, {}, [], () => 0, Symbol('s'), {valueOf() { throw new Error('never asked'); }}];
  for (const [name, count] of Object.entries(parameters)) {
    assert.equal(imports[name](), invalidArgument, `${name} without arguments`);
    for (let position = 0; position < count; position++) {
      for (const value of hostile) {
        const values = new Array(count).fill(0);
        values[position] = value;
        const error = imports[name](...values, 1, 2, 3);
        assert.ok(Number.isInteger(error) && error >= 1 && error <= 8, `${name}, argument ${position} ${String(typeof value)}: ${error}`);
        if (typeof value !== 'number' || !Number.isInteger(value) || value >= 2 ** 32) assert.equal(error, invalidArgument);
      }
    }
  }
  addon.close(id);
});

test('a guest without memory is told so', () => {
  const {id, imports} = open();
  assert.equal(imports.load_by_name(0, 3, 16), missingMemory);
  addon.attach(id, undefined);
  assert.equal(imports.load_by_name(0, 3, 16), missingMemory);
});

test('memory is found again when it has grown', () => {
  const {id, imports} = open();
  const memory = new WebAssembly.Memory({initial: 0, maximum: 20});
  addon.attach(id, memory);
  const far = 15 * 65536;
  assert.equal(imports.load_by_name(far, 3, far + 16), missingMemory);
  memory.grow(1);
  assert.equal(imports.load_by_name(far, 3, far + 16), invalidArgument);
  memory.grow(15);
  new Uint8Array(memory.buffer).set(Buffer.from('add'), far);
  assert.equal(imports.load_by_name(far, 3, far + 16), success);
  memory.grow(1);
  const graph = new DataView(memory.buffer).getUint32(far + 16, true);
  assert.equal(imports.init_execution_context(graph, 16 * 65536), success);
});

test('memory that cannot be used is refused', () => {
  const {id} = open();
  assert.throws(() => addon.attach(id, new WebAssembly.Memory({initial: 1, maximum: 1, shared: true})), /shared between threads/);
  for (const value of [null, 1, {}, {buffer: new ArrayBuffer(8)}, new ArrayBuffer(8), 'x']) assert.throws(() => addon.attach(id, value), Error);
  assert.throws(() => addon.attach(id + 1000, undefined), /no instance/);
});

test('what JavaScript throws in a call is not lost', () => {
  const memory = new WebAssembly.Memory({initial: 1});
  const heard = [];
  const {id, imports} = open({}, (line) => { heard.push(line); if (heard.length === 2) throw new Error('the listener'); });
  addon.attach(id, memory);
  assert.equal(imports.load_by_name(0, 3, 16), notFound);
  assert.match(heard[0], /load_by_name/);
  assert.throws(() => imports.load_by_name(0, 3, 16), /the listener/);
  assert.equal(imports.load_by_name(0, 3, 16), notFound);
  memory.grow(1);
  Object.defineProperty(memory, 'buffer', {get() { throw new Error('the getter'); }});
  assert.throws(() => imports.load_by_name(0, 3, 16), /the getter/);
});

test('a listener may close the instance, or call it', () => {
  const first = open({}, () => addon.close(first.id));
  addon.attach(first.id, new WebAssembly.Memory({initial: 1}));
  assert.equal(first.imports.compute(1), invalidArgument);
  assert.equal(first.imports.compute(1), runtimeError);
  let depth = 0;
  const second = open({}, () => { if (depth++ < 3) assert.equal(second.imports.compute(2), invalidArgument); });
  addon.attach(second.id, new WebAssembly.Memory({initial: 1}));
  assert.equal(second.imports.compute(1), invalidArgument);
  assert.ok(depth > 3);
});

test('closed and cancelled instances', () => {
  const {id, imports} = open({phases: true});
  addon.attach(id, new WebAssembly.Memory({initial: 1}));
  imports.load_by_name(0, 3, 16);
  assert.equal(addon.phases(id).load.length, 1);
  assert.equal(addon.hostBytes(id), 0);
  assert.equal(addon.cancel(id), true);
  assert.equal(imports.load_by_name(0, 3, 16), runtimeError);
  addon.close(id);
  assert.equal(imports.compute(0), runtimeError);
  for (const call of ['phases', 'hostBytes', 'close', 'attach']) assert.throws(() => addon[call](id), /no instance/);
  assert.equal(addon.cancel(id), true);
  assert.equal(addon.cancel({}), true);
});

test('a wrong configuration is one line', () => {
  for (const [text, message] of [[undefined, /not a text/], ['{', /not a JSON object/], ['[]', /not a JSON object/], ['{}', /backends/],
    ['{"backends": 1}', /string/], ['{"backends": "x", "input_mode": "fast"}', /input_mode/], ['{"backends": "x", "threads": 0}', /threads/],
    ['{"backends": "x", "graphs": ["a=onnx:/nowhere"]}', /nowhere/], ['{"backends": "x", "limits": {"graphs": "x"}}', /number/]]) {
    assert.throws(() => addon.openHost(text), (error) => message.test(error.message) && !error.message.includes('\n'), text);
  }
  for (const value of [undefined, 1, {}, Symbol('s')]) {
    assert.throws(() => addon.openInstance(value), /not a host/);
    assert.throws(() => addon.backend(value, 'onnx'), /not a host/);
  }
  const {host} = open();
  assert.throws(() => addon.openInstance(host, 1), /not a function/);
  assert.throws(() => addon.backend(host, 'pdf'), /encoding/);
  assert.equal(addon.backend(host, 'onnx').name, 'onnxruntime');
  assert.throws(() => addon.exitNow(256), /exit code/);
});

test('instances belong to their thread, and end with it', async () => {
  const code = `
    const {parentPort, workerData} = require('node:worker_threads');
    const addon = require(workerData.addonPath);
    const {id} = addon.openInstance(addon.openHost(JSON.stringify({backends: workerData.backends})));
    parentPort.postMessage(id);
    for (;;) if (workerData.endless === false) break;`;
  const worker = new Worker(code, {eval: true, workerData: {addonPath, backends}});
  const id = await new Promise((resolve) => worker.on('message', resolve));
  assert.throws(() => addon.phases(id), /no instance of this thread/);
  assert.equal(addon.cancel(id), true);
  await worker.terminate();
  assert.equal(addon.cancel(id), true);
});
