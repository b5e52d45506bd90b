// How the camera was held: tag 0x0112 of the first directory of a JPEG's APP1 part.
#include "tools/underlay/picture.h"

namespace tools::underlay {

namespace {

/// Numbers at places in bytes; 0 beyond the end.
class Bytes {
public:
    explicit Bytes(std::string_view all) : all_(all) {}
    [[nodiscard]] unsigned at(std::size_t i) const noexcept {
        return i < all_.size() ? static_cast<unsigned char>(all_[i]) : 0;
    }
    [[nodiscard]] unsigned big_16(std::size_t i) const noexcept { return at(i) << 8 | at(i + 1); }
    [[nodiscard]] std::string_view part(std::size_t from, std::size_t count) const noexcept {
        return from < all_.size() ? all_.substr(from, count) : std::string_view{};
    }
    [[nodiscard]] std::size_t size() const noexcept { return all_.size(); }

private:
    std::string_view all_;
};

/// The TIFF part: either order of bytes.
int orientation_in(std::string_view tiff) noexcept {
    constexpr unsigned orientation_tag = 0x0112;
    constexpr std::size_t entry_bytes = 12;
    const Bytes t(tiff);
    const bool little = t.at(0) == 'I';
    const auto u16 = [&](std::size_t i) {
        return little ? t.at(i) | t.at(i + 1) << 8 : t.big_16(i);
    };
    const auto u32 = [&](std::size_t i) {
        return little ? u16(i) | u16(i + 2) << 16 : u16(i) << 16 | u16(i + 2);
    };
    const std::size_t directory = u32(4);
    for (std::size_t i = 0, n = u16(directory); i < n; ++i) {
        const std::size_t entry = directory + 2 + i * entry_bytes;
        if (entry + entry_bytes > t.size()) break;
        if (u16(entry) != orientation_tag) continue;
        const unsigned value = u16(entry + 8);
        return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
    }
    return 1;
}

} // namespace

int find_orientation(std::string_view jpeg) noexcept {
    constexpr unsigned start = 0xFFD8, exif_part = 0xFFE1, scan = 0xFFDA;
    const Bytes b(jpeg);
    if (b.big_16(0) != start) return 1;
    for (std::size_t at = 2; at + 4 <= b.size();) {
        const unsigned marker = b.big_16(at), length = b.big_16(at + 2);
        if (marker == scan || marker < 0xFF00 || length < 2) break;
        const std::string_view part = b.part(at + 4, length - 2);
        if (marker == exif_part && part.starts_with("Exif") && part.size() > 6)
            return orientation_in(part.substr(6));
        at += 2 + length;
    }
    return 1;
}

} // namespace tools::underlay
