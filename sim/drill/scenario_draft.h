/// A scenario while it is being read: what the file says, before references are checked.
#pragma once
#include "sim/core/json_reader.h"
#include "sim/drill/scenario.h"

namespace sim::drill {

struct ScenarioDraft {
    Scenario scenario;
    std::vector<std::string> fire_spaces; ///< by fire: key of its space as written
    core::JsonSource source;
};

/// Reads every key but format and version.
void read_scenario(core::ObjectReader& root, ScenarioDraft& draft);
/// Checks all references and rules, resolves those into the plan. Without a plan (it could not be
/// loaded) only what the scenario says about itself.
void check_scenario(ScenarioDraft& draft, const plan::Plan* plan);

/// What may be named; answers "也许是 ..." for the nearest known key. Internal to the checks.
class KnownKeys {
public:
    void add(std::string key) { keys_.insert(std::move(key)); }
    [[nodiscard]] bool has(std::string_view key) const { return keys_.contains(key); }
    [[nodiscard]] std::string suggest(std::string_view wrong) const;

private:
    std::set<std::string, std::less<>> keys_;
};

struct ScenarioKeys {
    KnownKeys roles, cast_roles, people, residents, fires, zones, spaces, openings, equipment,
        places;
    KnownKeys targets; ///< all of them, and what else a fact may be about
    bool with_plan = false;
};

/// Steps of the response plan and expectations (scenario_check_steps.cpp).
void check_response(ScenarioDraft& draft, const ScenarioKeys& keys);
void check_expected(ScenarioDraft& draft, const ScenarioKeys& keys);
void check_injects(ScenarioDraft& draft, const ScenarioKeys& keys);
void check_arrivals(ScenarioDraft& draft, const ScenarioKeys& keys);
void check_handovers(ScenarioDraft& draft, const ScenarioKeys& keys);
/// One problem of the draft's file.
void report(ScenarioDraft& draft, std::string pointer, std::string what, std::string expected = {});
/// Reports `key` when it is given and unknown; `thing` in Chinese.
void check_key(ScenarioDraft& draft, const std::string& pointer, const char* thing,
               const std::string& key, const KnownKeys& known);

} // namespace sim::drill
