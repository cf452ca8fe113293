// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "wasi-nn/Encodings.h"
#include "wasi-nn/Host.h"

#include <array>
#include <dlfcn.h>

namespace nearnative::nn {

Backends::Backends(std::filesystem::path folder, std::map<std::string, std::string> libraries)
    : folder(std::move(folder)), libraries(std::move(libraries)) {}

Backends::~Backends() = default;

void Backends::put(Encoding encoding, const nn_backend *backend) {
  const std::scoped_lock lock(mutex);
  loaded[encoding] = backend;
}

namespace {

/// All that a host calls without asking; cancel may be missing.
bool isWhole(const nn_backend &backend) {
  return backend.name && backend.library && backend.library_version && backend.load && backend.load_files && backend.unload &&
         backend.input_count && backend.output_count && backend.input_info && backend.open_context && backend.close_context &&
         backend.bind_input && backend.borrow_input && backend.compute && backend.output;
}

} // namespace

Result<const nn_backend *> Backends::find(Encoding encoding) {
  const std::scoped_lock lock(mutex);
  if (const auto known = loaded.find(encoding); known != loaded.end())
    return known->second;
  const auto supported = supportedEncoding(encoding);
  if (!supported)
    return failure("there is no backend for the encoding " + std::string(name(encoding)));

  // A bare file name would be looked for elsewhere.
  const std::filesystem::path file = (folder.empty() ? "." : folder) / (std::string("nearnative-nn-") + supported->backend + ".so");
  const std::string who = "backend for " + std::string(name(encoding)) + ": ";
  // Local: the libraries behind two backends may carry the same symbols. Never closed: the table lives as long as the process.
  void *const object = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!object)
    return failure(who + dlerror());
  const auto entry = reinterpret_cast<decltype(&nearnative_nn_backend)>(dlsym(object, "nearnative_nn_backend"));
  if (!entry)
    return failure(who + file.string() + " is no backend: it has no nearnative_nn_backend()");

  const auto library = libraries.find(supported->backend);
  std::array<char, 1024> text{};
  const nn_backend *const backend =
      entry(library == libraries.end() ? nullptr : library->second.c_str(), nn_error{text.data(), text.size()});
  if (!backend)
    return failure(who + (text[0] != '\0' ? text.data() : file.string() + " does not say why it cannot start"));
  if (backend->version != NN_BACKEND_VERSION)
    return failure(who + file.string() + " has interface version " + std::to_string(backend->version) + ", this host needs " +
                   std::to_string(NN_BACKEND_VERSION) + "; build both together");
  if (!isWhole(*backend))
    return failure(who + file.string() + " lacks functions of its interface");
  return loaded[encoding] = backend;
}

} // namespace nearnative::nn
