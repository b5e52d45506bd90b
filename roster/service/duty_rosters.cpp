#include "roster/service/duty_rosters.h"

#include "roster/domain/plain_text.h"
#include "roster/schedule/duty_check.h"
#include "roster/schedule/duty_names.h"
#include "roster/schedule/duty_swap.h"
#include "roster/service/duty_facts.h"
#include "roster/service/duty_neighbours.h"
#include "roster/service/journal.h"
#include "roster/store/duty_swap_table.h"
#include "roster/store/people_table.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

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

/// What no reason makes good: a cell that means nothing, and somebody in two places.
bool is_senseless(const DutyViolation& violation) {
    return violation.rule_id == duty_rule_ids::unknown ||
           violation.rule_id == duty_rule_ids::one_a_day;
}

/// People whom the ledger does not know.
Result<Problems> check_people(store::Database& database, const DutyProblem& problem) {
    const auto known = store::load_person_days(database);
    if (!known) return tl::unexpected(known.error());
    Problems problems;
    for (const DutyPerson& person : problem.people)
        if (!known->contains(person.key))
            problems.push_back({"", "/people",
                                trf("花名册里没有“{}”（{}）", person.name, person.key),
                                tr("先登记这个人，或从台账起草（duty new）")});
    return problems;
}

Result<Problems> check_place(store::Database& database, const DutyProblem& problem) {
    const auto organisations = store::load_organisations(database);
    if (!organisations) return tl::unexpected(organisations.error());
    if (std::ranges::find(*organisations, problem.organisation_key, &Organisation::key) !=
        organisations->end())
        return Problems{};
    return Problems{{"", "/organisation", trf("台账里没有单位“{}”", problem.organisation_key),
                     tr("`yanlian org list` 列出的单位")}};
}

/// A shift under a ban that the law sets: only a doctor's note can be given up.
bool is_unlawful(const DutyProblem& problem, const DutyGrid& grid, const DutyViolation& violation) {
    if (violation.rule_id != duty_rule_ids::ban) return false;
    const auto person =
        std::ranges::find(problem.people, violation.person_keys.front(), &DutyPerson::key);
    const auto kind = find_kind(problem, grid, violation.post_key, violation.shift_key);
    if (person == problem.people.end() || !kind) return false;
    return std::ranges::any_of(person->bans, [&](const DutyBan& ban) {
        return !ban.liftable && does_bar(problem, grid, ban, grid.column(violation.first), *kind);
    });
}

/// Adds the breaches that refuse the roster; @return how many are accepted. What lies wholly before
/// today is past mending.
Result<int> judge(const DutyFile& duty, Date today, const std::string& accepted_reason,
                  Problems& problems) {
    const auto grid = make_grid(duty.problem);
    if (!grid) return tl::unexpected(grid.error());
    int accepted_count = 0;
    for (const DutyViolation& one : check_roster(duty.problem, *grid, duty.cells)) {
        if (one.last < today) continue;
        if (!trim(accepted_reason).empty() && !is_senseless(one) &&
            !is_unlawful(duty.problem, *grid, one))
            ++accepted_count;
        else
            problems.push_back({"", "/cells", describe(duty.problem, *grid, one), ""});
    }
    return accepted_count;
}

Instant begin_of(const DutyCell& cell, const std::vector<DutyShift>& shifts) {
    const auto shift = std::ranges::find(shifts, cell.shift_key, &DutyShift::key);
    const int start_min = shift == shifts.end() ? 0 : shift->start_min;
    return Instant{cell.day} - local_offset + std::chrono::minutes{start_min};
}

