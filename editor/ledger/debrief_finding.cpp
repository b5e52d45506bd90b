#include "editor/ledger/debrief_finding.h"

#include "editor/ledger/open_ledger.h"
#include "roster/service/findings.h"
#include "roster/service/organisations.h"
#include "roster/store/drill_table.h"
#include "sim/core/text.h"

namespace editor::ledger {

namespace core = sim::core;
namespace domain = roster::domain;
namespace service = roster::service;
using core::tr;
using core::trf;

namespace {

struct Source {
    std::string organisation_key;
    std::int64_t drill_id = 0; ///< 0: that drill is not in the ledger
};

/// The home in whose ledger the drill stands; the one that drills at this desk otherwise.
core::Result<Source> find_source(OpenLedger& ledger, const std::string& record_sha256) {
    const auto all = service::list_part(ledger.opened.database, "");
    if (!all) return tl::unexpected(all.error());
    Source source{ledger.top.key};
    if (record_sha256.empty()) return source;
    for (const domain::Organisation& one : *all) {
        const auto drills = roster::store::load_drills(ledger.opened.database, one.key);
        if (!drills) return tl::unexpected(drills.error());
        for (const auto& drill : *drills)
            if (drill.record_sha256 == record_sha256) return Source{one.key, drill.id};
    }
    return source;
}

core::Problems find_missing(const DebriefFinding& finding) {
    core::Problems problems;
    if (finding.who.empty())
        problems.push_back({"", "", tr("没有写谁经办"), tr("写姓名，台账里有的")});
    if (finding.text.empty()) problems.push_back({"", "", tr("没有写是什么问题"), ""});
    return problems;
}

} // namespace

core::Result<std::string> register_finding(const Place& place, const DebriefFinding& wanted) {
    if (auto problems = find_missing(wanted); !problems.empty())
        return core::make_error(std::move(problems));
    auto ledger = open_ledger(place);
    if (!ledger) return tl::unexpected(ledger.error());
    auto& database = ledger->opened.database;
    const auto source = find_source(*ledger, wanted.record_sha256);
    if (!source) return tl::unexpected(source.error());
    const auto actor =
        service::resolve_person(database, wanted.who, tr("经办"), source->organisation_key);
    if (!actor) return tl::unexpected(actor.error());
    domain::Finding finding;
    finding.organisation_key = source->organisation_key;
    finding.drill_id = source->drill_id;
    finding.text = wanted.text;
    finding.zone = wanted.zone;
    finding.found_on = ledger->today;
    finding.source =
        source->drill_id ? domain::FindingSource::drill : domain::FindingSource::self_check;
    const auto key = service::register_finding(database, finding, {}, *actor);
    if (!key) return tl::unexpected(key.error());
    return source->drill_id ? trf("已登记隐患 {}，来源：演练", *key)
                            : trf("已登记隐患 {}。台账里没有这场演练，来源记成自查。", *key);
}

} // namespace editor::ledger
