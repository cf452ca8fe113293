// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Loops that were unrolled by hand, in many forms, at all lengths and at overlapping and misaligned places: the optimised module computes
// the bytes of the -O0 module.
// RUN: %wasm_clang -O0 -fno-strict-aliasing -mexec-model=reactor %s -o %t-reference.wasm
// RUN: %wasm_clang -O3 -msimd128 -fno-strict-aliasing -Xclang -disable-llvm-passes -emit-llvm -c %s -o %t.bc
// RUN: nearnative-opt -O3 %t.bc -o %t-tuned.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O3 -msimd128 -mexec-model=reactor %t-tuned.bc -o %t-tuned.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-tuned.wasm | FileCheck %s
// RUN: nearnative-opt -O2 %t.bc -o %t-2.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O2 -msimd128 -mexec-model=reactor %t-2.bc -o %t-2.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-2.wasm | FileCheck %s
// CHECK: equal: {{[0-9]+}} cases, {{[0-9][0-9][0-9][0-9][0-9]+}} results
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define KEEP __attribute__((noinline))
typedef void Form(const void *a, const void *b, void *out, int n);

// By index, with int, size_t and unsigned counters and every way to write the bound.
#define INDEX_MAP(NAME, T, U, COUNTER, BOUND, RESTRICT, F)                                                                              \
  KEEP static void NAME(const void *x, const void *y, void *z, int n_) {                                                                \
    const T *RESTRICT a = x;                                                                                                            \
    const T *RESTRICT b = y;                                                                                                            \
    U *RESTRICT o = z;                                                                                                                  \
    COUNTER n = (COUNTER)n_, i = 0;                                                                                                     \
    for (; BOUND; i += 4) {                                                                                                             \
      o[i] = (U)F(a[i], b[i]);                                                                                                          \
      o[i + 1] = (U)F(a[i + 1], b[i + 1]);                                                                                              \
      o[i + 2] = (U)F(a[i + 2], b[i + 2]);                                                                                              \
      o[i + 3] = (U)F(a[i + 3], b[i + 3]);                                                                                              \
    }                                                                                                                                   \
    for (; i < n; ++i)                                                                                                                  \
      o[i] = (U)F(a[i], b[i]);                                                                                                          \
  }
#define ADD(x, y) ((x) + (y))
#define SUBTRACT(x, y) ((x) - (y))
#define WEIGHTED(x, y) (((x) * 5 + (y) * 3) >> 3)
#define RELU6(x, y) fminf(fmaxf((x) + (y), 0.0f), 6.0f)
#define CHOOSE(x, y) ((x) > (y) ? (x) * 2 : (y))
#define NONE
INDEX_MAP(i0, int32_t, int32_t, int, i + 3 < n, NONE, SUBTRACT)
INDEX_MAP(i1, int32_t, int32_t, size_t, i + 4 <= n, restrict, SUBTRACT)
INDEX_MAP(i2, uint8_t, uint8_t, unsigned, i + 3 < n, NONE, WEIGHTED)
INDEX_MAP(i3, int8_t, int16_t, int, i <= n - 4, restrict, WEIGHTED)
INDEX_MAP(i4, float, float, size_t, i + 3 < n, restrict, RELU6)
INDEX_MAP(i5, float, float, int, i + 4 <= n, NONE, CHOOSE)
INDEX_MAP(i6, uint16_t, int32_t, long long, i + 4 <= n, NONE, CHOOSE)
INDEX_MAP(i7, int64_t, int64_t, int, i < (n & ~3), NONE, ADD)

// Pointers that advance by four; reads of all copies first.
#define POINTER_MAP(NAME, T, RESTRICT, F)                                                                                               \
  KEEP static void NAME(const void *x, const void *y, void *z, int n) {                                                                 \
    const T *RESTRICT a = x;                                                                                                            \
    const T *RESTRICT b = y;                                                                                                            \
    T *RESTRICT o = z;                                                                                                                  \
    for (; n >= 4; n -= 4, a += 4, b += 4, o += 4) {                                                                                    \
      const T x0 = (T)F(a[0], b[0]), x1 = (T)F(a[1], b[1]), x2 = (T)F(a[2], b[2]), x3 = (T)F(a[3], b[3]);                               \
      o[0] = x0, o[1] = x1, o[2] = x2, o[3] = x3;                                                                                       \
    }                                                                                                                                   \
    while (n-- > 0)                                                                                                                     \
      *o++ = (T)F(*a++, *b++);                                                                                                          \
  }
