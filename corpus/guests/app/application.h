/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 * What a task does around its inferences: classify.c or tensors.c. Called between provider_open() and provider_close(). */
#ifndef NN_APPLICATION_H
#define NN_APPLICATION_H

#include "settings.h"

#include <stdint.h>

/* Reads what the task needs. Results as file_read_exact() has them; INVALID_ARGUMENT when the model is not one for this task. */
int32_t application_open(const struct settings *settings);

/* From the data to the provider's inputs. */
void application_preprocess(void);

/* From the provider's outputs to the task's result. RUNTIME_ERROR when an output is not of the length that it must have. */
int32_t application_postprocess(void);

#endif
