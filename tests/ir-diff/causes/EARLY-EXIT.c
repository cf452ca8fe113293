// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A search for a byte that leaves; asked by blocks, or to the end, it does not.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: %python %S/../causes.py EARLY-EXIT < %t.json | FileCheck %s
// CHECK: contains: decisive: leaves before the end
int contains(const unsigned char *text, unsigned char byte, int n) {
  for (int i = 0; i < n; ++i)
    if (text[i] == byte)
      return 1;
  return 0;
}

// Both conditions in one branch.
// CHECK: any: decisive: leaves before the end
_Bool any(const float *values, int n, float limit) {
  for (int i = 0; i < n; ++i)
    if (values[i] > limit)
      return 1;
  return 0;
}

// CHECK: toTheEnd: no
int toTheEnd(const unsigned char *text, unsigned char byte, int n) {
  int any = 0;
  for (int i = 0; i < n; ++i)
    any |= text[i] == byte;
  return any;
}

// The end of the program is another cause.
// CHECK: checked: no
void checked(int *restrict to, const int *restrict from, int n) {
  for (int i = 0; i < n; ++i) {
    if (from[i] < 0)
      __builtin_trap();
    to[i] = from[i];
  }
}
