/// Inspections: entered with what they found, listed, and what was left out.
#pragma once
#include "roster/domain/inspection.h"
#include "roster/domain/patrol.h"
#include "roster/store/inspection_table.h"
#include <optional>
#include <string>
#include <vector>

namespace roster::service {

struct NewFinding {
    domain::Finding finding; ///< organisation, day, source and inspection come from the inspection
    domain::Remedy remedy;
};
struct InspectionEntry {
    domain::Inspection
        inspection; ///< with a visit plan: organisation, kind and office come from it
    std::vector<domain::InspectionItem> items;
    std::vector<NewFinding> findings;
    std::string recorder_key; ///< person on file who registers the findings; empty: the inspector
};
struct RecordedInspection {
    std::int64_t id = 0;
    std::vector<std::string> finding_keys;
};
/// Writes the inspection, its checklist and its findings, all or nothing.
/// Errors: bad_input with everything wrong at once; conflict when the plan was fulfilled already.
[[nodiscard]] sim::core::Result<RecordedInspection>
record_inspection(store::Database& database, InspectionEntry entry, const std::string& who);

[[nodiscard]] sim::core::Result<std::vector<store::InspectionRow>>
list_inspections(store::Database& database, const std::string& top_key, domain::DaySpan span);

/// What one home did and left out. Days on which it was not open are neither.
struct HomeCoverage {
    std::string organisation_key, name;
    int days_due = 0;                         ///< up to yesterday
    int patrolled_count = 0, clean_count = 0; ///< days with a patrol; of them without a finding
    std::vector<domain::Date> missed_days;    ///< no daily patrol on record
    std::vector<domain::Date> missed_months;  ///< no self-check; first days of whole months
    std::vector<domain::Date>
        town_missed_months;                   ///< no visit of the town, where a town is above it
    std::vector<domain::NightGap> night_gaps; ///< homes in which people sleep
    int county_count = 0, city_count = 0, maintenance_count = 0;
};
/// Of every open institution below `top_key`, by key. Cost: one statement and the days of the span.
/// Error: bad_input when the span is empty or longer than 366 days.
[[nodiscard]] sim::core::Result<std::vector<HomeCoverage>> list_coverage(store::Database& database,
                                                                         const std::string& top_key,
                                                                         domain::DaySpan span,
                                                                         domain::Date today);

} // namespace roster::service
