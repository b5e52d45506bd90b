/// Photos that belong to marks of an observer's sheet: copied beside it under their hash, so that a
/// card taken out of the reader or a telephone cleared loses none.
#pragma once
#include "editor/document/observer_sheet.h"

namespace editor::document {

inline constexpr std::uintmax_t photo_limit_bytes = std::uintmax_t{50} << 20;

/// The mark as it would be with this photo, which then stands in `photos` beside the sheet.
/// JPEG and PNG, told by their first bytes. Errors in words: no such file, too large, no picture,
/// no such mark, a disk that takes nothing.
[[nodiscard]] sim::core::Result<SheetMark> with_photo(const SheetDocument& sheet, std::size_t no,
                                                      const std::filesystem::path& photo);

/// One photo of a mark that stands.
struct SheetPhoto {
    std::filesystem::path file;
    std::string sha256, note; ///< note: which mark
};
/// Each photo once, in order of the marks; struck marks have none. Errors: a file that is gone or
/// is not what was attached, all at once.
[[nodiscard]] sim::core::Result<std::vector<SheetPhoto>> list_photos(const Sheet& sheet);

} // namespace editor::document
