#include "sim/core/text.h"
#include "sim/drill/scenario_draft.h"
#include "sim/drill/scenario_names.h"
#include <algorithm>
#include <cmath>

namespace sim::drill {

using core::tr;
using core::trf;

namespace {

/// Levenshtein distance; texts are keys, short.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] =
                std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row[b.size()];
}

std::string at(const char* list, std::size_t i, const char* key = nullptr) {
    return "/" + std::string(list) + "/" + std::to_string(i) + (key ? "/" + std::string(key) : "");
}

template <class T, class KeyOf>
void check_unique(ScenarioDraft& draft, const char* list, const char* key,
                  const std::vector<T>& all, KeyOf key_of) {
    std::set<decltype(key_of(all.front()))> seen;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (!seen.insert(key_of(all[i])).second)
            report(draft, at(list, i, key), trf("{} 重复了", key_of(all[i])));
}

void check_doubles(ScenarioDraft& draft) {
    const Scenario& s = draft.scenario;
    check_unique(draft, "roles", "key", s.roles, [](const auto& r) { return r.key; });
    check_unique(draft, "people", "key", s.people, [](const auto& p) { return p.key; });
    check_unique(draft, "residents", "key", s.residents, [](const auto& r) { return r.key; });
    check_unique(draft, "residents", "bed", s.residents, [](const auto& r) { return r.bed; });
    check_unique(draft, "fires", "key", s.fires, [](const auto& f) { return f.key; });
    check_unique(draft, "injects", "no", s.injects, [](const auto& i) { return i.no; });
    check_unique(draft, "response", "no", s.response, [](const auto& r) { return r.no; });
    check_unique(draft, "expected", "no", s.expected, [](const auto& e) { return e.no; });
    check_unique(draft, "openings", "opening", s.openings, [](const auto& o) { return o.first; });
    check_unique(draft, "locks", "opening", s.locks, [](const auto& o) { return o.first; });
    std::set<std::string> people;
    for (const PersonSpec& person : s.people)
        people.insert(person.key);
    for (std::size_t i = 0; i < s.residents.size(); ++i) {
        if (people.contains(s.residents[i].key))
            report(draft, at("residents", i, "key"),
                   trf("{} 已经是一名工作人员", s.residents[i].key));
        const Dementia& d = s.residents[i].dementia;
        const bool has_dementia =
            d.wanders_after_s > 0 || d.returns_after_s > 0 || d.resists_factor > 1;
        if (has_dementia && s.residents[i].mobility != Mobility::wanders)
            report(draft, at("residents", i, "dementia"),
                   trf("{} 不是失智游走（wanders）", s.residents[i].key));
    }
}

void add_plan_keys(ScenarioKeys& keys, const plan::Plan& plan) {
    keys.with_plan = true;
    const auto add = [&](KnownKeys& kind, const std::string& key) {
        kind.add(key);
        keys.targets.add(key);
    };
    for (const auto& x : plan.levels)
        add(keys.zones, x.key);
    for (const auto& x : plan.compartments)
        add(keys.zones, x.key);
    for (const auto& x : plan.spaces) {
        add(keys.zones, x.key);
        keys.spaces.add(x.key);
    }
    for (const auto& x : plan.openings)
        add(keys.openings, x.key);
    for (const auto& x : plan.equipment)
        add(keys.equipment, x.key);
    for (const auto& x : plan.places)
        add(keys.places, x.key);
    for (const auto& x : plan.lifts)
        keys.targets.add(x.key);
    for (const auto& x : plan.detectors)
        keys.targets.add(x.key);
    for (const auto& x : plan.beds)
        keys.targets.add(x.key);
}

ScenarioKeys collect_keys(const Scenario& s, const plan::Plan* plan) {
    ScenarioKeys keys;
    for (const auto& x : s.roles)
        keys.roles.add(x.key), keys.targets.add(x.key);
    for (const auto& x : s.people) {
        keys.people.add(x.key);
        keys.cast_roles.add(x.role);
        keys.targets.add(x.key);
    }
    for (const auto& x : s.residents)
        keys.residents.add(x.key), keys.targets.add(x.key);
    for (const auto& x : s.fires)
        keys.fires.add(x.key), keys.targets.add(x.key);
    for (const auto& x : s.injects)
        keys.targets.add(std::to_string(x.no));
    for (const char* word : {"panel", "power_lost"})
        keys.targets.add(word);
    keys.targets.add(s.key);
    if (plan) add_plan_keys(keys, *plan);
    return keys;
}

void check_people(ScenarioDraft& draft, const ScenarioKeys& keys) {
    const Scenario& s = draft.scenario;
    for (std::size_t i = 0; i < s.roles.size(); ++i)
        if (!keys.cast_roles.has(s.roles[i].key))
            report(draft, at("roles", i, "key"), trf("角色 {} 没有人担任", s.roles[i].key),
                   tr("people 里至少一人"));
    for (std::size_t i = 0; i < s.people.size(); ++i) {
        check_key(draft, at("people", i, "role"), "角色", s.people[i].role, keys.roles);
        if (keys.with_plan && !keys.spaces.has(s.people[i].place))
            check_key(draft, at("people", i, "place"), "地点", s.people[i].place, keys.places);
    }
    for (std::size_t i = 0; i < s.residents.size(); ++i)
        check_key(draft, at("residents", i, "guide"), "角色", s.residents[i].guide, keys.roles);
}

void check_weights(ScenarioDraft& draft) {
    const Scenario& s = draft.scenario;
    const double sum = s.weight_alarm + s.weight_command + s.weight_extinguish + s.weight_evacuate +
                       s.weight_hazards;
    if (std::abs(sum - 1) > 1e-6)
        report(draft, "/weight_alarm", trf("各能力的权重合计 {}", sum), "1");
    if (s.start_modes.empty()) report(draft, "/start_modes", tr("没有启动方式"), "scene, system");
}

/// A fire that no time and no inject ever lights would burn in nobody's drill.
void check_ignitions(ScenarioDraft& draft) {
    const Scenario& s = draft.scenario;
    for (std::size_t i = 0; i < s.fires.size(); ++i) {
        const bool lit = std::any_of(s.injects.begin(), s.injects.end(),
                                     [&](const InjectSpec& inject) {
                                         return inject.ignite == s.fires[i].key;
                                     }) ||
                         (s.leak && s.leak->fire == s.fires[i].key);
        if (!std::isfinite(s.fires[i].ignition_s) && !lit)
            report(draft, at("fires", i),
                   trf("火源 {} 没有起火时间，也没有注入来点燃", s.fires[i].key),
                   tr("ignition_s，或某个注入的 ignite"));
    }
}

void resolve_fires(ScenarioDraft& draft, const plan::Plan& plan, const ScenarioKeys& keys) {
    for (std::size_t i = 0; i < draft.scenario.fires.size(); ++i) {
        fire::FireSpec& fire = draft.scenario.fires[i];
        fire.space = plan.find_space(draft.fire_spaces[i]);
        if (!fire.space)
            check_key(draft, at("fires", i, "space"), "空间", draft.fire_spaces[i], keys.spaces);
        else if (!core::contains(plan[fire.space].outline_m, fire.at_m))
            report(draft, at("fires", i, "at_m"), trf("火源不在 {} 里", plan[fire.space].key));
        else if (plan[fire.space].kind == plan::SpaceKind::outside)
            report(draft, at("fires", i, "space"), tr("火源在室外"), tr("室内空间"));
    }
}

void check_plan_references(ScenarioDraft& draft, const plan::Plan& plan, const ScenarioKeys& keys) {
    const Scenario& s = draft.scenario;
    resolve_fires(draft, plan, keys);
    check_key(draft, "/origin", "空间", s.origin, keys.spaces);
    check_key(draft, "/focus_zone", "区域", s.focus_zone, keys.zones);
    if (s.leak) check_key(draft, "/leak/space", "空间", s.leak->space, keys.spaces);
    if (s.leak) check_key(draft, "/leak/fire", "火源", s.leak->fire, keys.fires);
    if (s.flood && !plan.find_level(s.flood->level))
        report(draft, "/flood/level", trf("没有这个楼层：{}", s.flood->level));
    for (std::size_t i = 0; i < s.hidden_locks.size(); ++i)
        check_key(draft, at("hidden_locks", i), "门窗", s.hidden_locks[i], keys.openings);
    KnownKeys beds;
    for (const plan::Bed& bed : plan.beds)
        beds.add(bed.key);
    for (std::size_t i = 0; i < s.residents.size(); ++i)
        check_key(draft, at("residents", i, "bed"), "床位", s.residents[i].bed, beds);
    for (std::size_t i = 0; i < s.openings.size(); ++i)
        check_key(draft, at("openings", i, "opening"), "门窗", s.openings[i].first, keys.openings);
    for (std::size_t i = 0; i < s.locks.size(); ++i)
        check_key(draft, at("locks", i, "opening"), "门窗", s.locks[i].first, keys.openings);
}

} // namespace

