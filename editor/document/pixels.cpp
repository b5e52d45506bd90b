#include "editor/document/pixels.h"

#include "sim/core/file.h"
#include "sim/core/text.h"

namespace editor::document {

namespace core = sim::core;

namespace {

constexpr std::string_view head = "YLPX";
constexpr std::size_t head_bytes = 12;
constexpr int side_limit_px = 8192;
constexpr std::uintmax_t limit_bytes = 256u << 20;

int read_length(const std::string& bytes, std::size_t at) {
    unsigned value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value |= static_cast<unsigned>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    return value <= static_cast<unsigned>(side_limit_px) ? static_cast<int>(value) : 0;
}

} // namespace

core::Result<Pixels> load_pixels(const std::filesystem::path& file) {
    const auto bytes = core::read_file(file, limit_bytes);
    if (!bytes) return tl::unexpected(bytes.error());
    Pixels pixels;
    if (bytes->size() > head_bytes && bytes->starts_with(head)) {
        pixels.width_px = read_length(*bytes, head.size());
        pixels.height_px = read_length(*bytes, head.size() + 4);
    }
    const std::size_t wanted =
        static_cast<std::size_t>(pixels.width_px) * static_cast<std::size_t>(pixels.height_px) * 3;
    if (wanted == 0 || bytes->size() != head_bytes + wanted)
        return core::make_error(core::Errc::bad_input,
                                {file.string(), "", core::tr("图片没有传完整"), ""});
    pixels.rgb.assign(bytes->begin() + head_bytes, bytes->end());
    return pixels;
}

} // namespace editor::document
