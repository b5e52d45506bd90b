#include "editor/app/options.h"

#include "editor/document/playback.h"
#include "sim/core/text.h"
#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>
#include <vector>

namespace editor::app {

using sim::core::tr;

namespace {

constexpr int width_min_px = 960, height_min_px = 640; ///< what the pages are laid out for
constexpr int side_max_px = 8192;

bool read_size(const std::string& text, Options& options) {
    int width = 0, height = 0;
    char end = 0;
    if (std::sscanf(text.c_str(), "%dx%d%c", &width, &height, &end) != 2) return false;
    if (width < width_min_px || height < height_min_px) return false;
    if (width > side_max_px || height > side_max_px) return false;
    options.width_px = width;
    options.height_px = height;
    return true;
}

} // namespace

namespace {

/// And `list`, which names them.
std::vector<std::string> list_page_names() {
    std::vector<std::string> names(page_names.begin(), page_names.end());
    names.emplace_back("list");
    return names;
}

} // namespace

Parsed parse_options(int argc, char** argv) {
    Options options;
    std::string size, at, language;
    CLI::App app(tr("看图纸和演练记录"), "yanlian-editor");
    app.add_option("FILE", options.file, tr("图纸 .plan.json 或演练记录 .drill；不写就到开始页"));
    // Read before anything speaks (sim/core/locale.h); here it is only known and checked.
    app.add_option("--lang", language, tr("语言：zh 或 en"))->check(CLI::IsMember({"zh", "en"}));
    app.add_flag("--offscreen", options.offscreen, tr("不要屏幕，画几帧就结束"));
    app.add_option("--size", size, tr("窗口大小，如 1280x800"));
    app.add_option("--text-size", options.text_px, tr("字号（像素），投影用 28"))
        ->check(CLI::Range(14.0, 48.0));
    app.add_option("--page", options.page, tr("打开哪一页；list 列出"))
        ->check(CLI::IsMember(list_page_names()));
    app.add_option("--shot,--screenshot", options.shot, tr("结束前把画面存成 PNG"));
    app.add_option("--frames", options.frames, tr("不要屏幕时画几帧"))
        ->check(CLI::Range(1, 100000));
    app.add_option("--film", options.film, tr("把演练记录放成影片 .mp4，不要屏幕"));
    app.add_option("--beside", options.beside, tr("旁边对照的另一份记录（同一晚，改过一个决定）"));
    app.add_option("--speed", options.film_speed_ratio, tr("影片里一秒是演练的几秒；不写是 20"))
        ->check(CLI::Range(1.0, 60.0));
    app.add_flag("--dark", options.dark, tr("深色"));
    app.add_option("--at", at, tr("停在这个时间，如 180 或 3:00"));
    app.add_flag("--play", options.play, tr("从那个时间接着放"));
    app.add_option("--level", options.level, tr("楼层的 key"));
    app.add_option("--select", options.select, tr("选中的人或物的 key"));
    app.add_flag("--follow", options.follow, tr("跟着选中的人"));
    app.add_option("--zoom", options.zoom, tr("放大到全图的几倍"))->check(CLI::Range(0.1, 100.0));
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const bool wrong = error.get_exit_code() != 0;
        app.exit(error);
        return {std::nullopt, wrong ? 2 : 0};
    }
    if (!size.empty() && !read_size(size, options)) {
        std::fprintf(stderr, "%s\n",
                     tr("--size 应写成 1280x800 这样，宽 960 到 8192，高 640 到 8192"));
        return {std::nullopt, 2};
    }
    if (!at.empty() && !(options.at_s = document::parse_clock(at))) {
        std::fprintf(stderr, "%s\n", tr("--at 应写成 180 或 3:00 这样"));
        return {std::nullopt, 2};
    }
    if (options.page == "list") {
        for (const std::string_view name : page_names)
            std::printf("%.*s\n", static_cast<int>(name.size()), name.data());
        return {std::nullopt, 0};
    }
    options.offscreen = options.offscreen || !options.film.empty() || !options.shot.empty();
    return {options, 0};
}

} // namespace editor::app
