/// Levels, what proves them and how they fade, as rows and JSON.
#pragma once
#include "roster/service/assessments.h"
#include "roster/service/competence_list.h"
#include "roster/service/quizzes.h"
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace tools::cli {

using Rows = std::vector<std::vector<std::string>>;

/// One line a person: levels, what falls next, what is missing.
[[nodiscard]] Rows people_rows(const roster::service::PartCompetence& part);
[[nodiscard]] nlohmann::ordered_json people_json(const roster::service::PartCompetence& part);
/// One line a fall within `within_days` of the day asked, nearest first; all when negative.
[[nodiscard]] Rows forecast_rows(const roster::service::PartCompetence& part,
                                 roster::domain::Date today, int within_days);
[[nodiscard]] nlohmann::ordered_json forecast_json(const roster::service::PartCompetence& part,
                                                   roster::domain::Date today, int within_days);

/// "掌握率 2/14（14.3 %）"; without anybody on the roll: 无数据.
[[nodiscard]] std::string mastery_text(const roster::service::PartCompetence& part);
[[nodiscard]] std::string tips_text(const roster::service::TipsRate& tips);
[[nodiscard]] nlohmann::ordered_json rates_json(const roster::service::PartCompetence& part,
                                                const roster::service::TipsRate& tips);

/// Every line of a person's ledger with where its evidence stands.
[[nodiscard]] Rows trail_rows(const std::vector<roster::store::TrailLine>& trail);
[[nodiscard]] nlohmann::ordered_json trail_json(const std::vector<roster::store::TrailLine>& trail);

[[nodiscard]] Rows sitting_rows(const roster::service::SittingLine& sitting);
[[nodiscard]] nlohmann::ordered_json sitting_json(const roster::service::SittingLine& sitting);

} // namespace tools::cli