POINTER_MAP(p0, float, NONE, RELU6)
POINTER_MAP(p1, float, restrict, RELU6)
POINTER_MAP(p2, uint8_t, NONE, WEIGHTED)
POINTER_MAP(p3, int16_t, restrict, WEIGHTED)

// Bumped in every copy, by 2 and by 8.
KEEP static void bump2(const void *x, const void *y, void *z, int n) {
  const float *a = x, *end = a + (n & ~1);
  float *o = z;
  while (a != end) {
    *o++ = floorf(*a++);
    *o++ = floorf(*a++);
  }
  if (n & 1)
    *o = floorf(*a);
}
KEEP static void bump8(const void *x, const void *y, void *z, int n) {
  const int32_t *a = x;
  uint8_t *o = z;
  while (n >= 8) {
#define ONE *o++ = (uint8_t)(*a < 0 ? 0 : *a > 255 ? 255 : *a), ++a;
    ONE ONE ONE ONE ONE ONE ONE ONE n -= 8;
  }
  while (n-- > 0) {
    ONE
  }
}
KEEP static void down(const void *x, const void *y, void *z, int n) {
  const int32_t *a = x;
  int32_t *o = z;
  int i = n - 1;
  for (; i >= 3; i -= 4) {
    o[i] = a[i] * 3;
    o[i - 1] = a[i - 1] * 3;
    o[i - 2] = a[i - 2] * 3;
    o[i - 3] = a[i - 3] * 3;
  }
  for (; i >= 0; --i)
    o[i] = a[i] * 3;
}
KEEP static void reversed(const void *x, const void *y, void *z, int n) {
  const int32_t *a = x;
  int32_t *o = z;
  int i = 0;
  for (; i + 4 <= n; i += 4) {
    o[i + 3] = a[i + 3] ^ 7;
    o[i + 2] = a[i + 2] ^ 7;
    o[i + 1] = a[i + 1] ^ 7;
    o[i] = a[i] ^ 7;
  }
  for (; i < n; ++i)
    o[i] = a[i] ^ 7;
}
// The counter as a value, wrapping in a byte.
KEEP static void counters(const void *x, const void *y, void *z, int n) {
  const uint8_t *a = x;
  uint8_t *o = z;
  float *f = (float *)((char *)z + 256);
  int i = 0;
  for (; i + 4 <= n; i += 4) {
    o[i] = (uint8_t)(a[i] + i);
    f[i] = (float)(i + 5) * 0.5f;
    o[i + 1] = (uint8_t)(a[i + 1] + i + 1);
    f[i + 1] = (float)(i + 6) * 0.5f;
    o[i + 2] = (uint8_t)(a[i + 2] + i + 2);
    f[i + 2] = (float)(i + 7) * 0.5f;
    o[i + 3] = (uint8_t)(a[i + 3] + i + 3);
    f[i + 3] = (float)(i + 8) * 0.5f;
  }
  o[i] = (uint8_t)i;
}
// Two outputs; neighbours; pairs of pixels.
KEEP static void outputs(const void *x, const void *y, void *z, int n) {
  const int16_t *restrict a = x, *restrict b = y;
  int16_t *restrict o = z, *restrict p = o + 160;
  int i = 0;
  for (; i + 2 <= n; i += 2) {
    o[i] = a[i] + b[i];
    p[i] = a[i] - b[i];
    o[i + 1] = a[i + 1] + b[i + 1];
    p[i + 1] = a[i + 1] - b[i + 1];
  }
}
KEEP static void neighbours(const void *x, const void *y, void *z, int n) {
  const float *restrict a = x;
  float *restrict o = z;
  for (int i = 0; i + 5 <= n; i += 4) {
    o[i] = a[i] + a[i + 1];
    o[i + 1] = a[i + 1] + a[i + 2];
    o[i + 2] = a[i + 2] + a[i + 3];
    o[i + 3] = a[i + 3] + a[i + 4];
  }
}
KEEP static void pixels(const void *x, const void *y, void *z, int n) {
  const uint8_t *restrict a = x;
  uint8_t *restrict o = z;
  for (int i = 0; i + 4 <= n; i += 4) {
    o[i] = a[i + 1];
    o[i + 1] = a[i];
    o[i + 2] = a[i + 3];
    o[i + 3] = a[i + 2];
  }
}
// Where order counts: one place, in place, recurrences.
KEEP static void inPlace(const void *x, const void *y, void *z, int n) {
  int32_t *o = z;
  for (int i = 0; i + 4 <= n; i += 4) {
    o[i] += 3;
    o[i + 1] += 3;
    o[i + 2] += 3;
    o[i + 3] += 3;
  }
}
KEEP static void shifted(const void *x, const void *y, void *z, int n) {
  int32_t *o = z;
  for (int i = 0; i + 4 <= n; i += 4) {
    int32_t x0 = o[i], x1 = o[i + 1], x2 = o[i + 2], x3 = o[i + 3];
    o[i + 1] = x0;
    o[i + 2] = x1;
    o[i + 3] = x2;
    o[i + 4] = x3;
  }
}
KEEP static void prefix(const void *x, const void *y, void *z, int n) {
  int32_t *o = z;
  for (int i = 0; i + 4 <= n; i += 4) {
    o[i + 1] = o[i] + 1;
    o[i + 2] = o[i + 1] + 1;
    o[i + 3] = o[i + 2] + 1;
    o[i + 4] = o[i + 3] + 1;
  }
}
KEEP static void ahead(const void *x, const void *y, void *z, int n) {
  int32_t *o = z;
  for (int i = 0; i + 5 <= n; i += 4) {
    o[i] = o[i + 1] * 2;
    o[i + 1] = o[i + 2] * 2;
    o[i + 2] = o[i + 3] * 2;
    o[i + 3] = o[i + 4] * 2;
  }
}
KEEP static void different(const void *x, const void *y, void *z, int n) {
  const int32_t *a = x;
  int32_t *o = z;
  for (int i = 0; i + 4 <= n; i += 4) {
    o[i] = a[i] + 1;
    o[i + 1] = a[i + 1] + 2;
    o[i + 2] = a[i + 2] + 1;
    o[i + 3] = a[i + 3] + 2;
  }
}

