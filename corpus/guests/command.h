/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 * What the guests that are commands share: arguments, and text without stdio, which would be four times the guest. */
#ifndef NN_COMMAND_H
#define NN_COMMAND_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The command's arguments without its own name; *count says how many. None when they do not fit 4 KiB. */
const char *const *command_arguments(size_t *count);

enum command_stream { commandOutput = 1, commandError = 2 };
void print(enum command_stream stream, const char *text);
void print_bytes(enum command_stream stream, const char *text, size_t bytes);
void print_number(enum command_stream stream, uint32_t value);

/* With four decimals. For 0 to 100000; others are printed as the nearer end of that, NaN as 0. */
void print_fraction(enum command_stream stream, float value);

/* "GUEST: STEP: name of the errno"; 1, for main to return. */
int command_failed(const char *guest, const char *step, int32_t error);

#ifdef __cplusplus
}
#endif
#endif
