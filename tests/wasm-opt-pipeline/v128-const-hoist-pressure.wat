;; The gate: v128 locals of a loop, its deepest stack of computed v128 values and the hoisted constants together stay within the registers.
;; RUN: wat2wasm %s -o %t.wasm
;; RUN: sed 's/"v128-const-hoist"/&, "registers": 4/' %S/Inputs/hoist.json > %t.4.json
;; RUN: wasm-pipeline %t.wasm -o %t.4.wasm --profile=%t.4.json 2>&1 | FileCheck --check-prefix=FOUR %s
;; RUN: wasm-objdump -d %t.4.wasm | grep -v "| *$" | FileCheck --check-prefix=CODE %s
;; RUN: sed 's/"v128-const-hoist"/&, "registers": 3/' %S/Inputs/hoist.json > %t.3.json
;; RUN: wasm-pipeline %t.wasm -o %t.3.wasm --profile=%t.3.json 2>&1 | FileCheck --check-prefix=THREE %s
;; RUN: sed 's/"v128-const-hoist"/&, "registers": 2/' %S/Inputs/hoist.json > %t.2.json
;; RUN: wasm-pipeline %t.wasm -o %t.2.wasm --profile=%t.2.json 2>&1 | FileCheck --check-prefix=TWO %s
;; RUN: %sections bodies %t.wasm | sed -n 1p > %t.before
;; RUN: %sections bodies %t.2.wasm | sed -n 1p > %t.after
;; RUN: diff %t.before %t.after
;; RUN: wasm-pipeline %t.wasm -o %t.16.wasm --profile=%S/Inputs/hoist.json 2>&1 | FileCheck --check-prefix=SIXTEEN %s

;; A constant must be used often enough, where that is asked for.
;; RUN: sed 's/"v128-const-hoist"/&, "minimum-uses": 3/' %S/Inputs/hoist.json > %t.uses.json
;; RUN: wasm-pipeline %t.wasm -o %t.uses.wasm --profile=%t.uses.json 2>&1 | FileCheck --check-prefix=USES %s

;; The loop of `gate` has one v128 local and one computed value on the stack at a time: of its three constants, 4 registers leave room for two,
;; and the one that is used most goes first. `nest` has two in its inner loop, and its outer loop, with one more, has none left.
;; FOUR: v128-const-hoist {{.*}} hoisted 4 constants in 2 functions; 2 stay in loops that have no register free
;; THREE: v128-const-hoist {{.*}} hoisted 2 constants in 2 functions; 4 stay
;; TWO: v128-const-hoist {{.*}} hoisted 0 constants in 0 functions; 6 stay
;; SIXTEEN: v128-const-hoist {{.*}} hoisted 6 constants in 2 functions{{$}}
;; USES: v128-const-hoist {{.*}} hoisted 1 constant in 1 function{{$}}

(module
  ;; CODE-LABEL: <gate>:
  ;; CODE-NEXT: local[2..3] type=v128
  ;; CODE-NEXT: v128.const 0x00000001
  ;; CODE-NEXT: local.set 2
  ;; CODE-NEXT: v128.const 0x00000002
  ;; CODE-NEXT: local.set 3
  ;; CODE: loop
  ;; CODE-NOT: v128.const 0x00000001
  ;; CODE-NOT: v128.const 0x00000002
  ;; CODE: v128.const 0x00000003
  (func (export "gate") (param i32) (param v128) (result v128)
    (loop $l
      (local.set 1 (i32x4.add (local.get 1) (v128.const i32x4 1 1 1 1)))
      (local.set 1 (i32x4.mul (local.get 1) (v128.const i32x4 2 2 2 2)))
      (local.set 1 (i32x4.sub (local.get 1) (v128.const i32x4 3 3 3 3)))
      (local.set 1 (i32x4.mul (local.get 1) (v128.const i32x4 2 2 2 2)))
      (local.set 1 (i32x4.sub (local.get 1) (v128.const i32x4 2 2 2 2)))
      (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get 1))

  ;; CODE-LABEL: <nest>:
  ;; CODE: loop
  ;; CODE: v128.const 0x00000007
  ;; CODE: loop
  ;; CODE-NOT: v128.const
  ;; CODE: end
  (func (export "nest") (param i32) (param v128) (result v128)
    (loop $outer
      (local.set 1 (i32x4.add (local.get 1) (v128.const i32x4 7 7 7 7)))
      (loop $inner
        (local.set 1 (i32x4.add (local.get 1) (v128.const i32x4 8 8 8 8)))
        (local.set 1 (i32x4.mul (local.get 1) (v128.const i32x4 9 9 9 9)))
        (br_if $inner (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
      (br_if $outer (local.get 0)))
    (local.get 1)))