// Reductions.
#define REDUCTION(NAME, T, R, COUNTER, TERM)                                                                                            \
  KEEP static void NAME##One(const void *x, const void *y, void *z, int n_) {                                                           \
    const T *a = x, *b = y;                                                                                                             \
    COUNTER n = (COUNTER)n_, i = 0;                                                                                                     \
    R sum = (R)n;                                                                                                                       \
    for (; i + 3 < n; i += 4)                                                                                                           \
      sum += TERM(i) + TERM(i + 1) + TERM(i + 2) + TERM(i + 3);                                                                         \
    for (; i < n; ++i)                                                                                                                  \
      sum += TERM(i);                                                                                                                   \
    memcpy(z, &sum, sizeof sum);                                                                                                        \
  }                                                                                                                                     \
  KEEP static void NAME##Four(const void *x, const void *y, void *z, int n_) {                                                          \
    const T *a = x, *b = y;                                                                                                             \
    COUNTER n = (COUNTER)n_, i = 0;                                                                                                     \
    R sum0 = 1, sum1 = 2, sum2 = 3, sum3 = 4;                                                                                           \
    for (; i + 4 <= n; i += 4) {                                                                                                        \
      sum0 += TERM(i);                                                                                                                  \
      sum1 += TERM(i + 1);                                                                                                              \
      sum2 += TERM(i + 2);                                                                                                              \
      sum3 += TERM(i + 3);                                                                                                              \
    }                                                                                                                                   \
    for (; i < n; ++i)                                                                                                                  \
      sum0 += TERM(i);                                                                                                                  \
    R sum = (sum0 + sum1) + (sum2 + sum3);                                                                                              \
    memcpy(z, &sum, sizeof sum);                                                                                                        \
  }                                                                                                                                     \
  KEEP static void NAME##Apart(const void *x, const void *y, void *z, int n_) {                                                         \
    const T *a = x, *b = y;                                                                                                             \
    COUNTER n = (COUNTER)n_, i = 0;                                                                                                     \
    R sum[2] = {0, 5};                                                                                                                  \
    for (; i + 2 <= n; i += 2) {                                                                                                        \
      sum[0] += TERM(i);                                                                                                                \
      sum[1] += TERM(i + 1);                                                                                                            \
    }                                                                                                                                   \
    memcpy(z, sum, sizeof sum);                                                                                                         \
  }                                                                                                                                     \
  KEEP static void NAME##Rows(const void *x, const void *y, void *z, int n_) {                                                          \
    const T *a = x, *b = y;                                                                                                             \
    COUNTER n = (COUNTER)n_;                                                                                                            \
    R sum0 = 0, sum1 = 0;                                                                                                               \
    for (int row = 0; row < 3; ++row, a += 5) {                                                                                         \
      COUNTER i = 0;                                                                                                                    \
      for (; i + 2 <= n; i += 2) {                                                                                                      \
        sum0 += TERM(i);                                                                                                                \
        sum1 += TERM(i + 1);                                                                                                            \
      }                                                                                                                                 \
      if (i < n)                                                                                                                        \
        sum1 += TERM(i);                                                                                                                \
    }                                                                                                                                   \
    R sum = sum0 + sum1;                                                                                                                \
    memcpy(z, &sum, sizeof sum);                                                                                                        \
  }
