#include "roster/schedule/patterns/restricted_master.h"
#include "roster/schedule/patterns/child_process.h"
#include <algorithm>
#include <coin/Cbc_C_Interface.h>
#include <numeric>

namespace roster::schedule::patterns {
namespace {

/// Columns that could stand in a roster below the cutoff, least reduced cost first.
std::vector<int> choose_columns(const Master& master, double slack, std::size_t most) {
    std::vector<int> chosen;
    for (int c = 0; c < static_cast<int>(master.columns().size()); ++c)
        if (master.is_allowed(c) && master.reduced_cost(c) <= slack) chosen.push_back(c);
    std::stable_sort(chosen.begin(), chosen.end(),
                     [&](int a, int b) { return master.reduced_cost(a) < master.reduced_cost(b); });
    if (chosen.size() > most) chosen.resize(most);
    return chosen;
}

/// The program by columns: people missing, people beyond, then lines.
struct MixProgram {
    std::vector<CoinBigIndex> start{0};
    std::vector<int> index;
    std::vector<double> value, low, high, cost;
    std::vector<double> row_bounds;

    void add(std::span<const int> rows, double each, double most, double price) {
        index.insert(index.end(), rows.begin(), rows.end());
        value.insert(value.end(), rows.size(), each);
        start.push_back(static_cast<CoinBigIndex>(index.size()));
        low.push_back(0);
        high.push_back(most);
        cost.push_back(price);
    }
};

MixProgram make_program(const PatternModel& model, const Master& master,
                        const std::vector<int>& chosen) {
    MixProgram program;
    for (const auto& row : model.rows)
        program.row_bounds.push_back(row.need);
    program.row_bounds.insert(program.row_bounds.end(), model.people(), 1);
    for (const double sign : {1.0, -1.0})
        for (int r = 0; r < static_cast<int>(model.rows.size()); ++r) {
            const auto& row = model.rows[r];
            program.add({&r, 1}, sign, sign > 0 ? row.need : model.people(),
                        sign > 0 ? row.under_weight : row.over_weight);
        }
    std::vector<int> rows;
    for (const int c : chosen) {
        const auto& column = master.columns()[c];
        rows.clear();
        for (int day = 0; day < model.days; ++day)
            if (const int row = model.row_of[day * model.choice_count + column.line[day] + 1];
                row >= 0)
                rows.push_back(row);
        rows.push_back(static_cast<int>(model.rows.size()) + column.person);
        program.add(rows, 1, 1, column.cost);
    }
    return program;
}

/// Runs in the child: one byte for each chosen column, 1 when taken; nothing when none is better.
std::string solve_program(const MixProgram& program, std::size_t first_line, double cutoff,
                          const MixLimits& limits) {
    auto* cbc = Cbc_newModel();
    Cbc_setLogLevel(cbc, 0);
    const auto columns = static_cast<int>(program.cost.size());
    Cbc_loadProblem(cbc, columns, static_cast<int>(program.row_bounds.size()), program.start.data(),
                    program.index.data(), program.value.data(), program.low.data(),
                    program.high.data(), program.cost.data(), program.row_bounds.data(),
                    program.row_bounds.data());
    for (int c = static_cast<int>(first_line); c < columns; ++c)
        Cbc_setInteger(cbc, c);
    Cbc_setCutoff(cbc, cutoff - 0.5); // costs are whole
    Cbc_setMaximumNodes(cbc, limits.most_nodes);
    Cbc_setMaximumSeconds(cbc, limits.cpu_s);
    Cbc_solve(cbc);
    std::string taken;
    const double* solution = Cbc_bestSolution(cbc);
    if (solution == nullptr || Cbc_getObjValue(cbc) > cutoff - 0.5) return taken;
    for (std::size_t c = first_line; c < program.cost.size(); ++c)
        taken.push_back(solution[c] > 0.5 ? 1 : 0);
    return taken; // the process ends here: its memory goes with it
}

} // namespace

Mix mix_known_lines(ColumnGenerator& generator, double cutoff, const MixLimits& limits) {
    Mix mix;
    const auto relaxation = generator.solve(generator.root(), {});
    if (!relaxation.is_usable) return mix;
    const auto& master = generator.master();
    const auto& model = generator.model();
    const double slack = cutoff - relaxation.bound;
    const auto chosen = choose_columns(master, slack, limits.most_columns);
    const auto program = make_program(model, master, chosen);
    const std::size_t first_line = 2 * model.rows.size();
    const auto answer = run_in_child(
        [&] { return solve_program(program, first_line, cutoff, limits); }, limits.cpu_s);
    mix.child_cpu_s = answer.cpu_s;
    if (!answer.has_ended_well) {
        mix.outcome = MixOutcome::child_failed;
        return mix;
    }
    if (answer.bytes.size() != chosen.size()) return mix;
    std::vector<Line> lines(model.people());
    for (std::size_t i = 0; i < chosen.size(); ++i)
        if (answer.bytes[i] == 1)
            lines[master.columns()[chosen[i]].person] = master.columns()[chosen[i]].line;
    if (std::any_of(lines.begin(), lines.end(), [](const Line& line) { return line.empty(); }))
        return mix;
    mix.outcome = MixOutcome::improved;
    mix.lines = std::move(lines);
    return mix;
}

} // namespace roster::schedule::patterns
