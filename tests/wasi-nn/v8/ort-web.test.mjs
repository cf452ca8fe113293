// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ONNX Runtime Web as a row, against ONNX Runtime itself; and the image arithmetic, against the kernels of the corpus.
import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {Row, makeModels, python, scratch, scripts, source} from './support.mjs';

const {normalise, resizeBilinear, topFive} = await import(join(scripts, 'image.mjs'));
const models = makeModels();
const script = join(scripts, 'ort-web.mjs');

/// Bytes that look like noise and are the same each time.
function noise(count) {
  let state = 1;
  return Uint8Array.from({length: count}, () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24);
}

const data = join(scratch, 'data');
mkdirSync(data);
const width = 37, height = 53;
const image = noise(width * height * 3);
writeFileSync(join(data, 'image.rgb'), image);
const classify = ['--model', join(models, 'classify.onnx'), '--env', 'NN_INPUT_SHAPE=1x3x16x16', '--env', `NN_IMAGE=${width}x${height}`, '--dir', `${data}::/data`];

/// The kernels of the corpus as a Wasm module without anything else.
function kernels() {
  const module = join(scratch, 'kernels.wasm');
  const folder = join(source, '../../../corpus/kernels');
  execFileSync('clang-22', ['--target=wasm32-unknown-unknown', '-O2', '-nostdlib', '-Wl,--no-entry,--export-all,--initial-memory=33554432', '-o', module,
    ...['resize_bilinear_rgb', 'normalise_image'].map((name) => join(folder, name, `${name}.c`))]);
  return new WebAssembly.Instance(new WebAssembly.Module(readFileSync(module))).exports;
}

test('images are resized and normalised to the very bits of the corpus', () => {
  const {memory, __heap_base, resize_bilinear_rgb, normalise_image} = kernels();
  const mean = __heap_base.value, deviation = mean + 16, input = mean + 64;
  new Float32Array(memory.buffer, mean, 3).set([0.485, 0.456, 0.406]);
  new Float32Array(memory.buffer, deviation, 3).set([0.229, 0.224, 0.225].map((value) => Math.fround(1 / Math.fround(value))));
  for (const [fromWidth, fromHeight, toWidth, toHeight] of [[37, 53, 16, 16], [640, 480, 224, 224], [16, 16, 37, 53], [1, 1, 5, 7], [3, 2, 3, 2], [5, 300, 299, 1]]) {
    const pixels = toWidth * toHeight;
    const bytes = noise(fromWidth * fromHeight * 3);
    const at = (offset) => (offset + 63) & ~63;
    const row = at(input + bytes.length), resized = at(row + fromWidth * 12), output = at(resized + pixels * 3);
    new Uint8Array(memory.buffer).set(bytes, input);
    resize_bilinear_rgb(input, resized, row, fromWidth, fromHeight, toWidth, toHeight);
    normalise_image(resized, mean, deviation, output, pixels);

    const ownResized = new Uint8Array(pixels * 3), ownOutput = new Float32Array(pixels * 3);
    resizeBilinear(bytes, fromWidth, fromHeight, ownResized, toWidth, toHeight);
    normalise(ownResized, ownOutput, pixels);
    assert.deepEqual(ownResized, new Uint8Array(memory.buffer, resized, pixels * 3));
    assert.deepEqual(new Uint32Array(ownOutput.buffer), new Uint32Array(memory.buffer.slice(output, output + pixels * 12)));
  }
});

test('the five likeliest', () => {
  const top = topFive(Float32Array.of(1, 1000, 3, 999, -5, 998.5, 0));
  assert.deepEqual(top.map(({index}) => index), [1, 3, 5, 0, 2]);
  const weights = [1, Math.exp(-1), Math.exp(-1.5)];
  const sum = weights.reduce((a, b) => a + b);
  weights.forEach((weight, rank) => assert.ok(Math.abs(top[rank].probability - weight / sum) < 1e-6));
  assert.deepEqual(topFive(Float32Array.of(0, 0)), [{index: 0, probability: 0.5}, {index: 1, probability: 0.5}]);
});

/// The model's answer by ONNX Runtime.
function native(model, ...inputs) {
  const output = join(scratch, 'native');
  execFileSync(python, [join(source, 'run_onnx.py'), join(models, `${model}.onnx`), output, ...inputs]);
  return new Uint8Array(readFileSync(output));
}

