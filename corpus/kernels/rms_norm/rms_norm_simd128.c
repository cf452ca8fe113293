// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Twin of rms_norm.c. Agrees with the plain form by the manifest's tolerance: the sum of squares is formed in another order.
#include <math.h>
#include <stddef.h>
#include <wasm_simd128.h>

static inline v128_t with_square(v128_t sum, const float *in) {
  v128_t x = wasm_v128_load(in);
  return wasm_f32x4_add(sum, wasm_f32x4_mul(x, x));
}

static inline v128_t scaled(const float *in, v128_t scale, const float *weights) {
  return wasm_f32x4_mul(wasm_f32x4_mul(wasm_v128_load(in), scale), wasm_v128_load(weights));
}

void rms_norm(const float *restrict input, const float *restrict weights, float *restrict output, int rows, int columns, float epsilon) {
  size_t n = columns > 0 ? (size_t)columns : 0;
  for (int row = 0; row < rows; ++row, input += n, output += n) {
    v128_t sum0 = wasm_f32x4_const_splat(0.0f), sum1 = sum0, sum2 = sum0, sum3 = sum0;
    size_t i = 0;
    for (; i + 16 <= n; i += 16) {
      sum0 = with_square(sum0, input + i);
      sum1 = with_square(sum1, input + i + 4);
      sum2 = with_square(sum2, input + i + 8);
      sum3 = with_square(sum3, input + i + 12);
    }
    sum0 = wasm_f32x4_add(wasm_f32x4_add(sum0, sum1), wasm_f32x4_add(sum2, sum3));
    float squares = (wasm_f32x4_extract_lane(sum0, 0) + wasm_f32x4_extract_lane(sum0, 1)) +
                    (wasm_f32x4_extract_lane(sum0, 2) + wasm_f32x4_extract_lane(sum0, 3));
    for (; i < n; ++i)
      squares += input[i] * input[i];
    float scale = 1.0f / sqrtf(squares / (float)columns + epsilon);
    v128_t scales = wasm_f32x4_splat(scale);
    for (i = 0; i + 16 <= n; i += 16) {
      wasm_v128_store(output + i, scaled(input + i, scales, weights + i));
      wasm_v128_store(output + i + 4, scaled(input + i + 4, scales, weights + i + 4));
      wasm_v128_store(output + i + 8, scaled(input + i + 8, scales, weights + i + 8));
      wasm_v128_store(output + i + 12, scaled(input + i + 12, scales, weights + i + 12));
    }
    for (; i < n; ++i)
      output[i] = input[i] * scale * weights[i];
  }
}
