// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The V8 adapter: a Node addon, in plain C Node-API, that fetches the guest's memory, passes the guest's numbers to the host core and
// returns its errno. What runs guests with it is run.mjs.
//
//   openHost(json)             -> host             {"graphs", "threads", "input_mode", "limits", "allow_load", "phases", "backends",
//   "libraries"} backend(host, encoding)    -> {name, library, version} openInstance(host, report) -> {id, imports}    imports: the object
//   for `wasi_ephemeral_nn`; report(line) hears why a call failed attach(id, memory)         the guest's WebAssembly.Memory, or undefined
//   when it has none; calls before it find no memory phases(id)                 -> {load, context, set_input, compute, get_output}:
//   nanoseconds, in order hostBytes(id)              -> bytes counted against the limit close(id)                  ends the instance; calls
//   of its imports then return runtime_error cancel(id)                 from any thread: false when a compute() is running that cannot be
//   ended exitNow(code)              ends the process at once, whatever its threads do
//
// Ids are of the process, so that a thread can cancel what another runs; all else of an instance belongs to the thread that opened it.
#include "nearnative/Result.h"
#include "wasi-nn/Host.h"

#include <array>
#include <cmath>
#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <node_api.h>
#include <string>
#include <unistd.h>
#include <vector>

using namespace nearnative;

namespace {

constexpr size_t maxParameters = 5;

/// What instances of one configuration share.
struct Host {
  Host(std::filesystem::path folder, std::map<std::string, std::string> libraries) : backends(std::move(folder), std::move(libraries)) {}

  nn::Backends backends;
  std::vector<nn::NamedGraph> registry;
  nn::HostOptions options;
};

/// An instance with all that it refers to; a thread that cancels holds it while it does.
struct Session {
  explicit Session(std::shared_ptr<Host> shared)
      : host(std::move(shared)),
        instance(host->backends, host->registry, host->options, [this](const std::string &line) { reports.push_back(line); }) {}

  std::shared_ptr<Host> host;
  std::vector<std::string> reports; ///< of the call that is running
  nn::Instance instance;
};

/// The side of an instance that belongs to the thread of its guest.
struct Guest {
  napi_env env = nullptr;
  uint32_t id = 0;
  std::shared_ptr<Session> session; ///< null when closed
  napi_ref memory = nullptr;        ///< WebAssembly.Memory
  napi_ref buffer = nullptr;        ///< its ArrayBuffer as of the last call
  napi_ref report = nullptr;

