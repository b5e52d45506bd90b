/// When a resident's mobility class was last assessed (能力评估): the plan of evacuation rests on
/// it.
#pragma once
#include "roster/domain/calendar.h"
#include "roster/store/database.h"
#include <map>
#include <string>

namespace roster::store {

/// By resident's key; those without a day are left out. Of the organisation and all below it.
[[nodiscard]] Result<std::map<std::string, domain::Date>>
load_resident_classes(Database& database, const std::string& top_key);
[[nodiscard]] Result<void> set_resident_class(Database& database, const std::string& resident_key,
                                              domain::Date assessed_on);

} // namespace roster::store
