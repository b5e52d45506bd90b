/// Facts of each home in a period, and how they become lines. Only for this folder.
#pragma once
#include "roster/service/bulletin.h"
#include "roster/service/rules.h"
#include <unordered_map>

namespace roster::service {

/// What one organisation adds to each number.
struct HomeFacts {
    const domain::Organisation* organisation = nullptr;
    std::size_t part = 0;
    bool counted = false; ///< an institution that is open on the day
    std::array<std::vector<std::int64_t>, bulletin_field_count> rows;
    std::array<int, bulletin_field_count> amounts{}; ///< of fields without a table
    bool inspected = false;                          ///< has an inspection of the period
    bool drill_overdue = false;                      ///< a window ended before the day, not filled
    int best_team_count = 0;
    std::optional<domain::Date> oldest_deadline, oldest_undated, first_expiry;
    std::vector<const store::BulletinDrill*> drills;

    [[nodiscard]] std::size_t count(BulletinField field) const {
        return rows[static_cast<std::size_t>(field)].size();
    }
    [[nodiscard]] int amount(BulletinField field) const {
        return amounts[static_cast<std::size_t>(field)];
    }
    void add(BulletinField field, std::int64_t row) {
        rows[static_cast<std::size_t>(field)].push_back(row);
    }
    void add_amount(BulletinField field, int amount) {
        amounts[static_cast<std::size_t>(field)] += amount;
    }
};

/// Everything of one bulletin on the table.
struct BulletinMatter {
    std::vector<domain::Organisation> organisations;
    std::vector<std::size_t> part; ///< positions below the top, parents first
    store::BulletinTables tables;
    domain::DaySpan period{};
    domain::Date day{};
    domain::Date inspected_until{}; ///< the day itself is not judged before it is over
    bool over = false;
    std::unordered_map<std::int64_t, HomeFacts> homes; ///< by organisation row
    std::vector<std::string> drill_sources, training_sources;
    std::unordered_map<std::int64_t, std::vector<std::int64_t>>
        trainings; ///< activities that fill a rule's window, by person

    [[nodiscard]] std::int64_t id_of(std::size_t position) const {
        return tables.organisation_id.at(organisations[position].key);
    }
};
/// Reads and sorts everything by home.
[[nodiscard]] sim::core::Result<BulletinMatter> load_matter(store::Database& database,
                                                            const std::string& organisation_key,
                                                            const HalfYear& half,
                                                            domain::Date today);
/// Adds what was planned, signed and answered of duty; part of load_matter.
/// Cost: a published roster is read for each place that has one.
[[nodiscard]] sim::core::Result<void> add_duty(store::Database& database, BulletinMatter& matter);
/// The line of some homes. @param homes in any order
[[nodiscard]] BulletinRow make_row(std::string key, std::string name,
                                   const std::vector<const HomeFacts*>& homes);
/// Named homes, by key. @param part_names of the lines
[[nodiscard]] BulletinLists make_lists(const BulletinMatter& matter,
                                       const std::vector<std::string>& part_names);

} // namespace roster::service
