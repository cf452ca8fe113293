// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "nearnative/Files.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace nearnative {

namespace {

std::string lastError() { return std::strerror(errno); }

/// write(2) until all is written; false with errno set when it cannot.
bool writeAll(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count < 0) {
      if (errno == EINTR)
        continue;
      return false;
    }
    bytes.remove_prefix(static_cast<size_t>(count));
  }
  return true;
}

} // namespace

Result<std::string> readFile(const std::filesystem::path &path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return failure("cannot read " + path.string() + ": " + lastError());
  std::string bytes;
  char buffer[1 << 16];
  ssize_t count;
  while ((count = ::read(file, buffer, sizeof buffer)) > 0)
    bytes.append(buffer, static_cast<size_t>(count));
  const int error = errno;
  ::close(file);
  if (count < 0)
    return failure("cannot read " + path.string() + ": " + std::strerror(error));
  return bytes;
}

Result<void> writeFile(const std::filesystem::path &wanted, std::string_view bytes) {
  // Devices and pipes cannot be replaced by a rename, and what /dev/stdout leads to must not be: it is open already.
  std::error_code ignored;
  const auto status = std::filesystem::status(wanted, ignored);
  const std::filesystem::path absolute = std::filesystem::absolute(wanted, ignored).lexically_normal();
  const bool special = absolute.string().starts_with("/dev/") || absolute.string().starts_with("/proc/");
  // A link stays a link; the file that it leads to is replaced.
  const std::filesystem::path path =
      std::filesystem::is_symlink(wanted, ignored) && !special ? std::filesystem::weakly_canonical(wanted, ignored) : wanted;
  if (special || (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    const bool written = file >= 0 && writeAll(file, bytes);
    const std::string error = lastError();
    if (file >= 0)
      ::close(file);
    if (!written)
      return failure("cannot write " + path.string() + ": " + error);
    return {};
  }

  std::string temporary = path.string() + ".XXXXXX";
  const int file = ::mkstemp(temporary.data());
  if (file < 0)
    return failure("cannot write " + path.string() + ": " + lastError());
  // mkstemp makes files private; the result gets the mode that an ordinary new file would have.
  const mode_t mask = ::umask(0);
  ::umask(mask);
  const bool written = ::fchmod(file, 0666 & ~mask) == 0 && writeAll(file, bytes);
  const bool closed = ::close(file) == 0;
  if (!written || !closed || ::rename(temporary.c_str(), path.c_str()) != 0) {
    const std::string error = lastError();
    ::unlink(temporary.c_str());
    return failure("cannot write " + path.string() + ": " + error);
  }
  return {};
}

Result<void> checkWritable(const std::filesystem::path &path, std::string_view option) {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::absolute(path, error).parent_path();
  if (error || std::filesystem::is_directory(path, error) || ::access(folder.c_str(), W_OK) != 0)
    return failure("cannot write " + path.string() + "; " + std::string(option) + " names a file in a folder that exists and is writable");
  return {};
}

Result<nlohmann::json> readJson(const std::filesystem::path &path, std::string_view schema) {
  auto bytes = readFile(path);
  if (!bytes)
    return tl::unexpected(bytes.error());
  auto document = nlohmann::json::parse(*bytes, nullptr, /*allow_exceptions=*/false);
  if (document.is_discarded())
    return failure(path.string() + " is not JSON (truncated?)");
  const auto found = document.is_object() ? document.find("schema") : document.end();
  if (found == document.end() || !found->is_string())
    return failure(path.string() + " has no \"schema\"; expected " + std::string(schema));
  if (*found != schema)
    return failure(path.string() + " is " + found->get<std::string>() + "; expected " + std::string(schema));
  return document;
}

Result<void> writeJson(const std::filesystem::path &path, const nlohmann::json &document) {
  // Bytes that are not UTF-8 (file names, messages of other tools) become replacement characters instead of an exception.
  return writeFile(path, document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

} // namespace nearnative
