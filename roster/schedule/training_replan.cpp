#include "roster/schedule/training_replan.h"

#include "sim/core/text.h"
#include <algorithm>
#include <map>

namespace roster::schedule {

namespace {

class Comparison {
public:
    Comparison(const TrainingInput& input, const TrainingPlan& plan) : input_(input) {
        for (const TrainingPerson& one : input.people)
            people_[one.key] = &one;
        for (const TrainingSession& one : input.sessions)
            sessions_[one.key] = &one;
        for (const TrainingBooking& one : input.booked)
            if (const TrainingSession& at = *sessions_.at(one.session_key);
                at.level == TrainingLevel::city && at.form == SessionForm::ordinary)
                before_[one.person_key] = one.session_key;
        for (const PlannedBooking& one : plan.bookings)
            after_[one.person_key] = one.session_key;
    }
    std::vector<TrainingMove> run() {
        for (const auto& [person, from] : before_)
            if (const auto at = after_.find(person); at == after_.end() || at->second != from)
                add(person, from, at == after_.end() ? std::string_view{} : at->second);
        for (const auto& [person, to] : after_)
            if (!before_.contains(person)) add(person, {}, to);
        name_who_came_in();
        std::ranges::sort(moves_, {}, &TrainingMove::person_key);
        return std::move(moves_);
    }

private:
    void add(std::string_view person, std::string_view from, std::string_view to) {
        if (to.empty() && is_over(from)) return; // history
        TrainingMove move{std::string(person), std::string(from), std::string(to)};
        explain(move);
        moves_.push_back(std::move(move));
    }
    [[nodiscard]] bool is_over(std::string_view session) const {
        return sessions_.at(session)->days.last < input_.today;
    }
    void explain(TrainingMove& move) const;
    void name_who_came_in();

    const TrainingInput& input_;
    std::map<std::string_view, const TrainingPerson*> people_;
    std::map<std::string_view, const TrainingSession*> sessions_;
    std::map<std::string_view, std::string_view> before_, after_;
    std::vector<TrainingMove> moves_;
};

void Comparison::explain(TrainingMove& move) const {
    move.why = MoveReason::new_seat;
    if (move.from_session_key.empty()) return;
    const TrainingPerson& person = *people_.at(move.person_key);
    const TrainingSession& from = *sessions_.at(move.from_session_key);
    const auto demand = find_demand(input_, person);
    const auto blocked = std::ranges::find_if(person.blocked, [&](const BlockedSpan& span) {
        return span.days.first <= from.days.last && from.days.first <= span.days.last;
    });
    if (person.left_on && *person.left_on < from.days.last)
        move.why = MoveReason::left;
    else if (from.state == SessionState::cancelled)
        move.why = MoveReason::session_cancelled;
    else if (is_over(from.key))
        move.why = MoveReason::missed;
    else if (!demand)
        move.why = MoveReason::not_owed;
    else if (blocked != person.blocked.end()) {
        move.why = MoveReason::blocked;
        move.note = word(blocked->reason);
        if (!blocked->note.empty()) move.note += " " + blocked->note;
    } else if (demand->due_on < from.days.last)
        move.why = MoveReason::too_late;
    else
        move.why = MoveReason::made_room;
}

/// Who left a session that still suited makes a pair with somebody new there, of the same home
/// first; where nobody came in there was less room.
void Comparison::name_who_came_in() {
    std::multimap<std::string_view, std::string_view> came; // by session
    for (const auto& [person, to] : after_)
        if (const auto at = before_.find(person); at == before_.end() || at->second != to)
            came.emplace(to, person);
    std::vector<TrainingMove*> left;
    for (TrainingMove& move : moves_)
        if (move.why == MoveReason::made_room) left.push_back(&move);
    std::ranges::sort(left, {}, [](const TrainingMove* move) { return move->person_key; });
    const auto home = [&](std::string_view person) { return people_.at(person)->organisation_key; };
    for (TrainingMove* move : left) {
        const auto [from, to] = came.equal_range(move->from_session_key);
        auto at = std::find_if(
            from, to, [&](const auto& one) { return home(one.second) == home(move->person_key); });
        if (at == to) at = from;
        if (at == to) {
            move->why = MoveReason::less_room;
            continue;
        }
        move->for_person_key = at->second;
        came.erase(at);
    }
}

} // namespace

const char* word(MoveReason reason) noexcept {
    constexpr const char* words[] = {"新安排",   "培训班取消",   "那几天不能参加",
                                     "已离岗",   "本轮不必再训", "晚于到期日",
                                     "缺训补训", "让出座位",     "座位或名额减少"};
    return words[static_cast<int>(reason)];
}

std::vector<TrainingMove> list_moves(const TrainingInput& input, const TrainingPlan& plan) {
    return Comparison(input, plan).run();
}

sim::core::Result<TrainingReplan> replan_training(const TrainingInput& input) {
    auto plan = plan_training(input);
    if (!plan) return tl::unexpected(plan.error());
    auto moves = list_moves(input, *plan);
    return TrainingReplan{std::move(*plan), std::move(moves)};
}

} // namespace roster::schedule
