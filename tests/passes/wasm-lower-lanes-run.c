// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Strided loads and stores of several types, widths and forms, all short lengths, overlapping arrays, arrays that end where memory ends (a
// byte read too far traps): the optimised module computes the bits of the -O0 module.
// RUN: %wasm_clang -fno-strict-aliasing -O0 -mexec-model=reactor %s -o %t-reference.wasm
// RUN: %wasm_clang -fno-strict-aliasing -O3 -msimd128 -Xclang -disable-llvm-passes -emit-llvm -c %s -o %t.bc
// RUN: nearnative-opt -O3 %t.bc -o %t-tuned.bc
// RUN: %wasm_clang -fno-strict-aliasing -O3 -msimd128 -mexec-model=reactor %t-tuned.bc -o %t-tuned.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-tuned.wasm | FileCheck %s
// RUN: nearnative-opt -O2 %t.bc -o %t-2.bc
// RUN: %wasm_clang -fno-strict-aliasing -O2 -msimd128 -mexec-model=reactor %t-2.bc -o %t-2.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-2.wasm | FileCheck %s
// CHECK: equal: 3 cases, {{[0-9][0-9][0-9][0-9][0-9]+}} results
#include "Inputs/results.h"

// o, a: anything of at most 4 bytes per element; n elements of `step` each.
typedef void Kernel(void *restrict o, const void *a, int n);

#define KERNEL(NAME, OUT, IN, ...)                                                                                                         \
  NOINLINE void NAME(void *o_, const void *a_, int n) {                                                                                    \
    OUT *restrict o = o_;                                                                                                                  \
    const IN *restrict a = a_;                                                                                                             \
    __VA_ARGS__                                                                                                                            \
  }                                                                                                                                        \
  NOINLINE void NAME##Aliased(void *o_, const void *a_, int n) {                                                                           \
    OUT *o = o_;                                                                                                                           \
    const IN *a = a_;                                                                                                                      \
    __VA_ARGS__                                                                                                                            \
  }                                                                                                                                        \
  NOINLINE void NAME##Wide(void *o_, const void *a_, int n) {                                                                              \
    OUT *restrict o = o_;                                                                                                                  \
    const IN *restrict a = a_;                                                                                                             \
    _Pragma("clang loop vectorize_width(16)") __VA_ARGS__                                                                                  \
  }
#define EACH for (int i = 0; i < n; ++i)

