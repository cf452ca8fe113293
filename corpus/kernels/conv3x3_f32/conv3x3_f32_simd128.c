// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of conv3x3_f32.c: two pixels x sixteen outputs stay in registers; pixels on the left and right border go one by one. Exact: every
// output adds bias and products in the order of the plain loops.
#include <stddef.h>
#include <wasm_simd128.h>

struct Shape {
  size_t width, inputs, outputs;
};

// sum[pixel] += lane `lane` of four[pixel] * weights, for 4 * vectors outputs.
#define ADD_LANE(lane)                                                                                                                     \
  do {                                                                                                                                     \
    v128_t value0 = wasm_i32x4_shuffle(four[0], four[0], lane, lane, lane, lane);                                                          \
    v128_t value1 = wasm_i32x4_shuffle(four[1], four[1], lane, lane, lane, lane);                                                          \
    for (int vector = 0; vector < vectors; ++vector) {                                                                                     \
      v128_t weight = wasm_v128_load(weights + 4 * vector);                                                                                \
      sum[0][vector] = wasm_f32x4_add(sum[0][vector], wasm_f32x4_mul(value0, weight));                                                     \
      if (pixels == 2)                                                                                                                     \
        sum[1][vector] = wasm_f32x4_add(sum[1][vector], wasm_f32x4_mul(value1, weight));                                                   \
    }                                                                                                                                      \
    weights += shape.outputs;                                                                                                              \
  } while (0)

// One tap (ky, kx) of one or two neighbouring pixels: sum[pixel] += input[pixel][i] * weights[i], i in order. Four values of a pixel are
// loaded at once and broadcast by shuffles, which suits both V8 and Wasmtime.
static inline void tap(v128_t sum[2][4], const float *input, const float *weights, struct Shape shape, int pixels, int vectors) {
  const float *second = input + (pixels - 1) * shape.inputs;
  size_t i = 0;
  for (; i + 4 <= shape.inputs; i += 4) {
    v128_t four[2] = {wasm_v128_load(input + i), wasm_v128_load(second + i)};
    ADD_LANE(0);
    ADD_LANE(1);
    ADD_LANE(2);
    ADD_LANE(3);
  }
  for (; i < shape.inputs; ++i) {
    v128_t four[2] = {wasm_f32x4_splat(input[i]), wasm_f32x4_splat(second[i])};
    ADD_LANE(0);
  }
}

// The taps of a pixel that lie inside the image.
struct Taps {
  int kyFirst, kyLast, kxFirst, kxLast;
};

// 4 * vectors outputs, from the pointers on, of one or two neighbouring pixels.
static inline void tile(const float *input, const float *weights, const float *bias, float *output, struct Shape shape, struct Taps taps,
                        int pixels, int vectors) {
  v128_t sum[2][4];
  for (int pixel = 0; pixel < pixels; ++pixel)
    for (int vector = 0; vector < vectors; ++vector)
      sum[pixel][vector] = wasm_v128_load(bias + 4 * vector);
  for (int ky = taps.kyFirst; ky <= taps.kyLast; ++ky)
    for (int kx = taps.kxFirst; kx <= taps.kxLast; ++kx) {
      ptrdiff_t neighbour = (ptrdiff_t)(ky - 1) * (ptrdiff_t)shape.width + (kx - 1);
      tap(sum, input + neighbour * (ptrdiff_t)shape.inputs, weights + (size_t)(ky * 3 + kx) * shape.inputs * shape.outputs, shape, pixels,
          vectors);
    }
  for (int pixel = 0; pixel < pixels; ++pixel)
    for (int vector = 0; vector < vectors; ++vector)
      wasm_v128_store(output + (size_t)pixel * shape.outputs + 4 * vector, sum[pixel][vector]);
}

static float single(const float *input, const float *weights, float bias, struct Shape shape, struct Taps taps) {
  float sum = bias;
  for (int ky = taps.kyFirst; ky <= taps.kyLast; ++ky)
    for (int kx = taps.kxFirst; kx <= taps.kxLast; ++kx) {
      ptrdiff_t neighbour = (ptrdiff_t)(ky - 1) * (ptrdiff_t)shape.width + (kx - 1);
      for (size_t i = 0; i < shape.inputs; ++i)
        sum +=
            input[neighbour * (ptrdiff_t)shape.inputs + (ptrdiff_t)i] * weights[((size_t)(ky * 3 + kx) * shape.inputs + i) * shape.outputs];
    }
  return sum;
}

// All outputs of one or two neighbouring pixels with the same taps.
static inline void outputs(const float *input, const float *weights, const float *bias, float *output, struct Shape shape, struct Taps taps,
                           int pixels) {
  size_t o = 0;
  for (; o + 16 <= shape.outputs; o += 16)
    tile(input, weights + o, bias + o, output + o, shape, taps, pixels, 4);
  for (; o + 4 <= shape.outputs; o += 4)
    tile(input, weights + o, bias + o, output + o, shape, taps, pixels, 1);
  for (; o < shape.outputs; ++o)
    for (int pixel = 0; pixel < pixels; ++pixel)
      output[(size_t)pixel * shape.outputs + o] = single(input + (size_t)pixel * shape.inputs, weights + o, bias[o], shape, taps);
}

void conv3x3_f32(const float *restrict input, const float *restrict weights, const float *restrict bias, float *restrict output, int height,
                 int width, int inputs, int channels) {
  struct Shape shape = {(size_t)width, (size_t)inputs, (size_t)channels};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width;) {
      struct Taps taps = {y == 0 ? 1 : 0, y == height - 1 ? 1 : 2, x == 0 ? 1 : 0, x == width - 1 ? 1 : 2};
      size_t pixel = (size_t)y * shape.width + (size_t)x;
      const float *in = input + pixel * shape.inputs;
      float *out = output + pixel * shape.outputs;
      if (x > 0 && x + 2 < width) {
        outputs(in, weights, bias, out, shape, taps, 2);
        x += 2;
      } else {
        outputs(in, weights, bias, out, shape, taps, 1);
        x += 1;
      }
    }
}
