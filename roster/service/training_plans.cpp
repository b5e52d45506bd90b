#include "roster/service/training_plans.h"

#include "roster/service/journal.h"
#include "roster/service/session_rows.h"
#include "sim/core/text.h"
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace roster::service {

using namespace roster::domain;
using schedule::SessionForm;
using schedule::SessionState;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;
using store::SessionBookingRow;

namespace {

using Seat = std::pair<std::string, std::string>; ///< session and person

/// What the plan and the list of joiners want booked.
std::set<Seat> list_seats(const schedule::TrainingFile& file) {
    std::set<Seat> seats;
    for (const auto& one : file.plan->bookings)
        seats.emplace(one.session_key, one.person_key);
    for (const auto& one : file.joiners)
        if (one.pre_job == schedule::PreJobState::planned)
            seats.emplace(one.pre_job_session_key, one.person_key);
    return seats;
}

/// Writes the difference between what is booked and what is wanted.
class Keeper {
public:
    Keeper(store::Database& database, TrainingDraft& draft, const store::Entry& entry)
        : database_(database), draft_(draft), entry_(entry), seats_(list_seats(draft.file)) {
        for (const auto& one : draft.file.input.sessions)
            sessions_[one.key] = &one;
        for (const auto& one : draft.file.moves)
            moves_[one.person_key] = &one;
    }
    Result<void> run(const std::vector<SessionBookingRow>& bookings) {
        for (const SessionBookingRow& one : bookings)
            if (auto done = settle(one); !done) return done;
        for (const auto& [session, person] : seats_) { // what is left of them is new
            ++draft_.added_count;
            if (auto id =
                    store::insert_session_booking(database_, {0, session, person}, false, entry_);
                !id)
                return tl::unexpected(id.error());
        }
        return {};
    }

private:
    /// A booking stays, is history, or goes.
    Result<void> settle(const SessionBookingRow& booking) {
        if (seats_.erase({booking.session_key, booking.person_key}) > 0) return {};
        const auto at = sessions_.find(booking.session_key);
        if (at == sessions_.end()) return {}; // no matter of this plan
        const schedule::TrainingSession& session = *at->second;
        const bool cancelled = session.state == SessionState::cancelled;
        const bool over = session.days.last < draft_.file.input.today;
        const bool settled = session.state == SessionState::frozen;
        // Who was told of a course before work comes to it unless it is called off.
        const bool promised = session.form == SessionForm::pre_job && booking.told;
        if (!cancelled && (over || settled || promised)) return {};
        SessionBookingRow gone = booking;
        gone.reason = name_reason(booking, cancelled);
        ++draft_.withdrawn_count;
        if (auto id = store::insert_session_booking(database_, gone, true, entry_); !id)
            return tl::unexpected(id.error());
        return {};
    }
    [[nodiscard]] std::string name_reason(const SessionBookingRow& booking, bool cancelled) const {
        if (cancelled) return tr(word(schedule::MoveReason::session_cancelled));
        const auto at = moves_.find(booking.person_key);
        if (at == moves_.end() || at->second->from_session_key != booking.session_key)
            return tr(word(schedule::MoveReason::not_owed));
        const std::string why = tr(word(at->second->why));
        return at->second->note.empty() ? why : why + tr("：") + at->second->note;
    }

    store::Database& database_;
    TrainingDraft& draft_;
    const store::Entry& entry_;
    std::set<Seat> seats_;
    std::map<std::string_view, const schedule::TrainingSession*> sessions_;
    std::map<std::string_view, const schedule::TrainingMove*> moves_;
};

Result<void> write(store::Database& database, const TrainingQuestion& question,
                   TrainingDraft& draft, const std::string& who) {
    const auto bookings = store::load_session_bookings(database, question.organisation_key);
    if (!bookings) return tl::unexpected(bookings.error());
    const store::Entry entry{read_clock(), who};
    if (auto done = Keeper(database, draft, entry).run(*bookings); !done) return done;
    if (draft.added_count + draft.withdrawn_count == 0) return {};
    const schedule::TrainingPlan& plan = *draft.file.plan;
    const nlohmann::ordered_json before{{"bookings", bookings->size()}};
    const nlohmann::ordered_json after{{"added", draft.added_count},
                                       {"withdrawn", draft.withdrawn_count},
                                       {"unmet", plan.unmet.size()},
                                       {"today", iso(question.today)}};
    return store::append_audit(database,
                               {0, entry.at_utc, who, "training.plan", question.organisation_key,
                                before.dump(), after.dump(), "", ""});
}

Result<void> require_results(const TrainingDraft& draft, const std::string& who) {
    Problems problems;
    if (who.empty()) problems.push_back({"", "/who", tr("没有写经办人"), tr("经办人")});
    for (const std::string& key : draft.unrecorded_session_keys)
        problems.push_back(
            {"", key, tr("已经结束，还没有登记谁到场"),
             trf("`yanlian training hold {0}`；没有办的 `training session cancel {0}`", key)});
    if (!problems.empty()) return make_error(std::move(problems));
    return {};
}

} // namespace

Result<TrainingDraft> draft_training(store::Database& database, const TrainingQuestion& question) {
    auto facts = load_training(database, question);
    if (!facts) return tl::unexpected(facts.error());
    if (facts->input.people.empty())
        return make_error(Errc::bad_input, {"", question.organisation_key,
                                            tr("没有主要负责人、分管负责人或专职安全员，不用轮训"),
                                            tr("先登记这三类人员的岗位")});
    auto file = schedule::make_training_file(std::move(facts->input));
    if (!file) return tl::unexpected(file.error());
    return TrainingDraft{std::move(*file), std::move(facts->unrecorded_session_keys)};
}

Result<TrainingDraft> keep_training(store::Database& database, const TrainingQuestion& question,
                                    const std::string& who) {
    return in_transaction(database, [&]() -> Result<TrainingDraft> {
        auto draft = draft_training(database, question);
        if (!draft) return draft;
        if (auto fine = require_results(*draft, who); !fine) return tl::unexpected(fine.error());
        if (auto done = write(database, question, *draft, who); !done)
            return tl::unexpected(done.error());
        return draft;
    });
}

} // namespace roster::service
