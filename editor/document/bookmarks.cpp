#include "editor/document/bookmarks.h"

#include "roster/domain/plain_text.h"
#include "sim/core/file.h"
#include "sim/core/json_reader.h"
#include "sim/core/text.h"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace editor::document {

namespace core = sim::core;
namespace fs = std::filesystem;
using core::tr;
using core::trf;

namespace {

constexpr std::string_view format_name = "yanlian-bookmarks";
constexpr std::uintmax_t file_limit_bytes = 4u << 20;
constexpr double longest_record_s = 1e6;

fs::path file_of(const fs::path& record) {
    return record.string() + ".bookmarks.json";
}

core::Error refuse(const std::string& file, std::string what) {
    return {core::Errc::bad_input, {{file, "", std::move(what), ""}}};
}

Bookmark read_bookmark(core::ObjectReader& reader) {
    Bookmark one;
    one.time_s = reader.number("time_s", {0, longest_record_s});
    one.level = reader.text("level", "");
    one.words = reader.text("words");
    reader.finish();
    return one;
}

} // namespace

core::Result<Bookmarks> Bookmarks::open(const fs::path& record) {
    Bookmarks marks;
    marks.file_ = file_of(record);
    std::error_code code;
    if (!fs::exists(marks.file_, code)) return marks;
    const std::string file = marks.file_.string();
    auto bytes = core::read_file(file, file_limit_bytes);
    if (!bytes) return tl::unexpected(bytes.error());
    auto json = core::parse_json(file, *bytes);
    if (!json) return tl::unexpected(json.error());
    core::JsonSource source{file, {}};
    core::ObjectReader reader(*json, "", source);
    if (reader.text("format") != format_name)
        return tl::unexpected(refuse(file, tr("不是书签文件")));
    static_cast<void>(reader.number("version", {1, 1}));
    reader.objects("bookmarks", true,
                   [&](core::ObjectReader& one) { marks.now_.push_back(read_bookmark(one)); });
    reader.finish();
    if (marks.now_.size() > bookmark_limit_count)
        return tl::unexpected(refuse(file, trf("书签最多 {} 个", bookmark_limit_count)));
    if (!source.problems.empty()) return core::make_error(std::move(source.problems));
    return marks;
}

core::Result<void> Bookmarks::keep(const List& list) const {
    nlohmann::ordered_json json{
        {"format", format_name}, {"version", 1}, {"bookmarks", nlohmann::ordered_json::array()}};
    for (const Bookmark& one : list)
        json["bookmarks"].push_back(
            {{"time_s", one.time_s}, {"level", one.level}, {"words", one.words}});
    return core::write_file(file_, json.dump(1) + "\n");
}

core::Result<void> Bookmarks::change_to(List list) {
    if (auto kept = keep(list); !kept) return kept;
    before_.push_back(std::exchange(now_, std::move(list)));
    after_.clear();
    return {};
}

core::Result<void> Bookmarks::add(Bookmark bookmark) {
    bookmark.words = roster::domain::trim(bookmark.words);
    if (bookmark.words.empty()) return tl::unexpected(refuse(file_.string(), tr("书签要写一句话")));
    if (bookmark.words.size() > bookmark_words_limit_bytes)
        return tl::unexpected(
            refuse(file_.string(), trf("书签太长，最多 {} 个字", bookmark_words_limit_bytes / 3)));
    if (now_.size() >= bookmark_limit_count)
        return tl::unexpected(refuse(file_.string(), trf("书签最多 {} 个", bookmark_limit_count)));
    List list = now_;
    const auto at =
        std::upper_bound(list.begin(), list.end(), bookmark,
                         [](const Bookmark& a, const Bookmark& b) { return a.time_s < b.time_s; });
    list.insert(at, std::move(bookmark));
    return change_to(std::move(list));
}

core::Result<void> Bookmarks::remove(std::size_t index) {
    if (index >= now_.size()) return {};
    List list = now_;
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(index));
    return change_to(std::move(list));
}

core::Result<void> Bookmarks::step(std::vector<List>& from, std::vector<List>& to) {
    if (from.empty()) return {};
    if (auto kept = keep(from.back()); !kept) return kept;
    to.push_back(std::exchange(now_, std::move(from.back())));
    from.pop_back();
    return {};
}

core::Result<void> Bookmarks::undo() {
    return step(before_, after_);
}

core::Result<void> Bookmarks::redo() {
    return step(after_, before_);
}

} // namespace editor::document
