// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The native engine: a module is a shared object. A fault in it (segmentation fault, division by zero, trap, abort) is an answer, not the
// end.
#include "Protocol.h"

#include <array>
#include <csetjmp>
#include <csignal>
#include <cstring>
#include <dlfcn.h>
#include <gnu/libc-version.h>
#include <iostream>

using namespace nearnative;

namespace {

constexpr std::array faultSignals{SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP};

// A signal handler can reach nothing but globals.
sigjmp_buf afterFault;
volatile sig_atomic_t inGuest = 0;

void onFault(int signal) {
  if (inGuest != 0)
    siglongjmp(afterFault, signal);
  // Not the guest's doing: end as if there were no handler.
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void installFaultHandler() {
  // Its own stack, so that a guest that used up the stack is caught too.
  static std::array<char, 1 << 16> stack;
  stack_t alternate{};
  alternate.ss_sp = stack.data();
  alternate.ss_size = stack.size();
  sigaltstack(&alternate, nullptr);
  struct sigaction action{};
  action.sa_handler = onFault;
  action.sa_flags = SA_ONSTACK;
  for (const int signal : faultSignals)
    sigaction(signal, &action, nullptr);
}

/// Calls `body` in which the guest runs; a fault there is an error.
template <class Body> Result<void> guarded(const Body &body) {
  if (const int signal = sigsetjmp(afterFault, 1); signal != 0) {
    inGuest = 0;
    return failure(std::string("the native code ended by signal ") + std::to_string(signal) + " (" + ::strsignal(signal) + ")");
  }
  inGuest = 1;
  body();
  inGuest = 0;
  return {};
}

class NativeModule : public RunnerModule {
public:
  static Result<std::unique_ptr<RunnerModule>> load(const std::filesystem::path &path) {
    auto module = std::unique_ptr<NativeModule>(new NativeModule);
    // Without a slash dlopen would search the system's folders. Its constructors run guest code.
    const std::string absolute = std::filesystem::absolute(path);
    void *library = nullptr;
    if (auto done = guarded([&] { library = ::dlopen(absolute.c_str(), RTLD_NOW | RTLD_LOCAL); }); !done)
      return tl::unexpected(done.error());
    if (library == nullptr)
      return failure(std::string("cannot load it: ") + ::dlerror());
    module->library = library;
    const bool complete = module->find("nn_setup", module->nnSetup) && module->find("nn_run", module->nnRun) &&
                          module->find("nn_output_count", module->nnOutputCount) && module->find("nn_output_data", module->nnOutputData) &&
                          module->find("nn_output_bytes", module->nnOutputBytes);
    if (!complete)
      return failure(path.string() + " lacks " + module->missing + "; it was not linked with a driver of this corpus");
    return module;
  }

  ~NativeModule() override {
    if (library != nullptr)
      (void)guarded([&] { ::dlclose(library); });
  }

  Result<int32_t> setup(int32_t size, int32_t data) override {
    volatile int32_t result = 0;
    auto done = guarded([&] { result = nnSetup(size, data); });
    return done ? Result<int32_t>(result) : tl::unexpected(done.error());
  }

  Result<void> run(int32_t iterations) override {
    return guarded([&] { nnRun(iterations); });
  }

  Result<int32_t> outputCount() override {
    volatile int32_t result = 0;
    auto done = guarded([&] { result = nnOutputCount(); });
    return done ? Result<int32_t>(result) : tl::unexpected(done.error());
  }

  Result<uint64_t> writeOutput(int32_t index, int file) override {
    void *volatile data = nullptr;
    volatile uint32_t bytes = 0;
    auto done = guarded([&] {
      data = nnOutputData(index);
      bytes = nnOutputBytes(index);
    });
    if (!done)
      return tl::unexpected(done.error());
    // A wild pointer is no fault here: write() answers EFAULT.
    if (auto written = writeBytes(file, data, bytes); !written)
      return tl::unexpected(written.error());
    return uint64_t{bytes};
  }

private:
  NativeModule() = default;

  template <class Function> bool find(const char *name, Function *&function) {
    void *symbol = ::dlsym(library, name);
    function = reinterpret_cast<Function *>(symbol);
    missing = name;
    return symbol != nullptr;
  }

  void *library = nullptr;
  const char *missing = "";
  int32_t (*nnSetup)(int32_t, int32_t) = nullptr;
  void (*nnRun)(int32_t) = nullptr;
  int32_t (*nnOutputCount)() = nullptr;
  void *(*nnOutputData)(int32_t) = nullptr;
  uint32_t (*nnOutputBytes)(int32_t) = nullptr;
};

class NativeEngine : public RunnerEngine {
public:
  Result<std::unique_ptr<RunnerModule>> load(const std::filesystem::path &path) override { return NativeModule::load(path); }
};

} // namespace

int main(int argc, char **) {
  if (argc != 1) {
    std::cerr
        << "nearnative-runner-native: error: takes no arguments; it is started by wasm-bench and speaks the protocol of docs/formats.md\n";
    return 2;
  }
  installFaultHandler();
  NativeEngine engine;
  // The C library is the part of the native engine that can differ between machines: the code may call its libm.
  return serve(engine, "native", std::string("glibc ") + gnu_get_libc_version());
}
