// yanlian-underlay: pictures and PDF pages for tracing. A program of its own, so that a broken file
// ends this process and not the drawing.
//   yanlian-underlay pages FILE [OUT]        how many pages; nothing is written
//   yanlian-underlay make FILE PAGE OUT      a PNG or JPEG to keep; says which
//   yanlian-underlay pixels FILE PAGE SIDE OUT   "YLPX", width, height (32 bit), then the bytes
// The answer is one line of JSON. Exit codes: 0, 2 what the user can mend, 3 a disk failure.
#include "sim/core/file.h"
#include "sim/core/locale.h"
#include "sim/core/process_limits.h"
#include "sim/core/text.h"
#include "tools/underlay/pdf_page.h"
#include <charconv>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace {

using namespace tools::underlay;
namespace core = sim::core;
using core::tr;

constexpr std::uint64_t memory_limit_bytes = 2ull << 30; ///< 120 million pixels, twice, and the program
constexpr std::uint64_t processor_limit_s = 90;          ///< a page of a site plan with all its hatches

int report(const core::Error& error) {
    std::fprintf(stderr, "%s\n", core::describe(error).c_str());
    return core::exit_code(error);
}

int misused() {
    std::fprintf(stderr, "%s\n", tr("用法：yanlian-underlay pages|make|pixels 文件 …"));
    return 2;
}

void answer(const nlohmann::ordered_json& what) {
    std::printf("%s\n", what.dump().c_str());
}

/// Any page of any file that can be read; pictures have one.
core::Result<std::pair<Picture, FileKind>> read_page(const std::string& file, int page, int side) {
    const auto bytes = core::read_file(file, file_limit_bytes);
    if (!bytes) return tl::unexpected(bytes.error());
    const FileKind kind = find_kind(*bytes);
    auto picture =
        kind == FileKind::pdf ? draw_page(file, page, side) : read_picture(file, *bytes, side);
    if (!picture) return tl::unexpected(picture.error());
    return std::pair(std::move(*picture), kind);
}

int tell_pages(const std::string& file) {
    const auto bytes = core::read_file(file, file_limit_bytes);
    if (!bytes) return report(bytes.error());
    core::Result<int> count = 1;
    if (find_kind(*bytes) == FileKind::pdf) count = count_pages(file);
    if (!count) return report(count.error());
    answer({{"page_count", *count}});
    return 0;
}

int make(const std::string& file, int page, const std::string& out) {
    auto read = read_page(file, page, side_limit_px);
    if (!read) return report(read.error());
    const Picture& picture = read->first;
    const bool photo = read->second == FileKind::photo;
    const std::string packed = pack(picture, photo ? Packing::jpeg : Packing::png);
    if (auto written = core::write_file(out, packed); !written) return report(written.error());
    answer({{"ending", photo ? "jpg" : "png"},
            {"width_px", picture.width_px},
            {"height_px", picture.height_px}});
    return 0;
}

int write_pixels(const std::string& file, int page, int side, const std::string& out) {
    auto read = read_page(file, page, side);
    if (!read) return report(read.error());
    const Picture& picture = read->first;
    std::string bytes = "YLPX";
    for (const int length : {picture.width_px, picture.height_px})
        for (int shift = 0; shift < 32; shift += 8)
            bytes.push_back(static_cast<char>(length >> shift & 0xFF));
    bytes.append(reinterpret_cast<const char*>(picture.rgb.data()), picture.rgb.size());
    if (auto written = core::write_file(out, bytes); !written) return report(written.error());
    answer({{"width_px", picture.width_px}, {"height_px", picture.height_px}});
    return 0;
}

int number(const std::string& text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

int run(const std::vector<std::string>& words) {
    if (words.size() >= 2 && words[0] == "pages") return tell_pages(words[1]);
    if (words.size() == 4 && words[0] == "make") return make(words[1], number(words[2]), words[3]);
    if (words.size() == 5 && words[0] == "pixels" && number(words[3]) > 0)
        return write_pixels(words[1], number(words[2]), std::min(number(words[3]), side_limit_px),
                            words[4]);
    return misused();
}

} // namespace

int main(int argc, char** argv) {
    core::select_asked_language(argc, argv);
    core::limit_this_process(memory_limit_bytes, processor_limit_s);
    std::vector<std::string> words(argv + 1, argv + argc);
    if (words.size() > 2 && words[words.size() - 2] == "--lang") words.resize(words.size() - 2);
    try {
        return run(words);
    } catch (const std::bad_alloc&) {
        std::fprintf(stderr, "%s\n", tr("图片太大，内存不够：换一张小些的"));
        return 2;
    }
}
