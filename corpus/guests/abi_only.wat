;; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
;; The ABI of wasi_ephemeral_nn and nothing else: no libc, no header. Asks for the model `identity` (output = input, f32), sends 1 x 2 x 2
;; numbers and compares what comes back. Exit code 0; else 16 * step + errno, where step is 1 load_by_name, 2 init_execution_context,
;; 3 set_input, 4 compute, 5 get_output, 6 the length of the output, 7 its bytes.
(module
  (import "wasi_ephemeral_nn" "load_by_name" (func $load_by_name (param i32 i32 i32) (result i32)))
  (import "wasi_ephemeral_nn" "init_execution_context" (func $init_execution_context (param i32 i32) (result i32)))
  (import "wasi_ephemeral_nn" "set_input" (func $set_input (param i32 i32 i32) (result i32)))
  (import "wasi_ephemeral_nn" "compute" (func $compute (param i32) (result i32)))
  (import "wasi_ephemeral_nn" "get_output" (func $get_output (param i32 i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 1 1)

  ;; 0 graph, 4 context, 8 bytes written, 16 name, 32 dims, 48 tensor, 80 data, 96 what comes back.
  ;; The three bytes after the type (1, f32) are padding: not zero, as compilers may leave them, and hosts must not read them.
  (data (i32.const 16) "identity")
  (data (i32.const 32) "\01\00\00\00\02\00\00\00\02\00\00\00")
  (data (i32.const 48) "\20\00\00\00" "\03\00\00\00" "\01\ff\ff\ff" "\50\00\00\00" "\10\00\00\00")
  (data (i32.const 80) "\00\00\80\3f\00\00\00\c0\00\00\40\40\00\00\80\c0") ;; 1 -2 3 -4

  (func $check (param $step i32) (param $errno i32)
    (if (local.get $errno)
      (then
        (call $proc_exit (i32.or (i32.shl (local.get $step) (i32.const 4)) (i32.and (local.get $errno) (i32.const 15))))
        (unreachable))))

  (func (export "_start")
    (call $check (i32.const 1) (call $load_by_name (i32.const 16) (i32.const 8) (i32.const 0)))
    (call $check (i32.const 2) (call $init_execution_context (i32.load (i32.const 0)) (i32.const 4)))
    (call $check (i32.const 3) (call $set_input (i32.load (i32.const 4)) (i32.const 0) (i32.const 48)))
    (call $check (i32.const 4) (call $compute (i32.load (i32.const 4))))
    (call $check (i32.const 5) (call $get_output (i32.load (i32.const 4)) (i32.const 0) (i32.const 96) (i32.const 16) (i32.const 8)))
    (call $check (i32.const 6) (i32.ne (i32.load (i32.const 8)) (i32.const 16)))
    (call $check (i32.const 7)
      (i32.or
        (i64.ne (i64.load (i32.const 80)) (i64.load (i32.const 96)))
        (i64.ne (i64.load (i32.const 88)) (i64.load (i32.const 104)))))))
