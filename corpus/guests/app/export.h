/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 * NN_EXPORT(name): the function before which it stands is seen from outside: of a Wasm module, or of a shared object. */
#ifndef NN_EXPORT_H
#define NN_EXPORT_H

#ifdef __wasm__
#define NN_EXPORT(name) __attribute__((export_name(#name)))
#else
#define NN_EXPORT(name) __attribute__((visibility("default")))
#endif

#endif
