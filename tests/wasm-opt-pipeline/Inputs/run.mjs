// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Calls every exported function of a module with small whole numbers and prints the results: run.mjs MODULE
import {readFileSync} from 'node:fs';

const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(process.argv[2])), {});
for (const name of Object.keys(instance.exports).sort()) {
  if (typeof instance.exports[name] !== 'function') continue;
  for (const argument of [1, 2, 5, 7]) console.log(`${name}(${argument}) = ${instance.exports[name](argument)}`);
}
