/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 * How a staged application that is built natively reaches a backend (docs/formats.md): the runner fills this table and passes it to the
 * application's stage_use() before stage_open(). The same steps as WASI-NN, with host pointers. Results are nn_errno. */
#ifndef NN_CALLS_H
#define NN_CALLS_H

#include <stddef.h>
#include <stdint.h>

struct nn_view {
  const uint32_t *dims;
  uint32_t rank;
  uint8_t type; /* the ABI's tensor_type */
  const void *data;
  size_t bytes;
};

struct nn_calls {
  void *self;                      /* passed to each */
  int32_t (*open)(void *self);     /* loads the model and opens a context; an open one is closed first */
  int32_t (*set_input)(void *self, uint32_t index, const struct nn_view *tensor);
  int32_t (*compute)(void *self);
  int32_t (*get_output)(void *self, uint32_t index, void *buffer, size_t bytes, size_t *written);
};

#endif
