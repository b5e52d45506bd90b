/// What the auditor takes from the file, each shift as an interval of minutes.
#pragma once
#include "tools/audit/duty_audit.h"
#include <optional>
#include <set>

namespace tools::audit {

inline constexpr Minute minutes_a_day = 24 * 60;
inline constexpr Day days_before = 31; ///< carry-over that counts
inline constexpr Day days_after = 7;

struct Span {
    Day first = 0, last = 0;
    [[nodiscard]] bool has(Day day) const { return first <= day && day <= last; }
};
struct Held {
    std::string key;
    Span days;
};
struct Ban {
    bool nights_only = false, long_only = false; ///< neither: every shift
    Span days;
};
struct Away {
    bool sick =
        false; ///< bars what begins in the days; leave and training bar every minute of them
    Span days;
};
struct Person {
    std::string key;
    std::vector<Held> held;
    bool experienced = false;
    std::vector<Ban> bans;
    std::vector<Away> away;
    std::vector<std::pair<Minute, Minute>> elsewhere; ///< begin and end of duties in other places
    std::int64_t own_limit = 0;
    std::int64_t minutes_before = 0, period_minutes_before = 0;
    /// Held on the day and through every day until another.
    [[nodiscard]] bool holds(const std::string& what, Day day) const;
};
struct Shift {
    std::string key;
    Minute start = 0, length = 0, rest_after = 0;
    bool night = false;
};
struct Post {
    std::string key;
    std::vector<std::string> wants;
    std::map<std::string, std::vector<std::int64_t>> need; ///< shift -> workday, weekend, holiday
    std::int64_t always = 0, experienced = 0;
    bool hours_count = true, control_room = false;
    std::string layer;
    bool long_shifts_allowed = false; ///< by a local rule on record
};
struct Rule {
    std::string id, kind;
    std::int64_t value = 0;
    std::string layer; ///< of shift_min
};
struct Pair {
    std::string first, second;
    bool together = false;
};
/// One shift of one person.
struct Duty {
    const Person* person = nullptr;
    const Post* post = nullptr;
    const Shift* shift = nullptr;
    Day day = 0;
    Minute begin = 0, end = 0;
    bool inside = false;   ///< of the horizon
    bool may_stand = true; ///< nothing bars the person; set by check_may for those inside
};
struct RawCell {
    std::string person, post, shift;
    Day day = 0;
};

struct Input {
    Day first_day = 0, last_day = 0;
    Minute opens = 0;
    Minute night_from = 22 * 60, night_until = 30 * 60; ///< of a day, for bans
    std::int64_t months_a_period = 1;                   ///< in which hours are averaged
    std::optional<Day> frozen_until;
    std::map<std::string, Person> people;
    std::map<std::string, Shift> shifts;
    std::vector<Post> posts;
    std::vector<Rule> rules;
    std::vector<Pair> pairs;
    std::set<Day> statutory, days_off, worked;     ///< of all calendars
    std::vector<RawCell> fixed, cells, reductions; ///< a reduction's person is empty
    std::vector<std::int64_t> fewer;               ///< [reductions]

    [[nodiscard]] const Post* find_post(const std::string& key) const;
    /// 0 workday, 1 weekend, 2 holiday
    [[nodiscard]] int kind_of(Day day) const;
    /// What is asked for, and what of it somebody took off by an accepted gap.
    [[nodiscard]] std::int64_t asked(const Post& post, const std::string& shift, Day day) const;
    [[nodiscard]] std::int64_t taken_off(const Post& post, const std::string& shift, Day day) const;
    [[nodiscard]] std::int64_t minimum(const Post& post, const std::string& shift, Day day) const {
        return asked(post, shift, day) - taken_off(post, shift, day);
    }
    static constexpr std::int64_t standard_hours = 8; ///< of a day, without overtime
    /// The longest shift that a post may have, and the rule that says so.
    [[nodiscard]] Rule longest_shift(const Post& post) const;
    /// Strictest value of a kind of rule, with its id.
    [[nodiscard]] std::optional<Rule> strictest(const std::string& kind) const;
};

[[nodiscard]] Input read_input(const std::string& text); ///< throws BadFile
[[nodiscard]] Day parse_day(const std::string& text);    ///< throws BadFile

} // namespace tools::audit
