// yanlian training plan|replan|joiners|calendar: who goes to which session, what moves, who joins,
// and the year of a home.
#include "roster/schedule/duty_calendar_file.h"
#include "roster/schedule/shipped_holidays.h"
#include "roster/service/training_plans.h"
#include "roster/service/training_years.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/ledger_home.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::schedule;
using roster::service::TrainingDraft;
using sim::core::tr;
using sim::core::trf;

namespace {

struct PlanOptions : LedgerOptions {
    std::string out;
    int year = 0, notice_days = TrainingRules{}.notice_days;
    bool save = false, all = false;
};

int year_of(Date day) noexcept {
    return static_cast<int>(std::chrono::year_month_day(day).year());
}

/// Holidays of the years that ship with the program; another year has none known.
sim::core::Result<std::vector<DutyCalendar>> load_calendars(int first, int last) {
    std::vector<DutyCalendar> calendars;
    for (const ShippedHolidays& one : shipped_holidays()) {
        if (one.year < first || last < one.year) continue;
        auto calendar = parse_holidays(std::string(one.file), one.json, one.year);
        if (!calendar) return tl::unexpected(calendar.error());
        calendars.push_back(std::move(*calendar));
    }
    return calendars;
}

/// Names and homes of the input, for showing.
class Names {
public:
    explicit Names(const TrainingInput& input) {
        for (const TrainingPerson& one : input.people)
            people_[one.key] = &one;
        for (const TrainingHome& one : input.homes)
            homes_[one.key] = &one;
        for (const TrainingSession& one : input.sessions)
            sessions_[one.key] = &one;
    }
    [[nodiscard]] std::string person(const std::string& key) const {
        const auto at = people_.find(key);
        return at == people_.end() ? key : shown_name(*at->second);
    }
    [[nodiscard]] std::string home_of(const std::string& person) const {
        const auto at = people_.find(person);
        if (at == people_.end()) return "";
        const auto home = homes_.find(at->second->organisation_key);
        return home == homes_.end() ? at->second->organisation_key : home->second->name;
    }
    [[nodiscard]] std::string home(const std::string& key) const {
        const auto at = homes_.find(key);
        return at == homes_.end() ? key : at->second->name;
    }
    /// "session/city/2026-3 2026-05-12"
    [[nodiscard]] std::string session(const std::string& key) const {
        const auto at = sessions_.find(key);
        return at == sessions_.end() ? key : key + " " + iso(at->second->days.first);
    }
    [[nodiscard]] std::string first_day(const std::string& key) const {
        const auto at = sessions_.find(key);
        return at == sessions_.end() ? "" : iso(at->second->days.first);
    }

private:
    std::map<std::string_view, const TrainingPerson*> people_;
    std::map<std::string_view, const TrainingHome*> homes_;
    std::map<std::string_view, const TrainingSession*> sessions_;
};

std::string or_dash(const std::string& text) {
    return text.empty() ? "—" : text;
}

using Rows = std::vector<std::vector<std::string>>;

Rows booking_rows(const TrainingDraft& draft, const Names& names) {
    Rows rows{{tr("单位"), tr("姓名"), tr("人员"), tr("培训班"), tr("日期"), tr("说明")}};
    for (const PlannedBooking& one : draft.file.plan->bookings)
        rows.push_back({names.home_of(one.person_key), names.person(one.person_key), one.person_key,
                        one.session_key, names.first_day(one.session_key),
                        one.late    ? tr("晚于到期日")
                        : one.fixed ? tr("已通知")
                                    : std::string()});
    return rows;
}

Rows move_rows(const TrainingDraft& draft, const Names& names) {
    Rows rows{{tr("姓名"), tr("人员"), tr("从"), tr("到"), tr("原因")}};
    for (const TrainingMove& one : draft.file.moves) {
        std::string why = tr(word(one.why));
        if (!one.note.empty()) why += tr("：") + one.note;
        if (!one.for_person_key.empty()) why += trf("，给 {}", names.person(one.for_person_key));
        rows.push_back({names.person(one.person_key), one.person_key, or_dash(one.from_session_key),
                        or_dash(one.to_session_key), why});
    }
    return rows;
}

Rows load_rows(const TrainingDraft& draft, const Names& names) {
    Rows rows{{tr("培训班"), tr("日期"), tr("已安排"), tr("座位")}};
    for (const SessionLoad& one : draft.file.plan->loads)
        rows.push_back({one.session_key, names.first_day(one.session_key),
                        std::to_string(one.booked_count), std::to_string(one.capacity_count)});
    return rows;
}

nlohmann::ordered_json plan_json(const TrainingDraft& draft, bool saved) {
    const TrainingPlan& plan = *draft.file.plan;
    nlohmann::ordered_json bookings = nlohmann::ordered_json::array(), unmet = bookings,
                           overdue = bookings, moves = bookings, loads = bookings;
    for (const PlannedBooking& one : plan.bookings)
        bookings.push_back({{"person", one.person_key},
                            {"session", one.session_key},
                            {"fixed", one.fixed},
                            {"late", one.late}});
    for (const UnmetPerson& one : plan.unmet)
        unmet.push_back({{"person", one.person_key},
                         {"reason", name_of(unmet_reason_names, one.reason)},
                         {"due_on", iso(one.due_on)}});
    for (const OverduePerson& one : plan.overdue)
        overdue.push_back({{"person", one.person_key}, {"owed_on", iso(one.owed_on)}});
    for (const TrainingMove& one : draft.file.moves)
        moves.push_back({{"person", one.person_key},
                         {"from", one.from_session_key},
                         {"to", one.to_session_key},
                         {"reason", name_of(move_reason_names, one.why)},
                         {"for", one.for_person_key},
                         {"note", one.note}});
    for (const SessionLoad& one : plan.loads)
        loads.push_back({{"session", one.session_key},
                         {"booked", one.booked_count},
                         {"capacity", one.capacity_count}});
    return {{"round_from", iso(draft.file.input.round_from)},
            {"people", draft.file.input.people.size()},
            {"bookings", std::move(bookings)},
            {"unmet", std::move(unmet)},
            {"overdue", std::move(overdue)},
            {"moves", std::move(moves)},
            {"sessions", std::move(loads)},
            {"years", plan.year_count},
            {"moved", plan.moved_count},
            {"proven", plan.proven},
            {"unrecorded", draft.unrecorded_session_keys},
            {"saved", saved},
            {"added", draft.added_count},
            {"withdrawn", draft.withdrawn_count}};
}

void print_unmet(const TrainingDraft& draft, const Names& names) {
    const TrainingPlan& plan = *draft.file.plan;
    if (plan.unmet.empty()) return;
    fmt::print("\n{}\n\n", trf("短 {} 人：", plan.unmet.size()));
    Rows rows{{tr("姓名"), tr("人员"), tr("单位"), tr("到期"), tr("原因")}};
    for (const UnmetPerson& one : plan.unmet)
        rows.push_back({names.person(one.person_key), one.person_key, names.home_of(one.person_key),
                        iso(one.due_on), tr(word(one.reason))});
    fmt::print("{}", format_table(rows));
    if (plan.shortage.people_count > plan.shortage.seats_count)
        fmt::print("\n{}\n", trf("这 {} 人能去的只有 {} 个座位（{} 期已满或受名额、机构人数限制）",
                                 plan.shortage.people_count, plan.shortage.seats_count,
                                 plan.shortage.session_keys.size()));
}

void print_notes(const TrainingDraft& draft, const Names& names) {
    const TrainingPlan& plan = *draft.file.plan;
    const auto list = [&](const char* text, const std::vector<std::string>& people) {
        if (people.empty()) return;
        std::string joined;
        for (const std::string& one : people)
            joined += (joined.empty() ? "" : tr("、")) + one;
        fmt::print("{}\n", trf("{}：{}", tr(text), joined));
    };
    std::vector<std::string> overdue, alone;
    for (const OverduePerson& one : plan.overdue)
        overdue.push_back(fmt::format("{} {} {}", names.person(one.person_key), one.person_key,
                                      iso(one.owed_on)));
    for (const std::string& one : plan.homes_left_alone)
        alone.push_back(names.home(one));
    list("已超过 36 个月或到岗 6 个月", overdue);
    list("只有一名责任人，去培训时要有人代", alone);
    list("已结束、还没有登记谁到场的培训班", draft.unrecorded_session_keys);
    if (!plan.proven) fmt::print("{}\n", tr("会期重叠太多，没有证明这是最少的"));
}

void print_head(const TrainingDraft& draft, bool saved) {
    const TrainingPlan& plan = *draft.file.plan;
    const TrainingInput& input = draft.file.input;
    const auto people_count = std::ranges::count_if(input.people, [&](const TrainingPerson& one) {
        return !one.left_on || input.today <= *one.left_on;
    });
    const int from = year_of(input.round_from);
    fmt::print(
        "{}\n",
        trf("{}–{} 年轮训：{} 人，安排 {} 人，三年 {}、{}、{} 人，短 {} 人{}", from,
            from + cohort_count - 1, people_count, plan.bookings.size(), plan.year_count[0],
            plan.year_count[1], plan.year_count[2], plan.unmet.size(),
            saved ? trf("；已存入台账：新排 {}，退出 {}", draft.added_count, draft.withdrawn_count)
                  : tr("；没有存，加 --save 存入台账")));
}

/// Every year of the round; nobody comes on a holiday.
sim::core::Result<roster::service::TrainingQuestion> make_question(const PlanOptions& options,
                                                                   const OpenLedger& ledger) {
    roster::service::TrainingQuestion question;
    question.organisation_key = ledger.organisation.key;
    question.today = ledger.today;
    question.from_year = options.year;
    question.notice_days = options.notice_days;
    const int year = year_of(ledger.today);
    const auto calendars = load_calendars(year, year + cohort_count - 1);
    if (!calendars) return tl::unexpected(calendars.error());
    for (const DutyCalendar& calendar : *calendars)
        for (const HolidaySpan& span : calendar.holidays)
            question.festivals.push_back({span.days, BlockReason::festival, span.name});
    return question;
}

/// Exit code 1: somebody is short of a seat.
int plan(const PlanOptions& options, bool changes) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto question = make_question(options, *ledger);
    if (!question) return report(question.error());
    auto& database = ledger->opened.database;
    const auto draft = options.save
                           ? roster::service::keep_training(database, *question, ledger->who)
                           : roster::service::draft_training(database, *question);
    if (!draft) return report(draft.error());
    if (!options.out.empty())
        if (const auto done = sim::core::write_file(options.out, write_training(draft->file));
            !done)
            return report(done.error());
    const Names names(draft->file.input);
    const Rows wanted = changes ? move_rows(*draft, names) : booking_rows(*draft, names);
    const int code =
        static_cast<int>(draft->file.plan->unmet.empty() ? ExitCode::done : ExitCode::answer_is_no);
    if (options.json || options.csv) {
        print_answer(options, wanted, plan_json(*draft, options.save));
        return code;
    }
    print_head(*draft, options.save);
    if (changes) fmt::print("{}\n", trf("改动 {} 处", draft->file.moves.size()));
    const Rows table = changes || options.all ? wanted : load_rows(*draft, names);
    if (table.size() > 1) fmt::print("\n{}", format_table(table));
    print_unmet(*draft, names);
    print_notes(*draft, names);
    if (!options.out.empty())
        fmt::print("{}\n",
                   trf("已写 {}；`yanlian-training-audit {}` 独立核对", options.out, options.out));
    return code;
}

