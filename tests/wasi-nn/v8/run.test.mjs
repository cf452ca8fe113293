// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Commands through run.mjs: guests' results, exit codes, messages, limits, deadlines, the report, the compile cache.
import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdirSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {assemble, bytesText, configuration, makeModels, nnImports, run, scratch, scripts, source} from './support.mjs';

const models = makeModels();
const graphs = [`add=onnx:${join(models, 'add.onnx')}`, `endless=onnx:${join(models, 'endless.onnx')}`];
const oneError = (stderr, text) => {
  assert.match(stderr, new RegExp(`^(wasi-nn-run: note: [^\n]*\n)*wasi-nn-run: error: [^\n]*${text}[^\n]*\n$`));
};

const command = (body, declarations = '') => assemble(`(module ${nnImports} (memory (export "memory") 1) ${declarations} (func (export "_start") ${body}))`);

// The guest ends with the number of the first check that fails, or with 42.
const model = readFileSync(join(models, 'add.onnx'));
const everything = (() => {
  let number = 0;
  const is = (call, value) => `(call $is (i32.const ${++number}) ${call} (i32.const ${value}))`;
  const isFloat = (address, value) => `(call $is (i32.const ${++number}) (f32.eq (f32.load (i32.const ${address})) (f32.const ${value})) (i32.const 1))`;
  const numbers = (...values) => values.map((value) => `(i32.const ${value})`).join(' ');
  const graph = '(i32.load (i32.const 164))', context = '(i32.load (i32.const 168))';
  const u32s = (...values) => bytesText(new Uint8Array(Uint32Array.of(...values).buffer));
  const far = 65536 * 50;
  return assemble(`(module ${nnImports}
    (memory (export "memory") 1)
    (data (i32.const 0) "addsub")
    (data (i32.const 16) "${u32s(4096, model.length)}")
    (data (i32.const 32) "${u32s(64, 2, 0xffffff01, 96, 16)}")
    (data (i32.const 64) "${u32s(1, 4)}")
    (data (i32.const 96) "${bytesText(new Uint8Array(Float32Array.of(10, 20, 30, 40).buffer))}")
    (data (i32.const 4096) "${bytesText(model)}")
    (func $is (param $number i32) (param $value i32) (param $wanted i32)
      (if (i32.ne (local.get $value) (local.get $wanted)) (then (call $exit (local.get $number)))))
    (func (export "_start")
      ${is(`(call $load_by_name ${numbers(0, 3, 164)})`, 0)}
      ${is(`(call $load_by_name ${numbers(3, 3, 164)})`, 8)}
      ${is(`(call $load_by_name ${numbers(0, -1, 164)})`, 1)}
      ${is(`(call $load ${numbers(16, 1, 77, 0, 172)})`, 2)}
      ${is(`(call $load ${numbers(16, 1, 1, 0, 172)})`, 0)}
      ${is(`(call $init_execution_context ${graph} (i32.const 168))`, 0)}
      ${is(`(call $compute ${context})`, 1)}
      ${is(`(call $get_output ${context} ${numbers(0, 128, 16, 160)})`, 5)}
      ${is(`(call $set_input ${context} ${numbers(0, 32)})`, 0)}
      ${is(`(call $compute ${context})`, 0)}
      ${is(`(call $get_output ${context} ${numbers(0, 128, 15, 160)})`, 7)}
      ${is('(i32.load (i32.const 160))', 16)}
      ${is(`(call $get_output ${context} ${numbers(0, 128, 16, 160)})`, 0)}
      ${isFloat(128, 11)} ${isFloat(132, 22)} ${isFloat(136, 33)} ${isFloat(140, 44)}
      ${is('(i32.ne (memory.grow (i32.const 99)) (i32.const -1))', 1)}
      (f32.store (i32.const ${far}) (f32.const -1))
      (i32.store (i32.const 44) (i32.const ${far}))
      ${is(`(call $set_input ${context} ${numbers(0, 32)})`, 0)}
      ${is('(i32.ne (memory.grow (i32.const 1)) (i32.const -1))', 1)}
      ${is(`(call $compute ${context})`, 0)}
      ${is(`(call $get_output ${context} ${numbers(0, far + 65536 * 49, 16, 160)})`, 0)}
      ${isFloat(far + 65536 * 49, 0)} ${isFloat(far + 65536 * 49 + 4, 2)}
      ${is(`(call $init_execution_context (i32.load (i32.const 172)) (i32.const 168))`, 0)}
      (call $exit (i32.const 42))))`);
})();

