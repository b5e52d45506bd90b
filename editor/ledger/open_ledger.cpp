#include "editor/ledger/open_ledger.h"

#include "roster/service/example_home.h"
#include "roster/service/organisations.h"
#include "sim/core/text.h"
#include <algorithm>
#include <chrono>

namespace editor::ledger {

namespace core = sim::core;
namespace domain = roster::domain;
namespace service = roster::service;
using core::tr;

namespace {

/// One's own before the example, the first of several.
core::Result<domain::Organisation> find_top(roster::store::Database& database) {
    const auto all = service::list_part(database, "");
    if (!all) return tl::unexpected(all.error());
    const domain::Organisation* best = nullptr;
    for (const domain::Organisation& one : *all) {
        if (!one.parent_key.empty()) continue;
        if (!best || (best->key == service::example_home_key)) best = &one;
    }
    if (best) return *best;
    return core::make_error(core::Errc::bad_input, {"", "", tr("台账里还没有单位"), ""});
}

} // namespace

core::Result<std::filesystem::path> find_database(const Place& place) {
    if (!place.database.empty()) return place.database;
    return service::find_default_database_path();
}

core::Result<OpenLedger> open_ledger(const Place& place) {
    const auto path = find_database(place);
    if (!path) return tl::unexpected(path.error());
    auto opened = service::open_existing(*path);
    if (!opened) return tl::unexpected(opened.error());
    auto top = find_top(opened->database);
    if (!top) return tl::unexpected(top.error());
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    return OpenLedger{std::move(*opened), std::move(*top), domain::calc_local_day(now)};
}

bool exists(const Place& place) {
    const auto path = find_database(place);
    std::error_code code;
    return path && std::filesystem::exists(*path, code);
}

core::Result<void> make_example(const Place& place) {
    const auto path = find_database(place);
    if (!path) return tl::unexpected(path.error());
    const auto opened = service::open_or_create(*path);
    if (!opened) return tl::unexpected(opened.error());
    return {};
}

} // namespace editor::ledger
