// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of softmax_f32.c: a polynomial for exp on four lanes, several accumulators. Agrees with the plain form by the manifest's tolerance:
// exp is within 2 units in the last place, and the sum is formed in another order.
#include <math.h>
#include <stddef.h>
#include <wasm_simd128.h>

// Hides where a vector comes from, so that it stays in a local: V8 builds a constant anew at each use.
static inline v128_t held(float value) {
  v128_t v = wasm_f32x4_splat(value);
  __asm__("" : "+r"(v));
  return v;
}

struct Constants {
  v128_t lowest, log2e, magic, ln2High, ln2Low, half, c3, c4, c5, c6, one;
};

// exp(x) for x <= 0 (and NaN): x = n ln 2 + r, |r| <= ln 2 / 2, exp(r) by a polynomial, scaled by 2^n through the exponent bits. Results
// below the smallest normal number become 0.
static inline v128_t exponential(v128_t x, struct Constants k) {
  v128_t shifted = wasm_f32x4_add(wasm_f32x4_mul(x, k.log2e), k.magic);
  v128_t n = wasm_f32x4_sub(shifted, k.magic);
  v128_t r = wasm_f32x4_sub(wasm_f32x4_sub(x, wasm_f32x4_mul(n, k.ln2High)), wasm_f32x4_mul(n, k.ln2Low));
  v128_t p = wasm_f32x4_add(wasm_f32x4_mul(k.c6, r), k.c5);
  p = wasm_f32x4_add(wasm_f32x4_mul(p, r), k.c4);
  p = wasm_f32x4_add(wasm_f32x4_mul(p, r), k.c3);
  p = wasm_f32x4_add(wasm_f32x4_mul(p, r), k.half);
  p = wasm_f32x4_add(wasm_f32x4_mul(p, r), k.one);
  p = wasm_f32x4_add(wasm_f32x4_mul(p, r), k.one);
  return wasm_v128_andnot(wasm_i32x4_add(p, wasm_i32x4_shl(shifted, 23)), wasm_f32x4_lt(x, k.lowest));
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
  struct Constants constants = {
      .lowest = held(-87.0f),        // exp is normal from here on
      .log2e = held(0x1.715476p+0f), // 1 / ln 2
      .magic = held(12582912.0f),    // 1.5 * 2^23: adding it rounds to an integer, which stands in the low bits
      .ln2High = held(0x1.63p-1f),   // ln 2 in two parts, the first short enough for exact products with n
      .ln2Low = held(-0x1.bd0106p-13f),
      .half = held(0.49999994f), // the polynomial 1 + r + half r^2 + c3 r^3 + ..., fitted to exp(r) on this interval by least
      .c3 = held(0.16666521f),   // squares reweighted towards the least maximum; its relative error is 3e-9
      .c4 = held(0.04166839f),
      .c5 = held(0.008368745f),
      .c6 = held(0.0013814539f),
      .one = held(1.0f),
  };
  for (int row = 0; row < rows; ++row, input += n, output += n) {
    float largest = maximum(input, n);
    v128_t shift = wasm_f32x4_splat(largest), sum0 = wasm_f32x4_const_splat(0.0f), sum1 = sum0;
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
      v128_t value0 = exponential(wasm_f32x4_sub(wasm_v128_load(input + i), shift), constants);
      v128_t value1 = exponential(wasm_f32x4_sub(wasm_v128_load(input + i + 4), shift), constants);
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