int run_plan(const PlanOptions& options) {
    return plan(options, false);
}
int run_replan(const PlanOptions& options) {
    return plan(options, true);
}

int run_joiners(const PlanOptions& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto question = make_question(options, *ledger);
    if (!question) return report(question.error());
    const auto draft = roster::service::draft_training(ledger->opened.database, *question);
    if (!draft) return report(draft.error());
    const Names names(draft->file.input);
    Rows rows{{tr("单位"), tr("姓名"), tr("上岗"), tr("岗前培训"), tr("岗前班"), tr("市级到期"),
               tr("市级培训班")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const JoinerDuty& one : draft->file.joiners) {
        const std::string due = one.seat_due_on ? iso(*one.seat_due_on) : std::string();
        rows.push_back({names.home_of(one.person_key), names.person(one.person_key),
                        iso(one.first_shift_on), tr(word(one.pre_job)),
                        or_dash(one.pre_job_session_key), due, or_dash(one.seat_session_key)});
        json.push_back({{"person", one.person_key},
                        {"first_shift_on", iso(one.first_shift_on)},
                        {"pre_job", name_of(pre_job_state_names, one.pre_job)},
                        {"pre_job_session", one.pre_job_session_key},
                        {"seat_due_on", due},
                        {"seat_session", one.seat_session_key}});
    }
    print_answer(options, rows, json,
                 trf("{}：本轮新到岗 {} 人", ledger->organisation.name, json.size()));
    return 0;
}

int print_year(const PlanOptions& options, const roster::service::TrainingYear& year,
               const std::string& headline) {
    std::map<std::string_view, const PeriodicDuty*> duty_of;
    for (const PeriodicDuty& one : year.input.duties)
        duty_of[one.key] = &one;
    Rows rows{{tr("日期"), tr("内容"), tr("次"), tr("期限"), tr("说明")}};
    nlohmann::ordered_json json{{"placed", nlohmann::ordered_json::array()},
                                {"unplaced", nlohmann::ordered_json::array()}};
    for (const PlacedDuty& one : year.plan.placed) {
        const PeriodicDuty& duty = *duty_of.at(one.key);
        rows.push_back(
            {iso(one.day), duty.title, std::to_string(one.no), iso(duty.window.last), ""});
        json["placed"].push_back({{"day", iso(one.day)},
                                  {"duty", one.key},
                                  {"title", duty.title},
                                  {"no", one.no},
                                  {"window_last", iso(duty.window.last)}});
    }
    for (const UnplacedDuty& one : year.plan.unplaced) {
        const PeriodicDuty& duty = *duty_of.at(one.key);
        rows.push_back(
            {"—", duty.title, std::to_string(one.no), iso(duty.window.last), tr(word(one.reason))});
        json["unplaced"].push_back({{"duty", one.key},
                                    {"title", duty.title},
                                    {"no", one.no},
                                    {"reason", name_of(unplaced_reason_names, one.reason)}});
    }
    print_answer(options, rows, json, headline);
    return static_cast<int>(year.plan.unplaced.empty() ? ExitCode::done : ExitCode::answer_is_no);
}

int run_calendar(const PlanOptions& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    roster::service::YearQuestion question;
    question.organisation_key = ledger->organisation.key;
    question.year = options.year ? options.year : year_of(ledger->today);
    question.today = ledger->today;
    const auto calendars = load_calendars(question.year, question.year);
    if (!calendars) return report(calendars.error());
    for (const DutyCalendar& calendar : *calendars) {
        for (const HolidaySpan& span : calendar.holidays)
            question.festivals.push_back(span.days);
        question.make_up_days = calendar.workdays;
    }
    const auto year = roster::service::plan_year(ledger->opened.database, question);
    if (!year) return report(year.error());
    const std::string known =
        calendars->empty() ? trf("；{} 年的节假日还没有，没有避开", question.year) : "";
    return print_year(options, *year,
                      trf("{} {} 年：还要做 {} 次{}", ledger->organisation.name, question.year,
                          year->plan.placed.size() + year->plan.unplaced.size(), known));
}

void declare(CLI::App& command, PlanOptions& options) {
    command.add_option("--year", options.year, tr("这一轮的第一年；不写是正在进行的一轮"))
        ->check(between(first_year, last_year - cohort_count));
    command
        .add_option("--notice", options.notice_days,
                    tr("开班前至少几天通知，以内的班不再加人；不写是 14"))
        ->check(between(0, 365));
    add_organisation_option(command, options);
    add_today_option(command, options);
    add_ledger_options(command, options);
}

void declare_plan(CLI::App& command, PlanOptions& options) {
    declare(command, options);
    command.add_flag("--save", options.save, tr("存入台账：安排谁去哪一期"));
    command.add_flag("--all", options.all, tr("列出每个人"));
    command.add_option("--out", options.out,
                       tr("另写成 *.training.json，用 yanlian-training-audit 独立核对"));
    add_who_option(command, options);
}

/// Checking is a program of its own that shares no code with the planner.
int run_check(const PlanOptions& options) {
    fmt::print(
        stderr, "{}\n",
        trf("核对由单独的程序做，不和排班程序共用代码：yanlian-training-audit {}", options.out));
    return static_cast<int>(ExitCode::bad_input);
}

} // namespace

