/// One activity with everything on file about it. Reads only.
#pragma once
#include "roster/domain/activity.h"
#include "roster/domain/key_moment.h"
#include "roster/store/database.h"
#include <optional>
#include <string>
#include <vector>

namespace roster::store {

struct ActivityPerson {
    std::string name, organisation_name, posts; ///< posts held that day, words of the table
    domain::Attendance attendance;
};
struct AttachmentLine {
    std::int64_t id = 0;
    std::string sha256, file_name, media_type, note;
    std::int64_t size_bytes = 0;
    domain::Instant recorded_at_utc{};
    std::string recorded_by;
};
struct ActivityDetail {
    domain::Activity activity;
    std::string organisation_name, held_by_name, team_name;
    std::string response_plan; ///< "火灾应急预案 第 2 版"; empty: none
    std::vector<std::string> further_names;
    std::vector<ActivityPerson> people; ///< by name and key
    std::vector<domain::KeyMoment> moments;
    std::vector<AttachmentLine> attachments; ///< by row
    domain::Instant recorded_at_utc{};
    std::string recorded_by;
};
/// In force; none of that key: nothing.
[[nodiscard]] Result<std::optional<ActivityDetail>> find_activity_detail(Database& database,
                                                                         const std::string& key);

} // namespace roster::store
