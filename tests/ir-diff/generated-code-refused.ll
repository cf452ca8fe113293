; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Functions that the code generator refuses, by an error and by ending the process, cost only their own code.
; RUN: sed -e "/^target/d" %s > %t.body
; RUN: echo 'target triple = "x86_64-pc-linux-gnu"' > %t.native.ll
; RUN: cat %t.body >> %t.native.ll
; RUN: irdiff %t.native.ll %s --facts=all --format=json > %t.json
; RUN: FileCheck %s < %t.json
; CHECK: "function": "asm_of_x86"
; CHECK: "wasm": {
; CHECK-NOT: "code":
; CHECK: "function": "fine"
; CHECK: "wasm": {
; CHECK: "code":
; CHECK: "function": "no_register"
; CHECK: "wasm": {
; CHECK-NOT: "code":
; CHECK: LLVM could not make Wasm code of 2 functions, first of asm_of_x86: couldn't allocate output register

target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"
define void @asm_of_x86(ptr %p, i32 %n) {
entry:
  br label %loop
loop:
  %i = phi i32 [0, %entry], [%j, %loop]
  %q = getelementptr i32, ptr %p, i32 %i
  %v = call i32 asm "movl %eax, $0", "={eax}"()
  store i32 %v, ptr %q
  %j = add i32 %i, 1
  %c = icmp ult i32 %j, %n
  br i1 %c, label %loop, label %done
done:
  ret void
}
define void @no_register(ptr %p, i32 %n) {
entry:
  br label %loop
loop:
  %i = phi i32 [0, %entry], [%j, %loop]
  %q = getelementptr i32, ptr %p, i32 %i
  %v = call i64 @llvm.read_register.i64(metadata !0)
  %w = trunc i64 %v to i32
  store i32 %w, ptr %q
  %j = add i32 %i, 1
  %c = icmp ult i32 %j, %n
  br i1 %c, label %loop, label %done
done:
  ret void
}
define void @fine(ptr %p, i32 %n) {
entry:
  br label %loop
loop:
  %i = phi i32 [0, %entry], [%j, %loop]
  %q = getelementptr i32, ptr %p, i32 %i
  store i32 %i, ptr %q
  %j = add i32 %i, 1
  %c = icmp ult i32 %j, %n
  br i1 %c, label %loop, label %done
done:
  ret void
}
declare i64 @llvm.read_register.i64(metadata)
!0 = !{!"rsp"}
