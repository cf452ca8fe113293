// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of layernorm_f32.c: four accumulators for mean and variance. The sums are formed in another order than in the plain loops, so this
// twin agrees with it by the manifest's tolerance, not by bits.
#include <math.h>
#include <stddef.h>
#include <wasm_simd128.h>

static float lanes(v128_t v0, v128_t v1, v128_t v2, v128_t v3) {
  v128_t v = wasm_f32x4_add(wasm_f32x4_add(v0, v1), wasm_f32x4_add(v2, v3));
  return (wasm_f32x4_extract_lane(v, 0) + wasm_f32x4_extract_lane(v, 1)) + (wasm_f32x4_extract_lane(v, 2) + wasm_f32x4_extract_lane(v, 3));
}

static float total(const float *in, size_t n) {
  v128_t sum0 = wasm_f32x4_const_splat(0.0f), sum1 = sum0, sum2 = sum0, sum3 = sum0;
  size_t i = 0;
  for (; i + 16 <= n; i += 16, in += 16) {
    sum0 = wasm_f32x4_add(sum0, wasm_v128_load(in));
    sum1 = wasm_f32x4_add(sum1, wasm_v128_load(in + 4));
    sum2 = wasm_f32x4_add(sum2, wasm_v128_load(in + 8));
    sum3 = wasm_f32x4_add(sum3, wasm_v128_load(in + 12));
  }
  float sum = lanes(sum0, sum1, sum2, sum3);
  for (; i < n; ++i)
    sum += *in++;
  return sum;
}

static inline v128_t addSquare(v128_t sum, v128_t value, v128_t mean) {
  v128_t difference = wasm_f32x4_sub(value, mean);
  return wasm_f32x4_add(sum, wasm_f32x4_mul(difference, difference));
}

static float squares(const float *in, size_t n, float mean) {
  v128_t means = wasm_f32x4_splat(mean), sum0 = wasm_f32x4_const_splat(0.0f), sum1 = sum0, sum2 = sum0, sum3 = sum0;
  size_t i = 0;
  for (; i + 16 <= n; i += 16, in += 16) {
    sum0 = addSquare(sum0, wasm_v128_load(in), means);
    sum1 = addSquare(sum1, wasm_v128_load(in + 4), means);
    sum2 = addSquare(sum2, wasm_v128_load(in + 8), means);
    sum3 = addSquare(sum3, wasm_v128_load(in + 12), means);
  }
  float sum = lanes(sum0, sum1, sum2, sum3);
  for (; i < n; ++i, ++in)
    sum += (*in - mean) * (*in - mean);
  return sum;
}

static inline v128_t normalize(const float *in, v128_t mean, v128_t factor, const float *scale, const float *shift) {
  v128_t value = wasm_f32x4_mul(wasm_f32x4_sub(wasm_v128_load(in), mean), factor);
  return wasm_f32x4_add(wasm_f32x4_mul(value, wasm_v128_load(scale)), wasm_v128_load(shift));
}

void layernorm_f32(const float *restrict input, const float *restrict scale, const float *restrict shift, float *restrict output,
                   size_t rows, size_t columns, float epsilon) {
  for (size_t row = 0; row < rows; ++row, input += columns, output += columns) {
    float mean = total(input, columns) / (float)columns;
    float factor = 1.0f / sqrtf(squares(input, columns, mean) / (float)columns + epsilon);
    v128_t means = wasm_f32x4_splat(mean), factors = wasm_f32x4_splat(factor);
    const float *in = input, *scales = scale, *shifts = shift;
    float *out = output;
    size_t i = 0;
    for (; i + 8 <= columns; i += 8, in += 8, scales += 8, shifts += 8, out += 8) {
      wasm_v128_store(out, normalize(in, means, factors, scales, shifts));
      wasm_v128_store(out + 4, normalize(in + 4, means, factors, scales + 4, shifts + 4));
    }
    for (; i < columns; ++i)
      *out++ = (*in++ - mean) * factor * *scales++ + *shifts++;
  }
}
