/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 * What guests need of the system, on WASI and POSIX. wasi-libc's own open(), getenv() and argument handling bring malloc, together 12 KB
 * of code; over WASI's calls the same takes 1 KB. Codes are nn_errno values. */
#ifndef NN_PLATFORM_H
#define NN_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Memory that is kept for the next use; start with zeros. */
struct buffer {
  void *data; /* 64-byte aligned */
  size_t capacity;
};

/* Makes room for `bytes`; what it held may be lost. False: there is no such memory. */
bool buffer_reserve(struct buffer *buffer, size_t bytes);

/* The value of an environment variable, or null. */
const char *environment(const char *name);

/* Reads a whole file into `buffer`. NOT_FOUND, TOO_LARGE (no memory), RUNTIME_ERROR (it could not be read to its end). */
int32_t file_read(const char *path, struct buffer *buffer, size_t *bytes);

/* Reads a file of exactly `bytes` bytes. As file_read(), and INVALID_ARGUMENT when it has another length. */
int32_t file_read_exact(const char *path, void *data, size_t bytes);

#endif
