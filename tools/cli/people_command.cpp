// yanlian people, yanlian competence: who is there, what each can do today, what proves it, and
// when it fades; 掌握率 and 三提示普及率 with their rows.
#include "roster/service/organisations.h"
#include "roster/service/record_drill.h"
#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/competence_text.h"
#include "tools/cli/ledger_home.h"
#include "tools/cli/person_command.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include <charconv>

namespace tools::cli {

using namespace roster::domain;
using roster::service::PartCompetence;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

struct PeopleOptions {
    LedgerOptions ledger;
    std::string person, evidence, from;
    int within_days = fall_warning_days;
    bool forecast = false, all_falls = false, rates = false;
    std::int64_t withdraw = 0;
    std::string reason;
};

/// Part of the ledger that was asked for, as it stands that day.
struct Asked {
    OpenLedger ledger;
    PartCompetence part;
};

Result<Asked> load_part(const PeopleOptions& options) {
    auto ledger = open_ledger(options.ledger);
    if (!ledger) return tl::unexpected(ledger.error());
    auto part = roster::service::list_part_competence(ledger->opened.database,
                                                      ledger->organisation.key, ledger->today);
    if (!part) return tl::unexpected(part.error());
    return Asked{std::move(*ledger), std::move(*part)};
}

Result<roster::service::TipsRate> load_tips(const PeopleOptions& options, OpenLedger& ledger) {
    const std::chrono::year_month_day today{ledger.today};
    Date first{today.year() / std::chrono::January / 1};
    if (!options.from.empty()) {
        const auto day = find_date(options.from);
        if (!day)
            return make_error(Errc::bad_input,
                              {"", "--from", trf("“{}”不是日期", options.from), tr("年-月-日")});
        first = *day;
    }
    return roster::service::calc_tips_rate(ledger.opened.database, ledger.organisation.key, first,
                                           ledger.today);
}

int run_people(const PeopleOptions& options) {
    auto asked = load_part(options);
    if (!asked) return report(asked.error());
    // A city's 6,000 people are put into words once, as what is asked for.
    const bool json = options.ledger.json;
    print_answer(options.ledger, json ? Rows{} : people_rows(asked->part),
                 json ? people_json(asked->part) : nlohmann::ordered_json(),
                 trf("{}　{}", asked->ledger.organisation.name, mastery_text(asked->part)));
    return 0;
}

int run_rates(const PeopleOptions& options, Asked& asked, const roster::service::TipsRate& tips) {
    Rows rows{{tr("指标"), tr("行"), tr("单位"), tr("日期"), tr("分子"), tr("分母"), tr("说明")}};
    for (const auto& one : asked.part.people) {
        const bool counted = one.place == roster::service::MasteryPlace::mastered ||
                             one.place == roster::service::MasteryPlace::not_yet;
        rows.push_back({tr("掌握率"), one.line.person.key, one.organisation_name,
                        iso(asked.ledger.today),
                        one.place == roster::service::MasteryPlace::mastered ? "1" : "0",
                        counted ? "1" : "0", one.line.person.name});
    }
    for (const auto& row : tips.rows)
        rows.push_back({tr("三提示普及率"), fmt::format("three_tips/{}", row.id),
                        row.organisation_key, iso(row.local_day),
                        std::to_string(row.informed_count), std::to_string(row.present_count),
                        row.occasion});
    print_answer(options.ledger, rows,
                 options.ledger.json ? rates_json(asked.part, tips) : nlohmann::ordered_json(),
                 mastery_text(asked.part) + "\n" + tips_text(tips));
    return 0;
}

int run_part(const PeopleOptions& options) {
    auto asked = load_part(options);
    if (!asked) return report(asked.error());
    const auto tips = load_tips(options, asked->ledger);
    if (!tips) return report(tips.error());
    if (options.rates) return run_rates(options, *asked, *tips);
    const std::string head = asked->ledger.organisation.name + "　" + iso(asked->ledger.today) +
                             "\n" + mastery_text(asked->part) + "\n" + tips_text(*tips);
    if (options.forecast) {
        const int within = options.all_falls ? -1 : options.within_days;
        print_answer(options.ledger, forecast_rows(asked->part, asked->ledger.today, within),
                     forecast_json(asked->part, asked->ledger.today, within), head);
        return 0;
    }
    if (!options.ledger.json) {
        print_answer(options.ledger, people_rows(asked->part), {}, head);
        return 0;
    }
    nlohmann::ordered_json json = rates_json(asked->part, *tips);
    json["mastery"].erase("rows");
    json["people"] = people_json(asked->part);
    print_answer(options.ledger, {}, json);
    return 0;
}

int run_person(const PeopleOptions& options) {
    auto asked = load_part(options);
    if (!asked) return report(asked.error());
    std::erase_if(asked->part.people, [&](const auto& one) {
        return one.line.person.key != options.person && one.line.person.name != options.person;
    });
    if (asked->part.people.empty())
        return report(sim::core::Error{
            Errc::bad_input,
            {{"", options.person, tr("数据库里没有这个人"), tr("`yanlian people` 列出的人")}}});
    const auto& one = asked->part.people.front();
    const auto trail =
        roster::store::load_trail(asked->ledger.opened.database, one.line.person.key);
    if (!trail) return report(trail.error());
    std::string head = one.line.person.name + "　";
    for (std::size_t i = 0; i < one.line.levels.size(); ++i) {
        const auto& standing = one.line.levels[i];
        head +=
            fmt::format("{} L{}", letter(sim::core::all_competence_elements[i]), standing.level);
        if (standing.holds_until) head += trf("（至 {}）", iso(*standing.holds_until));
        head += "　";
    }
    if (options.forecast) {
        print_answer(options.ledger, forecast_rows(asked->part, asked->ledger.today, -1),
                     forecast_json(asked->part, asked->ledger.today, -1), head);
        return 0;
    }
    nlohmann::ordered_json json = people_json(asked->part).front();
    json["evidence"] = trail_json(*trail);
    print_answer(options.ledger, trail_rows(*trail), json, head);
    return 0;
}

int print_assessment(const PeopleOptions& options, const roster::service::AssessmentLine& one) {
    const auto& a = one.assessment;
    const Rows rows{{tr("姓名"), tr("能力"), tr("考评等级"), tr("日期"), tr("培训"), tr("形式"),
                     tr("考评人"), tr("说明")},
                    {one.person_name, std::string(letter(a.element)), fmt::format("L{}", a.level),
                     iso(one.local_day), one.title, tr(word(one.form)), a.examiner, a.note}};
    print_answer(options.ledger, rows,
                 {{"assessment", one.id},
                  {"activity", a.activity_key},
                  {"person", a.person_key},
                  {"element", letter(a.element)},
                  {"level", a.level},
                  {"day", iso(one.local_day)},
                  {"form", name_of(activity_form_names, one.form)},
                  {"examiner", a.examiner},
                  {"note", a.note}});
    return 0;
}

/// quiz/12 or assessment/3: the row behind a level.
int run_evidence(const PeopleOptions& options) {
    auto ledger = open_ledger(options.ledger);
    if (!ledger) return report(ledger.error());
    const std::size_t slash = options.evidence.find('/');
    const std::string kind = options.evidence.substr(0, slash);
    std::int64_t id = 0;
    const char* end = options.evidence.data() + options.evidence.size();
    const char* begin = slash == std::string::npos ? end : options.evidence.data() + slash + 1;
    const auto read = std::from_chars(begin, end, id);
    const bool whole = read.ec == std::errc{} && read.ptr == end;
    if (!whole || (kind != "quiz" && kind != "assessment"))
        return report(
            sim::core::Error{Errc::bad_input,
                             {{"", "--evidence", trf("“{}”不是证据的编号", options.evidence),
                               tr("quiz/12、assessment/3；演练用 replay、report 看")}}});
    if (kind == "assessment") {
        const auto one = roster::service::load_assessment(ledger->opened.database, id);
        return one ? print_assessment(options, *one) : report(one.error());
    }
    const auto sitting = roster::service::load_sitting(ledger->opened.database, id);
    if (!sitting) return report(sitting.error());
    print_answer(options.ledger, sitting_rows(*sitting), sitting_json(*sitting),
                 trf("{}　{}　{}　{}/{}　种子 {}", sitting->person_name, letter(sitting->element),
                     iso(calc_local_day(sitting->started_at_utc)), sitting->correct_count,
                     sitting->question_count, sitting->seed));
    return 0;
}

/// Takes one line of the evidence back.
int run_withdraw(const PeopleOptions& options) {
    auto ledger = open_ledger(options.ledger);
    if (!ledger) return report(ledger.error());
    const auto done = roster::service::withdraw_level(ledger->opened.database, options.withdraw,
                                                      ledger->who, options.reason);
    if (!done) return report(done.error());
    print_answer(options.ledger, {}, {{"withdrawn", options.withdraw}},
                 trf("已撤回台账第 {} 行的等级", options.withdraw));
    return 0;
}

int run_competence(const PeopleOptions& options) {
    if (options.withdraw != 0) return run_withdraw(options);
    if (!options.evidence.empty()) return run_evidence(options);
    return options.person.empty() ? run_part(options) : run_person(options);
}

void declare_ledger(CLI::App& command, PeopleOptions& o) {
    add_ledger_options(command, o.ledger);
    add_organisation_option(command, o.ledger);
    add_today_option(command, o.ledger);
}

} // namespace

