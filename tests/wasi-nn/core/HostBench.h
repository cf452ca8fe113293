// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A host with the fake backend behind it and a guest in front of it.
#pragma once

#include "FakeBackend.h"
#include "Guest.h"
#include "wasi-nn/Host.h"

#include <gtest/gtest.h>

namespace nearnative::nn {

class HostBench {
public:
  HostBench() {
    backends.put(Encoding::onnx, fake.table());
    backends.put(Encoding::pytorch, fake.table());
    backends.put(Encoding::openvino, fake.table());
  }
  virtual ~HostBench() {
    instance.reset();
    EXPECT_EQ(fake.contexts, 0);
    EXPECT_EQ(fake.graphs, 0);
    for (const std::string &violation : fake.violations)
      ADD_FAILURE() << "the core breaks the backends' contract: " << violation;
  }
  HostBench(const HostBench &) = delete;
  HostBench &operator=(const HostBench &) = delete;

  /// Made at the first use, with the options and the registry of then.
  Instance &host() {
    if (!instance)
      instance = std::make_unique<Instance>(backends, registry, options, [this](const std::string &line) { reports.push_back(line); });
    return *instance;
  }

  GuestMemory memory() const { return guest.memory(); }

  /// Of one builder.
  Errno load(uint32_t encoding = 1, uint32_t target = 0, std::string_view model = "model") {
    const uint32_t builder = guest.put(std::vector<uint32_t>{guest.put(model), static_cast<uint32_t>(model.size())});
    return host().load(memory(), builder, 1, encoding, target, out);
  }
  Errno loadByName(std::string_view name) { return host().loadByName(memory(), guest.put(name), static_cast<uint32_t>(name.size()), out); }

  /// Handles; the test fails when there is none.
  uint32_t graph() {
    EXPECT_EQ(load(), Errno::success);
    return guest.u32(out);
  }
  uint32_t context(uint32_t graphHandle) {
    EXPECT_EQ(host().initExecutionContext(memory(), graphHandle, out), Errno::success);
    return guest.u32(out);
  }
  uint32_t context() { return context(graph()); }

  /// f32[2x3], what the fake backend's model takes unless told otherwise.
  uint32_t goodTensor() { return guest.tensor<float>(TensorType::f32, {2, 3}, {1, 2, 3, 4, 5, 6}); }
  uint32_t contextWithInput() {
    const uint32_t handle = context();
    EXPECT_EQ(host().setInput(memory(), handle, 0, goodTensor()), Errno::success);
    return handle;
  }
  uint32_t computedContext() {
    const uint32_t handle = contextWithInput();
    EXPECT_EQ(host().compute(memory(), handle), Errno::success);
    return handle;
  }

  template <class Element> std::vector<Element> output(uint32_t contextHandle, uint32_t index, size_t elements) {
    const uint32_t buffer = guest.place(static_cast<uint32_t>(elements * sizeof(Element)));
    EXPECT_EQ(host().getOutput(memory(), contextHandle, index, buffer, static_cast<uint32_t>(elements * sizeof(Element)), out),
              Errno::success);
    EXPECT_EQ(guest.u32(out), elements * sizeof(Element));
    return guest.read<Element>(buffer, elements);
  }

  FakeBackend fake;
  Backends backends{"/nonexistent"};
  std::vector<NamedGraph> registry;
  HostOptions options;
  Guest guest;
  std::vector<std::string> reports;
  std::unique_ptr<Instance> instance;
  const uint32_t out = guest.place(4); ///< where calls write their results
};

} // namespace nearnative::nn
