/// What a sheet may hold, its columns with the names they go by, and the words in their cells.
#pragma once
#include "roster/domain/activity.h"
#include "roster/domain/certificate.h"
#include "roster/domain/finding.h"
#include "roster/domain/people.h"
#include "tools/sheets/column_map.h"
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tools::import {

enum class SheetKind { people, certificates, training, drills, findings, residents };
inline constexpr std::array<std::string_view, 6> sheet_kind_names{
    "people", "certificates", "training", "drills", "findings", "residents"};
/// Chinese word on screen.
[[nodiscard]] const char* word(SheetKind kind) noexcept;

/// Columns of a kind; the first name of each is the printed one.
[[nodiscard]] const std::vector<sheets::ColumnSpec>& columns_of(SheetKind kind);

// Words in any of their usual spellings; nothing when unknown. Names are compared without blanks,
// case and script (traditional or simplified).
[[nodiscard]] std::optional<roster::domain::Post> find_post(std::string_view text);
[[nodiscard]] std::optional<roster::domain::CertificateKind>
find_certificate(std::string_view text);
[[nodiscard]] std::optional<roster::domain::ActivityLevel> find_level(std::string_view text);
[[nodiscard]] std::optional<roster::domain::ActivityForm> find_form(std::string_view text);
[[nodiscard]] std::optional<roster::domain::ActivityScope> find_scope(std::string_view text);
/// Of a drill: real, 桌面 or 演示.
[[nodiscard]] std::optional<roster::domain::ActivityKind> find_drill_kind(std::string_view text);
/// Part taken in the volunteer fire team.
[[nodiscard]] std::optional<roster::domain::TeamRole> find_team_role(std::string_view text);
[[nodiscard]] std::optional<roster::domain::Severity> find_severity(std::string_view text);
[[nodiscard]] std::optional<roster::domain::FindingSource> find_source(std::string_view text);
[[nodiscard]] std::optional<roster::domain::FindingState> find_state(std::string_view text);
[[nodiscard]] std::optional<roster::domain::Mobility> find_mobility(std::string_view text);
/// "" for none; words of the model ("wheelchair") and of the trade (轮椅).
[[nodiscard]] std::optional<std::string> find_device(std::string_view text);

/// 、，,/;； and line ends part several values in one cell.
[[nodiscard]] std::vector<std::string> split_list(std::string_view text);
/// The least number of characters to put in, take out or replace. Cost: product of the lengths.
[[nodiscard]] int calc_edit_distance(std::u32string_view a, std::u32string_view b);
/// Of the candidates the one that is nearest in writing; empty when none shares half of it.
[[nodiscard]] std::string find_nearest(std::string_view text,
                                       std::span<const std::string> candidates);

} // namespace tools::import