/// What will be in force once the file is published: shifts that have begun stay as they were, and
/// what goes before the first day and after the last is as published.
Result<DutyFile> join_with_neighbours(store::Database& database, DutyFile duty, Instant now) {
    DutyProblem& problem = duty.problem;
    // A month to come follows one that may be to come itself.
    const Date until =
        std::max(problem.first_day - Days{1}, std::min(problem.last_day, calc_local_day(now)));
    const auto before = load_planned_duty(database, problem.organisation_key,
                                          {problem.first_day - carried_days, until});
    if (!before) return tl::unexpected(before.error());
    const auto is_known = [&](const PlannedShift& one) {
        return std::ranges::find(problem.people, one.person_key, &DutyPerson::key) !=
                   problem.people.end() &&
               std::ranges::find(problem.shifts, one.shift_key, &DutyShift::key) !=
                   problem.shifts.end() &&
               std::ranges::find(problem.posts, one.post_key, &DutyPost::key) !=
                   problem.posts.end();
    };
    // What began before there was any roster of its day is as the file says: nobody planned it.
    const auto has_begun = [&](const DutyCell& cell) {
        const Instant begin = begin_of(cell, problem.shifts);
        return begin <= now &&
               std::ranges::any_of(before->rosters, [&](const store::DutyRosterRow& row) {
                   return row.days.first <= cell.day && cell.day <= row.days.last &&
                          row.published_at_utc <= begin;
               });
    };
    std::erase_if(duty.cells, has_begun);
    std::erase_if(problem.fixed, [&](const DutyCell& cell) {
        return cell.day < problem.first_day || has_begun(cell);
    });
    problem.frozen_until.reset(); // judged as a whole, not as a plan that may not touch its past
    for (const PlannedShift& one : before->shifts) {
        if (one.day < problem.first_day)
            lay_neighbour(*before, one, problem);
        else if (is_known(one) && one.begin <= now)
            duty.cells.push_back({one.person_key, one.day, one.post_key, one.shift_key});
    }
    if (auto done = lay_following(database, problem); !done) return tl::unexpected(done.error());
    return duty;
}

/// The people as the ledger knows them now; an organisation that it does not know is named
/// elsewhere.
Result<void> refresh(store::Database& database, DutyProblem& problem) {
    const auto place = check_place(database, problem);
    if (!place) return tl::unexpected(place.error());
    if (!place->empty()) return {};
    if (auto done = refresh_problem(database, problem); !done) return done;
    return raise_hours(database, problem);
}

/// Applied swaps of shifts to come that the file would take back without a word.
Result<Problems> check_swaps(store::Database& database, const DutyFile& duty, Instant now) {
    Problems problems;
    const auto swaps = store::load_duty_swaps(database, duty.problem.organisation_key);
    if (!swaps) return tl::unexpected(swaps.error());
    for (const store::DutySwapRow& swap : *swaps) {
        if (swap.steps.empty() ||
            swap.steps.back().state != name_of(swap_state_names, SwapState::applied))
            continue;
        for (const store::DutySwapShiftRow& one : swap.shifts) {
            const DutyCell cell{one.from_key, one.day, one.post_key, one.shift_key};
            const bool back = std::ranges::any_of(duty.cells, [&](const DutyCell& other) {
                return other.person_key == cell.person_key && other.day == cell.day &&
                       other.post_key == cell.post_key && other.shift_key == cell.shift_key;
            });
            if (!one.declined && back && begin_of(cell, duty.problem.shifts) > now)
                problems.push_back(
                    {"", "/cells",
                     trf("{} 的班已经换给 {}（swap/{}），这张表又排回 {}", iso(one.day),
                         name_person(duty.problem, one.to_key), swap.id,
                         name_person(duty.problem, one.from_key)),
                     tr("从现行的表改起（duty current），或先换回（duty swap undo）")});
        }
    }
    return problems;
}

/// Nothing to publish when the newest roster of just these days is the same.
Result<void> require_news(store::Database& database, const DutyFile& duty,
                          const std::string& file) {
    const DaySpan days{duty.problem.first_day, duty.problem.last_day};
    const auto rosters = store::load_duty_rosters(database, duty.problem.organisation_key, days);
    if (!rosters) return tl::unexpected(rosters.error());
    if (rosters->empty() || rosters->back().file_sha256 != sim::core::sha256_hex(file)) return {};
    return make_error(Errc::conflict,
                      {"", "/cells",
                       trf("这张值班表已经发布过：第 {} 版，{}", rosters->back().version_no,
                           iso(calc_local_day(rosters->back().published_at_utc))),
                       ""});
}

