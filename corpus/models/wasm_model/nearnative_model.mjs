// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Runs a compiled model (wasm-model compile) in any JavaScript engine. It takes bytes: whether they come from fetch, a file or a cache is
// the caller's business.
//
//   const model = await loadModel(moduleBytes, weightsBytes, description);   // description: NAME.json, parsed
//   model.inputs.x.set(pixels);
//   model.run();
//   const scores = model.outputs.y.slice();                                 // a view: valid until the next run

const ARRAYS = {f32: Float32Array, f64: Float64Array, i8: Int8Array, u8: Uint8Array, i16: Int16Array, u16: Uint16Array, i32: Int32Array,
                u32: Uint32Array, i64: BigInt64Array};

/**
 * @param module  bytes of NAME.FORM.wasm (BufferSource), or a WebAssembly.Module
 * @param weights bytes of NAME.weights.bin (ArrayBuffer or a view)
 * @param description the parsed NAME.json: names, types and shapes
 * @param imports what the module imports, if anything (a module built by wasm-model imports nothing)
 * @returns {Promise<CompiledModel>}; throws an Error that says what does not fit
 */
export async function loadModel(module, weights, description, imports = {}) {
  if (description?.schema !== 'nearnative-compiled-model-1')
    throw new Error(`the description of a compiled model has the schema nearnative-compiled-model-1, not ${description?.schema}`);
  const compiled = module instanceof WebAssembly.Module ? module : await WebAssembly.compile(module);
  const {exports} = await WebAssembly.instantiate(compiled, imports);
  return new CompiledModel(exports, weights, description);
}

class CompiledModel {
  /** {name: typed array}; row-major, in the shape that `description` says. Views of the module's memory. */
  inputs = {};
  /** Like inputs; valid until the next run. */
  outputs = {};
  description;
  exports;

  constructor(exports, weights, description) {
    this.exports = exports;
    this.description = description;
    exports._initialize?.();
    const bytes = ArrayBuffer.isView(weights) ? new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength)
                                              : new Uint8Array(weights);
    if (bytes.length !== exports.weights_bytes())
      throw new Error(`${description.name}: the weights have ${bytes.length} bytes, the module wants ${exports.weights_bytes()}`);
    new Uint8Array(exports.memory.buffer, exports.weights(), bytes.length).set(bytes);
    this.#findTensors('input', description.inputs, this.inputs);
    this.#findTensors('output', description.outputs, this.outputs);
  }

  #findTensors(direction, tensors, target) {
    const {exports, description} = this;
    const count = exports[`${direction}_count`]();
    if (tensors.length !== count)
      throw new Error(`${description.name}: the description names ${tensors.length} ${direction}s, the module has ${count}`);
    tensors.forEach(({name, type, bytes}, index) => {
      const size = exports[`${direction}_bytes`](index);
      if (size !== bytes)
        throw new Error(`${description.name}: ${direction} ${name} has ${size} bytes in the module, ${bytes} in the description`);
      target[name] = new ARRAYS[type](exports.memory.buffer, exports[direction](index), size / ARRAYS[type].BYTES_PER_ELEMENT);
    });
  }

  /** One inference: from `inputs` to `outputs`. */
  run() {
    const status = this.exports.run();
    if (status !== 0)
      throw new Error(`${this.description.name}: run() failed with status ${status}`);
  }
}
