;; A v128.const inside a loop becomes a local that is set once at function entry, each distinct one once per function; all zeros and all ones
;; stay, and so does everything outside loops.
;; RUN: wat2wasm %s -o %t.wasm
;; RUN: wasm-pipeline %t.wasm -o %t.out.wasm --profile=%S/Inputs/hoist.json 2>&1 | FileCheck --check-prefix=TABLE %s
;; RUN: wasm-objdump -d %t.out.wasm | grep -v "| *$" | FileCheck %s
;; RUN: wasm-validate %t.out.wasm
;; Functions without a loop keep their bytes.
;; RUN: %sections bodies %t.wasm | sed -n '2p;4p' > %t.before
;; RUN: %sections bodies %t.out.wasm | sed -n '2p;4p' > %t.after
;; RUN: diff %t.before %t.after
;; A second run finds nothing to do.
;; RUN: %hoist %t.out.wasm -o %t.twice.wasm
;; RUN: cmp %t.out.wasm %t.twice.wasm

;; TABLE: step bytes functions v128 in loops loads stores
;; TABLE: input [[#]] 4 18 4 1 1
;; TABLE: v128-const-hoist [[#]] 4 17 0 1 1 hoisted 3 constants in 2 functions

(module
  (memory 1)
  ;; CHECK-LABEL: <nested>:
  ;; CHECK-NEXT: local[2] type=i32
  ;; CHECK-NEXT: local[3..4] type=v128
  ;; CHECK-NEXT: v128.const 0x3f800000 0x3f800000 0x3f800000 0x3f800000
  ;; CHECK-NEXT: local.set 3
  ;; CHECK-NEXT: v128.const 0x40000000 0x40000000 0x40000000 0x40000000
  ;; CHECK-NEXT: local.set 4
  (func (export "nested") (param i32) (param v128) (result v128)
    (local i32)
    ;; CHECK: v128.const 0x3f800000
    (local.set 1 (f32x4.add (local.get 1) (v128.const f32x4 1 1 1 1)))
    ;; CHECK: loop
    (loop $outer
      ;; CHECK: local.get 1
      ;; CHECK-NEXT: local.get 3
      ;; CHECK-NEXT: f32x4.mul
      (local.set 1 (f32x4.mul (local.get 1) (v128.const f32x4 1 1 1 1)))
      (local.set 2 (i32.const 3))
      ;; CHECK: loop
      (loop $inner
        ;; CHECK: local.get 3
        ;; CHECK-NEXT: f32x4.add
        (local.set 1 (f32x4.add (local.get 1) (v128.const f32x4 1 1 1 1)))
        ;; CHECK: local.get 4
        ;; CHECK-NEXT: f32x4.sub
        (local.set 1 (f32x4.sub (local.get 1) (v128.const f32x4 2 2 2 2)))
        ;; CHECK: v128.const 0x00000000 0x00000000 0x00000000 0x00000000
        ;; CHECK: v128.const 0xffffffff 0xffffffff 0xffffffff 0xffffffff
        (local.set 1 (v128.or (local.get 1) (v128.const i64x2 0 0)))
        (local.set 1 (v128.and (local.get 1) (v128.const i64x2 -1 -1)))
        (br_if $inner (local.tee 2 (i32.sub (local.get 2) (i32.const 1)))))
      (br_if $outer (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get 1))

  (func (export "no_loop") (param v128) (result v128)
    (f32x4.add (local.get 0) (v128.const f32x4 1 1 1 1)))

  ;; In an `if` and a block inside a loop.
  ;; CHECK-LABEL: <inside_if>:
  ;; CHECK-NEXT: local[1] type=v128
  ;; CHECK-NEXT: v128.const 0x00000001 0x00000000 0x00000002 0x00000000
  ;; CHECK-NEXT: local.set 1
  ;; CHECK: if
  ;; CHECK: block
  ;; CHECK: local.get 1
  ;; CHECK-NEXT: i64x2.add
  (func (export "inside_if") (param i32)
    (loop $l
      (if (local.get 0)
        (then
          (block
            (v128.store (local.get 0) (i64x2.add (v128.load (local.get 0)) (v128.const i64x2 1 2))))
          (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
          (br $l)))))

  (func (export "scalar_loop") (param i32)
    (loop $l
      (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))
