// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "platform.h"
#include "wasi_nn.h"

#include <string.h>
#include <wasi/api.h>

enum { pageBytes = 65536 };

// Whole new pages, so that it meets no other allocator. What is outgrown is lost: Wasm memory cannot be given back.
bool buffer_reserve(struct buffer *buffer, size_t bytes) {
  if (buffer->capacity >= bytes)
    return true;
  const size_t pages = bytes / pageBytes + (bytes % pageBytes != 0);
  const size_t before = __builtin_wasm_memory_grow(0, pages);
  if (before == SIZE_MAX)
    return false;
  buffer->data = (void *)(before * pageBytes);
  buffer->capacity = pages * pageBytes;
  return true;
}

const char *environment(const char *name) {
  static struct buffer block; // the pointers, then the text
  static size_t count;
  if (!block.data) {
    __wasi_size_t variables, bytes;
    if (__wasi_environ_sizes_get(&variables, &bytes) != 0 || variables == 0 ||
        !buffer_reserve(&block, variables * sizeof(uint8_t *) + bytes) ||
        __wasi_environ_get((uint8_t **)block.data, (uint8_t *)block.data + variables * sizeof(uint8_t *)) != 0)
      return NULL;
    count = variables;
  }
  const size_t length = strlen(name);
  for (size_t i = 0; i < count; ++i) {
    const char *entry = ((const char **)block.data)[i];
    if (strncmp(entry, name, length) == 0 && entry[length] == '=')
      return entry + length + 1;
  }
  return NULL;
}

// Opens a file below the preopened folder whose name is the longest that leads to it.
static int32_t openFile(const char *path, __wasi_fd_t *file) {
  __wasi_fd_t folder = 0;
  size_t start = 0;
  for (__wasi_fd_t fd = 3;; ++fd) {
    __wasi_prestat_t stat;
    char name[256];
    name[0] = '\0';
    if (__wasi_fd_prestat_get(fd, &stat) != 0)
      break;
    size_t length = stat.u.dir.pr_name_len;
    if (length > sizeof name || __wasi_fd_prestat_dir_name(fd, (uint8_t *)name, length) != 0)
      continue;
    while (length > 0 && (name[length - 1] == '/' || name[length - 1] == '\0'))
      --length;
    if (length == 1 && name[0] == '.')
      length = 0;
    const bool leads = length == 0 ? (name[0] == '/') == (path[0] == '/') : strncmp(path, name, length) == 0 && path[length] == '/';
    if (leads && (folder == 0 || length > start)) {
      folder = fd;
      start = length;
    }
  }
  if (folder == 0)
    return WASI_NN_NOT_FOUND;
  while (path[start] == '/')
    ++start;
  const __wasi_rights_t rights = __WASI_RIGHTS_FD_READ | __WASI_RIGHTS_FD_SEEK | __WASI_RIGHTS_FD_FILESTAT_GET;
  return __wasi_path_open(folder, __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW, path + start, 0, rights, 0, 0, file) == 0 ? WASI_NN_SUCCESS
                                                                                                               : WASI_NN_NOT_FOUND;
}

// Either into `buffer`, which grows to the file's length, or into the `bytes` at `data`.
static int32_t readFile(const char *path, struct buffer *buffer, void *data, size_t *bytes) {
  __wasi_fd_t file;
  int32_t error = openFile(path, &file);
  if (error != WASI_NN_SUCCESS)
    return error;
  __wasi_filestat_t stat;
  if (__wasi_fd_filestat_get(file, &stat) != 0)
    error = WASI_NN_RUNTIME_ERROR;
  else if (buffer) {
    if (stat.size > SIZE_MAX || !buffer_reserve(buffer, (size_t)stat.size))
      error = WASI_NN_TOO_LARGE;
    data = buffer->data;
    *bytes = (size_t)stat.size;
  } else if (stat.size != *bytes)
    error = WASI_NN_INVALID_ARGUMENT;
  for (size_t done = 0; error == WASI_NN_SUCCESS && done < *bytes;) {
    const __wasi_iovec_t rest = {(uint8_t *)data + done, *bytes - done};
    __wasi_size_t got = 0;
    if (__wasi_fd_read(file, &rest, 1, &got) != 0 || got == 0)
      error = WASI_NN_RUNTIME_ERROR;
    done += got;
  }
  (void)!__wasi_fd_close(file);
  return error;
}

int32_t file_read(const char *path, struct buffer *buffer, size_t *bytes) { return readFile(path, buffer, NULL, bytes); }

int32_t file_read_exact(const char *path, void *data, size_t bytes) { return readFile(path, NULL, data, &bytes); }
