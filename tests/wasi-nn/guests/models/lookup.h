/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 * A compiled model by hand: five ids (i64) and five factors (f32) in; table[id] * factor, and the ids themselves, out. */
#ifndef LOOKUP_H
#define LOOKUP_H
#include <stdint.h>
void *lookup_weights(void);
uint32_t lookup_weights_bytes(void);
int32_t lookup_input_count(void);
void *lookup_input(int32_t index);
uint32_t lookup_input_bytes(int32_t index);
int32_t lookup_output_count(void);
const void *lookup_output(int32_t index);
uint32_t lookup_output_bytes(int32_t index);
int32_t lookup_run(void);
#endif
