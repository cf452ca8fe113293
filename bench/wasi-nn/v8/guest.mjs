// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Guests on V8: compile (or take from the cache), instantiate with WASI preview1 and the imports of wasi_ephemeral_nn, call. CONFIGURATION
// is what wasi-nn-run gives (docs/wasi-nn-v8.md).
import {createHash} from 'node:crypto';
import {accessSync, constants, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {basename, dirname, join} from 'node:path';
import {WASI} from 'node:wasi';
import {engineVersion, pageBytes} from './engine.mjs';
import {nanoseconds, oneLine, readWhole, sha256OfFile, since} from './rows.mjs';

const wasiModule = 'wasi_snapshot_preview1';
const nnModule = 'wasi_ephemeral_nn';

const sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

export function loadAddon(path, advice = '; build nearnative again') {
  try {
    return createRequire(import.meta.url)(path);
  } catch (error) {
    throw new Error(`cannot load ${path} into Node ${process.versions.node}: ${oneLine(error)}${advice}`);
  }
}

/// What instances of one configuration share.
export class Host {
  constructor(configuration) {
    this.configuration = configuration;
    this.addon = loadAddon(configuration.addon);
    this.nn = this.addon.openHost(JSON.stringify({...configuration, phases: configuration.phases || configuration.json != null}));
    if (configuration.compile_cache) this.cache = new CompileCache(configuration.compile_cache, dirname(configuration.addon));
  }

  /// {backend, library, library_version, library_sha256} of the first --graph; {} without one. Throws when the library is missing.
  backend() {
    const [, encoding] = /^[^=]*=([^?:]*)/.exec(this.configuration.graphs?.[0] ?? '') ?? [];
    if (!encoding) return {};
    const {name, library, version} = this.addon.backend(this.nn, encoding);
    return {backend: name, library, library_version: version, library_sha256: sha256OfFile(library)};
  }

  /// Reads and compiles the guest: {module, bytes, read, compile, cached, keep}. `keep()` puts what V8 has compiled by then into the
  /// cache, if there is one: to be called when the guest has run, since V8 compiles functions when they are first called. It returns why
  /// that failed, or nothing.
  async compile() {
    const path = this.configuration.guest;
    let start = nanoseconds();
    const bytes = readWhole(path);
    const read = since(start);
    start = nanoseconds();
    let module, cached;
    try {
      module = await this.cache?.take(bytes);
      cached = module !== undefined;
      module ??= new WebAssembly.Module(bytes);
    } catch (error) {
      throw new Error(`${path} is not a WebAssembly module that V8 takes${otherKind(bytes) || `: ${oneLine(error)}`}`);
    }
    const compile = since(start);
    const keep = () => (this.cache && !cached ? this.cache.keep(bytes, module) : undefined);
    return {module, bytes: bytes.length, read, compile, cached, keep};
  }
}

/// What `bytes` is when it is no core module; empty when that is not known.
function otherKind(bytes) {
  if (bytes.length === 0) return ': it is empty';
  if (bytes.subarray(0, 4).equals(Buffer.from('\x7fELF'))) return ' but machine code; precompiled modules are for Wasmtime';
  if (bytes.length >= 8 && bytes.subarray(0, 4).equals(Buffer.from('\0asm')) && bytes[6] === 1)
    return ' but a component, which is not supported; build the guest for WASI preview1';
  if (bytes.includes('(module')) return ' but text; translate it with wat2wasm';
  return '';
}

// With those above it. Node's own way never ends below /proc.
function makeFolder(path) {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

/// Modules that V8 compiled, kept in a folder. V8 itself refuses what another version, other flags or another CPU made; a file that was
/// damaged is known by the hash that it begins with. Whoever can write to the folder decides what runs.
class CompileCache {
  constructor(folder, addons) {
    this.addon = loadAddon(join(addons, 'nearnative-v8-module-cache.node'),
      '; build nearnative with this Node, or leave --compile-cache away');
    try {
      makeFolder(folder);
      accessSync(folder, constants.W_OK);
    } catch {
      throw new Error(`cannot write to ${folder}; --compile-cache names a folder that is writable, or one that can be made`);
    }
    this.folder = folder;
  }

  // Of every set of flags its own file, or rows with different flags would throw out each other's.
  file(bytes) {
    return join(this.folder, `${sha256(engineVersion, '\0', ...process.execArgv.map((flag) => `${flag}\0`), sha256(bytes))}.v8`);
  }

  /// The module, or undefined when it is not there or V8 does not take it.
  async take(bytes) {
    let entry;
    try {
      entry = readFileSync(this.file(bytes));
    } catch {
      return undefined;
    }
    const compiled = entry.subarray(64);
    if (sha256(compiled) !== entry.toString('latin1', 0, 64)) return undefined;
    const {cached, module} = this.addon.compile(bytes, compiled);
    const alive = setInterval(() => {}, 1000);
    try {
      const result = await module;
      return cached ? result : undefined;
    } finally {
      clearInterval(alive);
    }
  }

  keep(bytes, module) {
    const compiled = new Uint8Array(this.addon.serialize(module));
    if (compiled.length === 0) return 'V8 has compiled nothing of this module with its top tier, which is all that can be kept';
    const file = this.file(bytes);
    const unfinished = `${file}.${process.pid}`;
    try {
      writeFileSync(unfinished, Buffer.concat([Buffer.from(sha256(compiled)), compiled]), {flag: 'wx', mode: 0o600});
      renameSync(unfinished, file);
    } catch (error) {
      rmSync(unfinished, {force: true});
      return `cannot write to ${this.folder}: ${oneLine(error)}`;
    }
    return undefined;
  }
}

class Exit {
  constructor(code) {
    this.code = code;
  }
}

/// How a call into a guest ended: {kind: 'returned', value}, {kind: 'exited', value: the code given to proc_exit} or {kind: 'trapped',
/// message, error}.
export function outcomeOf(call) {
  try {
    return {kind: 'returned', value: call()};
  } catch (error) {
    if (error instanceof Exit) return {kind: 'exited', value: error.code};
    const [, where] = /^ *at (.+) \(wasm:/m.exec(error?.stack ?? '') ?? [];
    return {kind: 'trapped', message: oneLine(error) + (where ? ` in ${where}` : ''), error};
  }
}

/// Of a call that did not return.
export const describe = (outcome) =>
  outcome.kind === 'exited' ? `the guest ended with exit code ${outcome.value}` : `the guest trapped: ${outcome.message}`;

/// An instance of a module with its WASI and WASI-NN state.
export class Guest {
  /// `files`: its stdin, stdout and stderr. `report` hears why calls of WASI-NN fail. `opened(id)`, if given, hears the id to cancel it
  /// by before anything of the guest runs. Throws when it imports what there is not or needs a kind of memory that is not supported.
  constructor(host, module, files, report, opened) {
    const {configuration, addon} = host;
    const path = configuration.guest;
    for (const {host: folder} of configuration.directories ?? []) {
      if (!statSync(folder, {throwIfNoEntry: false})?.isDirectory()) throw new Error(`--dir: ${folder} is no folder`);
    }
    const wasi = new WASI({
      version: 'preview1',
      args: [basename(path), ...(configuration.arguments ?? [])],
      env: configuration.environment ?? {},
      preopens: Object.fromEntries((configuration.directories ?? []).map(({host: folder, guest}) => [guest, folder])),
      ...files,
    });
    const {id, imports} = addon.openInstance(host.nn, report);
    this.addon = addon;
    this.id = id;
    // Node's proc_exit ends the process, or hides the code until its own start() returns.
    const functions = {
      [wasiModule]: {...wasi.wasiImport, proc_exit: (code) => { throw new Exit(code); }},
      [nnModule]: imports,
    };
    for (const {module: from, name, kind} of WebAssembly.Module.imports(module)) {
      if (kind !== 'function' || !Object.hasOwn(functions, from) || !Object.hasOwn(functions[from], name))
        throw new Error(`${path} imports ${from}.${name}, which there is not; guests get WASI preview1 (${wasiModule}) and ${nnModule}`);
    }
    opened?.(id);
    // Instantiating runs the module's start function.
    const made = outcomeOf(() => new WebAssembly.Instance(module, functions));
    if (made.error instanceof WebAssembly.LinkError || (made.error instanceof RangeError && /^WebAssembly\.Instance/.test(made.message)))
      throw new Error(`cannot instantiate ${path}: ${oneLine(made.error)}`);
    if (made.kind !== 'returned') {
      this.ending = made;
      return;
    }
    const instance = made.value;
    this.exports = instance.exports;
    this.memory = instance.exports.memory;
    if (!(this.memory instanceof WebAssembly.Memory)) this.memory = undefined;
    else if (is64(this.memory))
      throw new Error(`${path}: its memory has 64-bit addresses, for which WASI preview1 and WASI-NN have no calls; build it for wasm32`);
    try {
      addon.attach(id, this.memory);
    } catch (error) {
      throw new Error(`${path}: ${oneLine(error)}`);
    }
    // WASI's calls want some memory.
    wasi.finalizeBindings(instance, {memory: this.memory ?? new WebAssembly.Memory({initial: 0})});
  }

  has(name) {
    return typeof this.exports?.[name] === 'function';
  }

  pages() {
    return this.memory ? this.memory.buffer.byteLength / pageBytes : 0;
  }

  phases() {
    return this.addon.phases(this.id);
  }

  close() {
    this.addon.close(this.id);
  }
}

// There is no way to ask; but the number of pages to grow by is a BigInt for these.
function is64(memory) {
  try {
    memory.grow(0);
    return false;
  } catch (error) {
    return error instanceof TypeError;
  }
}

/// A file that is empty, for the stdin of guests whose commands come from there.
export const openNothing = () => openSync('/dev/null', 'r');
