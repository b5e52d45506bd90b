#include "editor/ledger/own_home.h"

#include "editor/ledger/open_ledger.h"
#include "roster/service/organisations.h"
#include "sim/core/text.h"
#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace editor::ledger {

namespace core = sim::core;
namespace domain = roster::domain;
namespace service = roster::service;
using core::tr;
using core::trf;

namespace {

constexpr int most_beds = 100'000; // as `yanlian org add --beds`

std::optional<int> read_beds(const std::string& text, core::Problems& problems) {
    if (text.empty()) return std::nullopt;
    int beds = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), beds);
    if (fault == std::errc{} && end == text.data() + text.size() && beds >= 0 && beds <= most_beds)
        return beds;
    problems.push_back({"", "", trf("床位数看不懂：{}", text), tr("一个数，例如 90")});
    return std::nullopt;
}

/// Nobody has to think of a key: org/own, org/own-2…
std::string find_free_key(const std::vector<domain::Organisation>& all) {
    for (int n = 1;; ++n) {
        std::string key = n == 1 ? "org/own" : fmt::format("org/own-{}", n);
        if (std::ranges::find(all, key, &domain::Organisation::key) == all.end()) return key;
    }
}

} // namespace

core::Result<std::string> add_own_home(const Place& place, const OwnHome& home,
                                       const std::string& who) {
    core::Problems problems;
    domain::Organisation one;
    one.name = home.name;
    one.watch_room = home.watch_room.value_or(domain::WatchRoom::none);
    one.beds_count = read_beds(home.beds, problems);
    if (home.name.empty()) problems.push_back({"", "", tr("没有写单位的名称"), ""});
    if (!home.watch_room)
        problems.push_back({"", "", tr("没有选谁看报警主机"), tr("消防控制室、值班室，或没有")});
    if (who.empty()) problems.push_back({"", "", tr("没有写谁经办"), ""});
    if (!problems.empty()) return core::make_error(std::move(problems));
    const auto path = find_database(place);
    if (!path) return tl::unexpected(path.error());
    auto opened = service::open_or_create(*path);
    if (!opened) return tl::unexpected(opened.error());
    const auto all = service::list_part(opened->database, "");
    if (!all) return tl::unexpected(all.error());
    if (std::ranges::find(*all, one.name, &domain::Organisation::name) != all->end())
        return core::make_error(core::Errc::conflict,
                                {"", "", trf("台账里已经有“{}”", one.name), ""});
    one.key = find_free_key(*all);
    const auto done = service::add_organisation(opened->database, one, who);
    if (!done) return tl::unexpected(done.error());
    return trf("已登记 {}", one.name);
}

} // namespace editor::ledger
