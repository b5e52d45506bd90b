/// A row of people as far as it was understood. Only for this folder.
#pragma once
#include "tools/import/context.h"

namespace tools::import {

/// A row as far as it was understood.
struct Draft {
    const roster::domain::Organisation* home = nullptr;
    const roster::domain::Person* on_file = nullptr;
    bool second_home = false; ///< a post outside the person's own home
    std::string name, match, staff_no;
    std::string phone;        ///< digits; empty when there are too few to call anybody
    std::string explicit_key; ///< by 记录号 or 人员编号
    std::vector<roster::domain::PersonRole> roles;
    std::optional<roster::domain::Certificate> certificate;
};

/// "护理员、保安（夜班）".
[[nodiscard]] std::string roles_text(std::vector<roster::domain::PersonRole> roles);
/// Digits of a telephone number; empty when there are too few.
[[nodiscard]] std::string phone_digits(const std::string& text);
/// Home, name, posts and certificate; what is wrong goes to the decision. Who it is stays open.
[[nodiscard]] Draft read_draft(const SheetRow& row, const Directory& directory,
                               RowDecision& decision);

} // namespace tools::import
