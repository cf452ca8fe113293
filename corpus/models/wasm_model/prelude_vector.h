
/* The schedule below is the unrolling: more of it only spills. */
#define NN_LOOP _Pragma("clang loop unroll(disable)")
/* Hides where `pointer` comes from. What is read at constant offsets from it then folds into the loads; loop strength reduction of
   LLVM 22 would make an addition of each. */
#define NN_HERE(pointer) __asm__("" : "+r"(pointer))

/* Four lanes: what Wasm and x86-64-v2 have. Loads and stores need no alignment. */
typedef float float4 __attribute__((ext_vector_type(4)));
typedef int32_t int4 __attribute__((ext_vector_type(4)));
typedef uint32_t uint4 __attribute__((ext_vector_type(4)));
typedef float nn_unaligned4 __attribute__((ext_vector_type(4), aligned(4)));
HELPER float4 nn_load4(const float *p) { return *(const nn_unaligned4 *)p; }
HELPER void nn_store4(float *p, float4 x) { *(nn_unaligned4 *)p = x; }
HELPER float4 nn_splat4(float x) { return (float4){x, x, x, x}; }
HELPER float4 nn_max4(float4 a, float4 b) { return a < b ? b : a; }
HELPER float4 nn_min4(float4 a, float4 b) { return b < a ? b : a; }
HELPER float4 nn_select4(int4 mask, float4 a, float4 b) { return mask ? a : b; }
HELPER float4 nn_power_of_two4(int4 n) { return (float4)((uint4)(n + 127) << 23); }
HELPER float4 nn_exp4(float4 x) {
  x = nn_max4(nn_min4(x, nn_splat4(89.0f)), nn_splat4(-104.0f));
  float4 n = x * 1.44269504f + 12582912.0f;
  float4 whole = n - 12582912.0f;
  float4 r = (x - whole * 0.693359375f) + whole * 2.12194440e-4f;
  float4 p = nn_splat4(1.9875691e-4f);
  p = p * r + 1.3981999e-3f;
  p = p * r + 8.3334519e-3f;
  p = p * r + 4.1665796e-2f;
  p = p * r + 1.6666665e-1f;
  p = p * r + 0.5f;
  p = p * (r * r) + (r + 1.0f);
  int4 exponent = (int4)n - 0x4b400000, half = exponent >> 1;
  return p * nn_power_of_two4(half) * nn_power_of_two4(exponent - half);
}
HELPER float4 nn_erf4(float4 x) {
  x = nn_max4(nn_min4(x, nn_splat4(3.92f)), nn_splat4(-3.92f));
  float4 u = x * x;
  float4 p = nn_splat4(2.0258617e-6f);
  p = p * u + 2.8468674e-4f;
  p = p * u + 3.8082257e-3f;
  p = p * u + 5.2875634e-2f;
  p = p * u + 1.9155213e-1f;
  p = p * u + 1.1283791f;
  float4 q = nn_splat4(3.7831272e-5f);
  q = q * u + 1.1707369e-3f;
  q = q * u + 1.5055220e-2f;
  q = q * u + 1.1456033e-1f;
  q = q * u + 5.0309134e-1f;
  q = q * u + 1.0f;
  return x * p / q;
}
HELPER float4 nn_sigmoid4(float4 x) { return 1.0f / (1.0f + nn_exp4(0.0f - x)); }
HELPER float4 nn_tanh4(float4 x) { return 1.0f - 2.0f / (nn_exp4(x + x) + 1.0f); }
HELPER float4 nn_sqrt4(float4 x) { return __builtin_elementwise_sqrt(x); }
HELPER float4 nn_rsqrt4(float4 x) { return 1.0f / nn_sqrt4(x); }
HELPER float4 nn_abs4(float4 x) { return __builtin_elementwise_abs(x); }
HELPER float4 nn_floor4(float4 x) { return __builtin_elementwise_floor(x); }
HELPER float4 nn_ceil4(float4 x) { return __builtin_elementwise_ceil(x); }
HELPER float4 nn_trunc4(float4 x) { return __builtin_elementwise_trunc(x); }
HELPER float4 nn_round4(float4 x) { return __builtin_elementwise_rint(x); }