for (const input_mode of ['copy', 'deferred', 'several-copies']) {
  test(`every call, input ${input_mode}`, () => {
    const {code, stderr} = run(everything, {graphs, input_mode});
    assert.equal(code, 42, stderr);
    assert.match(stderr, /^wasi-nn-run: note: .*load_by_name/m);
  });
}

test('load() can be refused, and limits hold', () => {
  assert.equal(run(everything, {graphs, allow_load: false}).code, 4);
  assert.equal(run(everything, {graphs, limits: {model_bytes: 50}}).code, 5);
  assert.equal(run(everything, {graphs, limits: {contexts: 0, tensor_bytes: 8}}).code, 9);
});

test('arguments, environment, folders and standard output', () => {
  mkdirSync(join(scratch, 'folder'));
  writeFileSync(join(scratch, 'folder/file'), 'content of the file\n');
  const guest = assemble(`(module
    (import "wasi_snapshot_preview1" "args_sizes_get" (func $args_sizes_get (param i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "environ_sizes_get" (func $environ_sizes_get (param i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "path_open" (func $path_open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
    (memory (export "memory") 1)
    (data (i32.const 100) "file")
    (data (i32.const 200) "\\00\\04\\00\\00\\14\\00\\00\\00")
    (func (export "_start")
      (drop (call $args_sizes_get (i32.const 0) (i32.const 4)))
      (drop (call $environ_sizes_get (i32.const 8) (i32.const 12)))
      (drop (call $path_open (i32.const 3) (i32.const 0) (i32.const 100) (i32.const 4) (i32.const 0) (i64.const 2) (i64.const 2) (i32.const 0) (i32.const 16)))
      (drop (call $fd_read (i32.load (i32.const 16)) (i32.const 200) (i32.const 1) (i32.const 20)))
      (drop (call $fd_write (i32.const 1) (i32.const 200) (i32.const 1) (i32.const 20)))
      (call $exit (i32.add (i32.mul (i32.load (i32.const 0)) (i32.const 10)) (i32.load (i32.const 8))))))`);
  const {code, stdout, stderr} = run(guest, {arguments: ['one', 'two'], environment: {A: 'b', C: 'd'}, directories: [{host: join(scratch, 'folder'), guest: '/x'}]});
  assert.equal(stderr, '');
  assert.equal(stdout, 'content of the file\n');
  assert.equal(code, 32);
});

test('exit codes', () => {
  assert.equal(run(command('')).code, 0);
  assert.equal(run(command('(call $exit (i32.const 0))')).code, 0);
  assert.equal(run(command('(call $exit (i32.const 200))')).code, 200);
  assert.equal(run(command('(call $exit (i32.const 300))')).code, 44);
});

test('a trap is one line and 134', () => {
  const traps = {
    unreachable: command('unreachable'),
    'memory access out of bounds': command('(drop (i32.load (i32.const -1)))'),
    'divide by zero': command('(drop (i32.div_u (i32.const 1) (i32.const 0)))'),
    'call stack': command('(call $again)', '(func $again (call $again) (drop (i32.load (i32.const 0))))'),
    'start of the module': assemble('(module (memory (export "memory") 1) (func $go unreachable) (start $go) (func (export "_start")))'),
  };
  for (const [name, guest] of Object.entries(traps)) {
    const {code, stderr} = run(guest);
    assert.equal(code, 134, name);
    oneError(stderr, name === 'start of the module' ? 'unreachable' : name);
  }
});

test('bad guests are one line and 2', () => {
  const module = (text) => assemble(`(module ${text})`);
  const file = (content) => {
    const path = join(scratch, 'not-a-guest');
    writeFileSync(path, content);
    return path;
  };
  const start = '(func (export "_start"))', memory = '(memory (export "memory") 1)';
  for (const [guest, text] of [
    [() => join(scratch, 'nowhere.wasm'), 'cannot read .*nowhere'],
    [() => file(''), 'it is empty'],
    [() => file('(module)'), 'translate it with wat2wasm'],
    [() => file('\x7fELF...'), 'machine code'],
    [() => file('\0asm\x0d\0\x01\0'), 'a component'],
    [() => file(readFileSync(everything).subarray(0, 200)), 'is not a WebAssembly module'],
    [() => module(memory), 'exports no _start'],
    [() => module(`(import "env" "f" (func)) ${start}`), 'imports env\\.f, which there is not'],
    [() => module(`(import "wasi_ephemeral_nn" "unload" (func)) ${start}`), 'imports wasi_ephemeral_nn\\.unload, which'],
    [() => module(`(import "wasi_snapshot_preview1" "memory" (memory 1)) ${start}`), 'imports wasi_snapshot_preview1\\.memory'],
    [() => module(`(import "wasi_snapshot_preview1" "toString" (func)) ${start}`), 'imports wasi_snapshot_preview1\\.toString'],
    [() => assemble(`(module (memory (export "memory") 1 1 shared) ${start})`, '--enable-threads'), 'shared between threads'],
    [() => assemble(`(module (memory (export "memory") i64 1) ${start})`, '--enable-memory64'), '64-bit'],
  ]) {
    const {code, stdout, stderr} = run(guest());
    assert.equal(code, 2, `${text}: ${stderr}`);
    oneError(stderr, text);
    assert.equal(stdout, '');
  }
});

