#include "tools/underlay/picture.h"

#include "sim/core/text.h"
#include <algorithm>
#include <memory>
#include <stb_image.h>
#include <stb_image_write.h>

namespace tools::underlay {

namespace core = sim::core;
using core::Errc;
using core::tr;
using core::trf;

namespace {

constexpr int jpeg_quality = 88; ///< of 100: lines stay sharp at a tenth of the bytes

tl::unexpected<core::Error> refuse(const std::string& file, std::string what,
                                   std::string expected) {
    return core::make_error(Errc::bad_input, {file, "", std::move(what), std::move(expected)});
}

bool is_heif(std::string_view bytes) { // what telephones write
    return bytes.size() > 12 && bytes.substr(4, 4) == "ftyp" &&
           (bytes.substr(8, 3) == "hei" || bytes.substr(8, 3) == "mif" ||
            bytes.substr(8, 3) == "hev");
}

tl::unexpected<core::Error> refuse_unknown(const std::string& file, std::string_view bytes) {
    if (bytes.empty()) return refuse(file, tr("文件是空的"), "");
    if (is_heif(bytes))
        return refuse(file, tr("这是手机的 HEIC 照片，读不了"),
                      tr("在手机上另存为 JPG，或者截屏一张"));
    if (bytes.starts_with("AC10")) return refuse(file, tr("这是 DWG"), tr("另存为 DXF R12–2013"));
    return refuse(file, tr("这不是能读的图片"), tr("JPG、PNG、BMP、GIF 图片，或 PDF"));
}

struct FreePixels {
    void operator()(unsigned char* pixels) const { stbi_image_free(pixels); }
};

/// See-through becomes paper.
std::vector<unsigned char> on_paper(const unsigned char* rgba, std::size_t count) {
    std::vector<unsigned char> rgb(count * 3);
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t c = 0; c < 3; ++c) {
            const unsigned alpha = rgba[i * 4 + 3], value = rgba[i * 4 + c];
            rgb[i * 3 + c] =
                static_cast<unsigned char>((value * alpha + 255 * (255 - alpha)) / 255);
        }
    return rgb;
}

} // namespace

namespace {

bool begins_with(std::string_view bytes, std::initializer_list<int> head) {
    return bytes.size() >= head.size() &&
           std::equal(head.begin(), head.end(), bytes.begin(),
                      [](int wanted, char c) { return wanted == static_cast<unsigned char>(c); });
}

} // namespace

FileKind find_kind(std::string_view bytes) noexcept {
    if (bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos) return FileKind::pdf;
    if (begins_with(bytes, {0xFF, 0xD8, 0xFF})) return FileKind::photo;
    if (begins_with(bytes, {0x89, 'P', 'N', 'G'}) || bytes.starts_with("BM") ||
        bytes.starts_with("GIF8"))
        return FileKind::picture;
    return FileKind::unknown;
}

