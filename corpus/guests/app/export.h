/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 * NN_EXPORT(name): the function before which it stands is seen from outside: of a reactor, or of a shared object. NN_COMMAND: only main is.
 */
#ifndef NN_EXPORT_H
#define NN_EXPORT_H

#ifdef NN_COMMAND
#define NN_EXPORT(name)
#elif defined(__wasm__)
#define NN_EXPORT(name) __attribute__((export_name(#name)))
#else
#define NN_EXPORT(name) __attribute__((visibility("default")))
#endif

#endif
