#include "editor/document/sheet_photos.h"

#include "roster/domain/attachment.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include <algorithm>

namespace editor::document {

namespace core = sim::core;
namespace fs = std::filesystem;
using core::tr;
using core::trf;

namespace {

tl::unexpected<core::Error> refuse(const fs::path& file, std::string what,
                                   std::string expected = {}) {
    return core::make_error(core::Errc::bad_input,
                            {file.string(), "", std::move(what), std::move(expected)});
}

/// ".jpg" or ".png"; empty: neither.
std::string ending_of(std::string_view bytes) {
    const std::string type = roster::domain::find_media_type(bytes);
    return type == "image/jpeg" ? ".jpg" : type == "image/png" ? ".png" : "";
}

} // namespace

core::Result<SheetMark> with_photo(const SheetDocument& sheet, std::size_t no,
                                   const fs::path& photo) {
    if (no >= sheet.sheet().marks.size()) return refuse(sheet.path(), tr("没有这条记录"));
    const auto bytes = core::read_file(photo, photo_limit_bytes);
    if (!bytes) return tl::unexpected(bytes.error());
    const std::string ending = ending_of(*bytes);
    if (ending.empty()) return refuse(photo, tr("不是照片"), tr("JPEG 或 PNG"));
    SheetMark mark = sheet.sheet().marks[no];
    mark.photo_sha256 = core::sha256_hex(*bytes);
    const fs::path copy = sheet.path().parent_path() / "photos" / (mark.photo_sha256 + ending);
    std::error_code code;
    fs::create_directories(copy.parent_path(), code);
    if (!fs::exists(copy, code))
        if (auto kept = core::write_file(copy, *bytes); !kept) return tl::unexpected(kept.error());
    mark.photo = copy.string();
    return mark;
}

core::Result<std::vector<SheetPhoto>> list_photos(const Sheet& sheet) {
    std::vector<SheetPhoto> photos;
    core::Problems problems;
    for (std::size_t no = 0; no < sheet.marks.size(); ++no) {
        const SheetMark& mark = sheet.marks[no];
        const bool known = std::any_of(photos.begin(), photos.end(), [&](const SheetPhoto& one) {
            return one.sha256 == mark.photo_sha256;
        });
        if (mark.struck || mark.photo.empty() || known) continue;
        const auto bytes = core::read_file(mark.photo, photo_limit_bytes);
        if (!bytes || core::sha256_hex(*bytes) != mark.photo_sha256) {
            problems.push_back({mark.photo, "",
                                bytes ? trf("第 {} 条的照片和附上时的不一样", no + 1)
                                      : trf("第 {} 条的照片不见了", no + 1),
                                ""});
            continue;
        }
        photos.push_back({mark.photo, mark.photo_sha256, trf("第 {} 条记录", no + 1)});
    }
    if (!problems.empty()) return core::make_error(std::move(problems));
    return photos;
}

} // namespace editor::document
