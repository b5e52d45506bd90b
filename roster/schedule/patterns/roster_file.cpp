#include "roster/schedule/patterns/roster_file.h"
#include "sim/core/json_reader.h"
#include "sim/core/text.h"
#include <map>

namespace roster::schedule::patterns {
namespace {

using sim::core::tr;
using sim::core::trf;

using Ids = std::map<std::string, int, std::less<>>;

void read_person(sim::core::ObjectReader& reader, const PatternProblem& problem, const Ids& people,
                 const Ids& shifts, Roster& roster) {
    const auto id = reader.text("person");
    const auto names = reader.texts("shifts");
    const auto person = people.find(id);
    if (person == people.end()) reader.report("person", trf("没有人员“{}”", id));
    if (static_cast<int>(names.size()) != problem.horizon_days)
        reader.report("shifts", trf("有 {} 天", names.size()), trf("{} 天", problem.horizon_days));
    Line line;
    for (std::size_t day = 0; day < names.size(); ++day) {
        const auto shift = shifts.find(names[day]);
        if (shift == shifts.end())
            reader.report(fmt::format("shifts/{}", day), trf("没有班次“{}”", names[day]));
        line.push_back(shift == shifts.end() ? std::int8_t{day_off}
                                             : static_cast<std::int8_t>(shift->second));
    }
    reader.finish();
    if (person == people.end()) return;
    if (!roster.lines[person->second].empty()) reader.report("person", trf("人员“{}”重复", id));
    roster.lines[person->second] = std::move(line);
}

} // namespace

std::string format_roster(const PatternProblem& problem, const RosterFile& file) {
    nlohmann::ordered_json json;
    json["format"] = "yanlian-pattern-roster";
    json["version"] = roster_file_version;
    json["instance"] = file.instance;
    json["cost"] = file.cost;
    if (file.bound >= 0) json["bound"] = file.bound;
    auto& lines = json["lines"] = nlohmann::ordered_json::array();
    for (std::size_t p = 0; p < problem.people.size(); ++p) {
        auto names = nlohmann::ordered_json::array();
        for (const auto shift : file.roster.lines[p])
            names.push_back(shift == day_off ? std::string{} : problem.shifts[shift].id);
        lines.push_back({{"person", problem.people[p].id}, {"shifts", std::move(names)}});
    }
    return json.dump(1) + "\n";
}

sim::core::Result<RosterFile> parse_roster(const PatternProblem& problem, const std::string& file,
                                           std::string_view bytes) {
    const auto json = sim::core::parse_json(file, bytes);
    if (!json) return tl::unexpected(json.error());
    Ids people, shifts{{"", day_off}};
    for (std::size_t p = 0; p < problem.people.size(); ++p)
        people.emplace(problem.people[p].id, static_cast<int>(p));
    for (std::size_t s = 0; s < problem.shifts.size(); ++s)
        shifts.emplace(problem.shifts[s].id, static_cast<int>(s));
    sim::core::JsonSource source{file, {}};
    sim::core::ObjectReader reader(*json, "", source);
    RosterFile result;
    constexpr std::string_view format[] = {"yanlian-pattern-roster"};
    reader.choice("format", format);
    reader.integer("version", roster_file_version, roster_file_version);
    result.instance = reader.text("instance", "");
    const auto most = static_cast<std::int64_t>(max_total_cost);
    result.cost = reader.integer("cost", 0, most);
    result.bound = reader.integer("bound", -1, most, -1);
    result.roster.lines.resize(problem.people.size());
    reader.objects("lines", true, [&](sim::core::ObjectReader& person) {
        read_person(person, problem, people, shifts, result.roster);
    });
    for (std::size_t p = 0; p < problem.people.size(); ++p)
        if (result.roster.lines[p].empty())
            reader.report("lines", trf("缺人员“{}”", problem.people[p].id));
    reader.finish();
    if (!source.problems.empty()) return sim::core::make_error(std::move(source.problems));
    return result;
}

} // namespace roster::schedule::patterns
