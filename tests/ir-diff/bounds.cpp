// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Explicit checks per loop: how many, how many the counter alone decides, which stopped the vectorizer and by which of LLVM's remarks; and
// accesses of linear memory per element.
// RUN: %native_ir_cxx -fno-exceptions %s -o %t.native.ll
// RUN: %wasm_ir_cxx %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: %python %S/bounds.py wasm < %t.json | FileCheck %s
// RUN: %python %S/bounds.py native < %t.json | FileCheck %s --check-prefix=NATIVE
#include <cstddef>
#include <cstdlib>
#include <vector>

// Without gather instructions vectors would not pay natively, check or no check.
// NATIVE: gather: 1 checks, 0 invariant, 0 provable, 0 blocking (), 3 accesses
// CHECK: gather: 1 checks, 0 invariant, 0 provable, 1 blocking (NoConditionLoadForEarlyExitLoop), 3 accesses
void gather(const float *__restrict table, const int *__restrict index, float *__restrict out, int n, unsigned size) {
  for (int i = 0; i < n; ++i) {
    if (static_cast<unsigned>(index[i]) >= size)
      __builtin_trap();
    out[i] = table[index[i]];
  }
}

// CHECK: sum: 1 checks, 0 invariant, 0 provable, 1 blocking (RecurrencesInEarlyExitLoop), 2 accesses
unsigned sum(const unsigned *table, const unsigned *index, int n, unsigned size) {
  unsigned result = 0;
  for (int i = 0; i < n; ++i) {
    if (index[i] >= size)
      std::abort();
    result += table[index[i]];
  }
  return result;
}

// NATIVE: column: 1 checks, 0 invariant, 1 provable, 1 blocking (RecurrencesInEarlyExitLoop), 1 accesses
// CHECK: column: 1 checks, 0 invariant, 1 provable, 1 blocking (RecurrencesInEarlyExitLoop), 1 accesses
unsigned column(const unsigned *matrix, unsigned rows, unsigned columns, unsigned at, unsigned size) {
  unsigned result = 0;
  for (unsigned row = 0; row < rows; ++row) {
    unsigned place = row * columns + at;
    if (place >= size)
      __builtin_trap();
    result += matrix[place];
  }
  return result;
}

float unknown(float);

// The call stops the vectorizer, not the check.
// CHECK: calls: 1 checks, 0 invariant, 1 provable, 0 blocking (), 2 accesses
void calls(const float *__restrict a, float *__restrict b, int n, int size) {
  for (int i = 0; i < n; ++i) {
    if (i >= size)
      __builtin_trap();
    b[i] = unknown(a[i]);
  }
}

// The check and the order of the sum, both.
// CHECK: at: 1 checks, 0 invariant, 0 provable, 1 blocking (RecurrencesInEarlyExitLoop), 2 accesses
float at(const std::vector<float> &table, const int *index, int n) {
  float result = 0;
  for (int i = 0; i < n; ++i)
    result += table.at(index[i]);
  return result;
}

// A load and a store of 16 bytes for four elements.
// CHECK: copy: 0 checks, 0 invariant, 0 provable, 0 blocking (), 0.5 accesses
void copy(const float *__restrict a, float *__restrict b, int n) {
  for (int i = 0; i < n; ++i)
    b[i] = a[i] + 1;
}