// Name, output and input type, bytes read per element, body.
#define KERNELS(X)                                                                                                                         \
  X(even, uint8_t, uint8_t, 2, EACH o[i] = a[2 * i];)                                                                                      \
  X(odd, int8_t, int8_t, 2, EACH o[i] = a[2 * i + 1];)                                                                                     \
  X(evenShort, int16_t, int16_t, 4, EACH o[i] = a[2 * i];)                                                                                 \
  X(evenFloat, float, float, 8, EACH o[i] = a[2 * i];)                                                                                     \
  X(evenToFloat, float, int8_t, 2, EACH o[i] = a[2 * i] * 0.5f;)                                                                           \
  X(pairSum, int32_t, uint8_t, 2, EACH o[i] = a[2 * i] + a[2 * i + 1];)                                                                    \
  X(fourth, uint8_t, uint8_t, 4, EACH o[i] = a[4 * i];)                                                                                    \
  X(fourthSigned, int32_t, int8_t, 4, EACH o[i] = a[4 * i + 1];)                                                                           \
  X(grayFour, uint8_t, uint8_t, 4, EACH o[i] = (77 * a[4 * i] + 150 * a[4 * i + 1] + 29 * a[4 * i + 2] + 128) >> 8;)                       \
  X(grayThree, uint8_t, uint8_t, 3, EACH o[i] = (77 * a[3 * i] + 150 * a[3 * i + 1] + 29 * a[3 * i + 2] + 128) >> 8;)                      \
  X(grayBlueFirst, uint8_t, uint8_t, 3, EACH o[i] = (29 * a[3 * i + 2] + 150 * a[3 * i + 1] + 77 * a[3 * i]) >> 8;)                        \
  X(grayBump, uint8_t, uint8_t, 3, for (; n > 0; --n, a += 3) *o++ = (uint8_t)((a[0] * 3 + a[1] * 4 + a[2]) >> 3);)                        \
  X(planesFour, float, uint8_t, 4, EACH {                                                                                                  \
    o[i] = a[4 * i] * 0.5f;                                                                                                                \
    o[i + 256] = a[4 * i + 1] * 2.0f;                                                                                                      \
    o[i + 512] = a[4 * i + 2] - 3.0f;                                                                                                      \
  })                                                                                                                                       \
  X(planesThree, float, uint8_t, 3, EACH {                                                                                                 \
    o[i] = a[3 * i] * 0.5f;                                                                                                                \
    o[i + 256] = a[3 * i + 1] * 2.0f;                                                                                                      \
    o[i + 512] = a[3 * i + 2] - 3.0f;                                                                                                      \
  })                                                                                                                                       \
  X(planesSwapped, float, int8_t, 3, EACH {                                                                                                \
    o[i] = a[3 * i + 2] * 0.5f;                                                                                                            \
    o[i + 256] = a[3 * i + 1] * 2.0f;                                                                                                      \
    o[i + 512] = a[3 * i] - 3.0f;                                                                                                          \
  })                                                                                                                                       \
  X(planesBytes, uint8_t, uint8_t, 3, EACH {                                                                                               \
    o[i] = a[3 * i];                                                                                                                       \
    o[i + 256] = a[3 * i + 1];                                                                                                             \
    o[i + 512] = a[3 * i + 2];                                                                                                             \
  })                                                                                                                                       \
  X(middle, int32_t, uint8_t, 3, EACH o[i] = a[3 * i + 1];)                                                                                \
  X(outer, int16_t, int8_t, 3, EACH o[i] = (int16_t)(a[3 * i] - a[3 * i + 2]);)                                                            \
  X(shorts, int32_t, int16_t, 6, EACH o[i] = a[3 * i] + 2 * a[3 * i + 1] - a[3 * i + 2];)                                                  \
  X(unsignedShorts, uint16_t, uint16_t, 6, EACH o[i] = a[3 * i] ^ a[3 * i + 2];)                                                           \
  X(length, float, float, 12, EACH o[i] = a[3 * i] * a[3 * i] + a[3 * i + 1] + a[3 * i + 2];)                                              \
  X(turn, float, float, 12, EACH {                                                                                                         \
    o[3 * i] = a[3 * i + 1];                                                                                                               \
    o[3 * i + 1] = a[3 * i + 2] * 2;                                                                                                       \
    o[3 * i + 2] = a[3 * i];                                                                                                               \
  })                                                                                                                                       \
  X(swap, uint8_t, uint8_t, 3, EACH {                                                                                                      \
    uint8_t first = a[3 * i];                                                                                                              \
    o[3 * i] = a[3 * i + 2];                                                                                                               \
    o[3 * i + 1] = a[3 * i + 1];                                                                                                           \
    o[3 * i + 2] = first;                                                                                                                  \
  })                                                                                                                                       \
  X(spread, uint8_t, uint8_t, 1, EACH {                                                                                                    \
    o[3 * i] = a[i];                                                                                                                       \
    o[3 * i + 1] = a[i] + 1;                                                                                                               \
    o[3 * i + 2] = a[i] ^ 255;                                                                                                             \
  })                                                                                                                                       \
  X(pack, uint8_t, int32_t, 4, EACH {                                                                                                      \
    o[3 * i] = (uint8_t)a[i];                                                                                                              \
    o[3 * i + 1] = (uint8_t)(a[i] >> 8);                                                                                                   \
    o[3 * i + 2] = (uint8_t)(a[i] >> 16);                                                                                                  \
  })                                                                                                                                       \
  X(spreadShort, int16_t, int8_t, 1, EACH {                                                                                                \
    o[3 * i + 2] = a[i];                                                                                                                   \
    o[3 * i] = (int16_t)(a[i] * 3);                                                                                                        \
    o[3 * i + 1] = -1;                                                                                                                     \
  })                                                                                                                                       \
  X(opaque, uint8_t, uint8_t, 3, EACH {                                                                                                    \
    o[4 * i] = a[3 * i];                                                                                                                   \
    o[4 * i + 1] = a[3 * i + 1];                                                                                                           \
    o[4 * i + 2] = a[3 * i + 2];                                                                                                           \
    o[4 * i + 3] = 255;                                                                                                                    \
  })                                                                                                                                       \
  X(gap, uint8_t, uint8_t, 3, EACH {                                                                                                       \
    o[3 * i] = a[3 * i];                                                                                                                   \
    o[3 * i + 2] = a[3 * i + 2];                                                                                                           \
  })                                                                                                                                       \
  X(fifth, uint8_t, uint8_t, 5, EACH o[i] = a[5 * i] + a[5 * i + 3];)                                                                      \
  X(column, float, float, 64, EACH o[i] = a[16 * i];)                                                                                      \
  X(sixteen, int32_t, uint8_t, 16, EACH {                                                                                                  \
    int s = 0;                                                                                                                             \
    for (int k = 0; k < 16; ++k)                                                                                                           \
      s += a[16 * i + k] * (k - 7);                                                                                                        \
    o[i] = s;                                                                                                                              \
  })                                                                                                                                       \
  X(quad, uint8_t, uint8_t, 12, EACH {                                                                                                     \
    o[4 * i] = a[12 * i], o[4 * i + 1] = a[12 * i + 3], o[4 * i + 2] = a[12 * i + 6], o[4 * i + 3] = a[12 * i + 9];                       \
  })
