// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the staged application does before and after its model (corpus/guests/app/classify.c), for rows whose model takes its input from
// JavaScript: the same arithmetic, so that the same bytes come out.

/// A raw RGB image (Uint8Array, height x width x 3) to another size, as corpus/kernels/resize_bilinear_rgb does it: between the centres of
/// pixels, edges repeated, weights of 8 bits. `output` likewise.
export function resizeBilinear(input, inputWidth, inputHeight, output, outputWidth, outputHeight) {
  const columns = positions(inputWidth, outputWidth), rows = positions(inputHeight, outputHeight);
  const line = inputWidth * 3;
  const row = new Uint16Array(line);
  let next = 0;
  for (let y = 0; y < outputHeight; y++) {
    const below = rows.weight[y];
    const upper = rows.index[y] * line, lower = below ? upper + line : upper;
    for (let i = 0; i < line; i++) row[i] = input[upper + i] * (256 - below) + input[lower + i] * below;
    for (let x = 0; x < outputWidth; x++) {
      const right = columns.weight[x];
      const leftPixel = columns.index[x] * 3, rightPixel = right ? leftPixel + 3 : leftPixel;
      for (let c = 0; c < 3; c++) output[next++] = (row[leftPixel + c] * (256 - right) + row[rightPixel + c] * right + 32768) >>> 16;
    }
  }
}

/// Of every output pixel's centre: the input pixel before it, and how far it lies towards the next, in 256ths. In 32.32 numbers, which are exact
/// as doubles.
function positions(inputs, outputs) {
  const one = 2 ** 32;
  const step = Math.floor((inputs * one) / outputs);
  const last = (inputs - 1) * one;
  const index = new Uint32Array(outputs), weight = new Uint16Array(outputs);
  for (let i = 0; i < outputs; i++) {
    const at = Math.min(Math.max(i * step + Math.floor(step / 2) - one / 2 + 2 ** 23, 0), last);
    index[i] = Math.floor(at / one);
    weight[i] = Math.floor(at / 2 ** 24) & 255;
  }
  return {index, weight};
}

const {fround} = Math;
const mean = [0.485, 0.456, 0.406].map(fround);
const inverseDeviation = [0.229, 0.224, 0.225].map((deviation) => fround(1 / fround(deviation)));

/// RGB bytes (pixels x 3) to three planes of f32 (Float32Array), normalised as torchvision's models want it.
export function normalise(input, output, pixels) {
  const scale = fround(1 / 255);
  for (let c = 0; c < 3; c++) {
    const m = mean[c], d = inverseDeviation[c];
    for (let i = 0; i < pixels; i++) output[c * pixels + i] = fround(fround(fround(input[i * 3 + c] * scale) - m) * d);
  }
}

/// Softmax of `scores` (Float32Array) and the five likeliest: [{index, probability}], best first.
export function topFive(scores) {
  const count = scores.length;
  const probabilities = new Float32Array(count);
  let largest = -Infinity, sum = 0;
  for (let i = 0; i < count; i++) largest = Math.max(largest, scores[i]);
  for (let i = 0; i < count; i++) sum = fround(sum + (probabilities[i] = Math.exp(scores[i] - largest)));
  for (let i = 0; i < count; i++) probabilities[i] /= sum;
  const top = [];
  for (let rank = 0; rank < Math.min(5, count); rank++) {
    let best = 0;
    for (let i = 1; i < count; i++) if (probabilities[i] > probabilities[best]) best = i;
    top.push({index: best, probability: probabilities[best]});
    probabilities[best] = -1;
  }
  return top;
}
