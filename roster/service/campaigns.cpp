#include "roster/service/campaigns.h"

#include "roster/service/journal.h"
#include "roster/service/organisations.h"
#include "roster/store/campaign_table.h"
#include "sim/core/text.h"
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

std::string audit_text(const Campaign& campaign) {
    nlohmann::ordered_json requirements = nlohmann::ordered_json::array();
    for (const CampaignRequirement& one : campaign.requirements)
        requirements.push_back(
            {{"activities", one.activities}, {"tags", one.tags}, {"count", one.min_count}});
    return nlohmann::ordered_json{{"title", campaign.title},
                                  {"organisation", campaign.organisation_key},
                                  {"from", iso(campaign.from_day)},
                                  {"until", iso(campaign.until_day)},
                                  {"requirements", std::move(requirements)}}
        .dump();
}

/// The organisation and all above it.
Result<std::set<std::string>> list_above(store::Database& database, const std::string& key) {
    const auto tree = list_part(database, "");
    if (!tree) return tl::unexpected(tree.error());
    std::map<std::string, std::string> parent;
    for (const Organisation& one : *tree)
        parent[one.key] = one.parent_key;
    std::set<std::string> above;
    for (std::string at = key; !at.empty() && above.insert(at).second;)
        at = parent[at];
    return above;
}

bool was_open(const Organisation& home, const Campaign& campaign) {
    return is_institution(home.kind) &&
           (!home.opened_on || *home.opened_on <= campaign.until_day) &&
           (!home.closed_on || campaign.from_day <= *home.closed_on);
}

} // namespace

Result<void> open_campaign(store::Database& database, const Campaign& campaign,
                           const std::string& who) {
    return in_transaction(database, [&]() -> Result<void> {
        auto problems = check(campaign);
        if (who.empty()) problems.push_back({"", "/who", tr("没有写经办人"), tr("经办人")});
        const auto tree = list_part(database, "");
        if (!tree) return tl::unexpected(tree.error());
        if (std::ranges::find(*tree, campaign.organisation_key, &Organisation::key) == tree->end())
            problems.push_back({"", "/organisation",
                                trf("数据库里没有单位 {}", campaign.organisation_key),
                                tr("已登记的单位")});
        if (!problems.empty()) return make_error(std::move(problems));
        const auto known = store::load_campaigns(database);
        if (!known) return tl::unexpected(known.error());
        if (std::ranges::find(*known, campaign.key, &Campaign::key) != known->end())
            return make_error(Errc::conflict,
                              {"", campaign.key, tr("已经登记过"), tr("另一个编号")});
        const Instant now = read_clock();
        const auto id = store::insert_campaign(database, campaign, now, who);
        if (!id) return tl::unexpected(id.error());
        return store::append_audit(database, {0, now, who, "campaign.open", campaign.key, "null",
                                              audit_text(campaign), "", ""});
    });
}

Result<std::vector<Campaign>> list_campaigns(store::Database& database,
                                             const std::string& organisation_key, int year) {
    const auto above = list_above(database, organisation_key);
    if (!above) return tl::unexpected(above.error());
    auto campaigns = store::load_campaigns(database);
    if (!campaigns) return campaigns;
    const Date first = make_date(year, 1, 1), last = make_date(year, 12, 31);
    std::erase_if(*campaigns, [&](const Campaign& one) {
        return last < one.from_day || one.until_day < first ||
               !above->contains(one.organisation_key);
    });
    for (const CampaignKind kind : {CampaignKind::june, CampaignKind::november})
        if (std::ranges::none_of(*campaigns, [&](const Campaign& one) { return one.kind == kind; }))
            campaigns->push_back(make_campaign(kind, year, organisation_key));
    std::ranges::sort(*campaigns, {},
                      [](const Campaign& one) { return std::tuple(one.from_day, one.key); });
    return campaigns;
}

Result<std::vector<CampaignHome>> list_campaign_homes(store::Database& database,
                                                      const Campaign& campaign,
                                                      const std::string& organisation_key) {
    const auto part = list_part(database, organisation_key);
    if (!part) return tl::unexpected(part.error());
    const auto deeds = store::load_campaign_deeds(database, organisation_key, campaign.from_day,
                                                  campaign.until_day);
    if (!deeds) return tl::unexpected(deeds.error());
    const auto invited = store::load_invited_units(database, organisation_key, campaign.from_day,
                                                   campaign.until_day);
    if (!invited) return tl::unexpected(invited.error());
    std::map<std::string, std::vector<Deed>> by_home;
    for (const auto& [home, deed] : *deeds)
        by_home[home].push_back(deed);
    std::map<std::string, std::string> units;
    for (const auto& [home, names] : *invited)
        units[home] += (units[home].empty() ? "" : tr("、")) + names;
    std::vector<CampaignHome> homes;
    for (const Organisation& one : *part) {
        if (!was_open(one, campaign)) continue;
        CampaignHome home{one.key, one.name, calc_progress(campaign, by_home[one.key]),
                          units[one.key], false};
        home.done = home.progress.done(campaign);
        homes.push_back(std::move(home));
    }
    std::ranges::stable_sort(homes, {}, [](const CampaignHome& home) { return home.done; });
    return homes;
}

} // namespace roster::service