core::Result<Picture> read_picture(const std::string& file, std::string_view bytes,
                                   int longest_px) {
    if (find_kind(bytes) == FileKind::unknown) return refuse_unknown(file, bytes);
    const auto* data = reinterpret_cast<const stbi_uc*>(bytes.data());
    const int size = static_cast<int>(bytes.size());
    int width = 0, height = 0, channels = 0;
    if (!stbi_info_from_memory(data, size, &width, &height, &channels) || width < 1 || height < 1)
        return refuse(file, tr("图片坏了，或者太大，读不出来"), tr("换一张，或重新存一遍"));
    if (width > read_side_limit_px || height > read_side_limit_px ||
        static_cast<std::uint64_t>(width) * static_cast<std::uint64_t>(height) > read_area_limit_px)
        return refuse(file, trf("图片太大：{} × {} 像素", width, height),
                      trf("不超过 {} 万像素", read_area_limit_px / 10'000));
    const bool see_through = channels == 2 || channels == 4;
    const std::unique_ptr<unsigned char, FreePixels> pixels(
        stbi_load_from_memory(data, size, &width, &height, &channels, see_through ? 4 : 3));
    if (!pixels) {
        const std::string why = stbi_failure_reason() ? stbi_failure_reason() : "";
        if (why == "outofmem") return refuse(file, tr("图片太大，内存不够"), tr("换一张小些的"));
        return refuse(file, tr("图片坏了，读到一半读不下去"), tr("换一张，或重新存一遍"));
    }
    Picture picture{width, height, {}};
    const auto count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    if (see_through)
        picture.rgb = on_paper(pixels.get(), count);
    else
        picture.rgb.assign(pixels.get(), pixels.get() + count * 3);
    return turned_upright(reduced(std::move(picture), longest_px), find_orientation(bytes));
}

Picture reduced(Picture from, int longest_px) {
    const int longest = std::max(from.width_px, from.height_px);
    if (longest <= longest_px) return from;
    const auto shrunk = [&](int side) {
        return std::max(1,
                        static_cast<int>(static_cast<std::int64_t>(side) * longest_px / longest));
    };
    Picture to{shrunk(from.width_px), shrunk(from.height_px), {}};
    to.rgb.resize(static_cast<std::size_t>(to.width_px) * static_cast<std::size_t>(to.height_px) *
                  3);
    const auto first = [](int i, int count, int all) {
        return static_cast<int>(static_cast<std::int64_t>(i) * all / count);
    };
    for (int y = 0; y < to.height_px; ++y) {
        const int top = first(y, to.height_px, from.height_px),
                  end_y = std::max(top + 1, first(y + 1, to.height_px, from.height_px));
        for (int x = 0; x < to.width_px; ++x) {
            const int left = first(x, to.width_px, from.width_px),
                      end_x = std::max(left + 1, first(x + 1, to.width_px, from.width_px));
            std::uint64_t sum[3] = {0, 0, 0};
            for (int v = top; v < end_y; ++v)
                for (int u = left; u < end_x; ++u)
                    for (std::size_t c = 0; c < 3; ++c)
                        sum[c] += from.rgb[(static_cast<std::size_t>(v) *
                                                static_cast<std::size_t>(from.width_px) +
                                            static_cast<std::size_t>(u)) *
                                               3 +
                                           c];
            const auto count =
                static_cast<std::uint64_t>(end_y - top) * static_cast<std::uint64_t>(end_x - left);
            for (std::size_t c = 0; c < 3; ++c)
                to.rgb[(static_cast<std::size_t>(y) * static_cast<std::size_t>(to.width_px) +
                        static_cast<std::size_t>(x)) *
                           3 +
                       c] = static_cast<unsigned char>(sum[c] / count);
        }
    }
    return to;
}

Picture turned_upright(Picture from, int orientation) {
    if (orientation <= 1 || orientation > 8) return from;
    const bool across = orientation >= 5; // width and height change places
    Picture to{
        across ? from.height_px : from.width_px, across ? from.width_px : from.height_px, {}};
    to.rgb.resize(from.rgb.size());
    const int w = from.width_px, h = from.height_px;
    for (int y = 0; y < to.height_px; ++y)
        for (int x = 0; x < to.width_px; ++x) {
            int u = x, v = y; // where the pixel was
            switch (orientation) {
            case 2:
                u = w - 1 - x;
                break;
            case 3:
                u = w - 1 - x;
                v = h - 1 - y;
                break;
            case 4:
                v = h - 1 - y;
                break;
            case 5:
                u = y;
                v = x;
                break;
            case 6:
                u = y;
                v = h - 1 - x;
                break;
            case 7:
                u = w - 1 - y;
                v = h - 1 - x;
                break;
            default:
                u = w - 1 - y;
                v = x;
                break;
            }
            const auto to_at =
                (static_cast<std::size_t>(y) * static_cast<std::size_t>(to.width_px) +
                 static_cast<std::size_t>(x)) *
                3;
            const auto from_at = (static_cast<std::size_t>(v) * static_cast<std::size_t>(w) +
                                  static_cast<std::size_t>(u)) *
                                 3;
            std::copy_n(from.rgb.begin() + static_cast<std::ptrdiff_t>(from_at), 3,
                        to.rgb.begin() + static_cast<std::ptrdiff_t>(to_at));
        }
    return to;
}

std::string pack(const Picture& p, Packing packing) {
    std::string bytes;
    const auto take = [](void* to, void* data, int size) {
        static_cast<std::string*>(to)->append(static_cast<const char*>(data),
                                              static_cast<std::size_t>(size));
    };
    if (packing == Packing::jpeg)
        stbi_write_jpg_to_func(take, &bytes, p.width_px, p.height_px, 3, p.rgb.data(),
                               jpeg_quality);
    else
        stbi_write_png_to_func(take, &bytes, p.width_px, p.height_px, 3, p.rgb.data(),
                               p.width_px * 3);
    return bytes;
}

} // namespace tools::underlay
