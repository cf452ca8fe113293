#include <math.h>
#include <stdbool.h>
#include <stdint.h>

/* Not inlined: a profile, a loop report and a size table then name the kernel. */
#define KERNEL static __attribute__((noinline)) int32_t
#define HELPER static inline __attribute__((always_inline, unused))

/* A NaN in the first operand stays. Exactly pmax and pmin of Wasm, and maxps and minps of SSE. */
HELPER float nn_max(float a, float b) { return a < b ? b : a; }
HELPER float nn_min(float a, float b) { return b < a ? b : a; }
HELPER int64_t nn_floordiv(int64_t a, int64_t b) { return a / b - ((a % b != 0) & ((a < 0) != (b < 0))); }
HELPER int64_t nn_floormod(int64_t a, int64_t b) { return a - nn_floordiv(a, b) * b; }
HELPER float nn_power_of_two(int32_t n) {
  union { uint32_t bits; float value; } u = {.bits = (uint32_t)(n + 127) << 23};
  return u.value;
}
/* Error below 2 units in the last place. x = n ln 2 + r, |r| <= ln 2 / 2; 2^n is applied in two halves, so that the largest and the
   denormal results are right. The sum with 1.5 * 2^23 rounds to a whole number and leaves it in the low bits. */
HELPER float nn_exp(float x) {
  x = nn_max(nn_min(x, 89.0f), -104.0f);
  union { float value; int32_t bits; } n = {.value = x * 1.44269504f + 12582912.0f};
  float whole = n.value - 12582912.0f;
  float r = (x - whole * 0.693359375f) + whole * 2.12194440e-4f;
  float p = 1.9875691e-4f;
  p = p * r + 1.3981999e-3f;
  p = p * r + 8.3334519e-3f;
  p = p * r + 4.1665796e-2f;
  p = p * r + 1.6666665e-1f;
  p = p * r + 0.5f;
  p = p * (r * r) + (r + 1.0f);
  int32_t exponent = n.bits - 0x4b400000, half = exponent >> 1;
  return p * nn_power_of_two(half) * nn_power_of_two(exponent - half);
}
/* Relative error below 5e-7: a rational function of our own fit on [-3.92, 3.92], outside of which a float's erf is 1. */
HELPER float nn_erf(float x) {
  x = nn_max(nn_min(x, 3.92f), -3.92f);
  float u = x * x;
  float p = 2.0258617e-6f;
  p = p * u + 2.8468674e-4f;
  p = p * u + 3.8082257e-3f;
  p = p * u + 5.2875634e-2f;
  p = p * u + 1.9155213e-1f;
  p = p * u + 1.1283791f;
  float q = 3.7831272e-5f;
  q = q * u + 1.1707369e-3f;
  q = q * u + 1.5055220e-2f;
  q = q * u + 1.1456033e-1f;
  q = q * u + 5.0309134e-1f;
  q = q * u + 1.0f;
  return x * p / q;
}
/* Absolute error below 3e-7, both. */
HELPER float nn_sigmoid(float x) { return 1.0f / (1.0f + nn_exp(0.0f - x)); }
HELPER float nn_tanh(float x) { return 1.0f - 2.0f / (nn_exp(x + x) + 1.0f); }
HELPER float nn_sqrt(float x) { return __builtin_sqrtf(x); }
HELPER float nn_rsqrt(float x) { return 1.0f / __builtin_sqrtf(x); }
HELPER float nn_abs(float x) { return __builtin_fabsf(x); }
HELPER float nn_floor(float x) { return __builtin_floorf(x); }
HELPER float nn_ceil(float x) { return __builtin_ceilf(x); }
HELPER float nn_trunc(float x) { return __builtin_truncf(x); }
HELPER float nn_round(float x) { return __builtin_rintf(x); } /* half to even, as ONNX has it */
