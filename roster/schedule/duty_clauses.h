/// A stretch of a roster as clauses for CaDiCaL, every rule, leave, person and day behind a
/// selector of its own, so that they can be switched off one by one. Shared by explanation and
/// repair.
#pragma once
#include "roster/schedule/duty_grid.h"
#include <memory>

namespace roster::schedule {

/// What a conflict is made of.
enum class MemberKind {
    cover,         ///< the minimum at a post on a day
    rule,          ///< a row of DutyProblem::rules
    absence,       ///< a row of DutyProblem::absences
    ban,           ///< a person's ban
    qualification, ///< a person's qualification that is not valid on some day
    pair,
    experienced,  ///< experienced people at a post
    own_limit,    ///< a person's own limit a month
    shift_rest,   ///< the rest that belongs to a shift
    fixed,        ///< a person's fixed cells
    elsewhere,    ///< a row of DutyProblem::elsewhere
    longest_shift ///< a shift longer than its layer allows; `first` the kind
};
/// `first` is the row or person, `second` what the kind needs beside it (ban no., post, column).
struct ConflictMember {
    MemberKind kind{};
    int first = 0;
    int second = 0;
    friend auto operator<=>(const ConflictMember&, const ConflictMember&) = default;
};

/// Whether somebody holds, at any time, what a post asks for. Who never did is no part of a
/// conflict.
[[nodiscard]] bool can_ever(const DutyProblem& problem, int person, int post);
/// Everything that keeps somebody from a shift on a day; empty: nothing does.
[[nodiscard]] std::vector<ConflictMember>
list_bars(const DutyProblem& problem, const DutyGrid& grid, int person, int column, int kind);

/// Kinds that share people, directly or through others, as bits; a conflict lies within one set,
/// unless pairs or volunteers join them: then all are one.
[[nodiscard]] std::vector<std::uint64_t> list_linked_kinds(const DutyProblem& problem,
                                                           const DutyGrid& grid);

/// Person-days × shifts of some kinds in the horizon: how much a question about all of it is.
[[nodiscard]] int cells_of(const DutyProblem& problem, const DutyGrid& grid, std::uint64_t kinds);

enum class SolverAnswer { yes, no, gave_up };

class DutyClauses {
public:
    enum class Cover {
        firm,
        with_gaps ///< people missing are counted, not forbidden
    };
    /// @param table what stands outside [first, last] and is taken as given; both columns within
    /// the grid. Every argument outlives the object. @param kinds bits of the kinds looked at, from
    /// list_linked_kinds
    DutyClauses(const DutyProblem& problem, const DutyGrid& grid, const DutyTable& table, int first,
                int last, std::uint64_t kinds, Cover cover);
    ~DutyClauses();
    DutyClauses(const DutyClauses&) = delete;
    DutyClauses& operator=(const DutyClauses&) = delete;

    [[nodiscard]] const std::vector<ConflictMember>& members() const noexcept;
    /// Literal of somebody having a shift; 0 when that can never be.
    [[nodiscard]] int literal(int person, int column, int kind) const;
    /// One literal for each person who may be missing.
    struct Gap {
        int literal = 0;
        int column = 0, kind = 0;
    };
    [[nodiscard]] const std::vector<Gap>& gaps() const noexcept;

    /// Tried first where the choice is free.
    void prefer(int literal);
    [[nodiscard]] int make_literal();
    void add_clause(std::span<const int> literals);
    /// Literals o[0..most]: o[j] is true when the weights of the true literals sum to j or more;
    /// o[0] is 0 and means nothing. Cost: literals × most.
    [[nodiscard]] std::vector<int> make_counter(std::span<const int> literals,
                                                std::span<const int> weights, int most);

    /// With these members switched on and these literals taken as true.
    /// @param conflicts_most effort; beyond it the answer is gave_up. The same effort, the same
    /// answer.
    [[nodiscard]] SolverAnswer solve(std::span<const int> active, std::span<const int> also,
                                     int conflicts_most);
    [[nodiscard]] bool is_true(int literal) const; ///< after yes
    /// After no: those of the active members that were used. May be more than are needed.
    [[nodiscard]] std::vector<int> failed(std::span<const int> active) const;
    /// Cells of the stretch after yes, the rest from `table`.
    [[nodiscard]] DutyTable table() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace roster::schedule