void add_people_commands(CLI::App& app, int& exit_code) {
    add_person_commands(app, exit_code);
    add_command<PeopleOptions>(app, "people", tr("人员和各自的一懂三会等级、掌握率"), exit_code,
                               run_people, declare_ledger);
    add_command<PeopleOptions>(
        app, "competence", tr("一懂三会：等级、证据、几时下降、掌握率和三提示普及率"), exit_code,
        run_competence, [](CLI::App& command, PeopleOptions& o) {
            command.add_option("--person,person", o.person,
                               tr("人员编号或姓名，例如 person/wang-fang：逐条列出证据"));
            command.add_flag("--forecast", o.forecast, tr("没有新的证据，哪一天降到哪一级"));
            command.add_option("--within", o.within_days, tr("多少天以内会下降的"))
                ->check(CLI::Range(0, 2000).description(""));
            command.add_flag("--all-falls", o.all_falls, tr("全部下降，不限天数"));
            command.add_flag("--rates", o.rates, tr("掌握率、三提示普及率的分子、分母和每一行"));
            command.add_option("--from", o.from, tr("三提示从哪一天算起；不写是当年 1 月 1 日"));
            command.add_option("--evidence", o.evidence, tr("一条证据的原件，例如 quiz/12"));
            auto* reason = command.add_option("--reason", o.reason, tr("撤回的原因"));
            command
                .add_option("--withdraw", o.withdraw,
                            tr("撤回台账里的哪一行等级，行号见证据；要写 --reason"))
                ->needs(reason)
                ->check(whole_number());
            add_who_option(command, o.ledger);
            declare_ledger(command, o);
        });
}

} // namespace tools::cli
