// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A WASI command that does what its first argument says.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wasi_nn.h>

extern char **environ;

/// infer NAME COLUMNS TIMES: a tensor of ones, f32[1xCOLUMNS], TIMES times; prints the first element of the first output.
static int infer(const char *name, uint32_t columns, int times) {
  uint32_t graph, context, written;
  const uint32_t dims[2] = {1, columns};
  float *data = malloc(columns * sizeof(float));
  static float output[1 << 20];
  for (uint32_t i = 0; i < columns; ++i)
    data[i] = 1;
  const struct wasi_nn_tensor input = {dims, 2, WASI_NN_F32, data, columns * sizeof(float)};
  int32_t error = wasi_nn_load_by_name(name, strlen(name), &graph);
  if (!error)
    error = wasi_nn_init_execution_context(graph, &context);
  for (int i = 0; i < times && !error; ++i) {
    error = wasi_nn_set_input(context, 0, &input);
    if (!error)
      error = wasi_nn_compute(context);
    if (!error)
      error = wasi_nn_get_output(context, 0, output, sizeof output, &written);
  }
  if (error) {
    fprintf(stderr, "error %d\n", error);
    return 10 + error;
  }
  printf("%g\n", output[0]);
  return 0;
}

int main(int argc, char **argv) {
  const char *mode = argc > 1 ? argv[1] : "show";
  if (!strcmp(mode, "exit"))
    exit(atoi(argv[2]));
  if (!strcmp(mode, "return"))
    return atoi(argv[2]);
  if (!strcmp(mode, "trap"))
    __builtin_trap();
  if (!strcmp(mode, "spin"))
    for (volatile int i = 0;; ++i) {
    }
  if (!strcmp(mode, "sleep"))
    return nanosleep(&(struct timespec){atoi(argv[2]), 0}, NULL);
  if (!strcmp(mode, "infer"))
    return infer(argv[2], (uint32_t)atoi(argv[3]), atoi(argv[4]));
  if (!strcmp(mode, "show")) {
    for (int i = 0; i < argc; ++i)
      printf("argument '%s'\n", argv[i]);
    for (char **variable = environ; *variable; ++variable)
      printf("variable '%s'\n", *variable);
    return 0;
  }
  if (!strcmp(mode, "echo")) {
    int c;
    while ((c = getchar()) != EOF)
      putchar(c);
    fprintf(stderr, "echoed\n");
    return 0;
  }
  if (!strcmp(mode, "copy")) {
    FILE *from = fopen(argv[2], "r"), *to = fopen(argv[3], "w");
    if (!from || !to) {
      perror(from ? argv[3] : argv[2]);
      return 1;
    }
    for (int c; (c = getc(from)) != EOF;)
      putc(c, to);
    return fclose(to) ? 1 : 0;
  }
  if (!strcmp(mode, "allocate")) { // MiB
    for (int i = atoi(argv[2]); i > 0; --i) {
      void *volatile memory = malloc(1 << 20); // not to be optimised away
      if (!memory)
        return 7;
    }
    return 0;
  }
  return 1;
}
