/// Measures and draws text with pango and cairo; nobody else here sees them.
#pragma once
#include "tools/paper/layout.h"
#include <set>
#include <span>

namespace tools::paper {

/// Families in the order in which they are wanted; the first that is installed is taken.
[[nodiscard]] std::span<const char* const> body_families() noexcept; ///< 宋体
[[nodiscard]] std::span<const char* const> head_families() noexcept; ///< 黑体
/// First of `wanted` among `installed`; empty: none.
[[nodiscard]] std::string choose_family(std::span<const char* const> wanted,
                                        const std::set<std::string>& installed);

struct TextLine {
    std::size_t begin = 0, end = 0; ///< bytes of the text
    double height_mm = 0;
};
struct Measured {
    double width_mm = 0, height_mm = 0;
    std::vector<TextLine> lines;
};

class Typesetter {
public:
    /// Error: io, when no wanted family is installed.
    [[nodiscard]] static sim::core::Result<std::unique_ptr<Typesetter>> make();
    ~Typesetter();
    Typesetter(const Typesetter&) = delete;
    Typesetter& operator=(const Typesetter&) = delete;

    /// Wrapped at `width_mm`, between characters where Chinese may break.
    [[nodiscard]] Measured measure(const std::string& text, const Style& style, double width_mm);
    /// PDF bytes; the same layout gives the same bytes. Error: io, when cairo fails.
    [[nodiscard]] sim::core::Result<std::string>
    draw_pdf(const Layout& layout, const std::string& title, const std::string& created_utc);
    /// Characters met so far that no font has.
    [[nodiscard]] const std::set<std::string>& missing() const noexcept { return missing_; }

private:
    struct Library;
    explicit Typesetter(std::unique_ptr<Library> library);
    std::unique_ptr<Library> library_;
    std::set<std::string> missing_;
};

} // namespace tools::paper
