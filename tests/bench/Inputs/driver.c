// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Three small kernels with a driver written by hand (ABI: docs/formats.md). -DKERNEL=scale_f32|sum_f32|histogram_u8 chooses one; each -D of
// the list below makes one thing go wrong, for the negative tests.
//   WRONG           the last output element is off by the smallest step     WRONG_BY=x     every float output is off by x
//   WRONG_SPECIAL   wrong on special values only                            OTHER_NAN      NaN outputs have other bits
//   TRAP            nn_run traps                                            TRAP_WHEN_TIMED  only when it runs more than once
//   HANG            nn_run never ends                                       HANG_WHEN_TIMED  only when it runs more than once
//   NO_MEMORY       nn_setup fails                                          OUTSIDE        an output lies outside the memory
//   SHORT           one output element too few                              CHATTY         prints on stdout
//   EXIT            nn_run calls exit(3)                                    KILL_RUNNER    (native) nn_run ends the process at once
//   DEEP            nn_run uses up the stack                                WILD           nn_run writes to an address that is not there
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __wasm__
#define EXPORT(name) __attribute__((export_name(#name)))
#else
#define EXPORT(name) __attribute__((visibility("default")))
#endif
#define scale_f32 1
#define sum_f32 2
#define histogram_u8 3

static int32_t n;
static int special;
static void *in, *out;
static float sum;
static int64_t total;

EXPORT(nn_setup) int32_t nn_setup(int32_t size, int32_t data) {
  n = size == 0 ? 512 : 20000;
  special = data;
  free(in);
  free(out);
  in = aligned_alloc(64, 4 * (size_t)n + 64);
  out = aligned_alloc(64, 4 * (size_t)n + 64);
#ifdef NO_MEMORY
  return -1;
#endif
  if (!in || !out)
    return -1;
  memset(out, 0xA5, 4 * (size_t)n);
  for (int32_t i = 0; i < n; i++) {
    if (KERNEL == histogram_u8)
      ((uint8_t *)in)[i] = (uint8_t)(i * 37);
    else
      ((float *)in)[i] = data == 1 && i % 8 == 0 ? NAN : (float)(i % 100) / 64 - 0.5f;
  }
  return 0;
}

static void once(void) {
#if KERNEL == scale_f32
  for (int32_t i = 0; i < n; i++)
    ((float *)out)[i] = ((float *)in)[i] * 1.5f;
#if defined(WRONG)
  ((float *)out)[n - 1] = nextafterf(((float *)out)[n - 1], 100);
#elif defined(WRONG_BY)
  for (int32_t i = 0; i < n; i++)
    ((float *)out)[i] += WRONG_BY;
#elif defined(WRONG_SPECIAL)
  if (special)
    ((float *)out)[0] = 0;
#elif defined(OTHER_NAN)
  for (int32_t i = 0; i < n; i++)
    if (isnan(((float *)out)[i]))
      ((uint32_t *)out)[i] = 0xFFC12345u;
#endif
#elif KERNEL == sum_f32
  sum = 0;
  for (int32_t i = 0; i < n; i++)
    sum += ((float *)in)[i];
#ifdef WRONG_BY
  sum += WRONG_BY;
#endif
#else
  memset(out, 0, 1024);
  total = INT64_C(1) << 40;
  for (int32_t i = 0; i < n; i++) {
    ((int32_t *)out)[((uint8_t *)in)[i]]++;
    total += ((uint8_t *)in)[i];
  }
#endif
}

#ifdef DEEP
static int deep(void);
static int (*volatile deeper)(void) = deep;
static int deep(void) { return deeper() + 1; }
#endif

EXPORT(nn_run) void nn_run(int32_t iterations) {
  (void)iterations;
#ifdef CHATTY
  puts("ok\t999");
  fflush(stdout);
#endif
#ifdef EXIT
  exit(3);
#endif
#ifdef DEEP
  special = deep();
#endif
#ifdef WILD
  *(volatile int *)(sizeof(void *) == 4 ? 0xFFFFFF00u : 16u) = 1;
#endif
#ifdef KILL_RUNNER
  _Exit(9);
#endif
#if defined(TRAP)
  __builtin_trap();
#elif defined(TRAP_WHEN_TIMED)
  if (iterations > 1)
    __builtin_trap();
#endif
#if defined(HANG)
  for (volatile int i = 0;; i++)
    ;
#elif defined(HANG_WHEN_TIMED)
  for (volatile int i = 0; iterations > 1; i++)
    ;
#endif
  static void (*volatile kernel)(void) = once;
  for (int32_t i = 0; i < iterations; i++)
    kernel();
}

EXPORT(nn_output_count) int32_t nn_output_count(void) { return KERNEL == histogram_u8 ? 2 : 1; }

EXPORT(nn_output_data) void *nn_output_data(int32_t output) {
#ifdef OUTSIDE
  return (void *)(sizeof(void *) == 4 ? 0x7FFFFF00u : 16u);
#endif
  if (KERNEL == sum_f32)
    return &sum;
  return output == 0 ? out : &total;
}

EXPORT(nn_output_bytes) uint32_t nn_output_bytes(int32_t output) {
#ifdef SHORT
  return 4;
#endif
  if (KERNEL == sum_f32)
    return sizeof sum;
  if (KERNEL == histogram_u8)
    return output == 0 ? 1024 : sizeof total;
  return 4 * (uint32_t)n;
}
