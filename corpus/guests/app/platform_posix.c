// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "platform.h"
#include "wasi_nn.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

bool buffer_reserve(struct buffer *buffer, size_t bytes) {
  if (buffer->capacity >= bytes)
    return true;
  void *data;
  if (posix_memalign(&data, 64, bytes) != 0)
    return false;
  free(buffer->data);
  buffer->data = data;
  buffer->capacity = bytes;
  return true;
}

const char *environment(const char *name) { return getenv(name); }

// Either into `buffer`, which grows to the file's length, or into the `bytes` at `data`.
static int32_t readFile(const char *path, struct buffer *buffer, void *data, size_t *bytes) {
  const int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return WASI_NN_NOT_FOUND;
  int32_t error = WASI_NN_SUCCESS;
  struct stat stat;
  if (fstat(file, &stat) != 0 || !S_ISREG(stat.st_mode))
    error = WASI_NN_RUNTIME_ERROR;
  else if (buffer) {
    if (!buffer_reserve(buffer, (size_t)stat.st_size))
      error = WASI_NN_TOO_LARGE;
    data = buffer->data;
    *bytes = (size_t)stat.st_size;
  } else if ((size_t)stat.st_size != *bytes)
    error = WASI_NN_INVALID_ARGUMENT;
  for (size_t done = 0; error == WASI_NN_SUCCESS && done < *bytes;) {
    const ssize_t got = read(file, (char *)data + done, *bytes - done);
    if (got > 0)
      done += (size_t)got;
    else if (got == 0 || errno != EINTR)
      error = WASI_NN_RUNTIME_ERROR;
  }
  close(file);
  return error;
}

int32_t file_read(const char *path, struct buffer *buffer, size_t *bytes) { return readFile(path, buffer, NULL, bytes); }

int32_t file_read_exact(const char *path, void *data, size_t bytes) { return readFile(path, NULL, data, &bytes); }
