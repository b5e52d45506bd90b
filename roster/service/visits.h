/// Visits of the county and the yearly sample of the city: planned, kept, drawn, proved.
#pragma once
#include "roster/domain/organisation.h"
#include "roster/domain/sample.h"
#include "roster/domain/visit_planner.h"
#include "roster/store/inspection_table.h"
#include <string>
#include <vector>

namespace roster::service {

struct CountyPlan {
    domain::VisitLoad load;
    std::vector<domain::PlannedVisit> visits;
    /// Open later in the year than the plan begins, and so in none: plan again from that day.
    std::vector<domain::Organisation> later{};
};
/// Who is to be visited when by an office: all open homes below it, or, when it has none below,
/// below what stands above it. Visits that took place this year count. Reads only. Error: bad_input
/// with the numbers when the weeks do not suffice.
[[nodiscard]] sim::core::Result<CountyPlan> plan_county(store::Database& database,
                                                        const std::string& office_key,
                                                        const domain::VisitWish& wish);
/// Puts a plan on file. Open plans of the office for that year, from the first day of this one on,
/// are taken back; fulfilled ones stay. @return visits written
[[nodiscard]] sim::core::Result<int>
keep_county_plan(store::Database& database, const std::string& office_key,
                 const domain::VisitWish& wish, const CountyPlan& plan, const std::string& who);
[[nodiscard]] sim::core::Result<std::vector<store::VisitPlanRow>>
list_visit_plans(store::Database& database, const std::string& top_key, int year);

struct CitySample {
    std::int64_t id = 0; ///< row; 0 before it is kept
    int year = 0;
    std::uint64_t seed = 0;
    int wanted_count = 0;
    std::vector<domain::SampledHome> homes; ///< all that could be drawn, by key
};
/// Draws from all open homes below the office, by what is on file today. Reads only.
[[nodiscard]] sim::core::Result<CitySample>
draw_city_sample(store::Database& database, const std::string& office_key, int year, double share,
                 std::uint64_t seed, domain::Date today);
/// Keeps it with its seed and weights, and plans one visit for each chosen home.
/// Error: conflict when the year has a sample: a draw is not repeated until it pleases.
[[nodiscard]] sim::core::Result<std::int64_t>
keep_city_sample(store::Database& database, const std::string& office_key, const CitySample& sample,
                 domain::Date today, const std::string& who);
/// The one on file. Error: bad_input when there is none.
[[nodiscard]] sim::core::Result<CitySample>
load_city_sample(store::Database& database, const std::string& office_key, int year);
/// Whether seed and weights on file give the very homes on file.
[[nodiscard]] bool is_reproduced(const CitySample& sample);

} // namespace roster::service
