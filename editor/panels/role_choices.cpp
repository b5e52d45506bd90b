#include "editor/panels/role_choices.h"

#include <algorithm>

namespace editor::panels {

namespace drill = sim::drill;

std::vector<RoleChoice> read_role_choices(const std::filesystem::path& ledger_file,
                                          const std::filesystem::path& script) {
    std::vector<RoleChoice> roles;
    auto loaded = drill::load_scenario(script.string());
    if (!loaded) return roles;
    if (auto ledger = tools::casting::Ledger::open(ledger_file))
        static_cast<void>((*ledger)->cast(*loaded, {}));
    for (const drill::RoleSpec& role : loaded->scenario.roles) {
        const auto& people = loaded->scenario.people;
        const auto plays = std::find_if(people.begin(), people.end(),
                                        [&](const auto& one) { return one.role == role.key; });
        if (plays != people.end()) roles.push_back({role.key, role.name, plays->name, plays->name});
    }
    return roles;
}

std::vector<std::pair<std::string, std::string>>
list_written_over(const std::vector<RoleChoice>& roles) {
    std::vector<std::pair<std::string, std::string>> over;
    for (const RoleChoice& role : roles)
        if (!role.typed.empty() && role.typed != role.cast) over.emplace_back(role.key, role.typed);
    return over;
}

} // namespace editor::panels
