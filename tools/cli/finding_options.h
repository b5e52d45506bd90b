/// What the commands of findings and inspections share: fields of a finding as options, people by
/// name, days, evidence.
#pragma once
#include "roster/service/findings.h"
#include "tools/cli/ledger_home.h"
#include <array>
#include <string>
#include <vector>

namespace tools::cli {

/// 责任人、措施、时限、应急预案 and what a major one needs, as they were typed.
struct RemedyOptions {
    std::string responsible, measure, deadline, contingency, funds, interim, supervisor;
};
void add_remedy_options(CLI::App& command, RemedyOptions& options);

/// Reads what was typed and keeps everything that is wrong, so that it is said at once.
class Answers {
public:
    /// @param near_key people of that organisation are meant before namesakes elsewhere
    explicit Answers(roster::store::Database& database, std::string near_key = {})
        : database_(&database), near_key_(std::move(near_key)) {}

    /// Empty text: nothing. A date that is none is noted.
    std::optional<roster::domain::Date> date(const char* option, const std::string& text);
    /// Key of a person by key or name; empty when it is not one, which is noted.
    std::string person(const char* option, const std::string& text);
    /// Key of an organisation by key or name; empty when it is not one, which is noted.
    std::string organisation(const char* option, const std::string& text);
    /// People stay as typed: a step resolves them itself. Date and funds are read.
    roster::domain::Remedy remedy(const RemedyOptions& options);
    /// The same with people resolved.
    roster::domain::Remedy resolved_remedy(const RemedyOptions& options);
    void note(sim::core::Problem problem) { problems_.push_back(std::move(problem)); }
    /// Adds those of a check whose field was not noted already.
    void note(const sim::core::Problems& problems);

    [[nodiscard]] bool fine() const noexcept { return problems_.empty(); }
    /// Prints everything; @return exit code
    [[nodiscard]] int report_all() const;

private:
    roster::store::Database* database_;
    std::string near_key_;
    sim::core::Problems problems_;
};

/// Looks like the name of a photo or a document, and there is no such file.
[[nodiscard]] bool names_missing_file(const std::string& text);
/// A sentence stays; the name of a file becomes its name with size and SHA-256.
[[nodiscard]] std::string read_evidence(const std::string& text);
/// "剩 3 天", "逾期 2 天", "今天到期"; nothing without a deadline
[[nodiscard]] std::string countdown_text(const std::optional<int>& days_left);

} // namespace tools::cli
