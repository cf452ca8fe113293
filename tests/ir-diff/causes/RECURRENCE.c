// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A random sequence needs its last value; sums and counters do not count.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: %python %S/../causes.py RECURRENCE < %t.json | FileCheck %s
// CHECK: sequence: decisive: phi{{.*}} is needed by the next iteration
void sequence(unsigned *out, unsigned state, int n) {
  for (int i = 0; i < n; ++i) {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    out[i] = state;
  }
}

// CHECK: manySequences: no
void manySequences(unsigned *restrict out, unsigned *restrict states, int n) {
  for (int i = 0; i < n; ++i) {
    unsigned state = states[i];
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    out[i] = state;
  }
}

// CHECK: sum: no
float sum(const float *a, int n) {
  float result = 0;
  for (int i = 0; i < n; ++i)
    result += a[i];
  return result;
}