#define PRODUCT(i) a[i] * b[i]
#define VALUE(i) a[i]
#define BELOW(i) (a[i] < b[i])
REDUCTION(r0, int8_t, int32_t, size_t, PRODUCT)
REDUCTION(r1, uint8_t, uint32_t, int, VALUE)
REDUCTION(r2, int16_t, int32_t, unsigned, PRODUCT)
REDUCTION(r3, uint32_t, uint32_t, int, PRODUCT)
REDUCTION(r4, int32_t, uint64_t, size_t, VALUE)
REDUCTION(r5, float, int32_t, int, BELOW)
REDUCTION(r6, float, float, int, PRODUCT)

KEEP static void largest(const void *x, const void *y, void *z, int n) {
  const float *a = x;
  float m = a[0];
  int i = 0;
  for (; i + 4 <= n; i += 4) {
    m = a[i] > m ? a[i] : m;
    m = a[i + 1] > m ? a[i + 1] : m;
    m = a[i + 2] > m ? a[i + 2] : m;
    m = a[i + 3] > m ? a[i + 3] : m;
  }
  memcpy(z, &m, sizeof m);
}
KEEP static void smallest(const void *x, const void *y, void *z, int n) {
  const int8_t *a = x;
  int m0 = 127, m1 = 100, m2 = 127, m3 = 90;
  for (int i = 0; i + 4 <= n; i += 4) {
    m0 = a[i] < m0 ? a[i] : m0;
    m1 = a[i + 1] < m1 ? a[i + 1] : m1;
    m2 = a[i + 2] < m2 ? a[i + 2] : m2;
    m3 = a[i + 3] < m3 ? a[i + 3] : m3;
  }
  m0 = m1 < m0 ? m1 : m0;
  m2 = m3 < m2 ? m3 : m2;
  *(int *)z = m2 < m0 ? m2 : m0;
}
KEEP static void both(const void *x, const void *y, void *z, int n) {
  const uint8_t *a = x, *b = y;
  uint32_t s0 = 0, s1 = 0, t0 = 0, t1 = 0;
  int i = 0;
  for (; i + 2 <= n; i += 2) {
    s0 += a[i];
    t0 += a[i] * b[i];
    s1 += a[i + 1];
    t1 += a[i + 1] * b[i + 1];
  }
  ((uint32_t *)z)[0] = s0 + s1;
  ((uint32_t *)z)[1] = t0 + t1;
  ((int *)z)[2] = i;
}
KEEP static void unlike(const void *x, const void *y, void *z, int n) {
  const int32_t *a = x;
  uint32_t s0 = 1, s1 = 2;
  for (int i = 0; i + 2 <= n; i += 2) {
    s0 += (uint32_t)a[i];
    s1 += (uint32_t)a[i + 1];
  }
  *(uint32_t *)z = s0 - s1;
}
KEEP static void subtract(const void *x, const void *y, void *z, int n) {
  const int32_t *a = x;
  uint32_t s = 1;
  for (int i = 0; i + 2 <= n; i += 2) {
    s -= (uint32_t)a[i];
    s -= (uint32_t)a[i + 1];
  }
  *(uint32_t *)z = s;
}
KEEP static void lastValue(const void *x, const void *y, void *z, int n) {
  const int32_t *a = x;
  int32_t *o = z, last = 7, inner = 8;
  for (int i = 0; i + 2 <= n; i += 2) {
    o[i + 2] = inner = a[i] * 3;
    o[i + 3] = last = a[i + 1] * 3;
  }
  o[0] = last;
  o[1] = inner;
}
KEEP static void lastOnly(const void *x, const void *y, void *z, int n) {
  const int32_t *a = x;
  int32_t *restrict o = z, last = 7;
  for (int i = 0; i + 2 <= n; i += 2) {
    o[i + 2] = a[i] * 3;
    o[i + 3] = last = a[i + 1] * 3;
  }
  o[0] = last;
}

