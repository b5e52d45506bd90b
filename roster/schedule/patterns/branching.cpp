#include "roster/schedule/patterns/branching.h"
#include <algorithm>
#include <map>

namespace roster::schedule::patterns {
namespace {

/// Nearer than this to a whole number counts as whole.
constexpr double whole_tolerance = 1e-5;
/// Sums of missing people concern everybody: they are split before cells.
constexpr double sum_preference = 10;

double distance_to_whole(double value) {
    return std::abs(value - std::round(value));
}

void add_sum_split(Master& master, const std::vector<int>& rows, double weight,
                   std::vector<Split>& splits) {
    double missing = 0;
    for (const int row : rows)
        missing += master.missing(row);
    const double distance = distance_to_whole(missing);
    if (distance < whole_tolerance) return;
    Split split;
    split.sum = master.sum_of(rows);
    split.cut = std::floor(missing);
    split.score = weight * (sum_preference + distance);
    splits.push_back(split);
}

/// Everybody missing first, then by shift, by day, by row.
void find_sum_splits(const PatternModel& model, Master& master, std::vector<Split>& splits) {
    std::vector<int> all;
    std::map<int, std::vector<int>> of_shift, of_day;
    for (int r = 0; r < static_cast<int>(model.rows.size()); ++r) {
        all.push_back(r);
        of_shift[model.rows[r].shift].push_back(r);
        of_day[model.rows[r].day].push_back(r);
    }
    add_sum_split(master, all, 1000, splits);
    if (!splits.empty()) return;
    for (const auto& [shift, rows] : of_shift)
        add_sum_split(master, rows, 100, splits);
    if (!splits.empty()) return;
    for (const auto& [day, rows] : of_day)
        add_sum_split(master, rows, 10, splits);
    if (!splits.empty()) return;
    for (const int row : all)
        add_sum_split(master, {row}, 1, splits);
}

void find_cell_splits(const PatternModel& model, const Master& master, std::vector<Split>& splits) {
    const auto cell_count = static_cast<std::size_t>(model.people()) * model.days;
    std::vector<double> share(cell_count * model.choice_count, 0);
    for (int c = 0; c < static_cast<int>(master.columns().size()); ++c) {
        if (!master.is_allowed(c) || master.column_value(c) < whole_tolerance) continue;
        const auto& column = master.columns()[c];
        for (int day = 0; day < model.days; ++day) {
            const auto cell = static_cast<std::size_t>(column.person) * model.days + day;
            share[cell * model.choice_count + column.line[day] + 1] += master.column_value(c);
        }
    }
    for (std::size_t cell = 0; cell < cell_count; ++cell) {
        Split split;
        split.person = static_cast<int>(cell / model.days);
        split.day = static_cast<int>(cell % model.days);
        for (int choice = 0; choice < model.choice_count; ++choice) {
            const double value = share[cell * model.choice_count + choice];
            const double distance = distance_to_whole(value);
            if (distance < whole_tolerance) continue;
            split.inside = ChoiceMask{1} << choice;
            split.cut = value;
            // Work or rest is the larger question: it moves minutes and weekends.
            split.score = distance * (choice == 0 ? 1.5 : 1.0);
            splits.push_back(split);
        }
    }
}

} // namespace

std::vector<Split> find_splits(ColumnGenerator& generator, std::size_t most) {
    std::vector<Split> splits;
    find_sum_splits(generator.model(), generator.master(), splits);
    if (splits.empty()) find_cell_splits(generator.model(), generator.master(), splits);
    std::stable_sort(splits.begin(), splits.end(),
                     [](const Split& a, const Split& b) { return a.score > b.score; });
    if (splits.size() > most) splits.resize(most);
    return splits;
}

std::pair<Restriction, Restriction> apply_split(const Restriction& parent,
                                                const PatternModel& model, const Split& split) {
    std::pair<Restriction, Restriction> sides{parent, parent};
    if (split.sum >= 0) {
        const auto bound = [&](Restriction& side, double low, double high) {
            for (auto& old : side.sums)
                if (old.sum == split.sum) {
                    old.low = std::max(old.low, low);
                    old.high = std::min(old.high, high);
                    return;
                }
            side.sums.push_back({split.sum, low, high});
        };
        constexpr double none = 1e30;
        bound(sides.first, -none, split.cut);
        bound(sides.second, split.cut + 1, none);
        return sides;
    }
    const auto cell = static_cast<std::size_t>(split.person) * model.days + split.day;
    sides.first.allowed[cell] &= split.inside;
    sides.second.allowed[cell] &= ~split.inside;
    if (split.cut < 0.5) std::swap(sides.first, sides.second);
    return sides;
}

} // namespace roster::schedule::patterns
