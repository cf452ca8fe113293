// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Guests on Wasmtime: compile, instantiate with WASI preview1 and the imports of wasi_ephemeral_nn, call.
#pragma once

#include "CompileCache.h"
#include "RunOptions.h"

#include <wasmtime.hh>

namespace nearnative::nn {

/// A compiled module and what it took.
struct CompiledModule {
  wasmtime::Module module;
  int64_t readNanoseconds;
  int64_t compileNanoseconds; ///< or what it took to take it from the cache or the .cwasm file
  uint64_t bytes;             ///< of the file
  bool cached;                ///< it was in the cache
  std::string note;           ///< why it could not be put there; empty when it could or need not
};

/// The engine as wasi-nn-run configures it: Cranelift, optimised for speed, guard pages; relaxed SIMD in the host's fastest form and NaNs
/// as the CPU makes them. Guests with threads or 64-bit memories are refused when they are instantiated.
class WasmtimeEngine {
public:
  /// `interruptible`: guests can be ended by interrupt(), at a price (every loop checks for it).
  explicit WasmtimeEngine(bool interruptible);

  /// Reads and compiles `file`; a `.cwasm` file (machine code made by serialise()) is only loaded. Errors: not readable, not a module (what
  /// it is instead is said where it can be known), a .cwasm of another version or configuration.
  Result<CompiledModule> compile(const std::filesystem::path &file, const CompileCache *cache);

  /// The content of a .cwasm file.
  static Result<std::string> serialise(const wasmtime::Module &module);

  /// All that the machine code depends on besides the module: Wasmtime's version, configuration and the CPU's features, as a hash. Errors:
  /// Wasmtime cannot compile for this machine.
  Result<std::string> fingerprint();

  /// From any thread: ends all guests that run.
  void interrupt() const { engine.increment_epoch(); }

private:
  friend class WasmtimeGuest;
  wasmtime::Engine engine;
  bool interruptible;
};

/// How a call into a guest ended.
struct Outcome {
  enum class Kind { returned, exited, trapped };
  Kind kind = Kind::returned;
  int32_t value = 0;   ///< what the function returned (0 without a result), or the code given to proc_exit
  std::string message; ///< of a trap, one line
};

/// An instance of a module with its WASI and WASI-NN state.
class WasmtimeGuest {
public:
  /// Instantiates and runs the module's start function, if it has one. `instance` outlives the guest. `ending` is set when that start
  /// function did not return. Errors: it imports what there is not, needs a kind of memory that is not supported or more than the limit.
  static Result<std::unique_ptr<WasmtimeGuest>> instantiate(WasmtimeEngine &engine, const wasmtime::Module &module,
                                                            const RunOptions &options, Instance &instance, Outcome &ending);

  WasmtimeGuest(const WasmtimeGuest &) = delete;
  WasmtimeGuest &operator=(const WasmtimeGuest &) = delete;

  bool exports(const char *function);

  /// Calls an exported function: without parameters and results; with an i32 result; with an i32 parameter as well. Errors: there is none
  /// of that name, or its type is another one.
  Result<Outcome> run(const char *function);
  Result<Outcome> call(const char *function);
  Result<Outcome> call(const char *function, int32_t argument);

  /// An exported function without parameters that returns an i32, for calls that are timed. Errors: as call().
  using Step = wasmtime::TypedFunc<std::monostate, int32_t>;
  Result<Step> step(const char *function);
  Outcome call(const Step &step);

  /// Lets the guest run until the next WasmtimeEngine::interrupt(). To be called before each piece of work that is watched.
  void allowUntilInterrupted() { store.context().set_epoch_deadline(1); }

  /// `bytes` bytes at `start` of the guest's memory, valid until the guest runs again; none when they are not all inside.
  std::optional<std::span<const std::byte>> memory(uint32_t start, uint32_t bytes);

  /// 64 KiB each; 0 without an exported memory.
  uint64_t memoryPages();

private:
  WasmtimeGuest(wasmtime::Engine &engine, Instance &nn) : store(engine), nn(nn) {}

  struct Binding {
    WasmtimeGuest *guest;
    const Import *import;
  };
  static wasm_trap_t *callImport(void *binding, wasmtime_caller_t *caller, wasmtime_val_raw_t *values, size_t count);
  static wasm_trap_t *exitProcess(void *guest, wasmtime_caller_t *caller, wasmtime_val_raw_t *values, size_t count);

  Result<void> configureWasi(const RunOptions &options);
  Result<void> defineImports(wasmtime::Linker &linker);
  Outcome outcomeOf(wasmtime::TrapError error);
  template <class Parameters, class Results> Result<wasmtime::TypedFunc<Parameters, Results>> function(const char *name);
  template <class Parameters, class Results>
  Outcome callTyped(const wasmtime::TypedFunc<Parameters, Results> &function, const Parameters &arguments);
  std::optional<wasmtime::Memory> exportedMemory();

  wasmtime::Store store;
  Instance &nn;
  std::vector<Binding> bindings;
  std::optional<wasmtime::Instance> instance;
  std::optional<wasmtime::Memory> linear; ///< the export "memory", once it was looked up
  std::optional<int32_t> exitCode;
};

} // namespace nearnative::nn
