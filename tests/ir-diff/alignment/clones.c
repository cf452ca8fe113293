// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Functions that passes clone, specialise, outline, merge or inline on one side only; static functions; recursion.
#include <stdint.h>
#include <stdlib.h>

__attribute__((noinline)) static int fold(const int *a, int n, int (*by)(int, int)) {
  int result = 0;
  for (int i = 0; i < n; ++i)
    result = by(result, a[i]);
  return result;
}
static int plus(int a, int b) { return a + b; }
static int most(int a, int b) { return a > b ? a : b; }
static int mix(int a, int b) { return a * 31 + (b ^ a >> 3); }
int all(const int *a, int n) { return fold(a, n, plus) + fold(a, n, most) + fold(a + 1, n - 1, mix); }

__attribute__((noinline)) static void transform(float *a, int n, int kind, float by) {
  for (int i = 0; i < n; ++i)
    switch (kind) {
    case 0:
      a[i] += by;
      break;
    case 1:
      a[i] *= by;
      break;
    default:
      a[i] = by - a[i];
    }
}
void transform_all(float *a, int n) {
  transform(a, n, 0, 2), transform(a, n, 1, 3), transform(a, n, 7, 4);
}

#ifdef __wasm__
#define HERE __attribute__((noinline))
#define THERE __attribute__((always_inline))
#else
#define HERE __attribute__((always_inline))
#define THERE __attribute__((noinline))
#endif
HERE static inline double norm(const double *a, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += a[i] * a[i];
  return sum;
}
THERE static inline void axpy(double *y, const double *x, double by, int n) {
  for (int i = 0; i < n; ++i)
    y[i] += by * x[i];
}
void orthogonalise(double *rows, int count, int n) {
  for (int i = 0; i < count; ++i) {
    for (int j = 0; j < i; ++j)
      axpy(rows + i * n, rows + j * n, -1.0 / norm(rows + j * n, n), n);
    axpy(rows + i * n, rows + i * n, 1.0 / norm(rows + i * n, n), n);
  }
}
double two_norms(const double *a, const double *b, int n) { return norm(a, n) + 2 * norm(b, n); }

__attribute__((cold)) static void report(const int *a, int n) {
  for (int i = 0; i < n; ++i)
    if (a[i] < 0)
      abort();
}
int checked_sum(const int *a, int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    if (__builtin_expect(a[i] == INT32_MIN, 0)) {
      report(a, n);
      for (int j = 0; j < i; ++j)
        sum ^= a[j];
      return sum;
    }
    sum += a[i];
  }
  return sum;
}

struct tree {
  struct tree *left, *right;
  int keys[8];
};
int tree_sum(const struct tree *tree) {
  int sum = 0;
  while (tree) {
    for (int i = 0; i < 8; ++i)
      sum += tree->keys[i];
    sum += tree_sum(tree->left);
    tree = tree->right;
  }
  return sum;
}

// The same body twice: merged into one function by some pipelines.
int first_twin(const int *a, int n) {
  int result = 1;
  for (int i = 0; i < n; ++i)
    result *= a[i] | 1;
  return result;
}
int second_twin(const int *a, int n) {
  int result = 1;
  for (int i = 0; i < n; ++i)
    result *= a[i] | 1;
  return result;
}

static inline int deep1(const int *a, int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i)
    sum += a[i] * a[n - i];
  return sum;
}
static inline int deep2(const int *a, int n) { return deep1(a, n) ^ deep1(a + 1, n - 1); }
static inline int deep3(const int *a, int n) {
  int sum = 0;
  for (int i = 0; i < n; i += 16)
    sum += deep2(a + i, 16) + deep2(a, i);
  return sum;
}
int deep(const int *a, int n) { return deep3(a, n) + deep3(a + 7, n - 7); }
