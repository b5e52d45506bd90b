/// Moments of a record that somebody wants to come back to. They stand beside it, never in it: what
/// happened is sealed, what is thought of it may change.
#pragma once
#include "sim/core/result.h"
#include <filesystem>
#include <string>
#include <vector>

namespace editor::document {

inline constexpr std::size_t bookmark_limit_count = 1000; ///< of one record
inline constexpr std::size_t bookmark_words_limit_bytes = 600;

struct Bookmark {
    double time_s = 0;
    std::string level; ///< key in the plan; empty: any
    std::string words;
    friend bool operator==(const Bookmark&, const Bookmark&) = default;
};

/// In order of time; each change is on disk before it counts, and may be taken back.
class Bookmarks {
public:
    Bookmarks() = default;
    /// Those of a record; none when there is no file. Errors: the file is damaged or of a newer
    /// program, with every place in it; then nothing may be changed, so that nothing is lost.
    [[nodiscard]] static sim::core::Result<Bookmarks> open(const std::filesystem::path& record);

    [[nodiscard]] const std::vector<Bookmark>& all() const noexcept { return now_; }
    [[nodiscard]] const std::filesystem::path& file() const noexcept { return file_; }
    /// Errors: empty or too long words, too many, a disk that takes nothing.
    [[nodiscard]] sim::core::Result<void> add(Bookmark bookmark);
    [[nodiscard]] sim::core::Result<void> remove(std::size_t index);
    [[nodiscard]] bool can_undo() const noexcept { return !before_.empty(); }
    [[nodiscard]] bool can_redo() const noexcept { return !after_.empty(); }
    [[nodiscard]] sim::core::Result<void> undo();
    [[nodiscard]] sim::core::Result<void> redo();

private:
    using List = std::vector<Bookmark>;
    [[nodiscard]] sim::core::Result<void> change_to(List list);
    [[nodiscard]] sim::core::Result<void> step(std::vector<List>& from, std::vector<List>& to);
    [[nodiscard]] sim::core::Result<void> keep(const List& list) const;

    std::filesystem::path file_;
    List now_;
    std::vector<List> before_, after_;
};

} // namespace editor::document
