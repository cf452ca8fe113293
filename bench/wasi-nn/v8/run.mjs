// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// wasi-nn-run on V8: `node run.mjs CONFIGURATION`, one JSON text that wasi-nn-run writes (docs/wasi-nn-v8.md). Runs a WASI command, or serves a
// staged application. Exit codes, messages and the report are those of wasi-nn-run on Wasmtime.
//
// With a deadline the guest runs in a worker and this thread watches; without one there is no worker.
import {closeSync, openSync, renameSync, rmSync, writeSync} from 'node:fs';
import {Worker, isMainThread, parentPort, workerData} from 'node:worker_threads';
import {collectGarbage, engineVersion, setEngineFlags} from './engine.mjs';
import {Guest, Host, describe, loadAddon, openNothing, outcomeOf} from './guest.mjs';
import {nanoseconds, oneLine, peakResidentBytes, serveRow, since, stages, writeAll} from './rows.mjs';

const exitDone = 0, exitBadInput = 2, exitDeadline = 124, exitTrap = 134;

/// What a guest's thread gets to end after it was told to.
const graceMs = 2000;

/// A guest may make millions of calls that fail; a person reads the first.
const mostReports = 20;

// Not console.error(): that is written later, or never when the process ends.
const say = (message) => writeSync(2, `wasi-nn-run: ${message}\n`);

function reporter() {
  let count = 0;
  return (message) => {
    if (count < mostReports) say(`note: ${message}`);
    else if (count === mostReports) say('note: further failed calls are not reported');
    ++count;
  };
}

// ---- A command

/// Runs _start. `tell` hears, before anything of the guest runs, {id: to cancel it by, report: as far as it is known}.
async function runCommand(configuration, tell) {
  const host = new Host(configuration);
  const {module, bytes, read, compile, cached, keep} = await host.compile();
  const report = {
    engine: 'v8', engine_version: engineVersion, message: null, run: 0, phases: {load: [], context: [], set_input: [], compute: [], get_output: []},
    module: {bytes, read, compile, cached, instantiate: 0}, guest_pages: 0,
  };
  const start = nanoseconds();
  const guest = new Guest(host, module, {}, reporter(), (id) => tell({id, report}));
  report.module.instantiate = since(start);
  let outcome = guest.ending;
  if (!outcome) {
    if (!guest.has('_start'))
      throw new Error(`${configuration.guest} exports no _start, so it is no WASI command; staged applications (reactors) take --serve`);
    const running = nanoseconds();
    outcome = outcomeOf(() => guest.exports._start());
    report.run = since(running);
  }
  report.guest_pages = guest.pages();
  report.phases = guest.phases();
  if (outcome.kind === 'trapped') {
    Object.assign(report, {ended: 'trapped', exit_code: exitTrap, message: outcome.message});
    say(`error: the guest trapped: ${outcome.message}`);
  } else {
    Object.assign(report, {ended: outcome.kind, exit_code: outcome.kind === 'exited' ? outcome.value : exitDone});
  }
  const note = keep();
  if (note) say(`note: ${note}`);
  return report;
}

/// The value below or at which `part` (0 to 1) of the sorted `values` lie: the nearest rank. 0 for no values.
const percentile = (values, part) => (values.length === 0 ? 0 : values[Math.min(Math.max(Math.ceil(part * values.length), 1), values.length) - 1]);

const summary = (times) => {
  const sorted = Float64Array.from(times).sort();
  return {count: sorted.length, p50: percentile(sorted, 0.5), p90: percentile(sorted, 0.9), p99: percentile(sorted, 0.99),
    total: sorted.reduce((sum, time) => sum + time, 0)};
};

/// One line per phase: count, p50, p90, p99 and all together.
function phaseTable(report) {
  const row = (name, times) => {
    const {count, p50, p90, p99, total} = summary(times);
    const microseconds = [p50, p90, p99].map((time) => (time / 1e3).toFixed(1).padStart(12));
    return `${name.padEnd(12)} ${String(count).padStart(8)} ${microseconds.join(' ')} ${(total / 1e6).toFixed(3).padStart(12)}\n`;
  };
  return 'phase           count       p50 us       p90 us       p99 us       all ms\n' + row('compile', [report.module.compile]) +
    row('instantiate', [report.module.instantiate]) +
    Object.entries(report.phases).filter(([, times]) => times.length > 0).map(([name, times]) => row(name, times)).join('');
}

