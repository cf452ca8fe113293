// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A list has no length; with the length in a variable a loop has one.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: %python %S/../causes.py UNCOUNTABLE < %t.json | FileCheck %s
struct node {
  struct node *next;
  int value;
};

// CHECK: list: decisive: how often it runs
int list(const struct node *at) {
  int sum = 0;
  for (; at; at = at->next)
    sum += at->value;
  return sum;
}

// CHECK: reload: decisive: how often it runs
void reload(int *to, const int *from, const int *count) {
  for (int i = 0; i < *count; ++i)
    to[i] = from[i] + 1;
}

// CHECK: local: no
void local(int *to, const int *from, const int *count) {
  const int n = *count;
  for (int i = 0; i < n; ++i)
    to[i] = from[i] + 1;
}
