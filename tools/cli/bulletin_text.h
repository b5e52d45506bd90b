/// The half-year bulletin as a text to read, as CSV rows and as JSON.
#pragma once
#include "roster/service/bulletin.h"
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace tools::cli {

/// "85.7%", in tenths and rounded down: 99.96 % is not 100 %. 无数据 when it is missing. The one
/// way a rate is written, on the screen and on paper.
[[nodiscard]] std::string format_percent(const std::optional<roster::service::BulletinRow::Share>&);
/// What the lists ask for, a sentence each.
[[nodiscard]] std::vector<std::string> list_demands(const roster::service::Bulletin& bulletin);
/// What a home must have done to be commended.
[[nodiscard]] std::string commendation_terms();
/// A share as "12/14 85.7%"; 无数据 when it is missing.
[[nodiscard]] std::string format_share(const std::optional<roster::service::BulletinRow::Share>&);
/// The whole text but the line with the time it was made.
[[nodiscard]] std::string format_bulletin(const roster::service::Bulletin& bulletin);
/// One row a part and one for the total; a missing number is an empty field.
[[nodiscard]] std::vector<std::vector<std::string>>
bulletin_rows(const roster::service::Bulletin& bulletin);
/// A missing number is null.
[[nodiscard]] nlohmann::ordered_json to_json(const roster::service::Bulletin& bulletin);
[[nodiscard]] nlohmann::ordered_json to_json(const std::vector<roster::service::Trace>& traces);

} // namespace tools::cli