/// Prints and writes what was asked for, and ends the process with the guest's exit code.
function finish(configuration, report, exit) {
  if (configuration.phases) writeSync(2, phaseTable(report));
  if (configuration.json != null) {
    const {guest_pages, phases, ...rest} = report;
    writeWhole(configuration.json, `${JSON.stringify({
      schema: 'nearnative-nn-run-1', guest: configuration.guest, graphs: configuration.graphs ?? [], threads: configuration.threads ?? 1,
      input_mode: configuration.input_mode ?? 'copy', ...rest,
      phases: Object.fromEntries(Object.entries(phases).map(([name, times]) => [name, summary(times)])),
      memory: {peak_rss_bytes: peakResidentBytes(), guest_pages},
    }, null, 2)}\n`);
  }
  exit(report.exit_code & 255); // as the system does it
}

/// All of `text` as a file, or the file as it was.
function writeWhole(path, text) {
  const unfinished = `${path}.${process.pid}`;
  try {
    const file = openSync(unfinished, 'wx', 0o644);
    try {
      writeAll(file, Buffer.from(text));
    } finally {
      closeSync(file);
    }
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, {force: true});
    throw new Error(`cannot write ${path}: ${oneLine(error)}`);
  }
}

// ---- A staged application

/// A row of wasi-nn-bench. `tell` hears {begin: id of the instance} before and {end: true} after each piece of work.
class Application {
  constructor(host, tell) {
    this.host = host;
    this.tell = tell;
  }

  begin() {
    if (this.guest) this.tell({begin: this.guest.id});
  }

  end() {
    this.tell({end: true});
  }