#define DEFINE(NAME, OUT, IN, STEP, ...) KERNEL(NAME, OUT, IN, __VA_ARGS__)
KERNELS(DEFINE)

enum { outBytes = 4096, inBytes = 64 * 100 };
static _Alignas(16) unsigned char out[outBytes];
static _Alignas(16) unsigned char in[inBytes];
static unsigned char *end;

static void putHash(void) {
  uint32_t hash = 1;
  for (int i = 0; i < outBytes; ++i)
    hash = (hash ^ out[i]) * 16777619;
  put(&hash, sizeof hash);
}

// The input as it is, at an odd place if it is of bytes, and right at the end of memory.
NOINLINE static void runAll(Kernel *kernel, int step, int unaligned) {
  for (int n = 0; n < 70; n += n < 36 ? 1 : 11) {
    memset(out, 0x5a, sizeof out);
    kernel(out + unaligned, in + (unaligned ? n % 3 : 0), n);
    putHash();
    memset(out, 0x5a, sizeof out);
    unsigned char *last = end - n * step;
    memcpy(last, in + 8, n * step);
    kernel(out, last, n);
    putHash();
  }
}

NOINLINE static void runOverlapping(Kernel *kernel, int bytes) {
  for (int distance = -50; distance <= 50; ++distance) {
    memcpy(out, in, sizeof out);
    kernel(out + 1600 + distance * bytes, out + 1600, 40);
    putHash();
  }
}

EXPORT(cases) int cases(void) { return 3; }
EXPORT(kind) int kind(int index) { return 0; }
EXPORT(run) int run(int index) {
  used = 0;
  uint32_t state = 1;
  for (int i = 0; i < inBytes; ++i)
    in[i] = (state = state * 1664525 + 1013904223) >> 24;
  for (int i = 3; i < inBytes; i += 4)
    in[i] &= 0xbf; // no NaN
  __builtin_wasm_memory_grow(0, 1);
  end = (unsigned char *)(__builtin_wasm_memory_size(0) * 65536);
  if (index == 0) {
#define RUN(NAME, OUT, IN, STEP, ...) runAll(NAME, STEP, sizeof(IN) == 1 && sizeof(OUT) == 1);
    KERNELS(RUN)
  } else if (index == 1) {
#define RUN_WIDE(NAME, OUT, IN, STEP, ...) runAll(NAME##Wide, STEP, sizeof(IN) == 1 && sizeof(OUT) == 1);
    KERNELS(RUN_WIDE)
  } else {
#define RUN_ALIASED(NAME, OUT, IN, STEP, ...)                                                                                              \
  runAll(NAME##Aliased, STEP, sizeof(IN) == 1 && sizeof(OUT) == 1);                                                                        \
  runOverlapping(NAME##Aliased, sizeof(IN) == 1 && sizeof(OUT) == 1 ? 1 : 4);
    KERNELS(RUN_ALIASED)
  }
  return used;
}
