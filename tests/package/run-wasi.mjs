// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Runs a WASI command in V8 with its standard output passed through.
import { readFile } from 'node:fs/promises';
import { WASI } from 'node:wasi';

const wasi = new WASI({ version: 'preview1', args: ['app'] });
const module = await WebAssembly.compile(await readFile(process.argv[2]));
process.exit(wasi.start(await WebAssembly.instantiate(module, wasi.getImportObject())));
