// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Loops that passes turn into several or into none: versions for overlapping arrays, unswitched, distributed, peeled, split, fused by hand,
// unrolled outer loops, idioms, loops that only one side unrolls or deletes.
#include <stddef.h>
#include <stdint.h>

void may_overlap(float *a, const float *b, const float *c, int n) {
  for (int i = 0; i < n; ++i)
    a[i] = b[i] + c[i];
}

void unswitched(float *restrict a, const float *restrict b, int n, int mode, float low) {
  for (int i = 0; i < n; ++i) {
    if (mode == 1)
      a[i] += b[i];
    else if (mode == 2)
      a[i] *= b[i];
    else
      a[i] = b[i] < low ? low : b[i];
  }
}

void unswitched_nest(float *restrict a, const float *restrict b, int rows, int columns, _Bool add) {
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c)
      if (add)
        a[r * columns + c] += b[c];
      else
        a[r * columns + c] -= b[r];
    a[r * columns] = 0;
  }
}

void distributed(int *restrict a, int *restrict b, const int *restrict c, int *restrict d, int n) {
#pragma clang loop distribute(enable)
  for (int i = 0; i < n; ++i) {
    a[i + 1] = a[i] + b[i];
    d[i] = c[i] * 3;
  }
}

void peeled(int *a, int n) {
  for (int i = 0; i < n; ++i) {
    if (i == 0)
      a[i] = 1;
    else
      a[i] = a[i - 1] * 3 + i;
  }
}

void peeled_last(const int *a, int *out, int n) {
  int previous = -1;
  for (int i = 0; i < n; ++i) {
    out[i] = previous + a[i];
    previous = a[i];
  }
}

void small_inner(float *a, const float *b, int n) {
  for (int i = 0; i < n; ++i) {
    for (int k = 0; k < 3; ++k)
      a[i * 3 + k] += b[k];
    for (int k = 0; k < 12; ++k)
      a[i] -= b[k] * a[i + k];
    for (int k = 0; k < 40; ++k)
      a[i] += b[k + 1] / a[i + k];
  }
}

void unrolled_outer(float *restrict a, const float *restrict b, int n) {
#pragma unroll
  for (int i = 0; i < 4; ++i) {
    for (int j = 0; j < n; ++j)
      a[j] += b[i] * a[j];
    for (int j = 0; j < n; ++j)
      a[j] /= b[i + 1];
  }
}

void unrolled_outer_here(float *restrict a, const float *restrict b, int n) {
#ifdef __wasm__
#pragma clang loop unroll(disable)
#else
#pragma unroll
#endif
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < n; ++j)
      a[j] += b[i];
    for (int j = 0; j < n; ++j)
      a[j] *= b[i + 1];
  }
  for (int j = 0; j < n; ++j)
    a[j] -= 1;
}

void unrolled_outer_there(double *restrict a, const double *restrict b, int n) {
#ifndef __wasm__
#pragma clang loop unroll(disable)
#else
#pragma unroll
#endif
  for (int i = 0; i < 5; ++i) {
    for (int j = 0; j < n; ++j)
      a[j * 5 + i] += b[i];
    double sum = 0;
    for (int j = 0; j < n; ++j)
      sum += a[j];
    a[i] = sum;
  }
}

void jammed(float *restrict a, const float *restrict b, int n) {
#pragma unroll_and_jam
  for (int i = 0; i < 64; ++i)
    for (int j = 0; j < n; ++j)
      a[j] += b[i * n + j];
}

void idioms(char *a, const char *b, int *c, size_t n) {
  for (size_t i = 0; i < n; ++i)
    a[i] = 0;
  for (size_t i = 0; i < n; ++i)
    c[i] = -1;
  char *restrict to = a;
  const char *restrict from = b;
  for (size_t i = 0; i < n; ++i)
    to[i] = from[i];
}

int closed_form(int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i)
    sum += i;
  return sum;
}

void first_iterations(int *a, const int *b, int n, int limit) {
  for (int i = 0; i < n; ++i)
    if (i < limit)
      a[i] = b[i] * 2;
    else
      a[i] = b[i] + 7;
}

float search_then_sum(const float *a, int n) {
  int i = 0;
  for (; i < n; ++i)
    if (a[i] < 0)
      break;
  float sum = 0;
  for (int j = 0; j < i; ++j)
    sum += a[j];
  for (int j = i; j < n; ++j)
    sum -= a[j];
  return sum;
}

void interchange(float *restrict a, const float *restrict b, int n) {
  for (int j = 0; j < n; ++j)
    for (int i = 0; i < n; ++i)
      a[i * n + j] += b[i * n + j];
}

void same_line(float *a, float *b, int n) {
  for (int i = 0; i < n; ++i) a[i] += 1; for (int i = 0; i < n; ++i) b[i] *= 2;
}

#define FILL(ARRAY, VALUE, N)                                                                                                              \
  do {                                                                                                                                     \
    for (int i_ = 0; i_ < (N); ++i_)                                                                                                       \
      (ARRAY)[i_] = (VALUE);                                                                                                               \
    for (int i_ = 0; i_ < (N); ++i_)                                                                                                       \
      (ARRAY)[i_] *= (ARRAY)[i_];                                                                                                          \
  } while (0)
void filled(float *a, double *b, int n) {
  FILL(a, 3.5f + a[i_], n);
  FILL(b, 1.0 / b[i_], n);
}

// Two loops of one position side by side: nothing but the order tells them apart.
#define TWICE(BODY)                                                                                                                        \
  for (int i = 0; i < n; ++i) {                                                                                                            \
    BODY(a)                                                                                                                                \
  }                                                                                                                                        \
  for (int i = 0; i < n; ++i) {                                                                                                            \
    BODY(b)                                                                                                                                \
  }
#define SQUARE(X) X[i] = X[i] * X[i] + 1;
void twice(float *restrict a, double *restrict b, int n) { TWICE(SQUARE) }

#define NEST(A, B, C)                                                                                                                      \
  for (int i = 0; i < n; ++i)                                                                                                              \
    for (int j = 0; j < n; ++j) {                                                                                                          \
      for (int k = 0; k < n; ++k)                                                                                                          \
        A[i * n + j] += B[i * n + k] * C[k * n + j];                                                                                       \
    }
void chain(float *restrict a, float *restrict b, float *restrict c, int n) { NEST(a, b, c) NEST(b, a, c) }
