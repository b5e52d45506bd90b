/// 三年轮训: who holds one of the three roles, who was trained by the city, and the slots. Slots
/// are insert-only.
#pragma once
#include "roster/domain/obligation.h"
#include "roster/domain/rotation.h"
#include "roster/store/database.h"
#include "roster/store/entry.h"
#include <map>
#include <string>
#include <vector>

namespace roster::store {

/// One of the three roles held by one person at one organisation.
struct RotationPost {
    std::string person_key, person_name;
    std::string organisation_key, organisation_name;
    domain::Post post{};
    domain::Date from_day{};
};
/// Held that day in institutions of the part, by people at work or on leave; by person,
/// organisation and post.
[[nodiscard]] Result<std::vector<RotationPost>>
load_rotation_posts(Database& database, const std::string& top_key, domain::Date day);

/// Trainings that count (countable_attendance) up to that day, by person and day.
using TrainingsOf = std::map<std::string, std::vector<domain::Deed>, std::less<>>;
[[nodiscard]] Result<TrainingsOf> load_trainings(Database& database, domain::Date day);

struct RotationSlotRow {
    std::int64_t id = 0;
    std::string person_key, person_name;
    int year = 0;
    int cohort_no = 0;
    std::optional<domain::Date> planned_day{};
};
/// In force, every round of the organisation, by year and person.
[[nodiscard]] Result<std::vector<RotationSlotRow>>
load_rotation_slots(Database& database, const std::string& organisation_key);

/// @param corrects_id slot that this one replaces; 0 for none. @param withdrawn only takes it back
[[nodiscard]] Result<std::int64_t> insert_rotation_slot(Database& database,
                                                        const std::string& organisation_key,
                                                        const RotationSlotRow& slot,
                                                        std::int64_t corrects_id, bool withdrawn,
                                                        const Entry& entry);

} // namespace roster::store
