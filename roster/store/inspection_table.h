/// Inspections with their checklists, visit plans, and the samples drawn. Insert-only.
#pragma once
#include "roster/domain/inspection.h"
#include "roster/domain/sample.h"
#include "roster/store/database.h"
#include "roster/store/entry.h"
#include <span>
#include <string>
#include <vector>

namespace roster::store {

/// @return row number
[[nodiscard]] Result<std::int64_t> insert_inspection(Database& database,
                                                     const domain::Inspection& inspection,
                                                     std::span<const domain::InspectionItem> items,
                                                     const Entry& entry);
struct InspectionRow {
    domain::Inspection inspection;
    std::string organisation_name, by_name;
    int findings_count = 0;
};
/// In force, of the organisation and all below it, first to last day, by day, home and time.
/// @param kinds only these; empty: all
[[nodiscard]] Result<std::vector<InspectionRow>>
load_inspections(Database& database, const std::string& top_key, domain::Date first,
                 domain::Date last, std::span<const domain::InspectionKind> kinds = {});
[[nodiscard]] Result<std::vector<domain::InspectionItem>> load_items(Database& database,
                                                                     std::int64_t inspection_id);

[[nodiscard]] Result<std::int64_t>
insert_visit_plan(Database& database, const domain::VisitPlan& plan, const Entry& entry);
struct VisitPlanRow {
    domain::VisitPlan plan;
    std::string organisation_name, by_name;
    std::int64_t inspection_id = 0; ///< visit that fulfilled it; 0 while open
};
/// In force, by day and home.
[[nodiscard]] Result<std::vector<VisitPlanRow>>
load_visit_plans(Database& database, const std::string& top_key, int year);
[[nodiscard]] Result<std::optional<VisitPlanRow>> find_visit_plan(Database& database,
                                                                  std::int64_t id);
/// Takes an open plan back; the row that stood stays.
[[nodiscard]] Result<void> withdraw_visit_plan(Database& database, std::int64_t id,
                                               const Entry& entry);

struct SampleDraw {
    std::int64_t id = 0;
    std::string organisation_key;
    int year = 0;
    std::uint64_t seed = 0;
    int wanted_count = 0;
    domain::Instant at_utc{};
    std::string who;
};
[[nodiscard]] Result<std::int64_t> insert_sample(Database& database, const SampleDraw& draw,
                                                 std::span<const domain::SampledHome> homes);
/// In force; newest first.
[[nodiscard]] Result<std::vector<SampleDraw>>
load_samples(Database& database, const std::string& organisation_key, int year);
/// As it was drawn, by key.
[[nodiscard]] Result<std::vector<domain::SampledHome>> load_sample_homes(Database& database,
                                                                         std::int64_t draw_id);
/// Homes below an organisation that are open on a day, with what speaks for drawing them, by key.
[[nodiscard]] Result<std::vector<domain::SampleCandidate>>
load_candidates(Database& database, const std::string& top_key, domain::Date today);

} // namespace roster::store
