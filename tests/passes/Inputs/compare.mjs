// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Runs two builds of one test program and compares every result: bits, but any NaN equals any NaN.
// A program exports cases(), kind(case) (bytes of a float result, or 0: plain bytes), run(case) (number of results) and results().
import fs from 'node:fs';

const [referencePath, candidatePath] = process.argv.slice(2);
const instantiate = (path) => {
  const module = new WebAssembly.Module(fs.readFileSync(path));
  const imports = {};
  for (const { module: space, name } of WebAssembly.Module.imports(module)) (imports[space] ??= {})[name] = () => 0;
  const { exports } = new WebAssembly.Instance(module, imports);
  exports._initialize?.();
  return exports;
};
const views = { 0: Uint8Array, 4: Float32Array, 8: Float64Array };
const results = (program, index) => {
  const count = program.run(index);
  return new views[program.kind(index)](program.memory.buffer, program.results(), count);
};

const reference = instantiate(referencePath);
const candidate = instantiate(candidatePath);
let values = 0;
for (let index = 0; index < reference.cases(); ++index) {
  const expected = results(reference, index);
  const actual = results(candidate, index);
  if (expected.length !== actual.length) throw new Error(`case ${index}: ${expected.length} and ${actual.length} results`);
  for (let i = 0; i < expected.length; ++i) {
    if (!Object.is(expected[i], actual[i])) {
      const show = (x) => (Object.is(x, -0) ? '-0' : String(x));
      console.log(`different: case ${index}, result ${i}: ${show(expected[i])} expected, ${show(actual[i])} found`);
      process.exit(1);
    }
  }
  values += expected.length;
}
console.log(`equal: ${reference.cases()} cases, ${values} results`);
