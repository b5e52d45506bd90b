#include "roster/service/organisations.h"

#include "roster/service/journal.h"
#include "roster/store/people_table.h"
#include "sim/core/text.h"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;

namespace {

Result<void> write(store::Database& database, const Organisation& organisation,
                   const std::string& who, bool known) {
    return in_transaction(database, [&]() -> Result<void> {
        auto organisations = store::load_organisations(database);
        if (!organisations) return tl::unexpected(organisations.error());
        const auto at = std::ranges::find(*organisations, organisation.key, &Organisation::key);
        sim::core::Problems problems;
        const bool there = at != organisations->end();
        if (there != known)
            problems.push_back({"", organisation.key,
                                known ? tr("数据库里没有这个单位") : tr("单位编号重复"), ""});
        if (organisation.key.empty() || organisation.name.empty() || who.empty())
            problems.push_back({"", organisation.key, tr("编号、名称和经办人都要写"), ""});
        const std::string before = there ? to_json(*at) : "null";
        if (there)
            *at = organisation;
        else
            organisations->push_back(organisation);
        for (auto& problem : check_tree(*organisations))
            problems.push_back(std::move(problem));
        if (!problems.empty()) return make_error(std::move(problems));
        auto done = known ? store::update_organisation(database, organisation)
                          : store::insert_organisation(database, organisation);
        if (!done) return done;
        return store::append_audit(
            database, {0, read_clock(), who, known ? "organisation.change" : "organisation.add",
                       organisation.key, before, to_json(organisation), "", ""});
    });
}

} // namespace

Result<void> add_organisation(store::Database& database, const Organisation& organisation,
                              const std::string& who) {
    return write(database, organisation, who, false);
}

Result<void> change_organisation(store::Database& database, const Organisation& organisation,
                                 const std::string& who) {
    return write(database, organisation, who, true);
}

Result<std::vector<Organisation>> list_part(store::Database& database, const std::string& key) {
    auto organisations = store::load_organisations(database);
    if (!organisations || key.empty()) return organisations;
    std::vector<Organisation> part;
    for (const std::size_t i : list_subtree(*organisations, key))
        part.push_back((*organisations)[i]);
    if (!part.empty()) return part;
    return make_error(Errc::bad_input, {database.path().string(), key, tr("数据库里没有这个单位"),
                                        tr("`yanlian org list` 列出的单位")});
}

std::string to_json(const Organisation& one) {
    nlohmann::ordered_json json{{"key", one.key},
                                {"name", one.name},
                                {"kind", name_of(organisation_kind_names, one.kind)},
                                {"parent", one.parent_key},
                                {"watch_room", name_of(watch_room_names, one.watch_room)},
                                {"ownership", name_of(ownership_names, one.ownership)},
                                {"key_fire_unit", one.key_fire_unit},
                                {"kitchen_fuel", name_of(kitchen_fuel_names, one.kitchen_fuel)}};
    json["beds_count"] = one.beds_count ? nlohmann::ordered_json(*one.beds_count) : nullptr;
    json["address"] = one.address;
    json["phone"] = one.phone;
    json["opened_on"] = one.opened_on ? iso(*one.opened_on) : "";
    json["closed_on"] = one.closed_on ? iso(*one.closed_on) : "";
    return json.dump();
}

} // namespace roster::service
