// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

float input(int i) { return static_cast<float>(i - 500) / 50; }
