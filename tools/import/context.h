/// What the planners of all kinds share: homes and people by their names, and drafts of rows.
/// Only for this folder.
#pragma once
#include "tools/import/plan.h"
#include <map>

namespace tools::import {

/// Homes and people of the ledger, found as a sheet names them.
class Directory {
public:
    explicit Directory(const roster::service::LedgerView& view);

    /// The home of a row: by key or name, the county telling two of one name apart; without a
    /// value the institution that --org names. Nothing, with a problem, otherwise.
    [[nodiscard]] const roster::domain::Organisation*
    find_home(const SheetRow& row, sim::core::Problems& problems) const;
    [[nodiscard]] const roster::domain::Person* find_key(const std::string& key) const;
    /// Who is or was in the home under that name, second posts included.
    [[nodiscard]] const std::vector<const roster::domain::Person*>&
    find_named(const std::string& home_key, const std::string& name) const;
    /// The one person under that name at the home, or below an office. With a day those who work
    /// there on it come first. Nothing, with a problem, otherwise.
    [[nodiscard]] const roster::domain::Person*
    find_one(const SheetRow& row, std::string_view column, const std::string& home_key,
             const std::string& name, sim::core::Problems& problems,
             std::optional<roster::domain::Date> day = std::nullopt) const;
    /// Names (match form) of everybody in a home.
    [[nodiscard]] std::vector<std::string> names_in(const std::string& home_key) const;
    [[nodiscard]] const roster::service::LedgerView& view() const { return *view_; }

private:
    using Homes = std::vector<const roster::domain::Organisation*>;
    using People = std::vector<const roster::domain::Person*>;
    /// At the home or anywhere below it, each once.
    [[nodiscard]] People find_below(const std::string& home_key, const std::string& name) const;
    [[nodiscard]] bool lies_in(const roster::domain::Organisation& home,
                               const std::string& county) const;
    const roster::service::LedgerView* view_;
    std::map<std::string, Homes> homes_; ///< by key and by match form of the name
    std::map<std::string, const roster::domain::Person*> people_;
    std::map<std::string, std::map<std::string, People>> named_; ///< home, match form
    std::vector<std::string> home_names_;
};

/// Adds a field when the cell says something; `before` decides whether it is a change.
void add_field(RowDecision& decision, std::string key, const std::string& before,
               const std::string& after);
/// Fields of a new row only.
void set_row_hash(RowDecision& decision, SheetKind kind);
/// "新" without on-file record; same or changed by the fields. A changed row that was taken before
/// in the same words is left alone: somebody changed the ledger since.
void settle_fate(RowDecision& decision, bool on_file, const Directory& directory);
/// A row that stands twice: word for word a duplicate, otherwise a conflict in both.
/// @param identities of the rows; empty ones are left out
void mark_doubles(std::vector<RowDecision>& rows, const std::vector<SheetRow>& sheet,
                  const std::vector<std::string>& identities, std::string_view column);
/// A column's word that no list has.
[[nodiscard]] sim::core::Problem unknown_word(const SheetRow& row, std::string_view column,
                                              const std::string& text, std::string expected);
/// "org/xinghua" gives "xinghua".
[[nodiscard]] std::string slug(const std::string& key);
[[nodiscard]] std::string day_text(const std::optional<roster::domain::Date>& day);

using Planner = void (*)(std::vector<RowDecision>& decisions, const std::vector<SheetRow>& sheet,
                         const Directory& directory);
void plan_people(std::vector<RowDecision>& decisions, const std::vector<SheetRow>& sheet,
                 const Directory& directory);
void plan_certificates(std::vector<RowDecision>& decisions, const std::vector<SheetRow>& sheet,
                       const Directory& directory);
void plan_trainings(std::vector<RowDecision>& decisions, const std::vector<SheetRow>& sheet,
                    const Directory& directory);
void plan_drills(std::vector<RowDecision>& decisions, const std::vector<SheetRow>& sheet,
                 const Directory& directory);
void plan_findings(std::vector<RowDecision>& decisions, const std::vector<SheetRow>& sheet,
                   const Directory& directory);
void plan_residents(std::vector<RowDecision>& decisions, const std::vector<SheetRow>& sheet,
                    const Directory& directory);

/// Certificate of a row; nothing, with problems, when it cannot be read. For people and
/// certificates.
[[nodiscard]] std::optional<roster::domain::Certificate>
read_certificate(const SheetRow& row, sim::core::Problems& problems);
/// Compares with what the holder has on file, adds fields and the deed.
/// @return whether it was on file
bool plan_certificate(RowDecision& decision, const SheetRow& row,
                      const roster::domain::Certificate& certificate, const Directory& directory);

} // namespace tools::import