void add_training_plan_commands(CLI::App& app, int& exit_code) {
    CLI::App* training = app.get_subcommand("training");
    add_command<PlanOptions>(*training, "plan", tr("三年里谁去哪一期；排不下的点名，退出码 1"),
                             exit_code, run_plan, declare_plan);
    add_command<PlanOptions>(*training, "replan", tr("有变动以后重排，动的人最少，逐个说明"),
                             exit_code, run_replan, declare_plan);
    add_command<PlanOptions>(*training, "joiners", tr("新到岗的人：岗前培训和市级培训"), exit_code,
                             run_joiners, declare);
    add_command<PlanOptions>(
        *training, "calendar", tr("一家一年：学习、半年演练和培训、主题活动排到哪天"), exit_code,
        run_calendar, [](CLI::App& command, PlanOptions& options) {
            command.add_option("--year", options.year, tr("哪一年；不写是今年"))
                ->check(between(first_year, last_year));
            add_organisation_option(command, options);
            add_today_option(command, options);
            add_ledger_options(command, options);
        });
    add_command<PlanOptions>(
        *training, "check", tr("核对写出的计划：由 yanlian-training-audit 做"), exit_code,
        run_check, [](CLI::App& command, PlanOptions& options) {
            command.add_option("file", options.out, tr("*.training.json"))->required();
        });
}

} // namespace tools::cli