  Guest() = default;
  Guest(const Guest &) = delete;
  Guest &operator=(const Guest &) = delete;
  ~Guest();
  void close();
};

/// One import function of a guest.
struct Binding {
  std::shared_ptr<Guest> guest;
  const nn::Import *import = nullptr;
};

/// All open instances of the process. Guests are looked up by their own thread only; cancel() takes sessions from any.
class Instances {
public:
  uint32_t add(const std::shared_ptr<Guest> &guest) {
    const std::lock_guard lock(mutex);
    // Not found by chance: an id is never given twice.
    const uint32_t id = ++last;
    entries[id] = {guest, guest->session, guest->env};
    return id;
  }
  void remove(uint32_t id) {
    const std::lock_guard lock(mutex);
    entries.erase(id);
  }
  std::shared_ptr<Session> session(uint32_t id) {
    const std::lock_guard lock(mutex);
    const auto found = entries.find(id);
    return found == entries.end() ? nullptr : found->second.session.lock();
  }
  std::shared_ptr<Guest> guest(napi_env env, uint32_t id) {
    const std::lock_guard lock(mutex);
    const auto found = entries.find(id);
    return found == entries.end() || found->second.env != env ? nullptr : found->second.guest.lock();
  }

private:
  struct Entry {
    std::weak_ptr<Guest> guest;
    std::weak_ptr<Session> session;
    napi_env env = nullptr;
  };
  std::mutex mutex;
  std::map<uint32_t, Entry> entries;
  uint32_t last = 0;
};

Instances &instances() {
  static Instances all;
  return all;
}

Guest::~Guest() { close(); }

void Guest::close() {
  instances().remove(id);
  session.reset();
  for (napi_ref *reference : {&memory, &buffer, &report}) {
    if (*reference)
      napi_delete_reference(env, *reference);
    *reference = nullptr;
  }
}

napi_value throwError(napi_env env, const std::string &message) {
  napi_throw_error(env, nullptr, message.c_str());
  return nullptr;
}

/// Runs `body` so that no C++ exception reaches V8.
template <class Body> napi_value guarded(napi_env env, Body body) {
  try {
    return body();
  } catch (const std::exception &error) {
    return throwError(env, error.what());
  }
}

// Every function of Node-API may leave an exception pending; a null returned to it is then what throws.

napi_value makeNumber(napi_env env, double number) {
  napi_value value = nullptr;
  napi_create_double(env, number, &value);
  return value;
}

napi_value makeText(napi_env env, const std::string &text) {
  napi_value value = nullptr;
  napi_create_string_utf8(env, text.data(), text.size(), &value);
  return value;
}

napi_value makeUndefined(napi_env env) {
  napi_value value = nullptr;
  napi_get_undefined(env, &value);
  return value;
}

std::optional<std::string> readText(napi_env env, napi_value value) {
  size_t bytes = 0;
  if (napi_get_value_string_utf8(env, value, nullptr, 0, &bytes) != napi_ok)
    return std::nullopt;
  std::string text(bytes + 1, '\0');
  if (napi_get_value_string_utf8(env, value, text.data(), text.size(), &bytes) != napi_ok)
    return std::nullopt;
  text.resize(bytes);
  return text;
}

/// The 32 bits of an integer from -2^31 to 2^32-1, as an i32 or u32 shows itself to JavaScript; none for all else.
std::optional<uint32_t> readWord(napi_env env, napi_value value) {
  double number = 0;
  if (napi_get_value_double(env, value, &number) != napi_ok)
    return std::nullopt;
  if (!(number >= -2147483648.0 && number <= 4294967295.0) || number != std::trunc(number))
    return std::nullopt;
  return static_cast<uint32_t>(static_cast<int64_t>(number));
}

template <size_t count> std::array<napi_value, count> readArguments(napi_env env, napi_callback_info info) {
  std::array<napi_value, count> values{};
  size_t given = count;
  napi_get_cb_info(env, info, &given, values.data(), nullptr, nullptr); // the missing ones become undefined
  return values;
}

/// The open instance whose id is `value`; throws when there is none of this thread.
std::shared_ptr<Guest> readGuest(napi_env env, napi_value value) {
  const auto id = readWord(env, value);
  auto guest = id ? instances().guest(env, *id) : nullptr;
  if (!guest)
    throwError(env, "no instance of this thread has that id");
  return guest;
}

/// Tells the reports of a call; what the listener throws stays pending.
void tellReports(napi_env env, Guest &guest, const std::vector<std::string> &reports) {
  napi_value listener = nullptr;
  if (!guest.report || napi_get_reference_value(env, guest.report, &listener) != napi_ok || !listener)
    return;
  for (const std::string &line : reports) {
    const napi_value text = makeText(env, line);
    if (!text || napi_call_function(env, makeUndefined(env), listener, 1, &text, nullptr) != napi_ok)
      return;
  }
}

/// The guest's memory as it is now. Growing a memory detaches the ArrayBuffer that it had, so one that is not detached is the memory's
/// still; asking that is several times cheaper than asking the memory for its buffer.
std::optional<nn::GuestMemory> fetchMemory(napi_env env, Guest &guest) {
  if (!guest.memory)
    return nn::GuestMemory(nullptr, 0);
  napi_value buffer = nullptr;
  bool detached = true;
  if (guest.buffer && (napi_get_reference_value(env, guest.buffer, &buffer) != napi_ok || !buffer ||
                       napi_is_detached_arraybuffer(env, buffer, &detached) != napi_ok))
    return std::nullopt;
  if (detached) {
    napi_value memory = nullptr;
    bool isBuffer = false;
    if (napi_get_reference_value(env, guest.memory, &memory) != napi_ok ||
        napi_get_named_property(env, memory, "buffer", &buffer) != napi_ok || napi_is_arraybuffer(env, buffer, &isBuffer) != napi_ok)
      return std::nullopt;
    if (!isBuffer)
      return nn::GuestMemory(nullptr, 0);
    if (guest.buffer)
      napi_delete_reference(env, guest.buffer);
    guest.buffer = nullptr;
    if (napi_create_reference(env, buffer, 1, &guest.buffer) != napi_ok)
      return std::nullopt;
  }
  void *base = nullptr;
  size_t bytes = 0;
  if (napi_get_arraybuffer_info(env, buffer, &base, &bytes) != napi_ok)
    return std::nullopt;
  return nn::GuestMemory(static_cast<std::byte *>(base), bytes);
}

/// What the guest calls.
napi_value callImport(napi_env env, napi_callback_info info) {
  return guarded(env, [&]() -> napi_value {
    std::array<napi_value, maxParameters> values{};
    size_t given = values.size();
    void *data = nullptr;
    if (napi_get_cb_info(env, info, &given, values.data(), nullptr, &data) != napi_ok)
      return nullptr;
    const auto &binding = *static_cast<const Binding *>(data);
    // Kept for the length of the call: a listener may close the instance.
    const std::shared_ptr<Guest> guest = binding.guest;
    const std::shared_ptr<Session> session = guest->session;
    nn::Errno error = session ? nn::Errno::success : nn::Errno::runtimeError;
    std::array<uint32_t, maxParameters> words{};
    for (uint32_t parameter = 0; parameter < binding.import->parameters; ++parameter) {
      const auto word = readWord(env, values[parameter]);
      if (!word && error == nn::Errno::success)
        error = nn::Errno::invalidArgument;
      words[parameter] = word.value_or(0);
    }
    if (error == nn::Errno::success) {
      const auto memory = fetchMemory(env, *guest);
      if (!memory)
        return nullptr;
      error = binding.import->call(session->instance, *memory, words.data());
      if (!session->reports.empty())
        tellReports(env, *guest, std::exchange(session->reports, {}));
    }
    napi_value result = nullptr;
    napi_create_int32(env, static_cast<int32_t>(error), &result);
    return result;
  });
}

nn::InputMode readInputMode(const std::string &name) {
  if (name == "copy")
    return nn::InputMode::copy;
  if (name == "deferred")
    return nn::InputMode::deferred;
  if (name == "several-copies")
    return nn::InputMode::severalCopies;
  throw std::runtime_error("input_mode is copy, deferred or several-copies, not '" + name + "'");
}

/// Throws what is wrong with the configuration.
std::shared_ptr<Host> makeHost(const nlohmann::json &configuration) {
  auto host = std::make_shared<Host>(configuration.at("backends").get<std::string>(),
                                     configuration.value("libraries", std::map<std::string, std::string>()));
  for (const auto &text : configuration.value("graphs", std::vector<std::string>())) {
    auto graph = nn::parseNamedGraph(text);
    if (!graph)
      throw std::runtime_error(graph.error().message);
    host->registry.push_back(std::move(*graph));
  }
  nn::HostOptions &options = host->options;
  options.threads = configuration.value("threads", 1);
  if (options.threads < 1)
    throw std::runtime_error("threads is at least 1");
  options.inputMode = readInputMode(configuration.value("input_mode", "copy"));
  options.allowLoad = configuration.value("allow_load", true);
  options.keepPhases = configuration.value("phases", false);
  const auto limits = configuration.value("limits", nlohmann::json::object());
  nn::Limits &into = options.limits;
  into.modelBytes = limits.value("model_bytes", into.modelBytes);
  into.tensorBytes = limits.value("tensor_bytes", into.tensorBytes);
  into.hostBytes = limits.value("host_bytes", into.hostBytes);
  into.graphs = limits.value("graphs", into.graphs);
  into.contexts = limits.value("contexts", into.contexts);
  into.rank = limits.value("rank", into.rank);
  return host;
}

constexpr napi_type_tag hostTag = {0x6e6561726e617469, 0x7665776173696e6e};

napi_value openHost(napi_env env, napi_callback_info info) {
  return guarded(env, [&]() -> napi_value {
    const auto text = readText(env, readArguments<1>(env, info)[0]);
    if (!text)
      return throwError(env, "the configuration is not a text");
    const auto configuration = nlohmann::json::parse(*text, nullptr, false);
    if (!configuration.is_object())
      return throwError(env, "the configuration is not a JSON object");
    auto held = std::make_unique<std::shared_ptr<Host>>(makeHost(configuration));
    napi_value value = nullptr;
    const auto drop = [](node_api_basic_env, void *data, void *) { delete static_cast<std::shared_ptr<Host> *>(data); };
    if (napi_create_external(env, held.get(), drop, nullptr, &value) != napi_ok)
      return nullptr;
    [[maybe_unused]] const auto *external = held.release();
    return napi_type_tag_object(env, value, &hostTag) == napi_ok ? value : nullptr;
  });
}

/// Null, with an exception pending, when `value` is no host.
std::shared_ptr<Host> readHost(napi_env env, napi_value value) {
  napi_valuetype type = napi_undefined;
  bool tagged = false;
  void *data = nullptr;
  if (napi_typeof(env, value, &type) == napi_ok && type == napi_external &&
      napi_check_object_type_tag(env, value, &hostTag, &tagged) == napi_ok && tagged &&
      napi_get_value_external(env, value, &data) == napi_ok)
    return *static_cast<std::shared_ptr<Host> *>(data);
  throwError(env, "that is not a host");
  return nullptr;
}

/// Sets properties of a new object; null when one of them could not be made.
napi_value makeObject(napi_env env, const std::vector<std::pair<const char *, napi_value>> &properties) {
  napi_value object = nullptr;
  if (napi_create_object(env, &object) != napi_ok)
    return nullptr;
  for (const auto &[name, value] : properties) {
    if (!value || napi_set_named_property(env, object, name, value) != napi_ok)
      return nullptr;
  }
  return object;
}

napi_value backend(napi_env env, napi_callback_info info) {
  return guarded(env, [&]() -> napi_value {
    const auto values = readArguments<2>(env, info);
    const auto host = readHost(env, values[0]);
    if (!host)
      return nullptr;
    const auto text = readText(env, values[1]);
    const auto encoding = text ? nn::encodingNamed(*text) : std::nullopt;
    if (!encoding)
      return throwError(env, "no encoding has that name");
    const auto found = host->backends.find(*encoding);
    if (!found)
      return throwError(env, found.error().message);
    const nn_backend &table = **found;
    return makeObject(env, {{"name", makeText(env, table.name)},
                            {"library", makeText(env, table.library)},
                            {"version", makeText(env, table.library_version)}});
  });
}

napi_value openInstance(napi_env env, napi_callback_info info) {
  return guarded(env, [&]() -> napi_value {
    const auto values = readArguments<2>(env, info);
    const auto host = readHost(env, values[0]);
    if (!host)
      return nullptr;
    auto guest = std::make_shared<Guest>();
    guest->env = env;
    napi_valuetype type = napi_undefined;
    if (napi_typeof(env, values[1], &type) != napi_ok || (type != napi_function && type != napi_undefined))
      return throwError(env, "the listener for reports is not a function");
    if (type == napi_function && napi_create_reference(env, values[1], 1, &guest->report) != napi_ok)
      return nullptr;
    guest->session = std::make_shared<Session>(host);
    guest->id = instances().add(guest);

    // The functions own the guest: it lives while any of them can be called.
    std::vector<std::pair<const char *, napi_value>> functions;
    for (const nn::Import &import : nn::imports()) {
      if (import.parameters > maxParameters)
        return throwError(env, std::string(import.name) + " has more parameters than the addon passes on");
      auto binding = std::make_unique<Binding>(Binding{guest, &import});
      const auto drop = [](node_api_basic_env, void *data, void *) { delete static_cast<Binding *>(data); };
      napi_value function = nullptr;
      if (napi_create_function(env, import.name, NAPI_AUTO_LENGTH, callImport, binding.get(), &function) != napi_ok ||
          napi_add_finalizer(env, function, binding.get(), drop, nullptr, nullptr) != napi_ok)
        return nullptr;
      [[maybe_unused]] const Binding *finalized = binding.release();
      functions.emplace_back(import.name, function);
    }
    return makeObject(env, {{"id", makeNumber(env, guest->id)}, {"imports", makeObject(env, functions)}});
  });
}

/// True when `value` is a WebAssembly.Memory; none with an exception pending.
std::optional<bool> isMemory(napi_env env, napi_value value) {
  napi_value global = nullptr, webAssembly = nullptr, constructor = nullptr;
  bool result = false;
  if (napi_get_global(env, &global) != napi_ok || napi_get_named_property(env, global, "WebAssembly", &webAssembly) != napi_ok ||
      napi_get_named_property(env, webAssembly, "Memory", &constructor) != napi_ok ||
      napi_instanceof(env, value, constructor, &result) != napi_ok)
    return std::nullopt;
  return result;
}

napi_value attach(napi_env env, napi_callback_info info) {
  return guarded(env, [&]() -> napi_value {
    const auto values = readArguments<2>(env, info);
    const auto guest = readGuest(env, values[0]);
    if (!guest)
      return nullptr;
    napi_valuetype type = napi_undefined;
    if (napi_typeof(env, values[1], &type) != napi_ok)
      return nullptr;
    if (type != napi_undefined) {
      const auto memory = isMemory(env, values[1]);
      if (!memory)
        return nullptr;
      if (!*memory)
        return throwError(env, "the guest's `memory` is not a memory");
      napi_value buffer = nullptr;
      bool isBuffer = false;
      if (napi_get_named_property(env, values[1], "buffer", &buffer) != napi_ok || napi_is_arraybuffer(env, buffer, &isBuffer) != napi_ok)
        return nullptr;
      if (!isBuffer)
        return throwError(env,
                          "the guest's memory is shared between threads, which WASI-NN does not take; build the guest without threads");
    }
    for (napi_ref *reference : {&guest->memory, &guest->buffer}) {
      if (*reference)
        napi_delete_reference(env, *reference);
      *reference = nullptr;
    }
    if (type != napi_undefined && napi_create_reference(env, values[1], 1, &guest->memory) != napi_ok)
      return nullptr;
    return makeUndefined(env);
  });
}

napi_value makeNumbers(napi_env env, const std::vector<double> &numbers) {
  napi_value array = nullptr;
  if (napi_create_array_with_length(env, numbers.size(), &array) != napi_ok)
    return nullptr;
  for (uint32_t index = 0; index < numbers.size(); ++index) {
    // One scope each: there may be many.
    napi_handle_scope scope = nullptr;
    if (napi_open_handle_scope(env, &scope) != napi_ok)
      return nullptr;
    const bool set = napi_set_element(env, array, index, makeNumber(env, numbers[index])) == napi_ok;
    napi_close_handle_scope(env, scope);
    if (!set)
      return nullptr;
  }
  return array;
}

napi_value phases(napi_env env, napi_callback_info info) {
  return guarded(env, [&]() -> napi_value {
    const auto guest = readGuest(env, readArguments<1>(env, info)[0]);
    if (!guest)
      return nullptr;
    const nn::Phases &times = guest->session->instance.phases();
    return makeObject(env, {{"load", makeNumbers(env, times.load)},
                            {"context", makeNumbers(env, times.openContext)},
                            {"set_input", makeNumbers(env, times.setInput)},
                            {"compute", makeNumbers(env, times.compute)},
                            {"get_output", makeNumbers(env, times.getOutput)}});
  });
}

napi_value hostBytes(napi_env env, napi_callback_info info) {
  return guarded(env, [&]() -> napi_value {
    const auto guest = readGuest(env, readArguments<1>(env, info)[0]);
    return guest ? makeNumber(env, static_cast<double>(guest->session->instance.hostBytes())) : nullptr;
  });
}

napi_value closeInstance(napi_env env, napi_callback_info info) {
  return guarded(env, [&]() -> napi_value {
    const auto guest = readGuest(env, readArguments<1>(env, info)[0]);
    if (!guest)
      return nullptr;
    guest->close();
    return makeUndefined(env);
  });
}

napi_value cancel(napi_env env, napi_callback_info info) {
  return guarded(env, [&]() -> napi_value {
    const auto id = readWord(env, readArguments<1>(env, info)[0]);
    const auto session = id ? instances().session(*id) : nullptr;
    napi_value ended = nullptr; // one that is gone has ended
    napi_get_boolean(env, !session || session->instance.cancel(), &ended);
    return ended;
  });
}

napi_value exitNow(napi_env env, napi_callback_info info) {
  const auto code = readWord(env, readArguments<1>(env, info)[0]);
  if (!code || *code > 255)
    return throwError(env, "an exit code is a number from 0 to 255");
  _exit(static_cast<int>(*code));
}

} // namespace

NAPI_MODULE_INIT() {
  constexpr std::pair<const char *, napi_callback> functions[] = {
      {"openHost", openHost},   {"backend", backend}, {"openInstance", openInstance},
      {"attach", attach},       {"phases", phases},   {"close", closeInstance},
      {"hostBytes", hostBytes}, {"cancel", cancel},   {"exitNow", exitNow}};
  for (const auto &[name, callback] : functions) {
    napi_value function = nullptr;
    if (napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, nullptr, &function) != napi_ok ||
        napi_set_named_property(env, exports, name, function) != napi_ok)
      return nullptr;
  }
  return exports;
}
