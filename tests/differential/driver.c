// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Calls every nest of a module on many inputs and keeps a hash of everything it may have written: one per nest and case. Speaks the
// interface of docs/formats.md, so that the runners of wasm-bench run it. Compiled the same way for every variant: only nests differ.
#include "driver.h"

enum { bufferBytes = 2048 * 8, most = 4096 };

static const int lengths[] = {16, 0, 1, 33, 3, 64, 7, 8, 100, 15, 2, 17, 31, 4, 131, 5, 32, 9, 23, 65, 127, 47, 12, 48};
enum { cases = sizeof lengths / sizeof lengths[0] };

/// A buffer's usable part starts at most 128 bytes in; what lies around it is hashed too.
static _Alignas(64) unsigned char inputs[mostBuffers][bufferBytes], outputs[mostBuffers][bufferBytes];
static uint64_t hashes[most];

static uint32_t state;
static uint32_t next(void) {
  // Xorshift, Marsaglia 2003.
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return state;
}

static int sizeOf(char type) { return type == 'b' || type == 'B' ? 1 : type == 'h' || type == 'H' ? 2 : type == 'd' ? 8 : 4; }

static const float specials[] = {0.f,  -0.f, INFINITY, -INFINITY,   NAN,          1e-40f, -1e-40f, 3.4e38f, -3.4e38f,  0.5f,      -0.5f,
                                 1.5f, 2.5f, -2.5f,    0.49999997f, -0.49999997f, 6.f,    127.5f,  -128.5f, 8388609.f, 16777215.f};

static double number(int data) {
  const uint32_t r = next();
  switch (data) {
  case 0: // of both signs, around the bounds of clamps
    return ((int32_t)r >> 8) * (1.0 / (1 << 20));
  case 1: // halves, where rounding decides
    return ((int32_t)(r % 1201) - 600) * 0.5;
  case 2:
    return r % 3 == 0 ? specials[(r >> 8) % (sizeof specials / sizeof specials[0])] : ((int32_t)r >> 16) * (1.0 / 512);
  default: // few values, so that extremes tie
    return (int32_t)(r % 5) - 2;
  }
}

static uint32_t whole(int data) {
  const uint32_t r = next();
  switch (data) {
  case 0:
    return r;
  case 1: // extremes of every width
    return r % 4 == 0 ? 0x80808080u : r % 4 == 1 ? 0x7f7f7f7fu : r % 4 == 2 ? 0xffffffffu : 0x80000000u >> (r >> 8) % 25;
  case 2:
    return (uint32_t)((int32_t)(r % 2001) - 1000);
  default:
    return r % 3;
  }
}

static void fill(unsigned char *buffer, char type, int data) {
  for (int at = 0; at < bufferBytes; at += sizeOf(type)) {
    const uint32_t w = type == 'f' || type == 'd' ? 0 : whole(data);
    const double d = type == 'f' || type == 'd' ? number(data) : 0;
    const float f = (float)d;
    memcpy(buffer + at, type == 'f' ? (const void *)&f : type == 'd' ? (const void *)&d : (const void *)&w, (size_t)sizeOf(type));
  }
}

static uint64_t mix(uint64_t hash, uint64_t value) { return (hash ^ value) * 0x100000001b3u; } // FNV-1a, on words

/// Any NaN counts as any other.
static uint64_t hashBuffer(uint64_t hash, const unsigned char *buffer, char type) {
  for (int at = 0; at < bufferBytes; at += sizeOf(type)) {
    uint64_t value = 0;
    memcpy(&value, buffer + at, (size_t)sizeOf(type));
    float f;
    double d;
    memcpy(&f, buffer + at, sizeof f);
    memcpy(&d, buffer + at, type == 'd' ? sizeof d : 0);
    if ((type == 'f' && f != f) || (type == 'd' && d != d))
      value = 0x7ff8;
    hash = mix(hash, value);
    hash ^= hash >> 29;
  }
  return hash;
}