  async open() {
    const {module, read, compile, cached, keep} = await this.host.compile();
    const {way = 0} = this.host.configuration;
    this.lastReport = '';
    this.keep = keep;
    let start = nanoseconds();
    this.guest = new Guest(this.host, module, {stdin: this.stdin ??= openNothing(), stdout: 2}, (line) => { this.lastReport = line; },
      (id) => this.tell({begin: id}));
    try {
      if (this.guest.ending) throw new Error(describe(this.guest.ending));
      if (this.guest.has('_initialize')) this.call('_initialize');
      for (const name of [...stages, 'open', 'output_count', 'output', 'output_bytes']) {
        if (!this.guest.has(`stage_${name}`))
          throw new Error(`the guest exports no function stage_${name}; --serve takes staged applications (docs/wasi-nn-run.md)`);
      }
      const instantiate = since(start);
      start = nanoseconds();
      this.check('stage_open', this.call('stage_open', way));
      const times = {read, compile, instantiate, open: since(start), cached};
      // Whoever sends commands may end this process without `quit`. With the flags of measuring, all is compiled by now.
      keep();
      return times;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  close() {
    const {guest} = this;
    if (guest.has('stage_close')) outcomeOf(() => guest.exports.stage_close()); // what it returns changes nothing: the instance goes
    guest.close();
    const note = this.keep();
    if (note) say(`note: ${note}`);
    this.guest = this.keep = undefined;
    collectGarbage();
  }

  call(name, ...values) {
    const outcome = outcomeOf(() => this.guest.exports[name](...values));
    if (outcome.kind !== 'returned') throw new Error(describe(outcome));
    return outcome.value;
  }

  check(name, result) {
    if (result !== 0) throw new Error(`${name} returned ${result}${this.lastReport ? `: ${this.lastReport}` : ''}`);
  }

  // Outcomes are only looked at when there is something to look at: this is timed.
  stage(name) {
    const call = this.guest.exports[`stage_${name}`];
    return () => {
      let result;
      try {
        result = call();
      } catch (error) {
        throw new Error(describe(outcomeOf(() => { throw error; })));
      }
      if (result !== 0) this.check(`stage_${name}`, result);
    };
  }

  * outputs() {
    const count = this.call('stage_output_count');
    // A model has a handful of outputs; a count beyond that is an application that is not ours.
    if (!(count >= 0 && count <= 1000)) throw new Error(`stage_output_count returned ${count}`);
    for (let index = 0; index < count; index++) {
      const start = this.call('stage_output', index) >>> 0;
      const bytes = this.call('stage_output_bytes', index) >>> 0;
      const buffer = this.guest.memory?.buffer;
      if (!buffer || start + bytes > buffer.byteLength) throw new Error(`output ${index} lies outside the guest's memory`);
      yield new Uint8Array(buffer, start, bytes);
    }
  }

  guestPages() {
    return this.guest.pages();
  }
}

async function serve(configuration, tell) {
  const host = new Host(configuration);
  await serveRow(new Application(host, tell), {engine: 'v8', version: engineVersion, ...host.backend()});
}

// ---- Deadlines

/// Runs the worker's side of this file and ends the process: with the guest's exit code, or at the deadline.
function watch(configuration) {
  const {deadline_ms: limit, addon: path} = configuration;
  let running; // {id, report}: what the worker is at
  let timer;
  let expired = false;
  const worker = new Worker(new URL(import.meta.url), {workerData: configuration});
  const exit = (code) => process.exit(code);

  const expire = async () => {
    expired = true;
    const {id, report} = running;
    const {cancel, exitNow} = loadAddon(path);
    const over = `the deadline of ${limit} ms is over`;
    const ended = cancel(id) &&
      await Promise.race([worker.terminate().then(() => true), new Promise((resolve) => setTimeout(resolve, graceMs, false))]);
    say(ended ? `error: ${over}; the guest was ended` : `error: ${over}, and what runs cannot be ended; the process is`);
    // Node's own exit waits for its threads.
    const leave = ended ? exit : exitNow;
    if (configuration.serve) writeAll(1, Buffer.from(`error\t${over}\n`));
    if (report) finish(configuration, {...report, ended: 'deadline', exit_code: exitDeadline}, leave);
    leave(exitDeadline);
  };

  worker.on('message', ({begin, end, id, report, result, error}) => {
    if (end || result || error) clearTimeout(timer);
    if (begin || id) {
      running = {id: begin ?? id, report};
      clearTimeout(timer);
      timer = setTimeout(() => expire().catch(fail), limit);
    }
    if (error) fail(new Error(error));
    if (result) {
      try {
        finish(configuration, result, exit);
      } catch (problem) {
        fail(problem);
      }
    }
  });
  worker.on('error', fail);
  // A command's worker has sent its result or its error; a row's ends with its commands.
  worker.on('exit', (code) => { if (!expired && configuration.serve) exit(code); });
}

function fail(error) {
  say(`error: ${oneLine(error)}`);
  process.exit(exitBadInput);
}

// ---- Main

async function run(configuration, tell) {
  if (configuration.serve) await serve(configuration, tell);
  else return runCommand(configuration, tell);
}

function readConfiguration() {
  const given = process.argv.slice(2);
  let configuration;
  try {
    configuration = JSON.parse(given[0]);
  } catch {
    // told below
  }
  if (given.length !== 1 || typeof configuration?.guest !== 'string' || typeof configuration.addon !== 'string')
    throw new Error('run.mjs takes the configuration that wasi-nn-run writes, one JSON object (docs/wasi-nn-v8.md); call wasi-nn-run --engine v8');
  return configuration;
}

if (!isMainThread) {
  const tell = (message) => parentPort.postMessage(message);
  try {
    const result = await run(workerData, tell);
    if (result) tell({result});
  } catch (error) {
    tell({error: oneLine(error)});
  }
} else {
  try {
    const configuration = readConfiguration();
    setEngineFlags(configuration.limits?.guest_memory_bytes);
    if (configuration.deadline_ms != null) {
      watch(configuration);
    } else {
      const result = await run(configuration, () => {});
      if (result) finish(configuration, result, (code) => process.exit(code));
    }
  } catch (error) {
    fail(error);
  }
}
