;; The module computes the same before and after, through loops, branches, blocks with several values, br_table, a call and recursion.
;; RUN: wat2wasm %s -o %t.wasm
;; RUN: %hoist %t.wasm -o %t.out.wasm --ledger=%t.json
;; RUN: FileCheck --check-prefix=LEDGER %s < %t.json
;; RUN: %node %S/Inputs/run.mjs %t.wasm > %t.before
;; RUN: %node %S/Inputs/run.mjs %t.out.wasm > %t.after
;; RUN: FileCheck --check-prefix=VALUES %s < %t.before
;; RUN: diff %t.before %t.after
;; RUN: wasm-pipeline --quiet %t.wasm -o %t.balanced.wasm
;; RUN: %node %S/Inputs/run.mjs %t.balanced.wasm | diff %t.before -
;; RUN: wasm-pipeline --quiet %t.wasm -o %t.speed.wasm --profile=speed
;; RUN: %node %S/Inputs/run.mjs %t.speed.wasm | diff %t.before -
;; RUN: wasm-pipeline --quiet %t.wasm -o %t.small.wasm --profile=small
;; RUN: %node %S/Inputs/run.mjs %t.small.wasm | diff %t.before -

;; LEDGER: hoisted 7 constants in 3 functions
;; VALUES: polynomial(7) = {{-?[1-9]}}
;; VALUES: recursive(7) = {{-?[1-9]}}
;; VALUES: values(7) = {{-?[1-9]}}

(module
  (type $pair (func (param v128 i32) (result v128 i32)))
  (func $sum (param v128) (result i32)
    (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get 0)) (i32x4.extract_lane 1 (local.get 0)))
      (i32.add (i32x4.extract_lane 2 (local.get 0)) (i32x4.extract_lane 3 (local.get 0)))))

  (func (export "polynomial") (param i32) (result i32)
    (local $x v128) (local $y v128)
    (local.set $x (f32x4.splat (f32.convert_i32_s (local.get 0))))
    (loop $l
      (local.set $y (f32x4.add (f32x4.mul (local.get $y) (v128.const f32x4 0.5 0.25 0.125 1.5)) (v128.const f32x4 1 2 3 4)))
      (local.set $y (f32x4.min (f32x4.mul (local.get $y) (local.get $x)) (v128.const f32x4 1000 2000 3000 4000)))
      (local.set $x (f32x4.sub (local.get $x) (v128.const f32x4 1 2 3 4)))
      (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (call $sum (i32x4.trunc_sat_f32x4_s (local.get $y))))

  (func (export "values") (param i32) (result i32)
    (local $a v128)
    (v128.const i32x4 5 6 7 8)
    (local.get 0)
    (loop $l (type $pair)
      (local.set 0)
      (i32x4.add (v128.const i32x4 9 10 11 12))
      (block $odd
        (block $even
          (br_table $even $odd (i32.and (local.get 0) (i32.const 1))))
        (i32x4.mul (local.get $a) (v128.const i32x4 3 5 7 9))
        (local.set $a))
      (local.tee $a)
      (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))
      (br_if $l (local.get 0)))
    (drop)
    (call $sum))

  (func $recursive (export "recursive") (param i32) (result i32)
    (local i32 v128)
    (if (i32.eqz (local.get 0)) (then (return (i32.const 1))))
    (local.set 1 (local.get 0))
    (loop $l
      (local.set 2 (i32x4.add (local.get 2) (i32x4.splat (call $recursive (i32.sub (local.get 0) (i32.const 1))))))
      (local.set 2 (v128.xor (local.get 2) (v128.const i32x4 1 1000 100 10)))
      (local.set 2 (i32x4.add (local.get 2) (v128.const i32x4 1 1 2 2)))
      (br_if $l (local.tee 1 (i32.sub (local.get 1) (i32.const 1)))))
    (call $sum (local.get 2))))