test('a classifier gives what ONNX Runtime gives', async () => {
  const row = new Row([script, ...classify]);
  const [ready, greeting] = await row.read();
  assert.equal(ready, 'ready');
  const {engine, backend, library, library_version, library_sha256, module_files} = JSON.parse(greeting);
  assert.deepEqual([engine, backend], ['v8', 'onnxruntime-web']);
  assert.match(library_version, /^[0-9]+\.[0-9]+/);
  assert.match(library_sha256, /^[0-9a-f]{64}$/);
  assert.ok(module_files.includes(library) && module_files.every(existsSync));

  assert.equal((await row.send('infer', '1'))[0], 'error');
  const input = join(scratch, 'classify-input'), resized = new Uint8Array(16 * 16 * 3), tensor = new Float32Array(resized.length);
  resizeBilinear(image, width, height, resized, 16, 16);
  normalise(resized, tensor, 256);
  writeFileSync(input, new Uint8Array(tensor.buffer));
  const wanted = new Float32Array(native('classify', input).buffer);
  for (let round = 0; round < 2; round++) {
    const times = await row.ask('open');
    for (const name of ['read', 'compile', 'instantiate', 'open']) assert.ok(times[name] > 0, `${name} in round ${round}`);
    const measured = await row.ask('infer', '2');
    for (const name of ['preprocess', 'set_input', 'compute', 'get_output', 'postprocess']) assert.equal(measured[name].length, 2);
    const file = join(scratch, `classify-output-${round}`);
    assert.equal(await row.ask('output', file), 40);
    const given = new Float32Array(new Uint8Array(readFileSync(file)).buffer);
    wanted.forEach((value, index) => assert.ok(Math.abs(given[index] - value) <= 1e-4 * Math.max(1, Math.abs(value)), `${given} and ${wanted}`));
  }
  const {peak_rss_bytes, guest_pages} = await row.ask('memory');
  assert.ok(peak_rss_bytes > 30e6 && guest_pages > 10);
  assert.equal((await row.send('fly'))[0], 'error');
  assert.equal(await row.quit(), 0);
  assert.equal(row.stderr, '');
});

test('tensors of several types', async () => {
  const inputs = [new Float32Array([1, -2, 3, -4, 5, -6]), new BigInt64Array([1n, -2n, 3n, 2n ** 31n])].map((values, index) => {
    const file = join(data, `input-${index}.bin`);
    writeFileSync(file, new Uint8Array(values.buffer));
    return file;
  });
  const row = new Row([script, '--model', join(models, 'several.onnx'), '--threads', '1', '--env', 'NN_INPUT_TYPE=f32,i64', '--env', 'NN_INPUT_SHAPE=2x3,4',
    '--env', 'NN_MODEL=several', '--dir', `${data}::/data`]);
  await row.read();
  await row.ask('open');
  await row.ask('infer', '1');
  const file = join(scratch, 'several-output');
  assert.equal(await row.ask('output', file), 24 + 32);
  assert.deepEqual(new Uint8Array(readFileSync(file)), native('several', ...inputs));
  assert.equal(await row.quit(), 0);
});

test('what cannot be opened is an error of open', async () => {
  const broken = join(scratch, 'broken.onnx');
  writeFileSync(broken, readFileSync(join(models, 'classify.onnx')).subarray(0, 700));
  for (const [args, text] of [
    [['--model', broken, ...classify.slice(2)], /cannot open .*broken\.onnx: /],
    [classify.map((value) => value.replace('16x16', '8x8')), /^inference 1: /],
    [classify.map((value) => value.replace('NN_IMAGE=37', 'NN_IMAGE=38')), /image\.rgb has 5883 bytes, 6042 are wanted/],
    [classify.map((value) => value.replace('::/data', '/none::/data')), /: cannot read .*none\/image\.rgb: no such file or directory$/],
    [['--model', join(models, 'several.onnx'), ...classify.slice(2)], /2 inputs, NN_INPUT_SHAPE has 1/],
  ]) {
    const row = new Row([script, ...args]);
    await row.read();
    let [word, message] = await row.send('open');
    if (word === 'ok') [word, message] = await row.send('infer', '1');
    assert.equal(word, 'error');
    assert.match(message, text);
    assert.equal(await row.quit(), 0);
  }
});

test('bad options are one line and 2', () => {
  const without = (name) => classify.filter((_, index) => classify[index] !== name && classify[index - 1] !== name);
  for (const [args, text] of [
    [without('--model'), '--model is missing'],
    [without('--dir'), '--dir HOST::/data is missing'],
    [without('--env'), "NN_INPUT_SHAPE '' is not of the form"],
    [[...classify, '--model', '/nowhere.onnx'], 'cannot read /nowhere.onnx'],
    [[...classify, '--env', 'NN_INPUT_SHAPE=1xa'], "NN_INPUT_SHAPE '1xa'"],
    [[...classify, '--env', 'NN_INPUT_TYPE=bf16'], "NN_INPUT_TYPE 'bf16'"],
    [[...classify, '--env', 'NN_INPUT_SHAPE=1x4x16x16'], 'NN_IMAGE is for models'],
    [[...classify, '--env', 'NN_IMAGE=0x3'], "NN_IMAGE '0x3'"],
    [[...classify, '--env', 'x'], "--env 'x'"],
    [[...classify, '--threads', '0'], '--threads 0'],
    [[...classify, '--fly'], "Unknown option '--fly'"],
    [[...classify, '--onnxruntime-web', '/nowhere'], 'cannot read /nowhere/dist/'],
  ]) {
    const {status, stdout, stderr} = spawnSync(process.execPath, [script, ...args], {encoding: 'utf8'});
    assert.equal(status, 2, text);
    assert.ok(stderr.startsWith('ort-web: error: ') && stderr.includes(text) && stderr.indexOf('\n') === stderr.length - 1, stderr);
    assert.equal(stdout, '');
  }
  const {status, stdout} = spawnSync(process.execPath, [script, '--help'], {encoding: 'utf8'});
  assert.equal(status, 0);
  assert.match(stdout, /^Usage: [^]*Example:/);
});
