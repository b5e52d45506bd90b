#include "roster/service/duty_swaps.h"

#include "roster/schedule/duty_names.h"
#include "roster/service/duty_facts.h"
#include "roster/service/duty_neighbours.h"
#include "roster/service/journal.h"
#include "roster/store/people_table.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>

namespace roster::service {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

/// A roster ready to be asked about.
struct Readied {
    std::vector<store::DutyRosterRow> rosters; ///< around it, oldest first
    std::size_t index = 0;                     ///< which of them
    DutyFile duty;
    DutyGrid grid;
    DutyTable table;
};

Result<Readied> ready(store::Database& database, std::vector<store::DutyRosterRow> rosters,
                      std::size_t index, Instant now) {
    auto kept = load_kept_roster(database, rosters[index]);
    if (!kept) return tl::unexpected(kept.error());
    // What has passed is frozen, whatever the file said.
    const Date yesterday = calc_local_day(now) - Days{1};
    DutyProblem& problem = kept->duty.problem;
    if (yesterday >= problem.first_day)
        problem.frozen_until = std::min(
            problem.last_day, std::max(yesterday, problem.frozen_until.value_or(yesterday)));
    if (auto done = refresh_problem(database, problem); !done) return tl::unexpected(done.error());
    if (auto done = lay_following(database, problem); !done) return tl::unexpected(done.error());
    auto grid = make_grid(problem);
    if (!grid) return tl::unexpected(grid.error());
    auto cells = load_cells(problem, *grid, kept->duty.cells);
    return Readied{std::move(rosters), index, std::move(kept->duty), std::move(*grid),
                   std::move(cells.table)};
}

/// The newest roster that has the day.
Result<Readied> ready_on(store::Database& database, const std::string& organisation_key, Date day,
                         Instant now) {
    auto rosters = store::load_duty_rosters(database, organisation_key, {day, day});
    if (!rosters) return tl::unexpected(rosters.error());
    if (rosters->empty())
        return make_error(Errc::bad_input, {"", "/day", trf("{} 没有发布过值班表", iso(day)),
                                            tr("先发布：yanlian duty publish 文件")});
    const std::int64_t id = rosters->back().id;
    const DaySpan span = rosters->back().days;
    rosters = store::load_duty_rosters(database, organisation_key, span);
    if (!rosters) return tl::unexpected(rosters.error());
    const auto at = std::ranges::find(*rosters, id, &store::DutyRosterRow::id);
    const auto index = static_cast<std::size_t>(at - rosters->begin());
    return ready(database, std::move(*rosters), index, now);
}

const DutyCell* find_cell(const DutyFile& duty, const std::string& person_key, Date day) {
    const auto at = std::ranges::find_if(duty.cells, [&](const DutyCell& cell) {
        return cell.person_key == person_key && cell.day == day;
    });
    return at == duty.cells.end() ? nullptr : &*at;
}

/// Shifts that began, and shifts of which a newer roster has the day.
void check_in_force(const Readied& at, const std::vector<SwapShift>& shifts, Instant now,
                    Problems& problems) {
    for (const SwapShift& one : shifts) {
        const auto shift =
            std::ranges::find(at.duty.problem.shifts, one.shift_key, &DutyShift::key);
        if (shift == at.duty.problem.shifts.end()) continue;
        const Instant begin =
            Instant{one.day} - local_offset + std::chrono::minutes{shift->start_min};
        if (begin <= now)
            problems.push_back(
                {"", "/shifts", trf("{} 的班已经开始", iso(one.day)), tr("还没有开始的班")});
        else if (!is_in_force(at.rosters, at.index, one.day, begin))
            problems.push_back(
                {"", "/shifts", trf("{} 有更新的值班表", iso(one.day)), tr("按新的表重新提出")});
    }
}

Result<bool> may_approve(store::Database& database, const std::string& organisation_key,
                         const std::string& person_key, Date day) {
    const auto posts = store::load_posts(database, organisation_key);
    if (!posts) return tl::unexpected(posts.error());
    return std::ranges::any_of(*posts, [&](const PostAssignment& one) {
        const Post post = one.role.post;
        return one.person_key == person_key && one.organisation_key == organisation_key &&
               one.from_day <= day && (!one.until_day || day <= *one.until_day) &&
               (post == Post::leader || post == Post::deputy_leader || post == Post::duty_leader ||
                post == Post::safety_manager);
    });
}

std::string key_of(std::int64_t id) {
    return fmt::format("swap/{}", id);
}

DutySwap to_swap(const store::DutySwapRow& row) {
    DutySwap swap{key_of(row.id), row.asker_key, row.colleague_key, {}, {}};
    for (const store::DutySwapShiftRow& one : row.shifts)
        if (!one.declined)
            swap.shifts.push_back({one.from_key, one.to_key, one.day, one.post_key, one.shift_key});
    for (const store::DutySwapStepRow& one : row.steps)
        swap.steps.push_back({find_named<SwapState>(swap_state_names, one.state).value(),
                              one.by_key, one.on_behalf_of_key, one.note});
    return swap;
}

Result<void> write_step(store::Database& database, std::int64_t id, const SwapStep& step,
                        const store::Entry& entry) {
    store::DutySwapStepRow row;
    row.state = name_of(swap_state_names, step.state);
    row.by_key = step.by_key;
    row.on_behalf_of_key = step.on_behalf_of;
    row.note = step.note;
    if (auto done = store::insert_duty_swap_step(database, id, row, entry); !done) return done;
    const nlohmann::ordered_json after{{"state", row.state},
                                       {"by", row.by_key},
                                       {"on_behalf_of", row.on_behalf_of_key},
                                       {"note", row.note}};
    return store::append_audit(database,
                               {0, entry.at_utc, entry.who, "duty.swap",
                                fmt::format("duty_swap/{}", id), "null", after.dump(), "", ""});
}

/// Which shifts an approval of some leaves out. Problems: another step, a day without a shift.
std::vector<store::DutySwapShiftRow>
choose_declined(const DutySwapStepAsk& ask, const store::DutySwapRow& row, Problems& problems) {
    std::vector<store::DutySwapShiftRow> declined;
    if (ask.only.empty()) return declined;
    if (ask.next != SwapState::approved)
        problems.push_back({"", "/only", tr("只有批准可以只批一部分"), ""});
    for (const Date day : ask.only)
        if (std::ranges::find(row.shifts, day, &store::DutySwapShiftRow::day) == row.shifts.end())
            problems.push_back(
                {"", "/only", trf("{} 没有要换的班", iso(day)), tr("申请里写的日期")});
    for (const store::DutySwapShiftRow& one : row.shifts)
        if (std::ranges::find(ask.only, one.day) == ask.only.end()) declined.push_back(one);
    return declined;
}

Result<void> decline(store::Database& database, std::int64_t swap_id,
                     const std::vector<store::DutySwapShiftRow>& shifts,
                     const store::Entry& entry) {
    for (const store::DutySwapShiftRow& one : shifts) {
        if (auto done = store::insert_duty_swap_declined(database, one.id, entry); !done)
            return done;
        const nlohmann::ordered_json after{
            {"declined", iso(one.day)}, {"from", one.from_key}, {"to", one.to_key}};
        if (auto noted = store::append_audit(database, {0, entry.at_utc, entry.who, "duty.swap",
                                                        fmt::format("duty_swap/{}", swap_id),
                                                        "null", after.dump(), "", ""});
            !noted)
            return noted;
    }
    return {};
}

/// The shifts that the days mean, and a problem for each day without one.
std::vector<SwapShift> find_shifts(const DutySwapAsk& ask, const DutyFile& duty,
                                   Problems& problems) {
    std::vector<SwapShift> shifts;
    const auto add = [&](const std::string& from, const std::string& to, Date day) {
        const DutyCell* cell = find_cell(duty, from, day);
        if (cell == nullptr)
            problems.push_back({"", "/shifts",
                                trf("{} {} 没有班", name_person(duty.problem, from), iso(day)),
                                ""});
        else
            shifts.push_back({from, to, day, cell->post_key, cell->shift_key});
    };
    for (const Date day : ask.give)
        add(ask.asker_key, ask.colleague_key, day);
    for (const Date day : ask.take)
        add(ask.colleague_key, ask.asker_key, day);
    return shifts;
}

SwapActor actor_for(const std::string& actor_key, bool approver, const std::string& whose_turn) {
    return {actor_key, approver, actor_key == whose_turn ? std::string() : whose_turn};
}

/// Undoing moves cells as well: it is judged as a swap the other way round.
Result<void> check_undo(Readied& at, DutySwap swap) {
    for (SwapShift& one : swap.shifts)
        std::swap(one.from_key, one.to_key);
    const auto verdict = check_swap(at.duty.problem, at.grid, at.table, swap);
    if (!verdict) return tl::unexpected(verdict.error());
    Problems problems;
    for (const DutyViolation& one : verdict->added)
        problems.push_back({"", "/shifts", describe(at.duty.problem, at.grid, one), ""});
    if (!problems.empty()) return make_error(std::move(problems));
    return {};
}

/// Everything that the step asks for beyond its order and its author.
Result<void> check_step(Readied& at, const DutySwap& swap, SwapState next, Instant now) {
    const bool moves = next == SwapState::approved || next == SwapState::applied ||
                       next == SwapState::undone || next == SwapState::accepted;
    if (!moves) return {};
    Problems problems;
    check_in_force(at, swap.shifts, now, problems);
    if (!problems.empty()) return make_error(std::move(problems));
    if (next == SwapState::undone && swap.state() == SwapState::applied)
        return check_undo(at, swap);
    if (next != SwapState::applied) return {};
    const auto after = apply_swap(at.duty.cells, swap);
    if (!after) return tl::unexpected(after.error());
    return {};
}

} // namespace

