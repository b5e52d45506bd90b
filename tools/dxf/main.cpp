// yanlian-dxf: CAD drawings for tracing. A program of its own, so that a broken file ends this
// process and not the drawing.
//   yanlian-dxf read FILE LINES                       the lines by layer, for the commands below
//   yanlian-dxf pixels LINES LAYERS SIDE OUT          "YLPX", width, height (32 bit), then the
//   bytes yanlian-dxf make LINES LAYERS OUT                 a PNG to trace from yanlian-dxf rooms
//   LINES LAYERS UNIT JOIN OUT      rooms and gaps as JSON
// LAYERS are numbers with commas, UNIT and JOIN metres. `read` says "progress 0.25" on its way. The
// answer is one line of JSON. Exit codes: 0, 2 what the user can mend, 3 a disk failure.
#include "sim/core/file.h"
#include "sim/core/locale.h"
#include "sim/core/process_limits.h"
#include "sim/core/text.h"
#include "tools/dxf/dxf_reader.h"
#include "tools/dxf/line_picture.h"
#include "tools/dxf/line_rooms.h"
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

namespace {

namespace core = sim::core;
namespace fs = std::filesystem;
using namespace tools::dxf;
using core::tr;
using core::trf;
using Json = nlohmann::ordered_json;
using Words = std::vector<std::string>;

constexpr std::uint64_t memory_limit_bytes = 3ull << 30, processor_limit_s = 180;
constexpr int kept_side_px = 4096; ///< more than a projector shows

int report(const core::Error& error) {
    std::fprintf(stderr, "%s\n", core::describe(error).c_str());
    return core::exit_code(error);
}

int refuse(const std::string& file, std::string what, std::string expected) {
    return report({core::Errc::bad_input, {{file, "", std::move(what), std::move(expected)}}});
}

void answer(const Json& what) {
    std::printf("%s\n", what.dump().c_str());
}

double number(const std::string& text) {
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

Layers layers_of(const std::string& text) {
    Layers layers;
    for (std::size_t at = 0; at < text.size();
         at = std::min(text.find(',', at), text.size() - 1) + 1)
        layers.push_back(
            static_cast<std::uint32_t>(number(text.substr(at, text.find(',', at) - at))));
    return layers;
}

Json point(Vec2 p) {
    return {p.x, p.y};
}

void tell_linework(const Linework& all) {
    Json layers = Json::array();
    for (std::uint32_t i = 0; i < all.layers.size(); ++i) {
        const core::Box box = bounds(all, {i});
        if (box.empty()) continue;
        const Layer& layer = all.layers[i];
        layers.push_back({{"number", i},
                          {"name", layer.name},
                          {"lines", layer.line_count},
                          {"visible", layer.visible},
                          {"low", point(box.low)},
                          {"high", point(box.high)}});
    }
    answer({{"unit_m", all.unit_m}, {"skipped", all.skipped_count}, {"layers", std::move(layers)}});
}

int read(const std::string& file, const std::string& out) {
    std::error_code code;
    const std::uintmax_t size = fs::file_size(file, code);
    if (code) return refuse(file, tr("文件打不开"), "");
    if (size > file_limit_bytes)
        return refuse(file, trf("文件有 {} MB，太大", size >> 20),
                      trf("不超过 {} MB", file_limit_bytes >> 20));
    std::ifstream in(file, std::ios::binary);
    int told_percent = -1;
    const auto read = read_dxf(file, in, [&](std::uintmax_t done) {
        const int percent = static_cast<int>(done * 100 / std::max<std::uintmax_t>(size, 1));
        if (percent == told_percent) return;
        told_percent = percent;
        std::printf("progress %.2f\n", percent / 100.0);
        std::fflush(stdout);
    });
    if (!read) return report(read.error());
    if (auto written = core::write_file(out, format_linework(*read)); !written)
        return report(written.error());
    tell_linework(*read);
    return 0;
}

int write_pixels(const Linework& all, const Layers& layers, int side_px, const std::string& out) {
    const auto picture = draw_lines(all, layers, std::clamp(side_px, 1, kept_side_px));
    if (!picture) return report(picture.error());
    std::string bytes = "YLPX";
    for (const int length : {picture->width_px, picture->height_px})
        for (int shift = 0; shift < 32; shift += 8)
            bytes.push_back(static_cast<char>(length >> shift & 0xFF));
    bytes.append(reinterpret_cast<const char*>(picture->rgb.data()), picture->rgb.size());
    if (auto written = core::write_file(out, bytes); !written) return report(written.error());
    answer({{"width_px", picture->width_px}, {"height_px", picture->height_px}});
    return 0;
}

int make(const Linework& all, const Layers& layers, const std::string& out) {
    const auto picture = draw_lines(all, layers, kept_side_px);
    if (!picture) return report(picture.error());
    if (auto written = write_png(*picture, out); !written) return report(written.error());
    answer({{"ending", "png"}, {"width_px", picture->width_px}, {"height_px", picture->height_px}});
    return 0;
}

int write_rooms(const Linework& all, const RoomOptions& options, const std::string& out) {
    if (!(options.unit_m > 0) || !(options.join_m >= 0))
        return refuse("", tr("单位或者线头相差不对"), tr("大于 0 的数"));
    const auto drawn = find_rooms(all, options);
    if (!drawn) return report(drawn.error());
    Json rooms = Json::array(), gaps = Json::array();
    for (const DrawnRoom& room : drawn->rooms) {
        Json outline = Json::array();
        for (const Vec2 corner : room.outline_m)
            outline.push_back(point(corner));
        rooms.push_back({{"name", room.name}, {"outline_m", std::move(outline)}});
    }
    for (const Gap& gap : drawn->gaps)
        gaps.push_back({{"center_m", point(gap.center_m)}, {"width_m", gap.width_m}});
    const Json all_found{
        {"rooms", std::move(rooms)}, {"gaps", std::move(gaps)}, {"ring_count", drawn->ring_count}};
    const std::string text = all_found.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (auto written = core::write_file(out, text); !written) return report(written.error());
    answer({{"rooms", drawn->rooms.size()}, {"gaps", drawn->gaps.size()}});
    return 0;
}

int misused() {
    std::fprintf(stderr, "%s\n", tr("用法：yanlian-dxf read|pixels|make|rooms 文件 …"));
    return 2;
}

int run(const Words& words) {
    if (words.size() == 3 && words[0] == "read") return read(words[1], words[2]);
    const bool known = (words.size() == 5 && words[0] == "pixels") ||
                       (words.size() == 4 && words[0] == "make") ||
                       (words.size() == 6 && words[0] == "rooms");
    if (!known) return misused();
    const auto text = core::read_file(words[1], text_limit_bytes);
    if (!text) return report(text.error());
    const auto all = parse_linework(*text);
    if (!all) return report(all.error());
    const Layers layers = layers_of(words[2]);
    if (words[0] == "pixels")
        return write_pixels(*all, layers, static_cast<int>(number(words[3])), words[4]);
    if (words[0] == "make") return make(*all, layers, words[3]);
    return write_rooms(*all, {number(words[3]), number(words[4]), layers}, words[5]);
}

} // namespace

int main(int argc, char** argv) {
    core::select_asked_language(argc, argv);
    core::limit_this_process(memory_limit_bytes, processor_limit_s);
    Words words(argv + 1, argv + argc);
    if (words.size() > 2 && words[words.size() - 2] == "--lang") words.resize(words.size() - 2);
    try {
        return run(words);
    } catch (const std::bad_alloc&) {
        return refuse(words.size() > 1 ? words[1] : "", tr("图太大，内存不够"),
                      tr("在 CAD 里只留下一层的墙，再另存"));
    }
}