test('bad configurations are one line and 2', () => {
  const guest = command('');
  for (const [more, text] of [
    [{graphs: ['add=onnx:/nowhere/model.onnx']}, '/nowhere/model\\.onnx'],
    [{directories: [{host: '/nowhere', guest: '/x'}]}, '/nowhere is no folder'],
    [{addon: '/nowhere/addon.node'}, 'cannot load /nowhere/addon\\.node'],
    [{compile_cache: '/proc/nowhere/below'}, 'cannot write to /proc/nowhere/below'],
    [{json: '/nowhere/run.json'}, 'cannot write /nowhere/run\\.json'],
  ]) {
    for (const deadline_ms of [undefined, 60000]) {
      const {code, stderr} = run(guest, {...more, deadline_ms});
      assert.equal(code, 2, `${text}: ${stderr}`);
      oneError(stderr, text);
    }
  }
  for (const given of [[], ['x'], ['{}'], ['[]'], ['null'], [JSON.stringify({guest, addon: 1})], [JSON.stringify(configuration(guest)), 'more']]) {
    const {status, stderr} = spawnSync(process.execPath, ['--no-warnings', join(scripts, 'run.mjs'), ...given], {encoding: 'utf8'});
    assert.equal(status, 2);
    oneError(stderr, 'call wasi-nn-run --engine v8');
  }
});

test('a guest without memory, and one with a wrong idea of the types, get errors', () => {
  const imports = `(import "wasi_ephemeral_nn" "compute" (func $compute (param i32) (result i32)))
    (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))`;
  assert.equal(run(assemble(`(module ${imports} (func (export "_start") (call $exit (call $compute (i32.const 0)))))`)).code, 3);
  const body = (type) => `(import "wasi_ephemeral_nn" "compute" (func $compute (param ${type}) (result i32)))
    (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
    (memory (export "memory") 1) (func (export "_start") (call $exit (call $compute (${type}.const 1))))`;
  for (const type of ['i64', 'f32', 'f64', 'i32']) assert.equal(run(assemble(`(module ${body(type)})`)).code, 1, type);
});

test('memory is limited', () => {
  const grow = assemble(`(module (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
    (memory (export "memory") 1 1000)
    (func (export "_start")
      (drop (memory.grow (i32.const 3)))
      (call $exit (i32.add (memory.size) (i32.eq (memory.grow (i32.const 1)) (i32.const -1))))))`);
  assert.equal(run(grow).code, 4);
  assert.equal(run(grow, {limits: {guest_memory_bytes: 4 * 65536}}).code, 5);
  assert.equal(run(grow, {limits: {guest_memory_bytes: 4 * 65536 + 65535}}).code, 5);
  const {code, stderr} = run(grow, {limits: {guest_memory_bytes: 65535}});
  assert.equal(code, 2);
  oneError(stderr, 'memory');
});

const deadline = 300;

test('an endless loop ends at its deadline', () => {
  const {code, stderr} = run(command('(loop (br 0))'), {deadline_ms: deadline});
  assert.equal(code, 124);
  oneError(stderr, `the deadline of ${deadline} ms is over; the guest was ended`);
  assert.equal(run(assemble('(module (memory (export "memory") 1) (func $go (loop (br 0))) (start $go) (func (export "_start")))'), {deadline_ms: deadline}).code, 124);
});

test('a guest that is in time does not notice its deadline', () => {
  const {code, stderr} = run(everything, {graphs, deadline_ms: 100000});
  assert.equal(code, 42, stderr);
  const trap = run(command('unreachable'), {deadline_ms: 100000});
  assert.equal(trap.code, 134);
  oneError(trap.stderr, 'unreachable');
});

