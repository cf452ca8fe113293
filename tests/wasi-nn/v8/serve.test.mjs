// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Staged applications through run.mjs as a row of wasi-nn-bench.
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {Row, assemble, bytesText, makeModels, nnImports, scratch} from './support.mjs';

const models = makeModels();
const graphs = [`add=onnx:${join(models, 'add.onnx')}`];
const stages = ['preprocess', 'set_input', 'compute', 'get_output', 'postprocess'];

// Every preprocess adds 1 to each of the four inputs, which are 0 at first; the model adds 1, 2, 3, 4.
const u32s = (...values) => bytesText(new Uint8Array(Uint32Array.of(...values).buffer));
const application = (more = {}) => {
  const bodies = {
    open: `(drop (memory.grow (i32.const 1)))
      (if (result i32) (call $load_by_name (i32.const 0) (i32.const 3) (i32.const 164))
        (then (i32.const 8)) (else (call $init_execution_context (i32.load (i32.const 164)) (i32.const 168))))`,
    preprocess: '(v128.store (i32.const 96) (f32x4.add (v128.load (i32.const 96)) (f32x4.splat (f32.const 1)))) (i32.const 0)',
    set_input: '(call $set_input (i32.load (i32.const 168)) (i32.const 0) (i32.const 32))',
    compute: '(call $compute (i32.load (i32.const 168)))',
    get_output: '(call $get_output (i32.load (i32.const 168)) (i32.const 0) (i32.const 128) (i32.const 16) (i32.const 160))',
    postprocess: '(i32.const 0)', close: '(i32.const 0)', output_count: '(i32.const 1)', ...more,
  };
  return assemble(`(module ${more.imports ?? nnImports}
    (memory (export "memory") 1)
    (data (i32.const 0) "add")
    (data (i32.const 32) "${u32s(64, 2, 1, 96, 16)}")
    (data (i32.const 64) "${u32s(1, 4)}")
    ${['preprocess', 'set_input', 'compute', 'get_output', 'postprocess', 'close', 'output_count']
    .map((name) => `(func (export "stage_${name}") (result i32) ${bodies[name]})`).join('\n')}
    (func (export "stage_open") (param $way i32) (result i32) ${bodies.open})
    (func (export "stage_output") (param i32) (result i32) (i32.const ${more.output ?? 128}))
    (func (export "stage_output_bytes") (param i32) (result i32) (i32.const 16))
    ${more.initialize === undefined ? '' : `(func (export "_initialize") ${more.initialize})`})`);
};

const floats = (path) => Array.from(new Float32Array(new Uint8Array(readFileSync(path)).buffer));
let files = 0;
const newFile = () => join(scratch, `output-${files++}`);

for (const deadline_ms of [undefined, 100000]) {
  test(`the protocol${deadline_ms ? ', with a deadline' : ''}`, async () => {
    const row = Row.ofGuest(application(), {graphs, deadline_ms});
    const [ready, greeting] = await row.read();
    assert.equal(ready, 'ready');
    const {engine, version, backend, library, library_version, library_sha256} = JSON.parse(greeting);
    assert.deepEqual([engine, backend], ['v8', 'onnxruntime']);
    assert.match(version, /^[0-9.]+.* \(Node [0-9.]+\)$/);
    assert.ok(existsSync(library) && library_version.length > 0);
    assert.match(library_sha256, /^[0-9a-f]{64}$/);

    const [word, message] = await row.send('infer', '1');
    assert.deepEqual([word, message], ['error', 'no application is open; send open first']);
    assert.equal((await row.ask('memory')).guest_pages, null);

    const times = await row.ask('open');
    assert.deepEqual(Object.keys(times), ['read', 'compile', 'instantiate', 'open', 'cached']);
    assert.equal(times.cached, false);
    for (const name of ['read', 'compile', 'instantiate', 'open']) assert.ok(Number.isInteger(times[name]) && times[name] > 0, name);
    assert.equal((await row.send('output', newFile()))[0], 'error');

    const measured = await row.ask('infer', '3');
    assert.deepEqual(Object.keys(measured), stages);
    for (const name of stages) {
      assert.equal(measured[name].length, 3);
      for (const time of measured[name]) assert.ok(Number.isInteger(time) && time > 0, name);
    }
    const output = newFile();
    assert.equal(await row.ask('output', output), 16);
    assert.deepEqual(floats(output), [4, 5, 6, 7]);
    assert.match((await row.send('output', output))[1], /EEXIST/);
    const memory = await row.ask('memory');
    assert.equal(memory.guest_pages, 2);
    assert.ok(memory.peak_rss_bytes > 10e6);

    await row.ask('open');
    await row.ask('infer', '1');
    const again = newFile();
    await row.ask('output', again);
    assert.deepEqual(floats(again), [2, 3, 4, 5]);

    for (const command of [['infer'], ['infer', '0'], ['infer', '-1'], ['infer', '1e3'], ['infer', '100001'], ['infer', '1', '2'], ['output', '/nowhere/file'],
      ['fly'], [''], ['constructor']]) {
      const answer = await row.send(...command);
      assert.equal(answer[0], 'error', command.join(' '));
      assert.equal(answer.length, 2);
    }
    assert.equal((await row.ask('infer', '2')).compute.length, 2);
    assert.equal(await row.quit(), 0);
    assert.equal(row.stderr, '');
  });
}

