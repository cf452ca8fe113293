// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Points of three coordinates are loaded and stored one value at a time; points of four are not.
// RUN: %native_ir_cxx %s -o %t.native.ll
// RUN: %wasm_ir_cxx %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s
// RUN: %native_ir_cxx -DREMEDIED %s -o %t.native.ll
// RUN: %wasm_ir_cxx -DREMEDIED %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s --check-prefix=REMEDIED --implicit-check-not='"id": "STRIDE3"'
// CHECK: "id": "STRIDE3"
// CHECK: "function": "norms"
// CHECK: "id": "STRIDE3"
// CHECK: "function": "scale"
// REMEDIED: "function": "norms"
// REMEDIED: "function": "scale"
#include <cstddef>

#ifdef REMEDIED
struct Point {
  float x, y, z, unused;
};
#else
struct Point {
  float x, y, z;
};
#endif

extern "C" void norms(float *__restrict output, const Point *__restrict points, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i)
    output[i] = points[i].x * points[i].x + points[i].y * points[i].y + points[i].z * points[i].z;
}

extern "C" void scale(Point *__restrict output, const float *__restrict input, float x, float y, float z, int n) {
  for (int i = 0; i < n; ++i) {
    output[i].x = input[i] * x;
    output[i].y = input[i] * y;
    output[i].z = input[i] * z;
#ifdef REMEDIED
    output[i].unused = 0;
#endif
  }
}
