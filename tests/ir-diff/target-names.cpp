// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Functions whose symbols differ between the targets (int64_t is `l` natively and `x` on Wasm), overloads at one line by a macro, instances
// of one template, and static functions: all find their partner.
// RUN: %native_ir_cxx %s -o %t.native.ll
// RUN: %wasm_ir_cxx %s -o %t.wasm.ll
// RUN: FileCheck %s --check-prefix=SYMBOLS --input-file=%t.native.ll
// RUN: FileCheck %s --check-prefix=SYMBOLS-WASM --input-file=%t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: FileCheck %s --input-file=%t.json --implicit-check-not=unmatched\":\ 1
#include <cstddef>
#include <cstdint>
#include <vector>

// SYMBOLS:      define {{.*}}@_Z5add64PlPKll(
// SYMBOLS-WASM: define {{.*}}@_Z5add64PxPKxx(
void add64(std::int64_t *a, const std::int64_t *b, std::int64_t n) {
  for (std::int64_t i = 0; i < n; ++i)
    a[i] += b[i];
}

template <class T, class Index> __attribute__((noinline)) void scale(T *a, T by, Index n) {
  for (Index i = 0; i < n; ++i)
    a[i] *= by;
}
template void scale(float *, float, std::int64_t);
template void scale(float *, float, std::uint64_t);
template void scale(double *, double, std::size_t);
template void scale(std::int64_t *, std::int64_t, std::ptrdiff_t);

#define BOTH(TYPE)                                                                                                                         \
  void both(TYPE *a, TYPE n) {                                                                                                             \
    for (TYPE i = 0; i < n; ++i)                                                                                                           \
      a[i] += i;                                                                                                                           \
  }
BOTH(std::int64_t) BOTH(std::uint64_t) BOTH(std::int32_t)

static __attribute__((noinline)) std::uint64_t hidden(const std::uint64_t *a, std::size_t n) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < n; ++i)
    sum ^= a[i] >> (i & 63);
  return sum;
}
std::uint64_t callsHidden(const std::uint64_t *a, std::size_t n) { return hidden(a, n) + hidden(a + 1, n - 1); }

// The same names on both sides, each once.
// CHECK:     "loops": [
// CHECK-DAG: "function": "add64(long*, long const*, long)"
// CHECK-DAG: "function": "void scale<float, long>(float*, float, long)"
// CHECK-DAG: "function": "void scale<float, unsigned long>(float*, float, unsigned long)"
// CHECK-DAG: "function": "void scale<double, unsigned long>(double*, double, unsigned long)"
// CHECK-DAG: "function": "void scale<long, long>(long*, long, long)"
// CHECK-DAG: "function": "both(long*, long)"
// CHECK-DAG: "function": "both(unsigned long*, unsigned long)"
// CHECK-DAG: "function": "both(int*, int)"
// CHECK-DAG: "function": "hidden(unsigned long const*, unsigned long)"
// CHECK:     "summary": {
// CHECK:       "functions": {
// CHECK-NEXT:    "paired": 10,
// CHECK-NEXT:    "unmatched": 0
// CHECK:       "loops": {
// CHECK-NEXT:    "paired": 9,
// CHECK-NEXT:    "unmatched": 0
// CHECK:     "unmatched": []
