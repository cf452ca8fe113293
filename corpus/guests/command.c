// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "command.h"
#include "wasi_nn.h"

#include <string.h>
#include <wasi/api.h>

const char *const *command_arguments(size_t *count) {
  static uint8_t *values[64];
  static uint8_t text[4096];
  __wasi_size_t number, bytes;
  *count = 0;
  if (__wasi_args_sizes_get(&number, &bytes) == 0 && number > 0 && number <= sizeof values / sizeof *values && bytes <= sizeof text &&
      __wasi_args_get(values, text) == 0)
    *count = number - 1;
  return (const char *const *)values + 1;
}

void print_bytes(enum command_stream stream, const char *text, size_t bytes) {
  while (bytes > 0) {
    const __wasi_ciovec_t rest = {(const uint8_t *)text, bytes};
    __wasi_size_t written = 0;
    if (__wasi_fd_write((__wasi_fd_t)stream, &rest, 1, &written) != 0 || written == 0)
      return;
    text += written;
    bytes -= written;
  }
}

void print(enum command_stream stream, const char *text) { print_bytes(stream, text, strlen(text)); }

void print_number(enum command_stream stream, uint32_t value) {
  char digits[10];
  size_t start = sizeof digits;
  do
    digits[--start] = (char)('0' + value % 10);
  while ((value /= 10) != 0);
  print_bytes(stream, digits + start, sizeof digits - start);
}

void print_fraction(enum command_stream stream, float value) {
  const uint32_t scaled = value > 0 ? value < 100000 ? (uint32_t)(value * 10000.0f + 0.5f) : 1000000000 : 0;
  print_number(stream, scaled / 10000);
  char digits[5];
  uint32_t rest = scaled % 10000;
  for (int i = 4; i > 0; --i, rest /= 10)
    digits[i] = (char)('0' + rest % 10);
  digits[0] = '.';
  print_bytes(stream, digits, sizeof digits);
}

int command_failed(const char *guest, const char *step, int32_t error) {
  print(commandError, guest);
  print(commandError, ": ");
  print(commandError, step);
  print(commandError, ": ");
  print(commandError, wasi_nn_errno_name(error));
  print(commandError, "\n");
  return 1;
}
