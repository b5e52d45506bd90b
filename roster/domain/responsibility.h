/// 责任区 and 公示牌: which person answers for which zone of a home, and whose names stand on its
/// board. Pure.
#pragma once
#include "roster/domain/people.h"
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace roster::domain {

struct ZoneDuty {
    std::int64_t id = 0;
    std::string organisation_key;
    std::string zone; ///< "level/2", or a place in words
    std::string person_key;
    std::string deputy_key{}; ///< empty: none
    std::string phone{};
    Date from_day{};
    std::optional<Date> until_day{};
};

enum class ResponsibleRole {
    leader,
    legal_representative,
    deputy_leader,
    safety_officer,
    supervisor,
    civil_affairs,
    housing,
    market_supervision,
    fire,
    health,
    police,
};
inline constexpr std::array<std::string_view, 11> responsible_role_names{
    "leader",        "legal_representative",
    "deputy_leader", "safety_officer",
    "supervisor",    "civil_affairs",
    "housing",       "market_supervision",
    "fire",          "health",
    "police"};
[[nodiscard]] const char* word(ResponsibleRole role) noexcept;

/// A name on the board; somebody of the roster, or of another office.
struct Responsible {
    std::int64_t id = 0;
    std::string organisation_key;
    ResponsibleRole role{};
    std::string person_key{}; ///< empty: not on the roster
    std::string name, phone{};
    Date from_day{};
    std::optional<Date> until_day{};
};

/// Who answers today.
enum class ZoneState {
    held,    ///< by who is named
    deputed, ///< who is named has left or is on long leave; the deputy is there
    gap,     ///< nobody
};
inline constexpr std::array<std::string_view, 3> zone_state_names{"held", "deputed", "gap"};
[[nodiscard]] const char* word(ZoneState state) noexcept;

struct ZoneLine {
    std::string zone;
    ZoneState state = ZoneState::gap;
    const ZoneDuty* duty = nullptr; ///< in force today; borrowed
    std::string why;                ///< of a gap or a deputy
};
/// One line a zone: those that are asked for first, in their order, then others on file.
/// @param duties of one home; outlive the answer
[[nodiscard]] std::vector<ZoneLine> calc_zones(std::span<const ZoneDuty> duties,
                                               std::span<const std::string> wanted_zones,
                                               std::span<const Person> persons, Date today);
/// What stands on the board today in that role; nullptr when nobody, or when the person has left.
[[nodiscard]] const Responsible* find_responsible(std::span<const Responsible> all,
                                                  ResponsibleRole role,
                                                  std::span<const Person> persons, Date today);

} // namespace roster::domain