/// Each step that moved cells, in the order in which they were taken.
struct Move {
    std::int64_t step_id = 0;
    const store::DutySwapRow* swap = nullptr;
    bool back = false;
};

/// Takes `mark` off the front of the text; false when something else stands there.
bool eat(std::string_view& text, std::string_view mark) {
    if (!text.starts_with(mark)) return false;
    text.remove_prefix(mark.size());
    return true;
}
/// A value without escapes, and what stands behind it.
bool eat_value(std::string_view& text, std::string& value, std::string_view behind) {
    const std::size_t end = text.find_first_of("\"\\");
    if (end == text.npos || text[end] == '\\') return false;
    value.assign(text.substr(0, end));
    text.remove_prefix(end);
    return eat(text, behind);
}
/// The cells of a file as format_duty writes it: thousands of the same five lines, which the
/// general reader takes ten times as long for. Nothing when the text is written in any other way.
std::optional<DutyRoster> scan_cells(std::string_view text) {
    DutyRoster cells;
    DutyCell cell;
    std::string day, state;
    do {
        if (!eat(text, "\n  {\n   \"person_key\": \"") ||
            !eat_value(text, cell.person_key, "\",\n   \"day\": \"") ||
            !eat_value(text, day, "\",\n   \"post_key\": \"") ||
            !eat_value(text, cell.post_key, "\",\n   \"shift_key\": \"") ||
            !eat_value(text, cell.shift_key, "\",\n   \"state\": \"") ||
            !eat_value(text, state, "\"\n  }"))
            return std::nullopt;
        const auto date = find_date(day);
        const auto known = find_named<CellState>(cell_state_names, state);
        if (!date || !known) return std::nullopt;
        cell.day = *date;
        cell.state = *known;
        cells.push_back(cell);
    } while (eat(text, ","));
    if (text != "\n ]\n}\n") return std::nullopt;
    return cells;
}

Result<DutyFile> read_kept(const std::string& name, const std::string& text) {
    constexpr std::string_view opening = "\n \"cells\": [";
    if (const std::size_t at = text.rfind(opening); at != text.npos)
        if (auto cells = scan_cells(std::string_view(text).substr(at + opening.size()))) {
            auto duty = parse_duty(name, text.substr(0, at + opening.size()) + "]}");
            if (duty) duty->cells = std::move(*cells);
            return duty;
        }
    return parse_duty(name, text);
}

void hand_over(DutyRoster& cells, const store::DutySwapRow& swap, bool back) {
    std::vector<std::pair<DutyCell*, const std::string*>> moves;
    for (const store::DutySwapShiftRow& shift : swap.shifts) {
        if (shift.declined) continue;
        const std::string& from = back ? shift.to_key : shift.from_key;
        const std::string& to = back ? shift.from_key : shift.to_key;
        for (DutyCell& cell : cells)
            if (cell.person_key == from && cell.day == shift.day &&
                cell.post_key == shift.post_key && cell.shift_key == shift.shift_key)
                moves.emplace_back(&cell, &to);
    }
    for (const auto& [cell, to] : moves)
        cell->person_key = *to;
}

} // namespace

