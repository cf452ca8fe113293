/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef NN_CLASSIFY_H
#define NN_CLASSIFY_H

#include <stdint.h>

enum { topClasses = 5 };

struct top_class {
  int32_t index; /* of the class; -1: the model has fewer classes, or its scores are no numbers */
  float probability;
};

/* The likeliest classes of the last inference, best first: topClasses of them. Set by application_postprocess(). */
const struct top_class *stage_top(void);

#endif
