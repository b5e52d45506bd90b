/// Who is there: staff, teams, residents. Plain values; the database owns them.
/// Everything has a stable text key ("person/wang-fang", "bed/207-1") used in files and records.
#pragma once
#include "roster/domain/calendar.h"
#include "roster/domain/names.h"
#include "roster/domain/organisation.h"
#include "sim/core/result.h"
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roster::domain {

/// What somebody is employed for; one person may hold several.
enum class Post {
    leader,         ///< 主要负责人
    safety_manager, ///< 消防安全管理人
    duty_leader,    ///< 带班领导
    control_room,   ///< 消控员
    carer,
    nurse,
    kitchen,
    guard,
    electrician,
    office,
    deputy_leader,  ///< 安全生产分管负责人
    safety_officer, ///< 专职安全员
    legal_representative,
    bureau_leader,
    supervisor, ///< 监管责任人 of a bureau or a town
    duty_officer,
    teacher,
    social_worker,
    cleaner,
    driver,
    other,
};
inline constexpr std::array<std::string_view, 21> post_names{"leader",
                                                             "safety_manager",
                                                             "duty_leader",
                                                             "control_room",
                                                             "carer",
                                                             "nurse",
                                                             "kitchen",
                                                             "guard",
                                                             "electrician",
                                                             "office",
                                                             "deputy_leader",
                                                             "safety_officer",
                                                             "legal_representative",
                                                             "bureau_leader",
                                                             "supervisor",
                                                             "duty_officer",
                                                             "teacher",
                                                             "social_worker",
                                                             "cleaner",
                                                             "driver",
                                                             "other"};
/// The three that the city trains in turn (三类人员): 主要负责人, 分管负责人, 专职安全员.
[[nodiscard]] constexpr bool is_three_role(Post post) noexcept {
    return post == Post::leader || post == Post::deputy_leader || post == Post::safety_officer;
}
/// Chinese word on screen.
[[nodiscard]] const char* word(Post post) noexcept;

enum class Shift { day, night };
inline constexpr std::array<std::string_view, 2> shift_names{"day", "night"};

struct PersonRole {
    Post post{};
    Shift shift = Shift::day;
    std::string zone; ///< level of the plan this post looks after, "level/2"; empty for the house
    friend bool operator==(const PersonRole&, const PersonRole&) = default;
};

struct Person {
    std::string key;
    std::string organisation_key;
    std::string name;
    std::vector<PersonRole> roles; ///< held now in organisation_key; others: post.h
    Date joined_on{};
    std::optional<Date> left_on;     ///< last day at work; nobody is ever deleted
    std::optional<Date> leave_from;  ///< first day of the leave in hand
    std::optional<Date> leave_until; ///< last day of it; empty while open
};

/// Employed on that day, at work or on leave.
[[nodiscard]] bool is_on_roll(const Person& person, Date day) noexcept;
/// On leave that day, and that leave has lasted or is set to last more than 90 days.
[[nodiscard]] bool is_on_long_leave(const Person& person, Date day) noexcept;

/// What a member of the volunteer fire team (志愿消防队) does.
enum class TeamRole { leader, alarm, extinguish, evacuate, rescue };
inline constexpr std::array<std::string_view, 5> team_role_names{"leader", "alarm", "extinguish",
                                                                 "evacuate", "rescue"};
[[nodiscard]] const char* word(TeamRole role) noexcept;

struct TeamMember {
    std::string person_key;
    TeamRole role{};
    std::optional<Date> from_day{};  ///< empty on insert: since the person joined
    std::optional<Date> until_day{}; ///< last day; empty: open
};
/// In the team on that day.
[[nodiscard]] bool is_member(const TeamMember& member, Date day) noexcept;
struct Team {
    std::string key;
    std::string organisation_key;
    std::string name;
    std::vector<TeamMember> members;
};

/// A walks unaided, B with a stick or frame, C wheelchair, D bedridden, E wanders (dementia).
enum class Mobility { a, b, c, d, e };
inline constexpr std::array<std::string_view, 5> mobility_names{"A", "B", "C", "D", "E"};

struct Resident {
    std::string key;
    std::string organisation_key;
    std::string alias; ///< never the full name, never an ID number
    Mobility mobility{};
    int assist_count = 0; ///< staff needed to move this person, 0 to 4
    std::string device;   ///< how moved: "wheelchair", "rescue_sheet" …; empty when walking
    bool oxygen = false;  ///< on an oxygen concentrator
    std::string bed_key;
    std::string carer_key; ///< the named guide of this resident
};

/// Everything wrong with a resident's or a person's data, in one go.
[[nodiscard]] sim::core::Problems check(const Resident& resident);
[[nodiscard]] sim::core::Problems check(const Person& person);
/// True when the text holds a Chinese ID number: 18 characters whose GB 11643 check digit fits, in
/// full width too; or the same in groups parted by blanks or dashes, when a province and a birth
/// date stand where they must.
[[nodiscard]] bool holds_id_number(std::string_view text) noexcept;

} // namespace roster::domain
