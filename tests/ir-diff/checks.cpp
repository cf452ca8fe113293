// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Branches to code that does not come back: trap, abort, assertion, throw, the library's range errors. A loop that ends before exit() has
// none.
// RUN: %native_ir_cxx -fno-exceptions %s -o %t.native.ll
// RUN: %wasm_ir_cxx %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: %python -c "import json; [print(l['function'].split('(')[0], l['native']['checks'] / l['native']['source_iterations'], l['wasm']['checks'] / l['wasm']['source_iterations']) for l in json.load(open('%t.json'))['loops']]" | FileCheck %s
#include <cassert>
#include <cstdlib>
#include <vector>

// CHECK: trap 1.0 1.0
float trap(const float *table, const int *index, int n, unsigned size) {
  float sum = 0;
  for (int i = 0; i < n; ++i) {
    if (static_cast<unsigned>(index[i]) >= size)
      __builtin_trap();
    sum += table[index[i]];
  }
  return sum;
}

// CHECK: twoKinds 2.0 2.0
float twoKinds(const float *table, const int *index, int n, int size) {
  float sum = 0;
  for (int i = 0; i < n; ++i) {
    if (index[i] < 0)
      std::abort();
    assert(index[i] < size);
    sum += table[index[i]];
  }
  return sum;
}

// CHECK: at 1.0 1.0
float at(const std::vector<float> &table, const int *index, int n) {
  float sum = 0;
  for (int i = 0; i < n; ++i)
    sum += table.at(index[i]);
  return sum;
}

// CHECK: leave 0.0 0.0
[[noreturn]] void leave(volatile int *a, int n) {
  for (int i = 0; i < n; ++i)
    a[i] = i;
  std::exit(0);
}
