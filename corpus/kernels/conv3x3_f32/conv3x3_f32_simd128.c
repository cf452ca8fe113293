// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of conv3x3_f32.c: four pixels x eight outputs stay in registers; pixels on the left and right border go one at a time. Exact: every
// output adds bias and products in the order of the plain loops.
#include <stddef.h>
#include <wasm_simd128.h>

enum { wide = 4 };

struct Shape {
  size_t width, inputs, outputs;
};

// One tap (ky, kx) for `pixels` pixels and 8 outputs: sum[pixel] += input[pixel][i] * weights[i], i in order. Four values of a pixel are
// loaded at once and broadcast by shuffles, which suits both V8 and Wasmtime.
static inline void tap(v128_t sum[][2], const float *input, const float *weights, struct Shape shape, int pixels) {
  size_t i = 0;
  for (; i + 4 <= shape.inputs; i += 4, weights += 4 * shape.outputs) {
    const float *row1 = weights + shape.outputs, *row2 = row1 + shape.outputs, *row3 = row2 + shape.outputs;
    for (int pixel = 0; pixel < pixels; ++pixel) {
      v128_t four = wasm_v128_load(input + (size_t)pixel * shape.inputs + i);
      v128_t value0 = wasm_i32x4_shuffle(four, four, 0, 0, 0, 0), value1 = wasm_i32x4_shuffle(four, four, 1, 1, 1, 1);
      v128_t value2 = wasm_i32x4_shuffle(four, four, 2, 2, 2, 2), value3 = wasm_i32x4_shuffle(four, four, 3, 3, 3, 3);
      for (int half = 0; half < 2; ++half) {
        v128_t next = sum[pixel][half];
        next = wasm_f32x4_add(next, wasm_f32x4_mul(value0, wasm_v128_load(weights + 4 * half)));
        next = wasm_f32x4_add(next, wasm_f32x4_mul(value1, wasm_v128_load(row1 + 4 * half)));
        next = wasm_f32x4_add(next, wasm_f32x4_mul(value2, wasm_v128_load(row2 + 4 * half)));
        sum[pixel][half] = wasm_f32x4_add(next, wasm_f32x4_mul(value3, wasm_v128_load(row3 + 4 * half)));
      }
    }
  }
  for (; i < shape.inputs; ++i, weights += shape.outputs)
    for (int pixel = 0; pixel < pixels; ++pixel) {
      v128_t value = wasm_f32x4_splat(input[(size_t)pixel * shape.inputs + i]);
      for (int half = 0; half < 2; ++half)
        sum[pixel][half] = wasm_f32x4_add(sum[pixel][half], wasm_f32x4_mul(value, wasm_v128_load(weights + 4 * half)));
    }
}

// `pixels` neighbours in a row, all outputs; the taps [kyFirst, kyLast] x [kxFirst, kxLast] lie inside the image. `input` and `output`
// point to the first of the pixels.
static inline void group(const float *input, const float *weights, const float *bias, float *output, struct Shape shape, int kyFirst,
                         int kyLast, int kxFirst, int kxLast, int pixels) {
  size_t o = 0;
  for (; o + 8 <= shape.outputs; o += 8) {
    v128_t sum[wide][2];
    for (int pixel = 0; pixel < pixels; ++pixel)
      for (int half = 0; half < 2; ++half)
        sum[pixel][half] = wasm_v128_load(bias + o + 4 * half);
    for (int ky = kyFirst; ky <= kyLast; ++ky)
      for (int kx = kxFirst; kx <= kxLast; ++kx) {
        ptrdiff_t neighbour = (ptrdiff_t)(ky - 1) * (ptrdiff_t)shape.width + (kx - 1);
        tap(sum, input + neighbour * (ptrdiff_t)shape.inputs, weights + (size_t)(ky * 3 + kx) * shape.inputs * shape.outputs + o, shape,
            pixels);
      }
    for (int pixel = 0; pixel < pixels; ++pixel)
      for (int half = 0; half < 2; ++half)
        wasm_v128_store(output + (size_t)pixel * shape.outputs + o + 4 * half, sum[pixel][half]);
  }
  for (; o < shape.outputs; ++o)
    for (int pixel = 0; pixel < pixels; ++pixel) {
      float sum = bias[o];
      for (int ky = kyFirst; ky <= kyLast; ++ky)
        for (int kx = kxFirst; kx <= kxLast; ++kx) {
          ptrdiff_t neighbour = (ptrdiff_t)(ky - 1) * (ptrdiff_t)shape.width + (kx - 1) + pixel;
          for (size_t i = 0; i < shape.inputs; ++i)
            sum += input[neighbour * (ptrdiff_t)shape.inputs + (ptrdiff_t)i] *
                   weights[((size_t)(ky * 3 + kx) * shape.inputs + i) * shape.outputs + o];
        }
      output[(size_t)pixel * shape.outputs + o] = sum;
    }
}

void conv3x3_f32(const float *restrict input, const float *restrict weights, const float *restrict bias, float *restrict output, int height,
                 int width, int inputs, int outputs) {
  struct Shape shape = {(size_t)width, (size_t)inputs, (size_t)outputs};
  for (int y = 0; y < height; ++y) {
    int kyFirst = y == 0 ? 1 : 0, kyLast = y == height - 1 ? 1 : 2;
    for (int x = 0; x < width;) {
      size_t pixel = (size_t)y * shape.width + (size_t)x;
      const float *in = input + pixel * shape.inputs;
      float *out = output + pixel * shape.outputs;
      if (x > 0 && x + wide < width) {
        group(in, weights, bias, out, shape, kyFirst, kyLast, 0, 2, wide);
        x += wide;
      } else {
        group(in, weights, bias, out, shape, kyFirst, kyLast, x == 0 ? 1 : 0, x == width - 1 ? 1 : 2, 1);
        x += 1;
      }
    }
  }
}