const computing = (name) => assemble(`(module ${nnImports}
  (memory (export "memory") 1)
  (data (i32.const 0) "${name}")
  (data (i32.const 32) "\\40\\00\\00\\00\\02\\00\\00\\00\\01\\00\\00\\00\\60\\00\\00\\00\\40\\00\\00\\00")
  (data (i32.const 64) "\\04\\00\\00\\00\\04\\00\\00\\00")
  (func (export "_start")
    (if (call $load_by_name (i32.const 0) (i32.const ${name.length}) (i32.const 500)) (then (call $exit (i32.const 1))))
    (if (call $init_execution_context (i32.load (i32.const 500)) (i32.const 504)) (then (call $exit (i32.const 2))))
    (drop (call $set_input (i32.load (i32.const 504)) (i32.const 0) (i32.const 32)))
    (loop (drop (call $compute (i32.load (i32.const 504)))) (br 0))))`);

test('a compute() that can be cancelled ends at the deadline', () => {
  const {code, stderr} = run(computing('endless'), {graphs, deadline_ms: deadline});
  assert.equal(code, 124, stderr);
  assert.match(stderr, new RegExp(`error: the deadline of ${deadline} ms is over; the guest was ended\n`));
});

test('with a compute() that cannot be cancelled the process ends', () => {
  const json = join(scratch, 'abandoned.json');
  const {code, stderr} = run(computing('endless'), {graphs, deadline_ms: deadline, json, backends: process.env.NEARNATIVE_ENDLESS});
  assert.equal(code, 124);
  oneError(stderr, `the deadline of ${deadline} ms is over, and what runs cannot be ended; the process is`);
  assert.equal(JSON.parse(readFileSync(json, 'utf8')).ended, 'deadline');
});

test('the report', () => {
  const json = join(scratch, 'run.json');
  const validate = () => execFileSync('/usr/bin/python3', [join(source, '../run/Inputs/validate.py'), json]);
  const {code, stderr} = run(everything, {graphs, json, phases: true});
  assert.equal(code, 42);
  assert.match(stderr, /^phase +count/m);
  const report = JSON.parse(readFileSync(json, 'utf8'));
  assert.equal(report.schema, 'nearnative-nn-run-1');
  assert.equal(report.engine, 'v8');
  assert.equal(report.ended, 'exited');
  assert.equal(report.exit_code, 42);
  assert.deepEqual(Object.values(report.phases).map(({count}) => count), [5, 2, 2, 3, 4]);
  assert.ok(report.phases.compute.total > 0 && report.phases.compute.p50 <= report.phases.compute.p99);
  assert.equal(report.memory.guest_pages, 101);
  assert.equal(report.module.bytes, readFileSync(everything).length);
  assert.equal(report.module.cached, false);
  validate();

  run(command('(loop (br 0))'), {json, deadline_ms: deadline});
  assert.equal(JSON.parse(readFileSync(json, 'utf8')).exit_code, 124);
  validate();
  run(command('unreachable'), {json});
  validate();
  const trapped = JSON.parse(readFileSync(json, 'utf8'));
  assert.deepEqual([trapped.ended, trapped.exit_code], ['trapped', 134]);
  assert.match(trapped.message, /unreachable/);
});

test('compiled modules are kept and taken, and nothing else is', () => {
  const compile_cache = join(scratch, 'cache');
  const json = join(scratch, 'cached.json');
  const flags = ['--no-liftoff', '--no-wasm-lazy-compilation'];
  const cached = (more = {}) => {
    const {code, stderr} = run(everything, {graphs, compile_cache, json, flags, ...more});
    assert.equal(code, 42, stderr);
    return JSON.parse(readFileSync(json, 'utf8')).module.cached;
  };
  assert.equal(cached(), false);
  assert.equal(cached(), true);
  assert.equal(cached({deadline_ms: 100000}), true);
  assert.equal(cached({flags: ['--no-liftoff']}), false);
  assert.equal(cached({limits: {guest_memory_bytes: 2 ** 24}}), false);
  // Damaged ones are known, and made anew.
  for (const damage of [(bytes) => bytes.subarray(0, 100), (bytes) => bytes.fill(0, bytes.length - 8), () => Buffer.alloc(0)]) {
    for (const file of readdirSync(compile_cache)) writeFileSync(join(compile_cache, file), damage(readFileSync(join(compile_cache, file))));
    assert.equal(cached(), false);
    assert.equal(cached(), true);
  }
  // The bytes of one module do not become the code of another.
  const other = command('(call $exit (i32.const 7))');
  assert.equal(run(other, {compile_cache, flags}).code, 7);
  assert.equal(run(other, {compile_cache, flags}).code, 7);
  assert.ok(readdirSync(compile_cache).every((file) => file.endsWith('.v8')));
});

