/// Attested cover: planned, signed in and answered are three states of an hour and never one; a
/// shift is closed by two signatures; a call that nobody answers is an absence from the post with
/// its time. Pure.
#pragma once
#include "roster/schedule/duty_model.h"
#include "sim/core/result.h"
#include <map>
#include <span>

namespace roster::schedule {

using domain::Instant;

/// Answer to a call (查岗) is awaited so long. A local rule may say otherwise.
/// Source: docs/references.md#duty-attendance
inline constexpr int answer_within_min = 10;
/// Signing in later than this after the begin is late. Source: as above
inline constexpr int late_after_min = 5;
/// Signing in so long before the begin is for that shift: who comes early, or relieves somebody.
/// Source: as above
inline constexpr int early_min = 180;

/// A shift as planned, in instants.
struct PlannedShift {
    std::string person_key, post_key, shift_key;
    Date day{};
    Instant begin{}, end{};
};
/// Shifts of a roster as instants, Asia/Shanghai. Unknown shifts are left out.
[[nodiscard]] std::vector<PlannedShift> list_planned(const DutyProblem& problem,
                                                     const DutyRoster& roster);

/// Somebody signs in at a post, and out. Without `out` the person counts until the shift's end.
struct SignIn {
    std::string person_key, post_key;
    Instant in{};
    std::optional<Instant> out{};
    /// Has what the post asks for. Who has not was there, and stands beside the cover.
    bool qualified = true;
};
/// Until when somebody counts as there: the sign-out; without one the end of the shift that was
/// planned for that person at that post, or else of the shift of that post that began nearest.
/// Where none was planned a sign-in without a sign-out proves its own instant and no more. Without
/// a sign-out never after `until`.
[[nodiscard]] Instant calc_sign_end(const SignIn& sign, std::span<const PlannedShift> planned,
                                    Instant until);
/// A call to a post (查岗): who answered when, if anybody.
struct PostCall {
    std::string post_key;
    Instant called{};
    std::optional<Instant> answered{};
    std::string answered_by_key{};
};

enum class LapseKind {
    no_show,          ///< planned, never signed in
    late,             ///< signed in too late; `minutes_count` says by how much
    left_early,       ///< signed out before the end
    gap,              ///< nobody signed in at the post, whoever was planned
    absent_from_post, ///< 脱岗: a call that nobody answered in time
    away,             ///< signed out and in again within the shift
    short_handed,   ///< some signed in, but fewer than planned, for longer than coming late may be
    unqualified,    ///< signed in at a post without what it asks for: no cover
    not_signed_out, ///< never signed out: taken to have stayed to the shift's end, signed for
                    ///< nothing
    overstayed      ///< signed out overstay_after_min and more after the last own shift: forgotten?
};
inline constexpr std::array<std::string_view, 10> lapse_kind_names{
    "no_show",      "late",        "left_early",     "gap",       "absent_from_post", "away",
    "short_handed", "unqualified", "not_signed_out", "overstayed"};
/// How long after the own shift somebody may sign out before it is told. Unit: min; range 60 to
/// 480; own value, 未核实.
inline constexpr int overstay_after_min = 240;
/// Nobody stands at a post longer without signing out and in again: a 24-hour shift and half a day
/// for who relieves nobody. Unit: min; own value, 未核实.
inline constexpr int longest_presence_min = 36 * 60;
struct Lapse {
    LapseKind kind{};
    /// Of no-show, late, left early, away, unqualified, not signed out, overstayed; those signed in
    /// at an absence.
    std::string person_key{};
    std::string post_key{};
    Instant from{}, until{}; ///< until is the first second after
    int minutes_count = 0;
    std::string answered_by_key{}; ///< of an absence: who answered and was not signed in there
};

/// One hour at one post.
struct AttestedHour {
    Instant begin{};
    int planned_count = 0;  ///< fewest planned in any minute of it
    int signed_count = 0;   ///< fewest qualified people signed in, planned or not
    int called_count = 0;   ///< calls in it
    int answered_count = 0; ///< of those, answered in time by somebody signed in there, while
                            ///< somebody was signed in there when it came
};
struct Attendance {
    std::vector<Lapse> lapses; ///< by time
    std::map<std::string, std::vector<AttestedHour>> hours_by_post;
    /// Person-minutes: what was planned, and what was signed by qualified people. Reports take the
    /// second.
    std::int64_t planned_min = 0, signed_min = 0;
};

struct AttendanceAsk {
    Instant from{}, until{}; ///< whole minutes. A shift and a call belong where they begin
    /// What happened later is not known; a shift that begins before `until` may end after it. The
    /// default is `until`.
    std::optional<Instant> known_until{};
    int answer_within_min = roster::schedule::answer_within_min;
    int late_after_min = roster::schedule::late_after_min;
};
/// Who signs in at another post has left the one before, signed out there or not.
/// Cost: minutes × posts, plus shifts × sign-ins of that person there.
[[nodiscard]] Attendance calc_attendance(std::span<const PlannedShift> planned,
                                         std::span<const SignIn> signs,
                                         std::span<const PostCall> calls, const AttendanceAsk& ask);

enum class CallState {
    outside, ///< not in the window
    waiting, ///< the time to answer has not passed
    answered,
    absent ///< 脱岗
};
/// The same judgement without the hours and without what is minute by minute.
struct AttendanceTotals {
    std::int64_t planned_min = 0, signed_min = 0; ///< person-minutes within the window
    int no_show_count = 0;
    std::vector<CallState> calls; ///< as they were given
};
/// Cost: shifts and sign-ins.
[[nodiscard]] AttendanceTotals calc_attendance_totals(std::span<const PlannedShift> planned,
                                                      std::span<const SignIn> signs,
                                                      std::span<const PostCall> calls,
                                                      const AttendanceAsk& ask);

/// What is handed from one shift to the next (交接班).
struct OpenItem {
    std::string key;
    std::string words;
    bool closed = false;
};
struct Handover {
    std::string post_key;
    Date day{};
    std::string shift_key;
    std::string giver_key, taker_key; ///< who leaves, who comes
    std::optional<Instant> giver_signed{}, taker_signed{};
    std::vector<OpenItem> items{};
};
/// Hands over earlier than this before the end close nothing. Range: 0 to 120. Source:
/// docs/references.md#duty-attendance
inline constexpr int handover_early_min = 60;
/// Closes a shift. Problems: a signature missing or more than handover_early_min before the end,
/// the same person twice, a giver who did not stand there, a taker who is not signed in for the
/// shift that follows there, an item that was open before and is not mentioned.
/// @param carried open items of the handover before
/// @return the items still open, for the next handover
[[nodiscard]] sim::core::Result<std::vector<OpenItem>>
close_shift(const Handover& handover, std::span<const PlannedShift> planned,
            std::span<const SignIn> signs, std::span<const OpenItem> carried);

} // namespace roster::schedule