SwapState state_of(const store::DutySwapRow& swap) {
    return to_swap(swap).state();
}

Result<std::int64_t> ask_duty_swap(store::Database& database, const DutySwapAsk& ask,
                                   const store::Entry& entry) {
    return in_transaction(database, [&]() -> Result<std::int64_t> {
        std::vector<Date> days = ask.give;
        days.insert(days.end(), ask.take.begin(), ask.take.end());
        if (days.empty())
            return make_error(Errc::bad_input, {"", "/shifts", tr("没有要换的班"),
                                                tr("--give 日期 或 --take 日期")});
        auto at = ready_on(database, ask.organisation_key, days.front(), entry.at_utc);
        if (!at) return tl::unexpected(at.error());
        const auto approver = may_approve(database, ask.organisation_key, ask.actor_key,
                                          calc_local_day(entry.at_utc));
        if (!approver) return tl::unexpected(approver.error());
        const auto rows = store::load_duty_swaps(database, ask.organisation_key);
        if (!rows) return tl::unexpected(rows.error());
        const store::DutyRosterRow& roster = at->rosters[at->index];
        std::vector<DutySwap> others;
        for (const store::DutySwapRow& one : *rows)
            if (one.roster_id == roster.id) others.push_back(to_swap(one));
        Problems problems;
        DutySwap swap{
            "", ask.asker_key, ask.colleague_key, find_shifts(ask, at->duty, problems), {}};
        check_in_force(*at, swap.shifts, entry.at_utc, problems);
        const auto asked = ask_swap(at->duty.problem, at->duty.cells, others, swap,
                                    actor_for(ask.actor_key, *approver, ask.asker_key));
        if (!asked) {
            const bool said = !problems.empty() && swap.shifts.empty(); // day by day, above
            for (const auto& one : asked.error().problems)
                if (!said || one.pointer != "/shifts") problems.push_back(one);
        }
        if (!problems.empty()) return make_error(std::move(problems));
        store::DutySwapRow row{0, ask.organisation_key, roster.id, ask.asker_key,
                               ask.colleague_key};
        for (const SwapShift& one : asked->shifts)
            row.shifts.push_back({one.from_key, one.to_key, one.day, one.post_key, one.shift_key});
        const auto id = store::insert_duty_swap(database, row, entry);
        if (!id) return id;
        SwapStep step = asked->steps.front();
        step.note = ask.note;
        if (auto done = write_step(database, *id, step, entry); !done)
            return tl::unexpected(done.error());
        return id;
    });
}

