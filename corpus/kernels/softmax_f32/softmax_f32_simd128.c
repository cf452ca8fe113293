// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of softmax_f32.c: a polynomial for exp on four lanes, several accumulators. Agrees with the plain form by the manifest's tolerance:
// exp is within 2 units in the last place, and the sum is formed in another order.
#include <math.h>
#include <stddef.h>
#include <wasm_simd128.h>

// exp(x) for x <= 0 (and NaN): x = n ln 2 + r, |r| <= ln 2 / 2, exp(r) by a polynomial, scaled by 2^n through the exponent bits. Results
// below the smallest normal number become 0. Coefficients: the Taylor series to degree 7; the first dropped term is below 6e-9.
static inline v128_t exponential(v128_t x) {
  const v128_t magic = wasm_f32x4_const_splat(12582912.0f); // 1.5 * 2^23: adding it rounds to an integer in the low bits
  v128_t shifted = wasm_f32x4_add(wasm_f32x4_mul(x, wasm_f32x4_const_splat(1.44269504f)), magic);
  v128_t n = wasm_f32x4_sub(shifted, magic);
  v128_t r = wasm_f32x4_sub(x, wasm_f32x4_mul(n, wasm_f32x4_const_splat(0.693359375f))); // ln 2 in two parts, the first exact in 9 bits
  r = wasm_f32x4_add(r, wasm_f32x4_mul(n, wasm_f32x4_const_splat(2.12194440e-4f)));
  v128_t p = wasm_f32x4_const_splat(1.0f / 5040);
  p = wasm_f32x4_add(wasm_f32x4_mul(p, r), wasm_f32x4_const_splat(1.0f / 720));
  p = wasm_f32x4_add(wasm_f32x4_mul(p, r), wasm_f32x4_const_splat(1.0f / 120));
  p = wasm_f32x4_add(wasm_f32x4_mul(p, r), wasm_f32x4_const_splat(1.0f / 24));
  p = wasm_f32x4_add(wasm_f32x4_mul(p, r), wasm_f32x4_const_splat(1.0f / 6));
  p = wasm_f32x4_add(wasm_f32x4_mul(p, r), wasm_f32x4_const_splat(0.5f));
  p = wasm_f32x4_add(wasm_f32x4_mul(p, r), wasm_f32x4_const_splat(1.0f));
  p = wasm_f32x4_add(wasm_f32x4_mul(p, r), wasm_f32x4_const_splat(1.0f));
  v128_t scaled = wasm_i32x4_add(p, wasm_i32x4_shl(shifted, 23));
  return wasm_v128_andnot(scaled, wasm_f32x4_lt(x, wasm_f32x4_const_splat(-87.0f)));
}

static float lanes(v128_t v) {
  return (wasm_f32x4_extract_lane(v, 0) + wasm_f32x4_extract_lane(v, 1)) + (wasm_f32x4_extract_lane(v, 2) + wasm_f32x4_extract_lane(v, 3));
}

static float maximum(const float *in, size_t n) {
  float largest = in[0];
  size_t i = 0;
  if (n >= 16) {
    v128_t max0 = wasm_f32x4_splat(largest), max1 = max0, max2 = max0, max3 = max0;
    for (; i + 16 <= n; i += 16) {
      max0 = wasm_f32x4_pmax(max0, wasm_v128_load(in + i));
      max1 = wasm_f32x4_pmax(max1, wasm_v128_load(in + i + 4));
      max2 = wasm_f32x4_pmax(max2, wasm_v128_load(in + i + 8));
      max3 = wasm_f32x4_pmax(max3, wasm_v128_load(in + i + 12));
    }
    max0 = wasm_f32x4_pmax(wasm_f32x4_pmax(max0, max1), wasm_f32x4_pmax(max2, max3));
    for (int lane = 0; lane < 4; ++lane) {
      float value = ((const float *)&max0)[lane];
      largest = value > largest ? value : largest;
    }
  }
  for (; i < n; ++i)
    largest = in[i] > largest ? in[i] : largest;
  return largest;
}

void softmax_f32(const float *restrict input, float *restrict output, int rows, int columns) {
  size_t n = (size_t)columns;
  for (int row = 0; row < rows; ++row, input += n, output += n) {
    float largest = maximum(input, n);
    v128_t shift = wasm_f32x4_splat(largest), sum0 = wasm_f32x4_const_splat(0.0f), sum1 = sum0;
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
      v128_t value0 = exponential(wasm_f32x4_sub(wasm_v128_load(input + i), shift));
      v128_t value1 = exponential(wasm_f32x4_sub(wasm_v128_load(input + i + 4), shift));
      wasm_v128_store(output + i, value0);
      wasm_v128_store(output + i + 4, value1);
      sum0 = wasm_f32x4_add(sum0, value0);
      sum1 = wasm_f32x4_add(sum1, value1);
    }
    float sum = lanes(wasm_f32x4_add(sum0, sum1));
    for (; i < n; ++i)
      sum += output[i] = expf(input[i] - largest);
    v128_t divisor = wasm_f32x4_splat(sum);
    for (i = 0; i + 8 <= n; i += 8) {
      wasm_v128_store(output + i, wasm_f32x4_div(wasm_v128_load(output + i), divisor));
      wasm_v128_store(output + i + 4, wasm_f32x4_div(wasm_v128_load(output + i + 4), divisor));
    }
    for (; i < n; ++i)
      output[i] /= sum;
  }
}
