// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a generated module (nests.py) and its driver (driver.c) know of each other.
#pragma once

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

enum { mostBuffers = 8, mostScalars = 6 };

/// The arguments of one call of a nest, and what it returned.
struct Call {
  const void *in[mostBuffers];
  void *out[mostBuffers];
  int n;
  int ints[mostScalars];
  float floats[mostScalars];
  union {
    int i;
    unsigned I;
    float f;
    double d;
  } result;
};

struct Scalar {
  int low, high, isFloat;
};

/// A nest: its wrapper and the types of its arguments, one letter per buffer (b B h H i I f d, as in Python's struct).
struct Nest {
  void (*call)(struct Call *);
  const char *inputs, *outputs;
  struct Scalar scalars[mostScalars];
  int scalarCount;
  char returns;
  /// Its pointers are __restrict: outputs never overlap inputs.
  int isRestrict;
};

#ifdef __cplusplus
extern "C" {
#endif
extern const struct Nest nests[];
extern const int nestCount;
#ifdef __cplusplus
}
#endif

static inline unsigned bits_of(float x) {
  unsigned bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

#ifdef __cplusplus

// As in the C++ library: references in, a reference out.
template <class T> static inline const T &largest(const T &a, const T &b) { return a < b ? b : a; }
template <class T> static inline const T &smallest(const T &a, const T &b) { return b < a ? b : a; }
template <class T> static inline const T &clamped(const T &x, const T &low, const T &high) { return x < low ? low : high < x ? high : x; }
#endif