Result<void> step_duty_swap(store::Database& database, const DutySwapStepAsk& ask,
                            const store::Entry& entry) {
    return in_transaction(database, [&]() -> Result<void> {
        auto rows = store::load_duty_swaps(database, ask.organisation_key);
        if (!rows) return tl::unexpected(rows.error());
        const auto row = std::ranges::find(*rows, ask.swap_id, &store::DutySwapRow::id);
        if (row == rows->end())
            return make_error(Errc::bad_input, {"", "/swap", trf("没有换班申请 {}", ask.swap_id),
                                                tr("编号见 yanlian duty swap list")});
        Problems problems;
        const auto declined = choose_declined(ask, *row, problems);
        if (!problems.empty()) return make_error(std::move(problems));
        for (const store::DutySwapShiftRow& one : declined)
            std::ranges::find(row->shifts, one.id, &store::DutySwapShiftRow::id)->declined = true;
        const DutySwap swap = to_swap(*row);
        auto rosters =
            store::load_duty_rosters(database, ask.organisation_key,
                                     {make_date(first_year, 1, 1), make_date(last_year, 12, 31)});
        if (!rosters) return tl::unexpected(rosters.error());
        const auto roster = std::ranges::find(*rosters, row->roster_id, &store::DutyRosterRow::id);
        const auto index = static_cast<std::size_t>(roster - rosters->begin());
        auto at = ready(database, std::move(*rosters), index, entry.at_utc);
        if (!at) return tl::unexpected(at.error());
        const auto approver = may_approve(database, ask.organisation_key, ask.actor_key,
                                          calc_local_day(entry.at_utc));
        if (!approver) return tl::unexpected(approver.error());
        SwapActor actor{ask.actor_key, *approver, {}};
        if (ask.next == SwapState::accepted)
            actor = actor_for(ask.actor_key, *approver, swap.colleague_key);
        if (ask.next == SwapState::withdrawn)
            actor = actor_for(ask.actor_key, *approver, swap.asker_key);
        auto stepped =
            step_swap(at->duty.problem, at->grid, at->table, swap, ask.next, actor, ask.note);
        if (!stepped) return tl::unexpected(stepped.error());
        if (auto fine = check_step(*at, swap, ask.next, entry.at_utc); !fine) return fine;
        if (auto done = decline(database, ask.swap_id, declined, entry); !done) return done;
        return write_step(database, ask.swap_id, stepped->steps.back(), entry);
    });
}

