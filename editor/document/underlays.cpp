#include "editor/document/underlays.h"

#include "editor/document/recovery.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include <cmath>
#include <numbers>

namespace editor::document {

namespace core = sim::core;
namespace fs = std::filesystem;
namespace plan = sim::plan;
using core::Errc;
using core::tr;

namespace {

constexpr std::uintmax_t picture_limit_bytes = 128u << 20;
constexpr std::size_t name_digits = 32; ///< of the content's hash: none is met twice
constexpr double least_stretch_m = 0.01;
constexpr double least_side_m = 0.1, longest_side_m = 5000; ///< as the plan file allows

tl::unexpected<core::Error> refuse(const char* what, const char* expected) {
    return core::make_error(Errc::bad_input, {"", "", what, expected});
}

double tidy(double value) { // to a tenth of a millimetre: scaled pictures are not drawn by hand
    return std::round(value * 1e4) / 1e4;
}

Vec2 turned(Vec2 v, double rad) {
    return {v.x * std::cos(rad) - v.y * std::sin(rad), v.x * std::sin(rad) + v.y * std::cos(rad)};
}

EditResult done(Plan p) {
    return Edit{std::move(p), {}};
}

plan::Underlay& tidied(plan::Underlay& u) {
    u.center_m = {tidy(u.center_m.x), tidy(u.center_m.y)};
    u.width_m = tidy(u.width_m);
    u.height_m = tidy(u.height_m);
    // Whole thousandths of a degree read back as they were written.
    const double deg = std::remainder(u.turn_rad * 180 / std::numbers::pi, 360.0);
    u.turn_rad = std::round(deg * 1000) / 1000 * (std::numbers::pi / 180);
    return u;
}

} // namespace

fs::path underlay_folder() {
    return data_folder() / "underlays";
}

core::Result<std::string> keep_picture(const MadePicture& made) {
    const auto bytes = core::read_file(made.file, picture_limit_bytes);
    if (!bytes) return tl::unexpected(bytes.error());
    const std::string name =
        "underlay-" + core::sha256_hex(*bytes).substr(0, name_digits) + "." + made.ending;
    std::error_code code;
    fs::create_directories(underlay_folder(), code);
    const auto written = core::write_file(underlay_folder() / name, *bytes);
    if (!written) return tl::unexpected(written.error());
    fs::remove(made.file, code);
    return name;
}

fs::path find_picture(const fs::path& plan_file, const std::string& name) {
    std::error_code code;
    if (!plan_file.empty())
        if (const fs::path beside = plan_file.parent_path() / name; fs::exists(beside, code))
            return beside;
    const fs::path waiting = underlay_folder() / name;
    return fs::exists(waiting, code) ? waiting : fs::path();
}

core::Result<void> copy_pictures(const Plan& p, const fs::path& from, const fs::path& to) {
    std::error_code code;
    for (const plan::Underlay& u : p.underlays) {
        const fs::path target = to.parent_path() / u.file;
        const fs::path source = find_picture(from, u.file);
        if (source.empty() || fs::exists(target, code)) continue; // gone is told while drawing
        const auto bytes = core::read_file(source, picture_limit_bytes);
        if (!bytes) return tl::unexpected(bytes.error());
        if (auto written = core::write_file(target, *bytes); !written) return written;
    }
    return {};
}

std::size_t find_underlay(const Plan& p, LevelId level) noexcept {
    std::size_t i = 0;
    while (i < p.underlays.size() && p.underlays[i].level != level)
        ++i;
    return i;
}

EditResult put_underlay(Plan p, LevelId level, const std::string& name, const std::string& file,
                        double height_per_width_ratio, Vec2 center_m, double width_m) {
    if (const std::size_t old = find_underlay(p, level); old < p.underlays.size())
        p.underlays.erase(p.underlays.begin() + static_cast<std::ptrdiff_t>(old));
    plan::Underlay u;
    u.key = make_key(p, "underlay");
    u.name = name;
    u.level = level;
    u.file = file;
    u.center_m = center_m;
    u.width_m = width_m;
    u.height_m = width_m * height_per_width_ratio;
    p.underlays.push_back(tidied(u));
    return done(std::move(p));
}

EditResult scale_underlay(Plan p, std::size_t index, Vec2 from_m, Vec2 to_m, double length_m) {
    const double drawn_m = core::distance(from_m, to_m);
    if (drawn_m < least_stretch_m) return refuse(tr("两个点太近"), tr("点相距远些的两个点"));
    plan::Underlay& u = p.underlays[index];
    const double ratio = length_m / drawn_m;
    const double longest_m = std::max(u.width_m, u.height_m) * ratio,
                 shortest_m = std::min(u.width_m, u.height_m) * ratio;
    if (longest_m > longest_side_m || shortest_m < least_side_m)
        return refuse(tr("这样底图就太大或太小了"), tr("两点之间的实际长度，单位是米"));
    u.center_m = from_m + (u.center_m - from_m) * ratio;
    u.width_m *= ratio;
    u.height_m *= ratio;
    tidied(u);
    return done(std::move(p));
}

EditResult straighten_underlay(Plan p, std::size_t index, Vec2 from_m, Vec2 to_m) {
    const Vec2 line = to_m - from_m;
    if (core::length(line) < least_stretch_m)
        return refuse(tr("两个点太近"), tr("点相距远些的两个点"));
    const double angle_rad = std::atan2(line.y, line.x);
    const double by_rad =
        std::round(angle_rad / (std::numbers::pi / 2)) * (std::numbers::pi / 2) - angle_rad;
    plan::Underlay& u = p.underlays[index];
    u.center_m = from_m + turned(u.center_m - from_m, by_rad);
    u.turn_rad += by_rad;
    tidied(u);
    return done(std::move(p));
}

EditResult move_underlay(Plan p, std::size_t index, Vec2 by_m) {
    plan::Underlay& u = p.underlays[index];
    if (u.locked) return refuse(tr("底图锁住了"), tr("先在右边去掉“锁住”"));
    u.center_m = u.center_m + by_m;
    tidied(u);
    return done(std::move(p));
}

EditResult turn_underlay(Plan p, std::size_t index) {
    p.underlays[index].turn_rad += std::numbers::pi / 2;
    tidied(p.underlays[index]);
    return done(std::move(p));
}

EditResult remove_underlay(Plan p, std::size_t index) {
    p.underlays.erase(p.underlays.begin() + static_cast<std::ptrdiff_t>(index));
    return done(std::move(p));
}

Polygon underlay_corners_m(const plan::Underlay& u) {
    Polygon corners;
    for (const Vec2 side : {Vec2{-0.5, -0.5}, Vec2{0.5, -0.5}, Vec2{0.5, 0.5}, Vec2{-0.5, 0.5}})
        corners.push_back(u.center_m +
                          turned({side.x * u.width_m, side.y * u.height_m}, u.turn_rad));
    return corners;
}

} // namespace editor::document
