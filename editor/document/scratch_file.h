/// A file that lives no longer than what needs it.
#pragma once
#include <filesystem>

namespace editor::document {

class ScratchFile {
public:
    ScratchFile() = default;
    explicit ScratchFile(std::filesystem::path path) : path_(std::move(path)) {}
    ~ScratchFile();
    ScratchFile(ScratchFile&& other) noexcept;
    ScratchFile& operator=(ScratchFile&& other) noexcept;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
    [[nodiscard]] bool empty() const noexcept { return path_.empty(); }

private:
    std::filesystem::path path_; ///< empty: none
};

/// In the folder, of this process alone. Those that a crash of another left behind go.
[[nodiscard]] ScratchFile make_scratch_file(const std::filesystem::path& folder);

} // namespace editor::document