Result<PublishedRoster> publish_roster(store::Database& database, const DutyFile& duty,
                                       const std::string& accepted_reason,
                                       const store::Entry& entry) {
    return in_transaction(database, [&]() -> Result<PublishedRoster> {
        auto problems = check_place(database, duty.problem);
        if (!problems) return tl::unexpected(problems.error());
        const auto strangers = check_people(database, duty.problem);
        if (!strangers) return tl::unexpected(strangers.error());
        std::ranges::copy(*strangers, std::back_inserter(*problems));
        const auto undone = check_swaps(database, duty, entry.at_utc);
        if (!undone) return tl::unexpected(undone.error());
        std::ranges::copy(*undone, std::back_inserter(*problems));
        auto in_force = join_with_neighbours(database, duty, entry.at_utc);
        if (!in_force) return tl::unexpected(in_force.error());
        if (auto done = refresh(database, in_force->problem); !done)
            return tl::unexpected(done.error());
        const auto accepted_count =
            judge(*in_force, calc_local_day(entry.at_utc), accepted_reason, *problems);
        if (!accepted_count) return tl::unexpected(accepted_count.error());
        if (entry.who.empty()) problems->push_back({"", "/who", tr("没有写经办人"), ""});
        if (!problems->empty()) return make_error(std::move(*problems));
        const std::string file = format_duty(duty);
        if (auto news = require_news(database, duty, file); !news)
            return tl::unexpected(news.error());
        PublishedRoster done;
        store::DutyRosterRow row;
        row.organisation_key = duty.problem.organisation_key;
        row.days = {duty.problem.first_day, duty.problem.last_day};
        row.accepted_count = done.accepted_count = *accepted_count;
        if (*accepted_count > 0) row.accepted_reason = accepted_reason;
        const auto id = store::insert_duty_roster(database, row, file, entry);
        if (!id) return tl::unexpected(id.error());
        done.id = *id;
        for (const PlannedShift& shift : list_planned(duty.problem, duty.cells)) {
            ++done.shift_count;
            done.begun_count += shift.begin < entry.at_utc;
        }
        const auto rosters = store::load_duty_rosters(database, row.organisation_key, row.days);
        if (!rosters) return tl::unexpected(rosters.error());
        done.version_no = rosters->back().version_no;
        const nlohmann::ordered_json after{
            {"organisation", row.organisation_key},  {"version", done.version_no},
            {"first", iso(row.days.first)},          {"last", iso(row.days.last)},
            {"sha256", rosters->back().file_sha256}, {"accepted", row.accepted_count},
            {"reason", row.accepted_reason}};
        if (auto noted = store::append_audit(database, {0, entry.at_utc, entry.who, "duty.publish",
                                                        fmt::format("duty_roster/{}", *id), "null",
                                                        after.dump(), "", ""});
            !noted)
            return tl::unexpected(noted.error());
        return done;
    });
}

Result<KeptRoster> load_kept_roster(store::Database& database, const store::DutyRosterRow& row) {
    const auto text = store::load_duty_file(database, row.id);
    if (!text) return tl::unexpected(text.error());
    auto duty = read_kept(fmt::format("duty_roster/{}", row.id), *text);
    if (!duty) return tl::unexpected(duty.error());
    const auto swaps = store::load_duty_swaps(database, row.organisation_key);
    if (!swaps) return tl::unexpected(swaps.error());
    std::vector<Move> moves;
    for (const store::DutySwapRow& swap : *swaps)
        for (const store::DutySwapStepRow& step : swap.steps)
            if (swap.roster_id == row.id &&
                (step.state == name_of(swap_state_names, SwapState::applied) ||
                 step.state == name_of(swap_state_names, SwapState::undone)))
                moves.push_back(
                    {step.id, &swap, step.state == name_of(swap_state_names, SwapState::undone)});
    std::ranges::sort(moves, {}, &Move::step_id);
    for (const Move& move : moves) {
        hand_over(duty->cells, *move.swap, move.back);
        hand_over(duty->problem.fixed, *move.swap,
                  move.back); // what people were told moves with it
    }
    return KeptRoster{row, std::move(*duty)};
}

bool is_in_force(const std::vector<store::DutyRosterRow>& rosters, std::size_t index, Date day,
                 Instant begin) noexcept {
    if (rosters[index].published_at_utc > begin) return false;
    for (std::size_t later = index + 1; later < rosters.size(); ++later) {
        const store::DutyRosterRow& one = rosters[later];
        if (one.days.first <= day && day <= one.days.last && one.published_at_utc <= begin)
            return false;
    }
    return true;
}

