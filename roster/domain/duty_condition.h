/// What the planning of duty has to know of people beyond leave and certificates: bans, experience,
/// pairs, wishes. Plain values; the table is duty_condition. Nothing here is evidence of anything,
/// and nothing says what somebody suffers from.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace roster::domain {

enum class BanKind {
    no_night,     ///< pregnancy from the seventh month, nursing, a doctor's note
    no_duty,      ///< no shift at all
    no_long_shift ///< no shift of more working time than the standard day of 8 h
};
inline constexpr std::array<std::string_view, 3> ban_kind_names{"no_night", "no_duty",
                                                                "no_long_shift"};
/// Why; a class, never a diagnosis. Source: docs/references.md#duty-bans
enum class BanBasis { pregnancy, nursing, doctor_note };
inline constexpr std::array<std::string_view, 3> ban_basis_names{"pregnancy", "nursing",
                                                                 "doctor_note"};
/// Bans of the law last while their reason lasts; a doctor may end his own note early.
[[nodiscard]] constexpr bool is_liftable(BanBasis basis) noexcept {
    return basis == BanBasis::doctor_note;
}

enum class PairKind {
    apart,   ///< never on duty in the same minute
    together ///< whenever the first is on duty the second has the same shift
};
inline constexpr std::array<std::string_view, 2> pair_kind_names{"apart", "together"};

/// One row of the ledger: the bans, then experience, the pairs, the wishes.
enum class ConditionKind {
    no_night,
    no_duty,
    no_long_shift,
    experienced,
    apart,
    together,
    wants_duty,
    wants_off
};
inline constexpr std::array<std::string_view, 8> condition_kind_names{
    "no_night", "no_duty",  "no_long_shift", "experienced",
    "apart",    "together", "wants_duty",    "wants_off"};
[[nodiscard]] constexpr bool is_ban(ConditionKind kind) noexcept {
    return kind <= ConditionKind::no_long_shift;
}
[[nodiscard]] constexpr bool is_pair(ConditionKind kind) noexcept {
    return kind == ConditionKind::apart || kind == ConditionKind::together;
}
[[nodiscard]] constexpr bool is_wish(ConditionKind kind) noexcept {
    return kind >= ConditionKind::wants_duty;
}
/// A wish's weight: 1 to this.
inline constexpr int wish_weight_most = 100;

/// Chinese word on screen.
[[nodiscard]] const char* word(ConditionKind kind) noexcept;
[[nodiscard]] const char* word(BanBasis basis) noexcept;

} // namespace roster::domain
