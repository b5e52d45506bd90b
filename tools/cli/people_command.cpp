// yanlian people, yanlian competence [PERSON]: who is there, what each can do, and what proves it.
#include "roster/service/competence_list.h"
#include "roster/service/open_database.h"
#include "roster/service/shift.h"
#include "sim/core/text.h"
#include "sim/drill/fact.h"
#include "tools/cli/commands.h"
#include "tools/cli/terminal.h"
#include <chrono>
#include <nlohmann/json.hpp>

namespace tools::cli {

using sim::core::tr;
using sim::core::trf;

namespace {

struct PeopleOptions {
    std::string db, person;
    bool json = false;
};

struct OpenHome {
    roster::service::OpenedDatabase opened;
    roster::domain::Organisation organisation;
    roster::domain::Date today{};
};

sim::core::Result<OpenHome> open_home(const std::string& db) {
    std::filesystem::path path = db;
    if (path.empty()) {
        auto found = roster::service::find_default_database_path();
        if (!found) return tl::unexpected(found.error());
        path = *found;
    }
    auto opened = roster::service::open_or_create(path);
    if (!opened) return tl::unexpected(opened.error());
    auto organisations = roster::service::list_organisations(opened->database);
    if (!organisations) return tl::unexpected(organisations.error());
    if (organisations->empty())
        return sim::core::make_error(sim::core::Errc::bad_input,
                                     {path.string(), "", tr("台账里还没有单位"), ""});
    OpenHome home{std::move(*opened), organisations->front(), {}};
    home.today = roster::domain::calc_local_day(
        std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
    return home;
}

std::vector<std::string> trail_row(const roster::store::TrailLine& t) {
    const auto& action = t.outcome.action;
    const auto kind = sim::drill::find_fact_kind(action);
    return {std::to_string(t.competence_id),
            std::string(letter(t.entry.element)),
            fmt::format("L{}", t.entry.level),
            roster::domain::iso(t.local_day),
            fmt::format("{} {}", tr(word(t.drill_kind)), t.drill_id),
            kind ? tr(sim::drill::word(*kind)) : action,
            t.outcome.observer,
            std::to_string(t.outcome.fact_seq),
            t.record_sha256.substr(0, 12)};
}

nlohmann::ordered_json trail_json(const roster::store::TrailLine& t) {
    return {{"competence", t.competence_id},
            {"element", letter(t.entry.element)},
            {"level", t.entry.level},
            {"valid_until", roster::domain::iso(t.valid_until)},
            {"drill", t.drill_id},
            {"kind", sim::core::name(t.drill_kind)},
            {"day", roster::domain::iso(t.local_day)},
            {"scenario", t.scenario_key},
            {"action", t.outcome.action},
            {"observer", t.outcome.observer},
            {"fact", t.outcome.fact_seq},
            {"fact_sha256", t.outcome.fact_sha256},
            {"record_sha256", t.record_sha256}};
}

int run_people(const PeopleOptions& options) {
    auto home = open_home(options.db);
    if (!home) return report(home.error());
    auto people =
        roster::service::list_people(home->opened.database, home->organisation.key, home->today);
    if (!people) return report(people.error());
    auto mastery = roster::service::calc_mastery_today(home->opened.database,
                                                       home->organisation.key, home->today);
    if (!mastery) return report(mastery.error());
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    std::vector<std::vector<std::string>> rows{{tr("编号"), tr("姓名"), "K", "A", "E", "L", "C"}};
    for (const auto& line : *people) {
        std::vector<std::string> row{line.person.key, line.person.name};
        nlohmann::ordered_json levels;
        for (std::size_t i = 0; i < line.levels.size(); ++i) {
            row.push_back(fmt::format("L{}", line.levels[i].level));
            levels[std::string(letter(sim::core::all_competence_elements[i]))] =
                line.levels[i].level;
        }
        json.push_back({{"person", line.person.key},
                        {"name", line.person.name},
                        {"on_roll", line.on_roll},
                        {"levels", levels}});
        rows.push_back(std::move(row));
    }
    if (options.json)
        fmt::print("{}\n", json.dump(2));
    else
        fmt::print("{}\n\n{}",
                   trf("{}　掌握率 {}/{}（K、A、E、L 都达到 L2）", home->organisation.name,
                       mastery->mastered_count, mastery->on_roll_count),
                   format_table(rows));
    return 0;
}

int run_competence(const PeopleOptions& options) {
    auto home = open_home(options.db);
    if (!home) return report(home.error());
    auto competence = roster::service::list_competence(
        home->opened.database, home->organisation.key, options.person, home->today);
    if (!competence) return report(competence.error());
    nlohmann::ordered_json json;
    json["person"] = competence->line.person.key;
    json["name"] = competence->line.person.name;
    json["evidence"] = nlohmann::ordered_json::array();
    std::vector<std::vector<std::string>> rows{{tr("行"), tr("能力"), tr("等级"), tr("日期"),
                                                tr("演练"), tr("动作"), tr("观察员"), tr("事实"),
                                                tr("记录哈希")}};
    for (const auto& t : competence->trail) {
        rows.push_back(trail_row(t));
        json["evidence"].push_back(trail_json(t));
    }
    if (options.json) {
        fmt::print("{}\n", json.dump(2));
        return 0;
    }
    std::string levels;
    for (std::size_t i = 0; i < competence->line.levels.size(); ++i)
        levels += fmt::format("{} L{}　", letter(sim::core::all_competence_elements[i]),
                              competence->line.levels[i].level);
    fmt::print("{}　{}\n\n{}", competence->line.person.name, levels, format_table(rows));
    return 0;
}

} // namespace

void add_people_commands(CLI::App& app, int& exit_code) {
    const auto options = std::make_shared<PeopleOptions>();
    CLI::App* people = app.add_subcommand("people", tr("人员和各自的一懂三会等级、掌握率"));
    CLI::App* competence = app.add_subcommand("competence", tr("一个人每一级的证据"));
    competence->add_option(tr("人员"), options->person, tr("人员编号，例如 person/wang-fang"))
        ->required();
    for (CLI::App* command : {people, competence}) {
        command->add_option("--db", options->db, tr("台账数据库；不写用默认的"));
        command->add_flag("--json", options->json, tr("输出 JSON"));
    }
    people->callback([options, &exit_code] { exit_code = run_people(*options); });
    competence->callback([options, &exit_code] { exit_code = run_competence(*options); });
}

} // namespace tools::cli
