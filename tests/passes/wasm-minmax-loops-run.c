// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Bounds known at run time, also in memory that the loop writes; stores in branches; trees of maxima: the optimised module computes the
// bits of the -O0 module. RUN: %wasm_clang -O0 -mexec-model=reactor %s -o %t-reference.wasm RUN: %wasm_clang -O3 -msimd128 -Xclang
// -disable-llvm-passes -emit-llvm -c %s -o %t.bc RUN: nearnative-opt -O3 %t.bc -o %t-tuned.bc RUN: %wasm_clang -Xclang -disable-llvm-passes
// -O3 -msimd128 -mexec-model=reactor %t-tuned.bc -o %t-tuned.wasm RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-tuned.wasm |
// FileCheck %s RUN: nearnative-opt -O2 %t.bc -o %t-2.bc RUN: %wasm_clang -Xclang -disable-llvm-passes -O2 -msimd128 -mexec-model=reactor
// %t-2.bc -o %t-2.wasm RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-2.wasm | FileCheck %s CHECK: equal: 2 cases,
// {{[0-9][0-9][0-9][0-9][0-9]+}} results
#include "Inputs/results.h"
#include <math.h>

static const uint32_t bits[] = {0x00000000, 0x80000000, 0x00000001, 0x80000001, 0x3f800000, 0xbf800000, 0x40400000,
                                0xc0400000, 0x40c00000, 0x7f7fffff, 0xff7fffff, 0x7f800000, 0xff800000, 0x7fc00000};
enum { values = sizeof bits / sizeof bits[0], size = 96 };
static float boundary(int i) {
  float value;
  memcpy(&value, &bits[i % values], sizeof value);
  return value;
}

#define LOOP(name, BODY)                                                                                                                   \
  NOINLINE static void name(float *y, const float *x, const float *p, int n) {                                                             \
    float lo = p[0], hi = p[1];                                                                                                            \
    for (int i = 0; i < n; ++i) {                                                                                                          \
      float v = x[i];                                                                                                                      \
      (void)v, (void)lo, (void)hi;                                                                                                         \
      BODY                                                                                                                                 \
    }                                                                                                                                      \
  }
LOOP(clamp, y[i] = fminf(fmaxf(v, lo), hi);)
LOOP(clampOther, y[i] = fmaxf(lo, fminf(hi, v));)
LOOP(clampLoaded, y[i] = fminf(fmaxf(v, p[0]), p[1]);)
LOOP(clampBack, y[n - 1 - i] = fminf(p[1], fmaxf(p[0], v));)
LOOP(clampOne, y[i] = fmaxf(v, p[1]) + 1;)
LOOP(clampTwice, y[i] = fmaxf(v, lo); y[i + 1] = fminf(v, p[1]);)
LOOP(arms, if (v < lo) y[i] = lo; else if (v > hi) y[i] = hi; else y[i] = v;)
LOOP(inPlace, if (y[i] < lo) y[i] = lo; else if (y[i] > hi) y[i] = hi;)
LOOP(hardSwish, if (v <= -3) y[i] = 0; else if (v >= 3) y[i] = v; else y[i] = v * (v + 3) / 6;)
LOOP(leaky, if (y[i] < 0) y[i] *= hi;)
LOOP(larger, if (v > y[i]) y[i] = v;)
LOOP(both, if (y[i] < lo) y[i] = lo; if (y[i] > hi) y[i] = hi;)
LOOP(
    nested, if (v > 0) {
      if (v < hi)
        y[i] = v;
      else
        y[i] = hi;
    } else y[i] = 0;)
LOOP(
    partly, if (v > 0) {
      y[i] = v;
      y[i + 1] = lo;
    } else y[i] = hi;)
LOOP(notNumber, if (y[i] != y[i]) y[i] = lo;)
typedef void (*Map)(float *, const float *, const float *, int);
static const Map maps[] = {clamp,     clampOther, clampLoaded, clampBack, clampOne, clampTwice, arms,     inPlace,
                           hardSwish, leaky,      larger,      both,      nested,   partly,     notNumber};

#define MAX(a, b) ((a) < (b) ? (b) : (a))
#define REDUCTION(name, STEPS, start)                                                                                                      \
  NOINLINE static float name(const float *x, int n) {                                                                                      \
    float m = start;                                                                                                                       \
    for (int i = 0; i + 4 <= n; i += 4) {                                                                                                  \
      const float a = x[i], b = x[i + 1], c = x[i + 2], d = x[i + 3];                                                                      \
      STEPS                                                                                                                                \
    }                                                                                                                                      \
    return m;                                                                                                                              \
  }
