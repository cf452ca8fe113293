;; Ten v128 instructions, two non-trivial v128.const in a loop, three loads (v128.load, load_splat, i32.load) and two stores.
(module
  (memory (export "memory") 1)
  (func (export "loads") (param i32) (result i32) (i32.load (local.get 0)))
  (func (export "counted") (param i32)
    (loop $l
      (v128.store (local.get 0)
        (f32x4.add (f32x4.mul (v128.load (local.get 0)) (v128.const f32x4 2 2 2 2)) (v128.const f32x4 1 1 1 1)))
      (v128.store8_lane 3 (local.get 0) (v128.or (v128.load8_splat (local.get 0)) (v128.const i64x2 0 0)))
      (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 16)))))))
