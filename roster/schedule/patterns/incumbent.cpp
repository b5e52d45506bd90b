#include "roster/schedule/patterns/incumbent.h"

namespace roster::schedule::patterns {

void Incumbent::count(const Line& line, int step, std::vector<int>& present) const {
    for (int day = 0; day < model_.days; ++day)
        if (const int row = model_.row_of[day * model_.choice_count + line[day] + 1]; row >= 0)
            present[row] += step;
}

std::vector<double> Incumbent::choice_costs_beside(const std::vector<int>& present,
                                                   int person) const {
    const auto size = static_cast<std::size_t>(model_.days) * model_.choice_count;
    const auto* own = &model_.choice_cost[person * size];
    std::vector<double> costs(own, own + size);
    const auto* allowed = &model_.allowed[static_cast<std::size_t>(person) * model_.days];
    for (std::size_t at = 0; at < size; ++at) {
        const auto day = at / model_.choice_count;
        if ((allowed[day] >> (at % model_.choice_count) & 1) == 0)
            costs[at] = no_line_cost;
        else if (const int row = model_.row_of[at]; row >= 0)
            costs[at] += present[row] < model_.rows[row].need ? -model_.rows[row].under_weight
                                                              : model_.rows[row].over_weight;
    }
    return costs;
}

bool Incumbent::keep(std::vector<Line> lines) {
    const double cost = calc_roster_cost(model_, lines);
    if (cost >= cost_) return false;
    cost_ = cost;
    lines_ = std::move(lines);
    return true;
}

bool Incumbent::offer(std::vector<Line> lines, LinePricer& pricer) {
    std::vector<int> present(model_.rows.size(), 0);
    for (const auto& line : lines)
        count(line, 1, present);
    const int people = model_.people();
    int unchanged = 0;
    for (int p = 0; unchanged < people && !budget_.is_spent(); p = (p + 1) % people) {
        count(lines[p], -1, present);
        const auto costs = choice_costs_beside(present, p);
        double current = model_.base_cost[p];
        for (int day = 0; day < model_.days; ++day)
            current += costs[day * model_.choice_count + lines[p][day] + 1];
        const auto before = pricer.work();
        auto found = pricer.price_choices(p, costs);
        budget_.add_work(pricer.work() - before);
        const bool is_better = !found.line.empty() && found.cost < current;
        if (is_better) lines[p] = std::move(found.line);
        unchanged = is_better ? 0 : unchanged + 1;
        count(lines[p], 1, present);
    }
    return keep(std::move(lines));
}

bool Incumbent::build_greedily(LinePricer& pricer) {
    std::vector<int> present(model_.rows.size(), 0);
    std::vector<Line> lines;
    for (int p = 0; p < model_.people(); ++p) {
        auto found = pricer.price_choices(p, choice_costs_beside(present, p));
        if (found.line.empty()) return false;
        count(found.line, 1, present);
        lines.push_back(std::move(found.line));
    }
    return keep(std::move(lines)); // no descent: this one comes first and must come fast
}

} // namespace roster::schedule::patterns
