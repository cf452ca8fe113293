/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 * The application's own memory for inputs and outputs, for providers that copy: the part of provider.h that they share. */
#ifndef NN_PROVIDER_BUFFERS_H
#define NN_PROVIDER_BUFFERS_H

#include "platform.h"
#include "provider.h"

struct provider_buffers {
  const struct settings *settings; /* null until provider_buffers_open() */
  struct buffer inputs[maximumTensors], outputs[maximumTensors];
  size_t output_bytes[maximumTensors]; /* of the last inference */
};
extern struct provider_buffers provider_buffers;

/* Makes room for the tensors that `settings` names. INVALID_ARGUMENT when it names no input or no output, TOO_LARGE when there is no
 * memory. */
int32_t provider_buffers_open(const struct settings *settings);

#endif
