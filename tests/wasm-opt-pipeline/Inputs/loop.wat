;; One loop with two constants, a function beside it, named things.
(module $loop
  (memory (export "memory") 1)
  (global $calls (mut i32) (i32.const 0))
  (func $helper (export "helper") (param $x v128) (result v128)
    (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
    (f32x4.add (local.get $x) (v128.const f32x4 3 3 3 3)))
  (func $kernel (export "kernel") (param $n i32)
    (local $acc v128)
    (loop $l
      (local.set $acc (f32x4.add (f32x4.mul (local.get $acc) (v128.const f32x4 0.5 0.5 0.5 0.5)) (v128.const f32x4 1 2 3 4)))
      (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (v128.store (i32.const 16) (local.get $acc))))
