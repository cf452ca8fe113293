// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Where a test program puts its results, for compare.mjs.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define EXPORT(name) __attribute__((export_name(#name)))
#define NOINLINE __attribute__((noinline))

static _Alignas(16) unsigned char buffer[1 << 22];
static size_t used;

/// Appends `bytes` bytes; the program must not produce more than fits.
static inline void put(const void *data, size_t bytes) {
  if (used + bytes > sizeof buffer)
    __builtin_trap();
  memcpy(buffer + used, data, bytes);
  used += bytes;
}

EXPORT(results) void *results(void) { return buffer; }
