/// What a sheet of people says of the volunteer fire teams (志愿消防队). Only for this folder.
#pragma once
#include "tools/import/people_draft.h"
#include <map>

namespace tools::import {

/// Looks at the rows of one sheet in order. Nothing is guessed: a team that the home does not have
/// while it has others, a missing part, somebody of another team, a second leader are problems. The
/// first team of a home is made by its name. Who is no longer in it leaves by `team leave`: a sheet
/// does not say on which day.
class TeamPlan {
public:
    explicit TeamPlan(const Directory& directory);

    /// Fields, problems and the deed of one row. @param person_key whom the row is about
    /// @param joined first day in the home; empty: long ago. @param left last day there
    void add(RowDecision& decision, const SheetRow& row, const Draft& draft,
             const std::string& person_key, std::optional<roster::domain::Date> joined,
             std::optional<roster::domain::Date> left);
    /// After the last row: one leader a team.
    void check_leaders(std::vector<RowDecision>& rows, const std::vector<SheetRow>& sheet) const;

private:
    struct Standing {
        const roster::domain::Team* team = nullptr;
        const roster::domain::TeamMember* member = nullptr;
    };
    struct Cells {
        std::string name; ///< empty: the home's only team
        std::optional<roster::domain::TeamRole> role;
        bool says_no = false;
    };
    struct Claim {
        std::string row_place;
        bool leads = false;
    };
    using Claims = std::map<std::string, std::map<std::string, Claim>>; ///< team, person

    [[nodiscard]] static Cells read_cells(const SheetRow& row, RowDecision& decision);
    [[nodiscard]] Standing find_standing(const std::string& home_key,
                                         const std::string& person_key) const;
    [[nodiscard]] std::string find_name(const Cells& cells, const SheetRow& row, const Draft& draft,
                                        RowDecision& decision);
    [[nodiscard]] std::string name_new(const Cells& cells, const SheetRow& row, const Draft& draft,
                                       RowDecision& decision);

    const Directory& directory_;
    std::map<std::string, std::vector<const roster::domain::Team*>> of_home_;
    std::map<std::string, std::vector<std::string>> made_; ///< new names by home
    Claims claims_;
};

} // namespace tools::import