REDUCTION(treeOfCalls, m = fmaxf(m, fmaxf(fmaxf(a, b), fmaxf(c, d)));, -INFINITY)
REDUCTION(chainOfCalls, m = fminf(a, m); m = fminf(m, b); m = fminf(m, c); m = fminf(m, d);, x[0])
REDUCTION(treeOfSelects, float t = MAX(a, b); float u = MAX(d, c); t = MAX(t, u); m = MAX(m, t);, -INFINITY)
REDUCTION(mixedTree, float t = MAX(b, a); t = MAX(t, c); m = MAX(m, t); m = MAX(m, d);, x[0])
REDUCTION(equal, m = a >= m ? a : m; m = b >= m ? b : m; m = c >= m ? c : m; m = d >= m ? d : m;, x[0])
REDUCTION(magnitude, m = fmaxf(m, fabsf(a)); m = fmaxf(m, fabsf(b)); m = fmaxf(m, fabsf(c)); m = fmaxf(m, fabsf(d));, 0)
NOINLINE static float accumulators(const float *x, int n) {
  float a = x[0], b = x[1], c = -0.0F, d = -1;
  for (int i = 0; i + 4 <= n; i += 4) {
    a = fmaxf(a, x[i]);
    b = fmaxf(x[i + 1], b);
    c = fmaxf(c, x[i + 2]);
    d = fmaxf(d, x[i + 3]);
  }
  return (n & 1 ? 1 / a : 1 / b) + (n & 2 ? 1 / c : 1 / d);
}
NOINLINE static float pairs(const float *x, int n) {
  float a = x[0], b = 0;
  for (int i = 0; i + 2 <= n; i += 2) {
    a = fminf(a, x[i]);
    b = fminf(b, x[i + 1]);
  }
  return n & 1 ? 1 / a : 1 / b;
}
NOINLINE static float computed(const float *x, int n) {
  float m = x[0];
  for (int i = 0; i < n; ++i) {
    const float v = x[i] < 0 ? -x[i] : x[i];
    const float w = fminf(v, 5) * 0.5F + 1;
    m = w <= m ? w : m;
  }
  return m;
}
NOINLINE static float kept(const float *x, int n) {
  float m = x[0];
  for (int i = 0; i < n; ++i)
    m = m >= x[i] ? m : x[i];
  return 1 / m;
}
typedef float (*Reduction)(const float *, int);
static const Reduction reductions[] = {treeOfCalls, chainOfCalls, treeOfSelects, mixedTree, equal,
                                       magnitude,   accumulators, pairs,         computed,  kept};

static void runMap(Map map, int lo, int hi, int distance, int length) {
  float x[size + 8], y[size + 8], p[2] = {boundary(lo), boundary(hi)};
  for (int i = 0; i < size + 8; ++i)
    x[i] = boundary(i * 5 + lo), y[i] = boundary(i * 3 + hi);
  // distance 0: apart; 1, 2, 3: onto what is read, one behind it, one before it; 4 and 5: the bounds are among what is written.
  float *out = distance == 0 || distance > 3 ? y : x + 1 + (distance == 2) - (distance == 3);
  const float *bounds = p;
  if (distance > 3) {
    bounds = y + (distance == 4 ? 2 : length);
    y[bounds - y] = p[0], y[bounds - y + 1] = p[1];
  }
  map(out, x + 1, bounds, length);
  put(out, 24 * sizeof(float));
}

EXPORT(cases) int cases(void) { return 2; }
EXPORT(kind) int kind(int index) { return 4; }
EXPORT(run) int run(int index) {
  used = 0;
  if (index == 0) {
    for (unsigned number = 0; number < sizeof maps / sizeof maps[0]; ++number) {
      for (int lo = 0; lo < values; ++lo)
        for (int hi = 0; hi < values; ++hi)
          runMap(maps[number], lo, hi, (lo + hi) % 6, 21);
      for (int length = 0; length < size - 40; ++length)
        for (int distance = 0; distance < 6; ++distance)
          runMap(maps[number], 5, 6, distance, length);
    }
    return used / 4;
  }
  for (unsigned number = 0; number < sizeof reductions / sizeof reductions[0]; ++number)
    for (uint32_t seed = 0; seed < 1024; ++seed) {
      // Zeros of both signs in all orders, among what is smaller, larger, or NaN.
      const float choice[] = {0, -0.0F, 0, -0.0F, seed & 1 ? 0 : -1, seed & 2 ? -0.0F : 1, seed & 64 ? NAN : -2, seed & 128 ? -3 : 7};
      float x[size];
      uint32_t random = seed * 2654435761U + 1;
      for (int i = 0; i < size; ++i) {
        random = random * 1664525 + 1013904223;
        x[i] = choice[(seed & 4 ? random >> 29 : random >> 30 << 1) % (seed & 8 ? 8 : 6)];
        if (seed & 256)
          x[i] = boundary(random >> 24);
      }
      const float value = reductions[number](x + seed % 3, seed % 90);
      put(&value, sizeof value);
    }
  return used / 4;
}