Result<PlannedDuty> load_planned_duty(store::Database& database,
                                      const std::string& organisation_key, DaySpan days) {
    auto rosters = store::load_duty_rosters(database, organisation_key, days);
    if (!rosters) return tl::unexpected(rosters.error());
    PlannedDuty planned;
    planned.rosters = std::move(*rosters);
    for (std::size_t i = 0; i < planned.rosters.size(); ++i) {
        const auto kept = load_kept_roster(database, planned.rosters[i]);
        if (!kept) return tl::unexpected(kept.error());
        const DutyProblem& problem = kept->duty.problem;
        for (const DutyPost& post : problem.posts) {
            planned.posts[post.key] = post.name;
            planned.required[post.key] = post.qualifications;
        }
        for (const DutyShift& shift : problem.shifts)
            planned.shifts_by_key[shift.key] = shift;
        for (const DutyPerson& person : problem.people) {
            planned.people[person.key] = person.name;
            planned.qualifications[person.key] = person.qualifications;
        }
        for (PlannedShift& shift : list_planned(problem, kept->duty.cells))
            if (days.first <= shift.day && shift.day <= days.last &&
                is_in_force(planned.rosters, i, shift.day, shift.begin))
                planned.shifts.push_back(std::move(shift));
    }
    std::ranges::sort(planned.shifts, {}, [](const PlannedShift& one) {
        return std::tie(one.begin, one.post_key, one.person_key);
    });
    return planned;
}

Result<DutyFile> load_current_roster(store::Database& database, const std::string& organisation_key,
                                     Date day, Instant now) {
    const auto on_day = store::load_duty_rosters(database, organisation_key, {day, day});
    if (!on_day) return tl::unexpected(on_day.error());
    if (on_day->empty())
        return make_error(Errc::bad_input, {"", "/day", trf("{} 没有发布过值班表", iso(day)),
                                            tr("先发布：yanlian duty publish 文件")});
    auto kept = load_kept_roster(database, on_day->back());
    if (!kept) return tl::unexpected(kept.error());
    auto current = join_with_neighbours(database, std::move(kept->duty), now);
    if (!current) return current;
    DutyProblem& problem = current->problem;
    if (auto done = refresh(database, problem); !done) return tl::unexpected(done.error());
    std::erase_if(problem.fixed, [&](const DutyCell& cell) {
        return problem.first_day <= cell.day && cell.day <= problem.last_day;
    });
    for (DutyCell& cell : current->cells) {
        const bool begun = begin_of(cell, problem.shifts) <= now;
        cell.state = begun ? CellState::frozen : CellState::published;
        if (begun) problem.fixed.push_back(cell);
    }
    if (calc_local_day(now) > problem.first_day)
        problem.frozen_until = std::min(problem.last_day, calc_local_day(now) - Days{1});
    return current;
}

namespace {

/// In the reader's language, where a draft named it.
std::string name_in(const std::map<std::string, std::string>& names, const std::string& key) {
    const auto at = names.find(key);
    return at == names.end() ? key : shown_name(at->second);
}

} // namespace

std::string DutyNames::post(const std::string& key) const {
    return name_in(posts, key);
}
std::string DutyNames::shift(const std::string& key) const {
    return name_in(shifts, key);
}

Result<DutyNames> load_duty_names(store::Database& database, const std::string& organisation_key,
                                  DaySpan days) {
    auto people = store::load_person_days(database);
    if (!people) return tl::unexpected(people.error());
    auto planned = load_planned_duty(database, organisation_key, days);
    if (!planned) return tl::unexpected(planned.error());
    DutyNames names{std::move(*people), std::move(planned->posts), {}};
    for (const auto& [key, shift] : planned->shifts_by_key)
        names.shifts[key] = shift.name;
    return names;
}

} // namespace roster::service