Result<std::vector<store::DutySwapRow>> list_duty_swaps(store::Database& database,
                                                        const std::string& organisation_key) {
    return store::load_duty_swaps(database, organisation_key);
}

Result<EligibleAnswer> list_eligible_colleagues(store::Database& database,
                                                const std::string& organisation_key,
                                                const std::string& person_key, Date day,
                                                Instant now) {
    auto at = ready_on(database, organisation_key, day, now);
    if (!at) return tl::unexpected(at.error());
    const DutyProblem& problem = at->duty.problem;
    const auto person = std::ranges::find(problem.people, person_key, &DutyPerson::key);
    const DutyCell* cell = find_cell(at->duty, person_key, day);
    if (person == problem.people.end() || cell == nullptr)
        return make_error(Errc::bad_input,
                          {"", "/person",
                           trf("{} {} 没有班", name_person(problem, person_key), iso(day)),
                           tr("值班表里那一天有班的人")});
    EligibleAnswer answer;
    const auto post = std::ranges::find(problem.posts, cell->post_key, &DutyPost::key);
    const auto shift = std::ranges::find(problem.shifts, cell->shift_key, &DutyShift::key);
    answer.post_name = post == problem.posts.end() ? cell->post_key : post->name;
    answer.shift_name = shift == problem.shifts.end() ? cell->shift_key : shift->name;
    for (const EligibleColleague& one :
         list_eligible(problem, at->grid, at->table,
                       static_cast<int>(person - problem.people.begin()), at->grid.column(day))) {
        const DutyPerson& who = problem.people[static_cast<std::size_t>(one.person)];
        answer.people.push_back({who.key, who.name, one.ahead_count});
    }
    return answer;
}

} // namespace roster::service
