// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The host's side of WASI-NN, without an engine: six calls that take the guest's memory and the guest's numbers and return an errno. The
// engines' adapters do nothing but fetch the memory and pass the numbers on, so what is tested and fuzzed here is what runs.
//
// Rules (each is a test in tests/wasi-nn/core): guest pointers are checked in 64 bits; no host pointer into guest memory outlives a call;
// shapes are multiplied with overflow checks and must agree with the data's length and the model; memory, graphs and contexts are capped;
// handles carry a generation and belong to one instance; numbers out of range are errors, never aborts; exceptions and library errors end
// here; names come from the registry, never paths from the guest.
#pragma once

#include "nearnative/Result.h"
#include "wasi-nn/Abi.h"
#include "wasi-nn/Backend.h"
#include "wasi-nn/GuestMemory.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace nearnative::nn {

/// The backends, loaded when they are first needed. Instances on several threads may share one.
class Backends {
public:
  /// `folder` holds the shared objects, nearnative-nn-<backend>.so. `libraries`: instead of the installed one, by backend name.
  explicit Backends(std::filesystem::path folder, std::map<std::string, std::string> libraries = {});
  ~Backends();

  /// The backend of an encoding (onnx: onnxruntime, pytorch: libtorch, openvino: openvino). Errors: there is none for it, or its library
  /// is missing, in one line that says what to do.
  Result<const nn_backend *> find(Encoding encoding);

  /// Puts `backend` in the place of the one that would be loaded; for tests and fuzzers.
  void put(Encoding encoding, const nn_backend *backend);

private:
  std::filesystem::path folder;
  std::map<std::string, std::string> libraries;
  std::mutex mutex;
  std::map<Encoding, const nn_backend *> loaded;
};

/// A model that guests may ask for by name.
struct NamedGraph {
  std::string name;
  Encoding encoding;
  std::vector<std::string> files;   ///< OpenVINO: xml, bin
  std::vector<std::string> options; ///< `key=value` of the backend
};

/// Reads `NAME=ENCODING[?KEY=VALUE[&KEY=VALUE]]:FILE[,FILE]`; a comma separates files of openvino only. Errors: the form, an encoding that
/// has no backend, a file that is not there.
Result<NamedGraph> parseNamedGraph(const std::string &text);

/// What one instance may use. 0 is no limit.
struct Limits {
  uint64_t modelBytes = uint64_t{1} << 30; ///< of one load()
  uint64_t tensorBytes = uint64_t{256} << 20;
  uint64_t hostBytes = uint64_t{2} << 30; ///< models by load() and tensors of all contexts together
  uint32_t graphs = 16;
  uint32_t contexts = 64;
  uint32_t rank = NN_MAX_RANK;
};

/// How a tensor travels from the guest.
enum class InputMode {
  copy,         ///< one memcpy into the backend's bound tensor at set_input
  deferred,     ///< no copy: the guest's memory is wrapped at compute; what it holds then is what counts
  severalCopies ///< what wasmtime-wasi-nn does, for the comparison: four copies in and two out, with fresh allocations
};

/// Nanoseconds that the calls of each kind took, in order. Kept only when asked for.
struct Phases {
  std::vector<double> load, openContext, setInput, compute, getOutput;
};

struct HostOptions {
  Limits limits;
  InputMode inputMode = InputMode::copy;
  int threads = 1;
  bool allowLoad = true; ///< false: load() is refused with unsupported_operation, load_by_name remains
  bool keepPhases = false;
};

/// The WASI-NN state of one guest instance, with graphs of its own also when they come by name. Not thread-safe, but for cancel(); a call
/// during a call is turned away with Errno::busy.
class Instance {
public:
  /// `backends` and `registry` outlive the instance; of several graphs of one name the first counts. Errors of calls are also told to
  /// `report`, in one line, when it is given.
  Instance(Backends &backends, const std::vector<NamedGraph> &registry, HostOptions options,
           std::function<void(const std::string &)> report = {});
  ~Instance();
  Instance(const Instance &) = delete;
  Instance &operator=(const Instance &) = delete;

  /// The six imports, parameters in the ABI's order. None throws. Which failure gives which errno: docs/wasi-nn.md. A guest without
  /// memory has one of size 0 here.
  Errno load(GuestMemory memory, uint32_t builders, uint32_t builderCount, uint32_t encoding, uint32_t target, uint32_t graphOut) noexcept;
  Errno loadByName(GuestMemory memory, uint32_t name, uint32_t nameBytes, uint32_t graphOut) noexcept;
  Errno initExecutionContext(GuestMemory memory, uint32_t graph, uint32_t contextOut) noexcept;
  Errno setInput(GuestMemory memory, uint32_t context, uint32_t index, uint32_t tensor) noexcept;
  Errno compute(GuestMemory memory, uint32_t context) noexcept;
  Errno getOutput(GuestMemory memory, uint32_t context, uint32_t index, uint32_t buffer, uint32_t bufferBytes,
                  uint32_t writtenOut) noexcept;

  /// From any thread: ends a compute() that is running, with runtime_error, and all later calls. False: what is running (a compute, a load)
  /// cannot be ended. May be called again, while the guest has not ended: a library can miss it just before it starts.
  bool cancel();

  const Phases &phases() const;

  /// Bytes counted against Limits::hostBytes now.
  uint64_t hostBytes() const;

private:
  struct State;
  std::unique_ptr<State> state;
};

/// One import by name ("load", ...): number of i32 parameters and the call; how adapters register them all with one loop.
struct Import {
  const char *name;
  uint32_t parameters;
  Errno (*call)(Instance &instance, GuestMemory memory, const uint32_t *arguments) noexcept;
};
std::span<const Import> imports();

} // namespace nearnative::nn
