// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The row's side of the protocol of wasi-nn-bench (docs/formats.md, "Rows: one process each") for rows in JavaScript; RowProtocol.h is the
// same for those in C++. Also what the scripts here share: messages of one line, new files, memory of the process.
import {createHash} from 'node:crypto';
import {closeSync, openSync, readFileSync, readSync, unlinkSync, writeSync} from 'node:fs';

export const stages = ['preprocess', 'set_input', 'compute', 'get_output', 'postprocess'];

/// More are several `infer`: their times must fit one line.
const mostInferences = 100000;

export const nanoseconds = () => process.hrtime.bigint();
export const since = (start) => Number(process.hrtime.bigint() - start);

/// What went wrong, as one line: of an error or of anything else that was thrown.
export function oneLine(error) {
  let text = error instanceof Error ? error.message : String(error);
  // Of the system's errors only what the system says: the path is told with what was to be done.
  if (error?.syscall && error.path) text = /^[A-Z0-9]+: (.*), /s.exec(text)?.[1] ?? text;
  return text.replaceAll(/[\t\r\n ]+/g, ' ').trim().slice(0, 1000);
}

export function writeAll(file, bytes) {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}

/// All of a file.
export function readWhole(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Error(`cannot read ${path}: ${oneLine(error)}`);
  }
}

/// Writes a file that is not there yet with `write(file)`, or nothing. Returns what that returns.
function writeNewFile(path, write) {
  let file;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch (error) {
    throw new Error(`cannot create ${path}: ${oneLine(error)}`);
  }
  let open = true;
  try {
    const result = write(file);
    open = false;
    closeSync(file);
    return result;
  } catch (error) {
    if (open) closeSync(file);
    unlinkSync(path);
    throw error.syscall ? new Error(`cannot write ${path}: ${oneLine(error)}`) : error;
  }
}

/// Peak resident bytes of this process. Not process.resourceUsage(): its maximum survives exec, so that it would be the parent's when that
/// was larger.
export function peakResidentBytes() {
  const found = /^VmHWM:\s*([0-9]+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
  if (!found) throw new Error('/proc/self/status does not say VmHWM; is /proc mounted?');
  return Number(found[1]) * 1024;
}

/// SHA-256 of a file, without its bytes in memory: they would be in the peak that is reported.
export function sha256OfFile(path) {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(1 << 16);
  const file = openSync(path, 'r');
  try {
    for (let count; (count = readSync(file, buffer)) > 0;) hash.update(buffer.subarray(0, count));
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

/// Serves stdin until `quit` or its end. `greeting` is what follows `ready`. A row has
///   open()        -> {read, compile, instantiate, open, cached}: all steps anew; may be a promise
///   close()          ends what open() began; only called while it is open; may be a promise
///   stage(name)   -> the function of a stage, which throws when it fails. It is timed, so it does nothing else; may return a promise
///   outputs()     -> Uint8Arrays, valid until the next call
///   guestPages()  -> 64 KiB each, now; only called while it is open
///   begin(), end()   if there: called before and after what a command does
export async function serveRow(row, greeting) {
  let isOpen = false;
  let hasOutputs = false;

  const close = () => {
    hasOutputs = false;
    if (!isOpen) return undefined;
    isOpen = false;
    return row.close();
  };

  const commands = {
    open: [0, async () => {
      await close();
      const times = await row.open();
      isOpen = true;
      return JSON.stringify(times);
    }],
    infer: [1, async (field) => {
      const count = /^[0-9]{1,9}$/.test(field) ? Number(field) : 0;
      if (count < 1 || count > mostInferences) throw new Error(`infer takes 1 to ${mostInferences} inferences, not ${field}`);
      if (!isOpen) throw new Error('no application is open; send open first');
      hasOutputs = false;
      const times = stages.map(() => new Array(count).fill(0));
      const calls = stages.map((name) => row.stage(name));
      for (let index = 0; index < count; index++) {
        for (let stage = 0; stage < stages.length; stage++) {
          try {
            const start = nanoseconds();
            const later = calls[stage]();
            if (later !== undefined) await later;
            times[stage][index] = since(start);
          } catch (error) {
            throw new Error(`inference ${index + 1}: ${oneLine(error)}`);
          }
        }
      }
      hasOutputs = true;
      return JSON.stringify(Object.fromEntries(stages.map((name, stage) => [name, times[stage]])));
    }],
    output: [1, (path) => {
      if (!hasOutputs) throw new Error('there is no inference to take outputs of; send infer first');
      return writeNewFile(path, (file) => {
        let total = 0;
        for (const bytes of row.outputs()) {
          writeAll(file, bytes);
          total += bytes.length;
        }
        return String(total);
      });
    }],
    memory: [0, () => JSON.stringify({peak_rss_bytes: peakResidentBytes(), guest_pages: isOpen ? row.guestPages() : null})],
  };

  const execute = (line) => {
    const [name, ...fields] = line.split('\t');
    if (!Object.hasOwn(commands, name)) throw new Error(`unknown command '${name}'`);
    const [count, body] = commands[name];
    if (fields.length !== count) throw new Error(`${name} takes ${count} fields, not ${fields.length}`);
    return body(...fields);
  };

  const answer = (line) => writeAll(1, Buffer.from(`${line}\n`));
  answer(`ready\t${JSON.stringify(greeting)}`);
  for (const line of lines()) {
    if (line === 'quit') break;
    row.begin?.();
    let result;
    try {
      result = `ok\t${await execute(line)}`;
    } catch (error) {
      result = `error\t${oneLine(error)}`;
    }
    row.end?.();
    answer(result);
    // A turn of the event loop: only there what was dropped is finalized.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await close();
}

// Blocking reads: between commands nothing else runs. (`process` is not imported from 'node:process': that would open process.stdin, which
// makes file 0 non-blocking.)
function* lines() {
  const buffer = Buffer.alloc(65536);
  let rest = '';
  for (let count; (count = readSync(0, buffer)) > 0;) {
    rest += buffer.toString('utf8', 0, count);
    for (let end; (end = rest.indexOf('\n')) >= 0; rest = rest.slice(end + 1)) yield rest.slice(0, end);
  }
  if (rest !== '') yield rest;
}
