// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "WasmtimeGuest.h"

#include "Fingerprint.h"
#include "RowProtocol.h"
#include "nearnative/Files.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <wasmtime.h>

namespace nearnative::nn {

namespace {

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define NEARNATIVE_ASAN
#endif
#endif

constexpr const char *wasiModule = "wasi_snapshot_preview1";

/// Room for the function tables of large programs, and a bound on what a guest can make the host allocate with them.
constexpr int64_t maxTableElements = 1'000'000;

wasmtime::Engine makeEngine(bool interruptible) {
  wasmtime::Config config;
  config.strategy(wasmtime::Strategy::Cranelift);
  config.cranelift_opt_level(wasmtime::OptLevel::Speed);
  config.epoch_interruption(interruptible);
#ifdef NEARNATIVE_ASAN
  config.signals_based_traps(false); // SIGSEGV belongs to AddressSanitizer
#endif
  return wasmtime::Engine(std::move(config));
}

/// The causes in a message of Wasmtime's, as one line: without the backtrace before them, and without their numbers. `head`: with the first
/// line, which says what they are the causes of.
std::string oneLine(const std::string &message, bool head = false) {
  constexpr std::string_view marker = "Caused by:";
  const size_t found = message.rfind(marker);
  const size_t start = found == std::string::npos ? 0 : found + marker.size();
  std::string line;
  const auto add = [&](std::string text) {
    const size_t first = text.find_first_not_of(" \t\r");
    if (first == std::string::npos)
      return;
    text.erase(0, first);
    if (const size_t digits = text.find_first_not_of("0123456789");
        digits != 0 && digits != std::string::npos && text.substr(digits).starts_with(": "))
      text.erase(0, digits + 2);
    line += (line.empty() ? "" : ": ") + text;
  };
  if (head && start != 0)
    add(message.substr(0, message.find('\n')));
  std::istringstream lines(message.substr(start));
  for (std::string text; std::getline(lines, text);)
    add(std::move(text));
  return line;
}

/// What `bytes` is when it is no core module, as the end of "... is not a WebAssembly module".
std::string otherKind(std::string_view bytes) {
  if (bytes.empty())
    return ": it is empty";
  if (bytes.starts_with("\x7f"
                        "ELF"))
    return " but machine code; precompiled modules are named .cwasm";
  if (bytes.size() >= 8 && bytes.starts_with(std::string_view("\0asm", 4)) && bytes[6] == 1)
    return " but a component, which is not supported; build the guest for WASI preview1";
  if (bytes.find("(module") != std::string_view::npos)
    return " but text; translate it with wat2wasm";
  return "";
}

std::string describe(const wasmtime::ImportType::Ref &import) { return std::string(import.module()) + "." + std::string(import.name()); }

/// Errors: a memory of a kind that WASI preview1 does not know.
Result<void> checkMemory(const wasmtime::MemoryType::Ref &type) {
  if (type.is_64())
    return failure("its memory has 64-bit addresses, for which WASI preview1 and WASI-NN have no calls; build it for wasm32");
  if (type.is_shared())
    return failure("its memory is shared between threads, which is not supported; build it without threads");
  return {};
}

} // namespace

WasmtimeEngine::WasmtimeEngine(bool interruptible) : engine(makeEngine(interruptible)), interruptible(interruptible) {}

Result<CompiledModule> WasmtimeEngine::compile(const std::filesystem::path &file, const CompileCache *cache) {
  int64_t start = nanoseconds();
  if (file.extension() == ".cwasm") {
    std::error_code error;
    const uint64_t size = std::filesystem::file_size(file, error);
    if (error)
      return failure("cannot read " + file.string() + ": " + error.message());
    auto module = wasmtime::Module::deserialize_file(engine, file.string());
    if (!module)
      return failure(file.string() + " cannot be loaded: " + oneLine(module.err().message()) + "; make it anew with --compile");
    return CompiledModule{module.ok(), 0, nanoseconds() - start, size, false, {}};
  }

  auto bytes = readFile(file);
  if (!bytes)
    return tl::unexpected(bytes.error());
  const int64_t read = nanoseconds() - start;

  start = nanoseconds();
  if (cache != nullptr)
    if (auto machineCode = cache->find(*bytes)) {
      auto module = wasmtime::Module::deserialize(
          engine, wasmtime::Span<uint8_t>(reinterpret_cast<uint8_t *>(machineCode->data()), machineCode->size()));
      if (module)
        return CompiledModule{module.ok(), read, nanoseconds() - start, bytes->size(), true, {}};
    }
  auto module = wasmtime::Module::compile(engine, wasmtime::Span<uint8_t>(reinterpret_cast<uint8_t *>(bytes->data()), bytes->size()));
  if (!module) {
    const std::string other = otherKind(*bytes);
    return failure(file.string() + " is not a WebAssembly module" + (other.empty() ? ": " + oneLine(module.err().message()) : other));
  }
  const int64_t compile = nanoseconds() - start;
  std::string note;
  if (cache != nullptr) {
    auto machineCode = serialise(module.ok_ref());
    auto kept = machineCode ? cache->keep(*bytes, *machineCode) : tl::unexpected(machineCode.error());
    if (!kept)
      note = kept.error().message;
  }
  return CompiledModule{module.ok(), read, compile, bytes->size(), false, note};
}

Result<std::string> WasmtimeEngine::serialise(const wasmtime::Module &module) {
  auto bytes = module.serialize();
  if (!bytes)
    return failure("Wasmtime cannot serialise the module: " + oneLine(bytes.err().message()));
  return std::string(bytes.ok_ref().begin(), bytes.ok_ref().end());
}

Result<std::string> WasmtimeEngine::fingerprint() {
  // There is no call for this, but Wasmtime writes all of it into what it compiles, to refuse it elsewhere; so also into an empty module.
  std::array<uint8_t, 8> empty = {0, 'a', 's', 'm', 1, 0, 0, 0};
  auto module = wasmtime::Module::compile(engine, wasmtime::Span<uint8_t>(empty.data(), empty.size()));
  if (!module)
    return failure("Wasmtime cannot compile for this machine: " + oneLine(module.err().message()));
  auto bytes = serialise(module.ok_ref());
  if (!bytes)
    return tl::unexpected(bytes.error());
  return sha256(*bytes);
}

wasm_trap_t *WasmtimeGuest::callImport(void *binding, wasmtime_caller_t *caller, wasmtime_val_raw_t *values, size_t) {
  const auto &[guest, import] = *static_cast<const Binding *>(binding);
  wasmtime_context_t *context = wasmtime_caller_context(caller);
  // Which memory it is does not change, but its place and size do: they are asked for at every call.
  if (!guest->linear) {
    wasmtime_extern_t item;
    if (wasmtime_caller_export_get(caller, "memory", 6, &item) && item.kind == WASMTIME_EXTERN_MEMORY)
      guest->linear = wasmtime::Memory(item.of.memory);
  }
  GuestMemory memory(nullptr, 0); // without an export of that name; the host knows what to answer
  if (guest->linear)
    memory = GuestMemory(reinterpret_cast<std::byte *>(wasmtime_memory_data(context, &guest->linear->capi())),
                         wasmtime_memory_data_size(context, &guest->linear->capi()));
  std::array<uint32_t, 8> arguments{};
  for (uint32_t i = 0; i < import->parameters; ++i)
    arguments[i] = static_cast<uint32_t>(values[i].i32);
  values[0].i32 = static_cast<int32_t>(import->call(guest->nn, memory, arguments.data()));
  return nullptr;
}

wasm_trap_t *WasmtimeGuest::exitProcess(void *guest, wasmtime_caller_t *, wasmtime_val_raw_t *values, size_t) {
  static_cast<WasmtimeGuest *>(guest)->exitCode = values[0].i32;
  return wasmtime_trap_new("exit", 4);
}

Result<void> WasmtimeGuest::configureWasi(const RunOptions &options) {
  wasmtime::WasiConfig wasi;
  std::vector<const char *> arguments = {};
  const std::string program = options.guest.filename().string();
  arguments.push_back(program.c_str());
  for (const std::string &argument : options.arguments)
    arguments.push_back(argument.c_str());
  if (!wasi_config_set_argv(wasi.capi(), arguments.size(), arguments.data()))
    return failure("the guest's arguments are not UTF-8, which WASI wants");
  std::vector<const char *> names;
  std::vector<const char *> values;
  for (const auto &[name, value] : options.environment) {
    names.push_back(name.c_str());
    values.push_back(value.c_str());
  }
  if (!wasi_config_set_env(wasi.capi(), names.size(), names.data(), values.data()))
    return failure("the guest's environment is not UTF-8, which WASI wants");
  for (const Directory &directory : options.directories)
    if (!wasi.preopen_dir(directory.host, directory.guest, /*fs_mutable=*/true))
      return failure("--dir: cannot open " + directory.host);
  if (!options.serve) // there the commands come from stdin
    wasi.inherit_stdin();
  wasi.inherit_stdout();
  wasi.inherit_stderr();
  if (auto done = store.context().set_wasi(std::move(wasi)); !done)
    return failure(oneLine(done.err().message()));
  return {};
}

Result<void> WasmtimeGuest::defineImports(wasmtime::Linker &linker) {
  if (auto done = linker.define_wasi(); !done)
    return failure(oneLine(done.err().message()));
  const auto define = [&](const char *module, const char *name, uint32_t parameters, size_t results,
                          wasmtime_func_unchecked_callback_t callback, void *environment) -> Result<void> {
    const auto i32s = [](size_t count) { return std::vector<wasmtime::ValType>(count, wasmtime::ValType::i32()); };
    wasm_functype_t *type = wasmtime::FuncType::from_iters(i32s(parameters), i32s(results)).capi_release();
    wasmtime_error_t *error = wasmtime_linker_define_func_unchecked(linker.capi(), module, std::strlen(module), name, std::strlen(name),
                                                                    type, callback, environment, nullptr);
    wasm_functype_delete(type);
    if (error != nullptr)
      return failure(oneLine(wasmtime::Error(error).message()));
    return {};
  };
  // Wasmtime's own proc_exit makes a trap of every code above 125.
  linker.allow_shadowing(true);
  if (auto done = define(wasiModule, "proc_exit", 1, 0, exitProcess, this); !done)
    return done;
  bindings.reserve(imports().size()); // their addresses are handed out
  for (const Import &import : imports()) {
    bindings.push_back({this, &import});
    if (auto done = define(importModule, import.name, import.parameters, 1, callImport, &bindings.back()); !done)
      return done;
  }
  return {};
}

Outcome WasmtimeGuest::outcomeOf(wasmtime::TrapError error) {
  if (exitCode)
    return {Outcome::Kind::exited, *exitCode, {}};
  std::string message = oneLine(error.message());
  const wasmtime::Trace trace = std::visit([](const auto &reason) { return reason.trace(); }, error.data);
  if (trace.size() > 0)
    if (const auto function = trace.begin()->func_name())
      message += " in " + std::string(*function);
  return {Outcome::Kind::trapped, 0, std::move(message)};
}

Result<std::unique_ptr<WasmtimeGuest>> WasmtimeGuest::instantiate(WasmtimeEngine &engine, const wasmtime::Module &module,
                                                                  const RunOptions &options, Instance &nn, Outcome &ending) {
  const std::string file = options.guest.string();
  auto guest = std::unique_ptr<WasmtimeGuest>(new WasmtimeGuest(engine.engine, nn));
  const int64_t memoryBytes = options.guestMemoryBytes == 0 ? -1 : static_cast<int64_t>(options.guestMemoryBytes);
  guest->store.limiter(memoryBytes, maxTableElements, /*instances=*/1, /*tables=*/-1, /*memories=*/-1);
  if (engine.interruptible)
    guest->allowUntilInterrupted();
  if (auto done = guest->configureWasi(options); !done)
    return tl::unexpected(done.error());
  wasmtime::Linker linker(engine.engine);
  if (auto done = guest->defineImports(linker); !done)
    return tl::unexpected(done.error());

  for (const auto &item : module.exports())
    if (const auto type = wasmtime::ExternType::from_export(item); const auto *memory = std::get_if<wasmtime::MemoryType::Ref>(&type))
      if (auto done = checkMemory(*memory); !done)
        return failure(file + ": " + done.error().message);
  for (const auto &import : module.imports()) {
    if (!linker.get(guest->store, import.module(), import.name()))
      return failure(file + " imports " + describe(import) + ", which there is not; guests get WASI preview1 (" + wasiModule + ") and " +
                     importModule);
  }

  auto made = linker.instantiate(guest->store, module);
  if (made) {
    guest->instance = made.ok();
    return guest;
  }
  // A trap, or a code given to proc_exit, comes from the start function. An error is about the module.
  auto error = made.err();
  if (std::holds_alternative<wasmtime::Error>(error.data) && !guest->exitCode)
    return failure("cannot instantiate " + file + ": " + oneLine(error.message(), /*head=*/true));
  ending = guest->outcomeOf(std::move(error));
  return guest;
}

bool WasmtimeGuest::exports(const char *name) {
  const auto item = instance ? instance->get(store, name) : std::nullopt;
  return item && std::holds_alternative<wasmtime::Func>(*item);
}

template <class Parameters, class Results> Result<wasmtime::TypedFunc<Parameters, Results>> WasmtimeGuest::function(const char *name) {
  const auto item = instance ? instance->get(store, name) : std::nullopt;
  const auto *found = item ? std::get_if<wasmtime::Func>(&*item) : nullptr;
  if (found == nullptr)
    return failure(std::string("the guest exports no function ") + name);
  auto typed = found->typed<Parameters, Results>(store);
  if (!typed)
    return failure(std::string("the guest's function ") + name + " has another type than it must");
  return typed.ok();
}

template <class Parameters, class Results>
Outcome WasmtimeGuest::callTyped(const wasmtime::TypedFunc<Parameters, Results> &function, const Parameters &arguments) {
  auto result = function.call(store, arguments);
  if (!result)
    return outcomeOf(result.err());
  if constexpr (std::is_same_v<Results, int32_t>)
    return {Outcome::Kind::returned, result.ok(), {}};
  else
    return {};
}

Result<Outcome> WasmtimeGuest::run(const char *name) {
  const auto callee = function<std::monostate, std::monostate>(name);
  return callee ? Result<Outcome>(callTyped(*callee, {})) : tl::unexpected(callee.error());
}

Result<Outcome> WasmtimeGuest::call(const char *name) {
  const auto callee = step(name);
  return callee ? Result<Outcome>(call(*callee)) : tl::unexpected(callee.error());
}

Result<Outcome> WasmtimeGuest::call(const char *name, int32_t argument) {
  const auto callee = function<int32_t, int32_t>(name);
  return callee ? Result<Outcome>(callTyped(*callee, argument)) : tl::unexpected(callee.error());
}

Result<WasmtimeGuest::Step> WasmtimeGuest::step(const char *name) { return function<std::monostate, int32_t>(name); }

Outcome WasmtimeGuest::call(const Step &step) { return callTyped(step, {}); }

std::optional<wasmtime::Memory> WasmtimeGuest::exportedMemory() {
  if (!linear && instance)
    if (const auto item = instance->get(store, "memory"))
      if (const auto *memory = std::get_if<wasmtime::Memory>(&*item))
        linear = *memory;
  return linear;
}

std::optional<std::span<const std::byte>> WasmtimeGuest::memory(uint32_t start, uint32_t bytes) {
  const auto memory = exportedMemory();
  if (!memory)
    return std::nullopt;
  const auto data = memory->data(store);
  return GuestMemory(reinterpret_cast<std::byte *>(data.data()), data.size()).range(start, bytes);
}

uint64_t WasmtimeGuest::memoryPages() {
  const auto memory = exportedMemory();
  return memory ? memory->size(store) : 0;
}

} // namespace nearnative::nn
