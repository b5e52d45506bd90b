/// Rule files (.rules.json): which obligations a jurisdiction has, each with source and mark.
/// Format: docs/formats.md; schema: scenarios/schema/rules.schema.json.
#pragma once
#include "roster/domain/duty_log.h"
#include "sim/core/result.h"
#include <string>
#include <string_view>

namespace roster::domain {

/// What a jurisdiction goes by: its own rows, and the sets they stand upon.
struct RuleSet {
    std::string key; ///< "rules/national"
    std::string name;
    int version = 0;
    std::string jurisdiction;       ///< "中国", "江苏省扬州市"
    std::vector<std::string> bases; ///< keys of sets that are in force as well
    std::vector<Rule> rules;
    std::vector<IntervalRule> intervals; ///< within a day: the log, rounds
    std::string sha256;                  ///< of the bytes
    std::string json;                    ///< the bytes
};
/// Every problem at once, with its JSON pointer.
[[nodiscard]] sim::core::Result<RuleSet> load_rules(const std::string& file,
                                                    std::string_view bytes);

} // namespace roster::domain
