;; Outside loops, a constant with eight uses becomes a local, zero too; one with seven stays.
;; RUN: wat2wasm %s -o %t.wasm
;; RUN: %hoist %t.wasm -o %t.out.wasm
;; RUN: wasm-objdump -d %t.out.wasm | FileCheck %s
;; RUN: wasm-validate %t.out.wasm
(module
  (memory 1)
  ;; CHECK-LABEL: <eight>:
  ;; CHECK: local[1] type=v128
  ;; CHECK-NEXT: v128.const 0x00000000
  ;; CHECK: local.set 1
  ;; CHECK-COUNT-8: local.get 1
  ;; CHECK-NOT: v128.const
  (func (export "eight") (param i32)
    (v128.store offset=0 (local.get 0) (v128.const i32x4 0 0 0 0))
    (v128.store offset=16 (local.get 0) (v128.const i32x4 0 0 0 0))
    (v128.store offset=32 (local.get 0) (v128.const i32x4 0 0 0 0))
    (v128.store offset=48 (local.get 0) (v128.const i32x4 0 0 0 0))
    (v128.store offset=64 (local.get 0) (v128.const i32x4 0 0 0 0))
    (v128.store offset=80 (local.get 0) (v128.const i32x4 0 0 0 0))
    (v128.store offset=96 (local.get 0) (v128.const i32x4 0 0 0 0))
    (v128.store offset=112 (local.get 0) (v128.const i32x4 0 0 0 0)))
  ;; CHECK-LABEL: <seven>:
  ;; CHECK-NOT: local.set
  ;; CHECK-COUNT-7: v128.const
  (func (export "seven") (param i32)
    (v128.store offset=0 (local.get 0) (v128.const i32x4 1 2 3 4))
    (v128.store offset=16 (local.get 0) (v128.const i32x4 1 2 3 4))
    (v128.store offset=32 (local.get 0) (v128.const i32x4 1 2 3 4))
    (v128.store offset=48 (local.get 0) (v128.const i32x4 1 2 3 4))
    (v128.store offset=64 (local.get 0) (v128.const i32x4 1 2 3 4))
    (v128.store offset=80 (local.get 0) (v128.const i32x4 1 2 3 4))
    (v128.store offset=96 (local.get 0) (v128.const i32x4 1 2 3 4))))
