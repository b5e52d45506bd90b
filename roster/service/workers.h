/// Who is meant by a name in what is entered about a day: whoever worked at the organisation, or
/// below it, on that day. Reads only.
#pragma once
#include "roster/domain/workplace.h"
#include "roster/store/database.h"
#include "sim/core/result.h"
#include <map>
#include <span>
#include <string>
#include <vector>

namespace roster::service {

/// 岗前 training is held before the first day at work; longer ahead it is asked about. House rule,
/// docs/references.md#pre-job
inline constexpr int pre_job_days = 366;

struct WorkersAsked {
    std::vector<std::string> organisation_keys; ///< each with everything below it
    domain::Date day{};
    int joins_within_days = 0; ///< also who begins up to so many days later
};

class Workers {
public:
    /// Cost: three statements for each organisation.
    [[nodiscard]] static sim::core::Result<Workers> load(store::Database& database,
                                                         const WorkersAsked& asked);

    /// The key of the one person of that name. A key, and what is nobody's name, comes back as it
    /// is; somebody who does not work there that day and a name of several are problems.
    [[nodiscard]] std::string find(const std::string& key_or_name, const std::string& pointer,
                                   sim::core::Problems& problems) const;
    /// The name, or the key of a stranger.
    [[nodiscard]] std::string name_of(const std::string& person_key) const;

private:
    WorkersAsked asked_;
    std::vector<domain::Person> people_; ///< as their homes see them (store::load_home_people)
};

} // namespace roster::service
