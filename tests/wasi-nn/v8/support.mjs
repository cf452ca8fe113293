// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the tests here share: where things are, guests from text, runs of run.mjs, rows.
import {execFileSync, spawn, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {after} from 'node:test';

const {NEARNATIVE_BUILD: build, NEARNATIVE_DEPS: deps, NEARNATIVE_WAT2WASM: wat2wasm} = process.env;
export const python = join(deps, 'venv/bin/python');
export const source = import.meta.dirname;
export const addonPath = join(build, 'lib/nearnative-wasi-nn.node');
export const scripts = join(build, 'share/nearnative/wasi-nn');
export const backends = join(build, 'lib');

export const scratch = mkdtempSync(join(tmpdir(), 'nearnative-v8-'));
process.on('exit', () => rmSync(scratch, {recursive: true, force: true}));

/// A folder with the models of make_models.py.
export function makeModels() {
  execFileSync(python, [join(source, 'make_models.py'), scratch]);
  return scratch;
}

let count = 0;

/// A module from its text; a path.
export function assemble(text, ...options) {
  const path = join(scratch, `guest-${count++}.wasm`);
  writeFileSync(`${path}.wat`, text);
  execFileSync(wat2wasm, [...options, `${path}.wat`, '-o', path]);
  return path;
}

/// Bytes as a string of the text format.
export const bytesText = (bytes) => Array.from(bytes, (byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('');

export const nnImports = `
  (import "wasi_ephemeral_nn" "load" (func $load (param i32 i32 i32 i32 i32) (result i32)))
  (import "wasi_ephemeral_nn" "load_by_name" (func $load_by_name (param i32 i32 i32) (result i32)))
  (import "wasi_ephemeral_nn" "init_execution_context" (func $init_execution_context (param i32 i32) (result i32)))
  (import "wasi_ephemeral_nn" "set_input" (func $set_input (param i32 i32 i32) (result i32)))
  (import "wasi_ephemeral_nn" "compute" (func $compute (param i32) (result i32)))
  (import "wasi_ephemeral_nn" "get_output" (func $get_output (param i32 i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))`;

export const configuration = (guest, more = {}) => ({guest, addon: addonPath, backends, ...more});

/// Node's arguments for a run of `guest`.
const nodeArguments = (guest, more) => ['--no-warnings', ...(more.flags ?? []), join(scripts, 'run.mjs'), JSON.stringify(configuration(guest, more))];

/// Runs a command: {code, stdout, stderr}.
export function run(guest, more = {}) {
  const {status, signal, stdout, stderr} = spawnSync(process.execPath, nodeArguments(guest, more), {encoding: 'utf8', timeout: 120000});
  return {code: signal ?? status, stdout, stderr};
}

// One that a failed test left behind would keep the tests from ending.
const rows = [];
after(() => rows.forEach((row) => row.process.kill('SIGKILL')));

/// A row process.
export class Row {
  constructor(args) {
    this.process = spawn(process.execPath, args, {stdio: ['pipe', 'pipe', 'pipe']});
    rows.push(this);
    this.lines = createInterface({input: this.process.stdout})[Symbol.asyncIterator]();
    this.stderr = '';
    this.process.stderr.setEncoding('utf8').on('data', (text) => { this.stderr += text; });
    this.ended = new Promise((resolve) => this.process.on('close', (code, signal) => resolve(signal ?? code)));
  }

  static ofGuest(guest, more = {}) {
    return new Row(nodeArguments(guest, {...more, serve: true}));
  }

  async read() {
    const {value, done} = await this.lines.next();
    if (done) throw new Error(`the row ended: ${this.stderr}`);
    return value.split('\t');
  }

  /// The answer's fields.
  async send(...fields) {
    this.process.stdin.write(`${fields.join('\t')}\n`);
    return this.read();
  }

  /// What follows `ok`, parsed. Throws on `error`.
  async ask(...fields) {
    const [word, text] = await this.send(...fields);
    if (word !== 'ok') throw new Error(text);
    return JSON.parse(text);
  }

  async quit() {
    this.process.stdin.end('quit\n');
    return this.ended;
  }
}
