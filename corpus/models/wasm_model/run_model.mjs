// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What wasm-model check and profile run in Node: one inference per set of inputs, or many with the kernels' times.
//   node run_model.mjs '{"folder", "name", "module", "inputs": [[file, …], …], "outputs": [[file, …], …], "runs": 0}'
import fs from 'node:fs';
import path from 'node:path';
import {loadModel} from './nearnative_model.mjs';

const job = JSON.parse(process.argv[2]);
const read = (file) => fs.readFileSync(path.join(job.folder, file));
const description = JSON.parse(read(`${job.name}.json`));
const imports = {env: {nn_clock: () => performance.now() / 1e3}};
const model = await loadModel(fs.readFileSync(job.module), read(`${job.name}.weights.bin`), description, imports);
const bytes = (array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
job.inputs.forEach((files, set) => {
  files.forEach((file, index) => bytes(model.inputs[description.inputs[index].name]).set(fs.readFileSync(file)));
  model.run();
  job.outputs[set]?.forEach((file, index) => fs.writeFileSync(file, bytes(model.outputs[description.outputs[index].name])));
});
if (job.runs) {
  const times = new Float64Array(model.exports.memory.buffer, model.exports.kernel_times(), description.calls.length);
  times.fill(0); // the first inference compiled and warmed up
  for (let run = 0; run < job.runs; run++)
    model.run();
  console.log(JSON.stringify([...times].map((seconds) => seconds / job.runs)));
}