test('an application without WASI-NN', async () => {
  const row = Row.ofGuest(application({imports: '', open: '(i32.add (local.get $way) (i32.load8_u (i32.const 500)))', set_input: '(i32.const 0)',
    compute: '(v128.store (i32.const 128) (v128.load (i32.const 96))) (i32.const 0)', get_output: '(i32.const 0)',
    initialize: '(i32.store8 (i32.const 500) (i32.sub (i32.load8_u (i32.const 500)) (i32.const 2)))'}), {way: 2});
  const [, greeting] = await row.read();
  assert.deepEqual(Object.keys(JSON.parse(greeting)), ['engine', 'version']);
  assert.match((await row.send('open'))[1], /^stage_open returned 256$/); // 2 + (0 - 2) of a byte: both were called, once
  assert.equal(await row.quit(), 0);
});

test('what goes wrong in an application is an error, and the row stays usable', async () => {
  for (const [more, text] of [
    [{open: 'unreachable'}, /^the guest trapped: unreachable/],
    [{open: '(call $exit (i32.const 9)) (i32.const 0)'}, /^the guest ended with exit code 9$/],
    [{open: '(call $load_by_name (i32.const 1) (i32.const 2) (i32.const 164))'}, /^stage_open returned 8: .*'dd'/],
    [{initialize: '(drop (i32.load (i32.const -1)))'}, /^the guest trapped: memory access out of bounds/],
  ]) {
    const row = Row.ofGuest(application(more), {graphs});
    await row.read();
    for (let i = 0; i < 2; i++) assert.match((await row.send('open'))[1], text);
    assert.equal(await row.quit(), 0);
  }
  for (const [more, text] of [
    [{preprocess: 'unreachable'}, /^inference 1: the guest trapped: unreachable/],
    [{postprocess: '(i32.const 5)'}, /^inference 1: stage_postprocess returned 5$/],
    [{compute: '(call $compute (i32.const 12345))'}, /^inference 1: stage_compute returned 1: .*12345/],
  ]) {
    const row = Row.ofGuest(application(more), {graphs});
    await row.read();
    await row.ask('open');
    for (let i = 0; i < 2; i++) assert.match((await row.send('infer', '1'))[1], text);
    assert.equal((await row.send('output', newFile()))[0], 'error');
    await row.ask('open');
    assert.equal(await row.quit(), 0);
  }
  for (const [more, text] of [[{output: 65536 * 3}, /lies outside/], [{output: -1}, /lies outside/], [{output_count: '(i32.const -1)'}, /returned -1/]]) {
    const row = Row.ofGuest(application(more), {graphs});
    await row.read();
    await row.ask('open');
    await row.ask('infer', '1');
    const file = newFile();
    assert.match((await row.send('output', file))[1], text);
    assert.ok(!existsSync(file));
    assert.equal(await row.quit(), 0);
  }
});

test('what is no application is said at open, what has no library at the start', async () => {
  const row = Row.ofGuest(assemble('(module (memory (export "memory") 1))'));
  await row.read();
  assert.match((await row.send('open'))[1], /exports no function stage_preprocess/);
  assert.equal(await row.quit(), 0);
  const missing = Row.ofGuest(application(), {graphs, libraries: {onnxruntime: '/nowhere/libonnxruntime.so'}});
  assert.equal(await missing.ended, 2);
  assert.match(missing.stderr, /^wasi-nn-run: error: [^\n]*\/nowhere\/libonnxruntime\.so[^\n]*\n$/);
});

test('a row ends at its deadline', async () => {
  const row = Row.ofGuest(application({compute: '(loop (br 0)) (i32.const 0)'}), {graphs, deadline_ms: 300});
  await row.read();
  await row.ask('open');
  await new Promise((resolve) => setTimeout(resolve, 700)); // between commands nothing is due
  assert.deepEqual(await row.send('infer', '1'), ['error', 'the deadline of 300 ms is over']);
  assert.equal(await row.ended, 124);
});

test('the code that a row compiled is there for the next', async () => {
  const guest = application();
  const more = {graphs, compile_cache: join(scratch, 'row-cache'), flags: ['--no-liftoff', '--no-wasm-lazy-compilation']};
  const first = Row.ofGuest(guest, more);
  await first.read();
  assert.equal((await first.ask('open')).cached, false);
  first.process.kill('SIGKILL');
  await first.ended;
  for (const cached of [true, true]) {
    const row = Row.ofGuest(guest, more);
    await row.read();
    assert.equal((await row.ask('open')).cached, cached);
    await row.ask('infer', '2');
    const file = newFile();
    await row.ask('output', file);
    assert.deepEqual(floats(file), [3, 4, 5, 6]);
    assert.equal(await row.quit(), 0);
    assert.equal(row.stderr, '');
  }
});

const quarantine = process.env.NEARNATIVE_SANITIZE ? 'AddressSanitizer keeps what was freed' : false;
test('memory does not grow with the number of guests, or of inferences', {skip: quarantine}, async () => {
  const cycles = Number(process.env.NEARNATIVE_CYCLES ?? 150);
  const row = Row.ofGuest(application(), {graphs});
  await row.read();
  const cycle = async (count) => {
    for (let i = 0; i < count; i++) {
      await row.ask('open');
      await row.ask('infer', '1');
    }
    return (await row.ask('memory')).peak_rss_bytes;
  };
  const before = await cycle(50);
  const after = await cycle(cycles);
  assert.ok(after - before < 24e6, `${before} bytes after 50 guests, ${after} after ${cycles} more`);
  await row.ask('infer', String(cycles * 20));
  const { peak_rss_bytes: last } = await row.ask('memory');
  assert.ok(last - after < 24e6, `${after} bytes before, ${last} after ${cycles * 20} inferences`);
  assert.equal(await row.quit(), 0);
});
