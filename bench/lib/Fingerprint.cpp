// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Fingerprint.h"

#include "Process.h"
#include "nearnative/Files.h"

#include <array>
#include <brotli/encode.h>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <memory>
#include <openssl/evp.h>
#include <span>
#include <sys/utsname.h>
#include <unistd.h>
#include <zlib.h>

namespace nearnative {

namespace {

using nlohmann::json;

std::string firstLine(const std::string &text) { return text.substr(0, text.find('\n')); }

std::string cpuModel() {
  const auto facts = readFile("/proc/cpuinfo");
  const std::string key = "model name";
  const size_t found = facts ? facts->find(key) : std::string::npos;
  const size_t colon = found == std::string::npos ? found : facts->find(": ", found);
  return colon == std::string::npos ? "unknown" : firstLine(facts->substr(colon + 2));
}

/// The size after gzip -9: deflate in a gzip frame without a file name.
Result<uint64_t> gzipBytes(std::string_view bytes) {
  z_stream stream{};
  constexpr int gzipFrame = 15 + 16; // the largest window, in a gzip frame (zlib.h, deflateInit2)
  if (deflateInit2(&stream, 9, Z_DEFLATED, gzipFrame, 9, Z_DEFAULT_STRATEGY) != Z_OK)
    return failure("gzip: out of memory");
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef *>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  const uint64_t size = stream.total_out;
  deflateEnd(&stream);
  if (!done)
    return failure("gzip: out of memory");
  return size;
}

Result<uint64_t> brotliBytes(std::string_view bytes) {
  size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
  std::string out(size, '\0');
  if (BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_GENERIC, bytes.size(),
                            reinterpret_cast<const uint8_t *>(bytes.data()), &size, reinterpret_cast<uint8_t *>(out.data())) != BROTLI_TRUE)
    return failure("brotli: out of memory");
  return size;
}

std::string hexadecimal(std::span<const unsigned char> bytes) {
  std::string text;
  for (const unsigned char byte : bytes) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

} // namespace

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
    return "";
  return hexadecimal({digest.data(), size});
}

Result<std::string> sha256OfFile(const std::filesystem::path &path) {
  std::ifstream file(path, std::ios::binary);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  std::array<char, 1 << 16> block{};
  bool good = file.is_open() && context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
  while (good && file.good()) {
    file.read(block.data(), block.size());
    good = EVP_DigestUpdate(context.get(), block.data(), static_cast<size_t>(file.gcount())) == 1;
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (!good || !file.eof() || EVP_DigestFinal_ex(context.get(), digest.data(), &size) != 1)
    return failure("cannot read " + path.string());
  return hexadecimal({digest.data(), size});
}

Result<ModuleBytes> moduleBytes(std::string_view bytes) {
  const auto gzip = gzipBytes(bytes);
  const auto brotli = brotliBytes(bytes);
  if (!gzip || !brotli)
    return tl::unexpected(!gzip ? gzip.error() : brotli.error());
  return ModuleBytes{bytes.size(), *gzip, *brotli};
}

json loadAverage() {
  std::array<double, 3> load{};
  if (::getloadavg(load.data(), 3) != 3)
    return nullptr;
  return load;
}

json machineFingerprint(const std::filesystem::path &programs) {
  utsname system{};
  ::uname(&system);
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  std::array<char, 32> started{};
  (void)std::strftime(started.data(), started.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
  const auto commit = outputOf({"git", "-C", programs.string(), "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"});
  return {{"cpu", cpuModel()},
          {"cores", ::sysconf(_SC_NPROCESSORS_ONLN)},
          {"kernel", std::string(system.sysname) + " " + system.release},
          {"git_commit", commit ? json(firstLine(*commit)) : json(nullptr)},
          {"started", started.data()},
          {"load_before", loadAverage()}};
}

Result<json> buildFingerprint(const std::filesystem::path &modules, const std::filesystem::path &dependencies) {
  json result{{"tools", json::object()}, {"flags", json::object()}};
  const std::filesystem::path file = modules / "build.json";
  if (std::filesystem::exists(file)) {
    auto build = readJson(file, "nearnative-build-1");
    if (!build)
      return tl::unexpected(build.error());
    for (const char *key : {"tools", "flags"})
      if (const auto found = build->find(key); found != build->end() && found->is_object())
        result[key] = *found;
  }
  json &tools = result["tools"];
  if (!tools.contains("clang"))
    if (const auto version = outputOf({"clang-22", "--version"}))
      tools["clang"] = firstLine(*version);
  if (!tools.contains("wasm-opt"))
    if (const auto package = readFile(dependencies / "node_modules/binaryen/package.json")) {
      const json facts = json::parse(*package, nullptr, false);
      if (facts.is_object() && facts.contains("version") && facts["version"].is_string())
        tools["wasm-opt"] = facts["version"];
    }
  return result;
}

} // namespace nearnative
