/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 * A compiled model by hand, in the form of docs/formats.md: an f32 image of 1 x 3 x 6 x 8, seven scores = weights x input. */
#ifndef SCORES_H
#define SCORES_H
#include <stdint.h>
void *scores_weights(void);
uint32_t scores_weights_bytes(void);
int32_t scores_input_count(void);
void *scores_input(int32_t index);
uint32_t scores_input_bytes(int32_t index);
int32_t scores_output_count(void);
const void *scores_output(int32_t index);
uint32_t scores_output_bytes(int32_t index);
int32_t scores_run(void);
#endif
