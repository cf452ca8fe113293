// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// V8 as all scripts here have it.
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';

export const pageBytes = 65536;

export const engineVersion = `${process.versions.v8} (Node ${process.versions.node})`;

/// Of the process; to be called before anything is compiled, in the main thread.
/// `guestMemoryBytes`: how far a linear memory may grow; 0: as far as it declares.
export function setEngineFlags(guestMemoryBytes = 0) {
  // Else a module that was compiled before and is still in memory would not be compiled but found.
  setFlagsFromString('--no-wasm-native-module-cache');
  // V8 has no limit per instance, but one for all memories of the process, and only guests have memories here.
  if (guestMemoryBytes > 0) setFlagsFromString(`--wasm-max-mem-pages=${Math.min(Math.floor(guestMemoryBytes / pageBytes), pageBytes)}`);
  setFlagsFromString('--expose-gc');
}

/// Linear memories and models are much larger than what V8 knows of their owners: without this, many would be dead before it looks.
export const collectGarbage = () => runInNewContext('gc')();
