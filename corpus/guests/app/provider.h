/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 * Where an application gets its inferences from: one of provider_wasi_nn.c, provider_model.c, provider_native.c is linked in. Results are
 * nn_errno values. One model and one context at a time; indices are below the counts. */
#ifndef NN_PROVIDER_H
#define NN_PROVIDER_H

#include "settings.h"

#include <stddef.h>
#include <stdint.h>

/* Loads the model. `way` 0: by name; 1: from its files, which are kept in memory for the next time; 2: from its files, read again each
 * time. `settings` stays in place while the model is open. */
int32_t provider_open(const struct settings *settings, int32_t way);

/* From here on: after a provider_open() that succeeded. */

uint32_t provider_input_count(void);

/* Where the application writes input `index`: the model's own memory where there is such a thing. Keeps its bytes over inferences. */
void *provider_input(uint32_t index);
size_t provider_input_bytes(uint32_t index);

/* Hands the inputs over, all of them. */
int32_t provider_set_input(void);
int32_t provider_compute(void);

/* Fetches the outputs, all of them. */
int32_t provider_get_output(void);

uint32_t provider_output_count(void);

/* Valid until the next inference. */
const void *provider_output(uint32_t index);
size_t provider_output_bytes(uint32_t index);

int32_t provider_close(void);

#endif
