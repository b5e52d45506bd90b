#include "roster/service/sealed_drills.h"

#include "roster/service/journal.h"
#include "roster/service/organisations.h"
#include "roster/store/people_table.h"
#include "roster/store/responsibility_table.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <random>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

/// 128 bits of the machine's own chance: not to be repeated, so never from a seed.
std::string draw_secret() {
    std::random_device device;
    std::string secret;
    for (int i = 0; i < 4; ++i)
        secret += fmt::format("{}{:08x}", i ? "-" : "", device());
    return secret;
}

Result<SealedDrill> find_sealed(store::Database& database, std::int64_t id) {
    const auto tree = list_part(database, "");
    if (!tree) return tl::unexpected(tree.error());
    for (const Organisation& top : *tree) {
        if (!top.parent_key.empty()) continue;
        const auto drills = store::load_sealed_drills(database, top.key);
        if (!drills) return tl::unexpected(drills.error());
        const auto found = std::ranges::find(*drills, id, &SealedDrill::id);
        if (found != drills->end()) return *found;
    }
    return make_error(Errc::bad_input, {"", "--sealed", trf("没有封存的演练 {}", id),
                                        tr("activity sealed 列出的编号")});
}

} // namespace

Result<SealSlip> seal_drill(store::Database& database, const SealOrder& order,
                            const std::string& who) {
    return in_transaction(database, [&]() -> Result<SealSlip> {
        const Instant now = read_clock();
        SealedDrill drill;
        drill.organisation_key = order.organisation_key;
        drill.title = order.title;
        drill.from_day = order.from_day;
        drill.until_day = order.until_day;
        Problems problems = check(drill, order.day, calc_local_day(now));
        if (who.empty()) problems.push_back({"", "/who", tr("没有写经办人"), tr("经办人")});
        const auto organisations = store::load_organisations(database);
        if (!organisations) return tl::unexpected(organisations.error());
        if (std::ranges::find(*organisations, order.organisation_key, &Organisation::key) ==
            organisations->end())
            problems.push_back({"", "/organisation",
                                trf("数据库里没有单位 {}", order.organisation_key),
                                tr("已登记的单位")});
        if (!problems.empty()) return make_error(std::move(problems));
        SealSlip slip{0, draw_secret()};
        drill.seal_sha256 = make_seal(order.organisation_key, order.day, slip.secret);
        const auto id = store::insert_sealed_drill(database, drill, now, who);
        if (!id) return tl::unexpected(id.error());
        slip.id = *id;
        const nlohmann::ordered_json after{{"title", drill.title},
                                           {"from", iso(drill.from_day)},
                                           {"until", iso(drill.until_day)},
                                           {"seal", drill.seal_sha256}};
        auto noted = store::append_audit(database, {0, now, who, "drill.seal",
                                                    fmt::format("sealed_drill/{}", *id), "null",
                                                    after.dump(), "", ""});
        if (!noted) return tl::unexpected(noted.error());
        return slip;
    });
}

Result<RecordedActivity> hold_sealed_drill(store::Database& database, std::int64_t sealed_drill_id,
                                           const std::string& secret, ActivityEntry entry,
                                           const std::string& who) {
    return in_transaction(database, [&]() -> Result<RecordedActivity> {
        const auto sealed = find_sealed(database, sealed_drill_id);
        if (!sealed) return tl::unexpected(sealed.error());
        const Activity& a = entry.activity;
        if (sealed->opened_day)
            return make_error(
                Errc::bad_input,
                {"", "--sealed", trf("这个封条 {} 已经打开", iso(*sealed->opened_day)), ""});
        if (a.kind != ActivityKind::drill || a.progress != ActivityProgress::held ||
            make_seal(sealed->organisation_key, a.local_day, secret) != sealed->seal_sha256 ||
            a.organisation_key != sealed->organisation_key)
            return make_error(Errc::bad_input,
                              {"", "--secret",
                               tr("日期和密语对不上封条，或者不是这家已举行的实战演练"),
                               tr("封存时写下的日期和密语")});
        entry.activity.hidden_date = true;
        entry.activity.announced = false;
        const auto recorded = record_in_transaction(database, entry, who);
        if (!recorded) return recorded;
        const Instant now = read_clock();
        if (auto done = store::insert_opening(database, sealed_drill_id, recorded->id, a.local_day,
                                              secret, now, who);
            !done)
            return tl::unexpected(done.error());
        const nlohmann::ordered_json after{{"activity", recorded->id}, {"day", iso(a.local_day)}};
        auto noted = store::append_audit(database, {0, now, who, "drill.unseal",
                                                    fmt::format("sealed_drill/{}", sealed_drill_id),
                                                    "null", after.dump(), "", ""});
        if (!noted) return tl::unexpected(noted.error());
        return recorded;
    });
}

Result<std::vector<SealedDrill>> list_sealed_drills(store::Database& database,
                                                    const std::string& top_key) {
    return store::load_sealed_drills(database, top_key);
}

} // namespace roster::service
