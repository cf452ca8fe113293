// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Render.h"
#include "nearnative/Files.h"

#include <array>
#include <cstdlib>

namespace nearnative::report {

namespace {

/// A new folder inside `folder` that vanishes with its content.
class TemporaryFolder {
public:
  static Result<TemporaryFolder> make(const std::filesystem::path &folder) {
    std::string name = (folder / ".wasm-report.XXXXXX").string();
    if (!::mkdtemp(name.data()))
      return failure("cannot write into " + folder.string() + ": " + std::error_code(errno, std::generic_category()).message());
    return TemporaryFolder(name);
  }
  TemporaryFolder(TemporaryFolder &&other) noexcept : path(std::exchange(other.path, {})) {}
  TemporaryFolder(const TemporaryFolder &) = delete;
  TemporaryFolder &operator=(const TemporaryFolder &) = delete;
  TemporaryFolder &operator=(TemporaryFolder &&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path.empty())
      std::filesystem::remove_all(path, ignored);
  }
  std::filesystem::path operator/(const char *name) const { return path / name; }

private:
  explicit TemporaryFolder(std::filesystem::path made) : path(std::move(made)) {}
  std::filesystem::path path;
};

constexpr std::array<const char *, 3> names = {"report.json", "report.md", "index.html"};

Result<void> writeInto(const Report &report, const std::filesystem::path &folder) {
  auto temporary = TemporaryFolder::make(folder);
  if (!temporary)
    return tl::unexpected(temporary.error());
  std::error_code error;
  for (const char *name : names)
    if (std::filesystem::is_directory(folder / name, error))
      return failure("cannot write " + (folder / name).string() + ": it is a folder");
  auto written = writeJson(*temporary / names[0], toJson(report));
  if (written)
    written = writeFile(*temporary / names[1], renderMarkdown(report));
  if (written)
    written = writeFile(*temporary / names[2], renderPage(report));
  if (!written)
    return written;
  for (const char *name : names) {
    std::filesystem::rename(*temporary / name, folder / name, error);
    if (error)
      return failure("cannot write " + (folder / name).string() + ": " + error.message());
  }
  return {};
}

} // namespace

Result<void> writeReport(const Report &report, const std::filesystem::path &folder) {
  std::error_code error;
  const bool isNew = std::filesystem::create_directories(folder, error);
  if (error)
    return failure("cannot make the folder " + folder.string() + ": " + error.message());
  auto written = writeInto(report, folder);
  if (!written && isNew)
    std::filesystem::remove(folder, error); // only when empty: parts of a report are no report
  return written;
}

} // namespace nearnative::report
