#include "roster/store/campaign_table.h"

#include "roster/store/columns.h"
#include "roster/store/part_sql.h"
#include <map>

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

/// " drill training " holds the words drill and training.
std::string join_words(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += " " + word;
    return text.empty() ? text : text + " ";
}
std::vector<std::string> split_words(const std::string& text) {
    std::vector<std::string> words;
    for (std::size_t at = 1; at < text.size();) {
        const std::size_t end = text.find(' ', at);
        if (end == text.npos) break;
        words.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

} // namespace

Result<std::int64_t> insert_campaign(Database& database, const Campaign& campaign, Instant at,
                                     const std::string& by) {
    return guard(database, "campaign.insert", [&](soci::session& sql) {
        const std::string kind = text_of(campaign_kind_names, campaign.kind),
                          from = iso(campaign.from_day), until = iso(campaign.until_day),
                          instant = iso(at);
        long long id = 0;
        sql << "INSERT INTO campaign(organisation_id, key, title, kind, from_day, until_day, "
               "recorded_at_utc, recorded_by) VALUES((SELECT id FROM organisation WHERE key = "
               ":organisation), :key, :title, :kind, :from, :until, :at, :by) RETURNING id",
            into(id), use(campaign.organisation_key), use(campaign.key), use(campaign.title),
            use(kind), use(from), use(until), use(instant), use(by);
        for (const CampaignRequirement& one : campaign.requirements) {
            const std::string activities = join_words(one.activities), tags = join_words(one.tags);
            sql << "INSERT INTO campaign_requirement(campaign_id, activities, content_tags, "
                   "min_count) VALUES(:id, :activities, :tags, :count)",
                use(id), use(activities), use(tags), use(one.min_count);
        }
        return std::int64_t{id};
    });
}

Result<std::vector<Campaign>> load_campaigns(Database& database) {
    return guard(database, "campaign.load", [&](soci::session& sql) {
        std::vector<Campaign> campaigns;
        std::map<long long, std::size_t> place;
        Campaign row;
        long long id = 0;
        std::string kind, from, until;
        soci::statement rows =
            (sql.prepare << "SELECT c.id, c.key, o.key, c.title, c.kind, "
                            "c.from_day, c.until_day FROM campaign_in_force AS c "
                            "JOIN organisation AS o ON o.id = c.organisation_id "
                            "ORDER BY c.from_day, c.key",
             into(id), into(row.key), into(row.organisation_key), into(row.title), into(kind),
             into(from), into(until));
        rows.execute();
        while (rows.fetch()) {
            row.kind = read_named<CampaignKind>(campaign_kind_names, kind);
            row.from_day = read_date(from);
            row.until_day = read_date(until);
            place[id] = campaigns.size();
            campaigns.push_back(row);
        }
        std::string activities, tags;
        int count = 0;
        soci::statement parts = (sql.prepare << "SELECT campaign_id, activities, content_tags, "
                                                "min_count FROM campaign_requirement ORDER BY id",
                                 into(id), into(activities), into(tags), into(count));
        parts.execute();
        while (parts.fetch())
            if (const auto at = place.find(id); at != place.end())
                campaigns[at->second].requirements.push_back(
                    {split_words(activities), split_words(tags), count});
        return campaigns;
    });
}

Result<std::vector<CampaignDeed>>
load_campaign_deeds(Database& database, const std::string& top_key, Date from, Date until) {
    return guard(database, "campaign.deeds", [&](soci::session& sql) {
        std::vector<CampaignDeed> deeds;
        CampaignDeed row;
        std::string day;
        const std::string first = iso(from), last = iso(until);
        soci::statement rows =
            (sql.prepare << ROSTER_PART_SQL
                 "SELECT o.key, c.activity, c.level, c.scope, c.form, c.content_tags, c.local_day "
                 "FROM countable_activity AS c JOIN organisation AS o ON o.id = c.organisation_id "
                 "WHERE c.organisation_id IN (SELECT id FROM part) "
                 "AND c.local_day BETWEEN :first AND :last ORDER BY c.local_day, o.key",
             into(row.organisation_key), into(row.deed.activity), into(row.deed.level),
             into(row.deed.scope), into(row.deed.form), into(row.deed.tags), into(day),
             use(top_key, "top"), use(first, "first"), use(last, "last"));
        rows.execute();
        while (rows.fetch()) {
            row.deed.day = read_date(day);
            deeds.push_back(row);
        }
        return deeds;
    });
}

Result<std::vector<InvitedUnit>> load_invited_units(Database& database, const std::string& top_key,
                                                    Date from, Date until) {
    return guard(database, "campaign.invited", [&](soci::session& sql) {
        std::vector<InvitedUnit> units;
        InvitedUnit row;
        const std::string first = iso(from), last = iso(until);
        soci::statement rows =
            (sql.prepare << ROSTER_PART_SQL
                 "SELECT o.key, a.external_units FROM activity_in_force AS a "
                 "JOIN organisation AS o ON o.id = a.organisation_id "
                 "WHERE a.organisation_id IN (SELECT id FROM part) AND a.external_units <> '' "
                 "AND a.progress = 'held' AND a.local_day BETWEEN :first AND :last "
                 "ORDER BY a.local_day, a.id",
             into(row.organisation_key), into(row.units), use(top_key, "top"), use(first, "first"),
             use(last, "last"));
        rows.execute();
        while (rows.fetch())
            units.push_back(row);
        return units;
    });
}

} // namespace roster::store