static int isAmong(char type, const char *types) {
  for (int k = 0; types[k]; ++k)
    if (types[k] == type)
      return k;
  return -1;
}

/// Case `index` of `nest`: fills the buffers, calls, returns the hash of all buffers and of the result.
static uint64_t run(const struct Nest *nest, int index) {
  const int data = index % 4;
  // Offsets in elements; on every third case the first output lies over an input of its type, a little apart, before or behind.
  const int offset = 8 + index % 7;
  static const int distances[] = {0, 1, 3, -1, -5, 16, 2, -2};
  state = 2463534242u + (uint32_t)index * 7919u;
  struct Call call;
  memset(&call, 0, sizeof call);
  call.n = lengths[index];
  for (int k = 0; nest->inputs[k]; ++k) {
    fill(inputs[k], nest->inputs[k], data);
    call.in[k] = inputs[k] + (offset + k % 2) * sizeOf(nest->inputs[k]);
  }
  for (int k = 0; nest->outputs[k]; ++k) {
    const int size = sizeOf(nest->outputs[k]);
    memset(outputs[k], 0xa5, bufferBytes);
    call.out[k] = outputs[k] + (16 - offset) * size;
    const int over = isAmong(nest->outputs[k], nest->inputs);
    if (!nest->isRestrict && k == 0 && over >= 0 && index % 3 == 2)
      call.out[k] = (unsigned char *)call.in[over] + distances[index / 3] * size;
  }
  for (int k = 0; k < nest->scalarCount; ++k) {
    static const float factors[] = {0.5f, -1.25f, 3.f, 0.0078125f, 1.f, -0.f, 2.f};
    const struct Scalar scalar = nest->scalars[k];
    const uint32_t pick = next();
    call.floats[k] = factors[pick % (sizeof factors / sizeof factors[0])];
    if (!scalar.isFloat) {
      const uint32_t span = (uint32_t)scalar.high - (uint32_t)scalar.low;
      call.ints[k] = pick % 4 == 0   ? scalar.low
                     : pick % 4 == 1 ? scalar.high
                                     : (int)((uint32_t)scalar.low + (span == 0xffffffffu ? next() : next() % (span + 1)));
    }
  }
  nest->call(&call);
  uint64_t hash = 0xcbf29ce484222325u;
  for (int k = 0; nest->inputs[k]; ++k)
    hash = hashBuffer(hash, inputs[k], nest->inputs[k]);
  for (int k = 0; nest->outputs[k]; ++k)
    hash = hashBuffer(hash, outputs[k], nest->outputs[k]);
  if (nest->returns) {
    unsigned char result[bufferBytes] = {0};
    memcpy(result, &call.result, sizeof call.result);
    if (nest->returns != 'd')
      memset(result + 4, 0, 4);
    hash = hashBuffer(hash, result, nest->returns);
  }
  return hash;
}

#ifdef __wasm__
#define EXPORT(name) __attribute__((export_name(#name)))
#else
#define EXPORT(name) __attribute__((visibility("default")))
#endif

EXPORT(nn_setup) int32_t nn_setup(int32_t size, int32_t data) {
  (void)size;
  (void)data;
  return nestCount * cases <= most ? 0 : -1;
}

EXPORT(nn_run) void nn_run(int32_t iterations) {
  (void)iterations;
  for (int nest = 0; nest < nestCount; ++nest)
    for (int index = 0; index < cases; ++index)
      hashes[nest * cases + index] = run(&nests[nest], index);
}

EXPORT(nn_output_count) int32_t nn_output_count(void) { return 1; }
EXPORT(nn_output_data) void *nn_output_data(int32_t output) {
  (void)output;
  return hashes;
}
EXPORT(nn_output_bytes) uint32_t nn_output_bytes(int32_t output) {
  (void)output;
  return (uint32_t)(nestCount * cases) * (uint32_t)sizeof hashes[0];
}
