// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// several-models IDENTITY SUM: two models in one guest, three contexts of the first and one of the second (models as identity and multi-io
// have them), their calls interleaved: no context may see another's tensors. Exit code 1 when one does, or when a call fails.
#include "command.h"
#include "wasi_nn.hpp"

#include <algorithm>
#include <array>

using namespace wasi_nn;

namespace {

constexpr size_t contexts = 3;
using Values = std::array<float, 6>;
constexpr std::array<uint32_t, 3> cube = {1, 2, 3};
constexpr std::array<uint32_t, 1> vector = {6};

Values valuesOf(size_t seed) {
  Values values;
  for (size_t i = 0; i < values.size(); ++i)
    values[i] = static_cast<float>(100 * (seed + 1) + i);
  return values;
}

int failed(const char *step, Errno error) { return command_failed("several-models", step, static_cast<int32_t>(error)); }

int run(std::string_view identityName, std::string_view sumName) {
  const Result<Graph> identity = Graph::byName(identityName);
  if (!identity)
    return failed("the first model", identity.error());
  const Result<Graph> sum = Graph::byName(sumName);
  if (!sum)
    return failed("the second model", sum.error());

  std::array<Context, contexts> copies;
  std::array<Values, contexts> sent;
  for (size_t i = 0; i < contexts; ++i) {
    const Result<Context> context = identity->newContext();
    if (!context)
      return failed("init_execution_context", context.error());
    copies[i] = *context;
    sent[i] = valuesOf(i);
    if (const Status set = copies[i].setInput<float>(0, cube, sent[i]); !set)
      return failed("set_input", set.error());
  }
  const Result<Context> adder = sum->newContext();
  if (!adder)
    return failed("init_execution_context", adder.error());
  for (uint32_t input = 0; input < 2; ++input)
    if (const Status set = adder->setInput<float>(input, vector, sent[input]); !set)
      return failed("set_input", set.error());

  // Computed in one order, fetched in the other, the second model in between.
  for (const Context &copy : copies)
    if (const Status computed = copy.compute(); !computed)
      return failed("compute", computed.error());
  if (const Status computed = adder->compute(); !computed)
    return failed("compute", computed.error());
  Values received;
  for (size_t i = contexts; i-- > 0;) {
    const Result<std::span<float>> output = copies[i].getOutput<float>(0, received);
    if (!output)
      return failed("get_output", output.error());
    if (!std::equal(output->begin(), output->end(), sent[i].begin(), sent[i].end())) {
      print(commandError, "several-models: a context gave what another one was given\n");
      return 1;
    }
  }
  const Result<std::span<float>> output = adder->getOutput<float>(0, received);
  if (!output)
    return failed("get_output", output.error());
  for (size_t i = 0; i < received.size(); ++i)
    if (received[i] != sent[0][i] + sent[1][i]) {
      print(commandError, "several-models: the second model's sum is wrong\n");
      return 1;
    }
  print(commandOutput, "each context gave its own\n");
  return 0;
}

} // namespace

int main() {
  size_t count = 0;
  const char *const *arguments = command_arguments(&count);
  if (count != 2) {
    print(commandError, "several-models: arguments: IDENTITY SUM\n");
    return 2;
  }
  return run(arguments[0], arguments[1]);
}
