// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

double plain(double x) { return x; }
