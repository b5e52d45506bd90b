#include "roster/schedule/patterns/dive.h"

namespace roster::schedule::patterns {
namespace {

constexpr double integral_value = 1 - 1e-6;

/// Fixes the sure lines of people not yet fixed, at least one. False when all were fixed.
bool fix_surest(const Master& master, int days, double sure_value, std::vector<char>& is_fixed,
                Restriction& restriction) {
    int best = -1;
    double best_value = 0;
    bool any = false;
    for (int c = 0; c < static_cast<int>(master.columns().size()); ++c) {
        const auto& column = master.columns()[c];
        if (is_fixed[column.person] || !master.is_allowed(c)) continue;
        const double value = master.column_value(c);
        if (value >= sure_value) {
            fix_line(restriction, days, column.person, column.line);
            is_fixed[column.person] = 1;
            any = true;
        } else if (value > best_value + 1e-9) {
            best_value = value;
            best = c;
        }
    }
    if (any) return true;
    if (best < 0) return false;
    const auto& column = master.columns()[best];
    fix_line(restriction, days, column.person, column.line);
    is_fixed[column.person] = 1;
    return true;
}

} // namespace

void fix_line(Restriction& restriction, int days, int person, const Line& line) {
    for (int day = 0; day < days; ++day)
        restriction.allowed[static_cast<std::size_t>(person) * days + day] = ChoiceMask{1}
                                                                             << (line[day] + 1);
}

std::vector<Line> read_integral_lines(const Master& master, int people) {
    std::vector<Line> lines(people);
    int found = 0;
    for (int c = 0; c < static_cast<int>(master.columns().size()); ++c) {
        if (!master.is_allowed(c) || master.column_value(c) < integral_value) continue;
        const auto& column = master.columns()[c];
        found += lines[column.person].empty();
        lines[column.person] = column.line;
    }
    return found == people ? lines : std::vector<Line>{};
}

bool dive(ColumnGenerator& generator, Incumbent& incumbent, Restriction restriction,
          const DiveLimits& limits) {
    const auto& model = generator.model();
    const ColumnGenerator::Stop stop{incumbent.cost(), limits.turns_at_each_step};
    std::vector<char> is_fixed(model.people(), 0);
    while (!generator.budget().is_spent()) {
        if (auto lines = read_integral_lines(generator.master(), model.people()); !lines.empty())
            return incumbent.offer(std::move(lines), generator.pricer());
        if (!fix_surest(generator.master(), model.days, limits.sure_value, is_fixed, restriction))
            return false;
        const auto relaxation = generator.solve(restriction, stop);
        if (!relaxation.is_usable || round_up_bound(relaxation.bound) >= incumbent.cost())
            return false;
    }
    return false;
}

} // namespace roster::schedule::patterns
