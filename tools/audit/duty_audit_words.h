/// What the auditor found, in words for people: names instead of keys. Chinese only: even the
/// catalogue of messages would be shared with the planner.
#pragma once
#include "tools/audit/duty_audit.h"

namespace tools::audit {

class DutyWords {
public:
    /// @param text the whole file, one that audit() could judge. Throws BadFile.
    explicit DutyWords(const std::string& text);
    /// "2026-11-30 护理 早班：只有 0 人，至少 1 人（duty/cover）"
    [[nodiscard]] std::string describe(const Finding& finding) const;
    /// A key that the file has no name for stands for itself.
    [[nodiscard]] std::string post(const std::string& key) const;

private:
    [[nodiscard]] std::string people(const Finding& finding) const;
    [[nodiscard]] std::string breach(const Finding& finding) const;
    std::map<std::string, std::string> people_, posts_, shifts_;
    std::map<std::string, std::string> kinds_; ///< of the rules, by id
};

} // namespace tools::audit