std::string KnownKeys::suggest(std::string_view wrong) const {
    constexpr std::size_t length_limit = 60, count_limit = 2000;
    if (wrong.size() > length_limit || keys_.size() > count_limit) return {};
    const std::string* best = nullptr;
    std::size_t best_distance = wrong.size() / 2 + 1;
    for (const std::string& key : keys_) {
        if (key.size() > length_limit) continue;
        const std::size_t distance = edit_distance(wrong, key);
        if (distance >= best_distance) continue;
        best_distance = distance;
        best = &key;
    }
    return best ? trf("也许是 {}", *best) : std::string();
}

void report(ScenarioDraft& draft, std::string pointer, std::string what, std::string expected) {
    draft.source.problems.push_back(
        {draft.source.file, std::move(pointer), std::move(what), std::move(expected)});
}

void check_key(ScenarioDraft& draft, const std::string& pointer, const char* thing,
               const std::string& key, const KnownKeys& known) {
    constexpr std::size_t suggestion_limit_count = 40; // searching costs; more nobody reads
    if (key.empty() || known.has(key)) return;
    const bool suggest = draft.source.problems.size() < suggestion_limit_count;
    report(draft, pointer, trf("没有这个{}：{}", tr(thing), key),
           suggest ? known.suggest(key) : "");
}

void check_scenario(ScenarioDraft& draft, const plan::Plan* plan) {
    const ScenarioKeys keys = collect_keys(draft.scenario, plan);
    check_doubles(draft);
    check_people(draft, keys);
    check_weights(draft);
    check_ignitions(draft);
    if (plan) check_plan_references(draft, *plan, keys);
    check_arrivals(draft, keys);
    check_handovers(draft, keys);
    check_injects(draft, keys);
    check_response(draft, keys);
    check_expected(draft, keys);
}

} // namespace sim::drill
