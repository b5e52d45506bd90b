/// Certificates of people and homes: valid when, and when to remind. Pure.
#pragma once
#include "roster/domain/calendar.h"
#include "roster/domain/names.h"
#include "sim/core/result.h"
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roster::domain {

enum class CertificateKind {
    safety_manager,         ///< 安全管理人培训合格
    fire_facility_operator, ///< 消防设施操作员: the control room
    special_operation,
    electrician,
    nursing,
    training_pass,
    fire_acceptance,
    standard_acceptance,
    maintenance_contract,
    special_equipment,
    other,
};
inline constexpr std::array<std::string_view, 11> certificate_kind_names{"safety_manager",
                                                                         "fire_facility_operator",
                                                                         "special_operation",
                                                                         "electrician",
                                                                         "nursing",
                                                                         "training_pass",
                                                                         "fire_acceptance",
                                                                         "standard_acceptance",
                                                                         "maintenance_contract",
                                                                         "special_equipment",
                                                                         "other"};
[[nodiscard]] const char* word(CertificateKind kind) noexcept;

struct Certificate {
    std::int64_t id = 0;          ///< row; 0 before it is written
    std::string person_key;       ///< or
    std::string organisation_key; ///< exactly one of the two
    CertificateKind kind{};
    std::string number;
    std::string issuer{};
    Date issued_on{};
    std::optional<Date> expires_on{}; ///< last valid day
    std::optional<Date> revoked_on{}; ///< first day without it
};
/// Everything wrong with one before it is written, in one go. A number that is an ID number is
/// refused and not repeated.
[[nodiscard]] sim::core::Problems check(const Certificate& certificate, Date today);

/// From the day of issue to the day of expiry; a revocation ends it from its own day on and leaves
/// the days before as they were.
[[nodiscard]] bool is_valid(const Certificate& certificate, Date day) noexcept;

/// 90, 30 and 0 days before the end; afterwards every day until it is replaced.
enum class Reminder { none, in_90_days, in_30_days, last_day, expired, revoked };
inline constexpr std::array<std::string_view, 6> reminder_names{
    "none", "in_90_days", "in_30_days", "last_day", "expired", "revoked"};
/// Chinese word on screen.
[[nodiscard]] const char* word(Reminder reminder) noexcept;
[[nodiscard]] Reminder calc_reminder(const Certificate& certificate, Date today) noexcept;

/// Those that speak for their holder: of several of one kind the one that is valid today, and of
/// those the one that lasts longest; when none is, the one that ended last. What an organisation
/// holds (a lift, a contract) and special or other papers of a person stand side by side, told
/// apart by number. Borrowed, in the order given. @param certificates in any order
[[nodiscard]] std::vector<const Certificate*>
list_standing(std::span<const Certificate> certificates, Date today);

} // namespace roster::domain