#define REDUCTIONS(NAME) NAME##One, NAME##Four, NAME##Apart, NAME##Rows
static Form *const forms[] = {
    i0, i1, i2, i3, i4, i5, i6, i7, p0, p1, p2, p3, bump2, bump8, down, reversed, counters, outputs, neighbours, pixels, inPlace, shifted,
    prefix, ahead, different, REDUCTIONS(r0), REDUCTIONS(r1), REDUCTIONS(r2), REDUCTIONS(r3), REDUCTIONS(r4), REDUCTIONS(r5),
    REDUCTIONS(r6), largest, smallest, both, unlike, subtract, lastValue, lastOnly};
enum { formCount = sizeof forms / sizeof forms[0], bufferSize = 2048, lengths = 71, window = 704, places = 7 };
static _Alignas(16) uint8_t memory[3 * bufferSize];
static uint8_t output[places * lengths * window];

/// Where a, b and the output are: apart, misaligned, overlapping in both directions. The forms with restrict only get places apart.
static const int offsets[places][3] = {{0, 2048, 4096}, {8, 2064, 4104}, {0, 2048, 8}, {8, 2048, 0}, {0, 2048, 2056}, {16, 16, 0}, {0, 0, 16}};
static int isApart(int form) {
  Form *const apart[] = {i1, i3, i4, p1, p3, outputs, neighbours, pixels, lastOnly};
  for (unsigned i = 0; i < sizeof apart / sizeof apart[0]; ++i)
    if (forms[form] == apart[i])
      return 1;
  return 0;
}

static void fill(void) {
  uint32_t state = 12345;
  for (int i = 0; i < 3 * bufferSize; ++i) {
    state = state * 1664525u + 1013904223u;
    memory[i] = (uint8_t)(state >> 24);
  }
}

__attribute__((export_name("cases"))) int cases(void) { return formCount; }
__attribute__((export_name("kind"))) int kind(int form) {
  Form *const floats[] = {i4, i5, p0, p1, neighbours, bump2, largest, REDUCTIONS(r6)};
  for (unsigned i = 0; i < sizeof floats / sizeof floats[0]; ++i)
    if (forms[form] == floats[i])
      return 4;
  return 0;
}
__attribute__((export_name("results"))) void *results(void) { return output; }
__attribute__((export_name("run"))) int run(int form) {
  uint8_t *to = output;
  for (int place = 0; place < (isApart(form) ? 2 : places); ++place)
    for (int n = 0; n < lengths; ++n) {
      fill();
      forms[form](memory + offsets[place][0], memory + offsets[place][1], memory + offsets[place][2], n);
      memcpy(to, memory + offsets[place][2], window);
      to += window;
    }
  return (int)(to - output) / (kind(form) ? kind(form) : 1);
}
