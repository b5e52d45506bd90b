#include "tools/duty/city_year.h"

#include "roster/schedule/duty_file.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include <algorithm>
#include <condition_variable>
#include <fcntl.h>
#include <fmt/format.h>
#include <map>
#include <mutex>
#include <set>
#include <sys/file.h>
#include <thread>
#include <unistd.h>

namespace tools::duty {

namespace fs = std::filesystem;
using namespace roster::schedule;
using sim::core::Errc;
using sim::core::Error;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

/// The folder for one run alone; the system lets go of it when the run ends, however it ends.
class FolderLock {
public:
    explicit FolderLock(const fs::path& folder)
        : fd_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)),
          held_(fd_ >= 0 && ::flock(fd_, LOCK_EX | LOCK_NB) == 0) {}
    ~FolderLock() {
        if (fd_ >= 0) ::close(fd_);
    }
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    [[nodiscard]] bool held() const noexcept { return held_; }

private:
    int fd_;
    bool held_;
};

/// Halves of files that a killed run left ("name.tmp4711", sim/core/file.h).
void sweep(const fs::path& folder, const std::vector<CityTask>& tasks) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        const std::size_t at = name.rfind(".tmp");
        if (at == name.npos || name.find_first_not_of("0123456789", at + 4) != name.npos) continue;
        const std::string whole = name.substr(0, at);
        if (whole == city_manifest_name ||
            std::ranges::find(tasks, whole, &CityTask::file_name) != tasks.end())
            fs::remove(entry.path(), ignored);
    }
}

std::vector<std::string> explain(const DutyProblem& problem, const DutyGrid& grid,
                                 const GeneratedRoster& made) {
    std::vector<Date> hints;
    for (const DutyViolation& one : made.violations)
        hints.push_back(one.first);
    const DutyTable nothing = load_cells(problem, grid, {}).table;
    const DutyExplanation why = explain_roster(problem, grid, nothing, hints);
    std::vector<std::string> lines;
    if (why.conflict) {
        lines.push_back(trf("{} 到 {} 排不成，这几条不能同时满足：",
                            roster::domain::iso(why.conflict->window.first),
                            roster::domain::iso(why.conflict->window.last)));
        for (const std::string& line : describe(problem, grid, *why.conflict))
            lines.push_back(fmt::format("  {}", line));
        if (!why.ways.empty()) lines.push_back(tr("出路，最省的在前："));
        for (std::size_t i = 0; i < why.ways.size(); ++i)
            lines.push_back(fmt::format("  {}. {}", i + 1, describe(problem, why.ways[i])));
        return lines;
    }
    lines.push_back(why.answer == SolverAnswer::yes
                        ? tr("找不到矛盾：规定可以都满足，多给一些步数再排（--moves）")
                        : tr("没有在给定的力气内找到矛盾，也没有证明排得成"));
    for (const DutyViolation& one : made.violations)
        lines.push_back(fmt::format("  {}", describe(problem, grid, one)));
    return lines;
}

/// Tasks that name somebody whom an earlier task names too: key and name are the same.
std::vector<std::vector<std::size_t>> list_earlier(const std::vector<CityTask>& tasks) {
    std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> places;
    std::vector<std::vector<std::size_t>> earlier(tasks.size());
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        if (!tasks[i].problem) continue;
        for (const DutyPerson& person : tasks[i].problem->people) {
            auto& held = places[{person.key, person.name}];
            earlier[i].insert(earlier[i].end(), held.begin(), held.end());
            held.push_back(i);
        }
        std::ranges::sort(earlier[i]);
        const auto [first, last] = std::ranges::unique(earlier[i]);
        earlier[i].erase(first, last);
    }
    return earlier;
}

class CityRun {
public:
    CityRun(const std::vector<CityTask>& tasks, const CityOrder& order,
            const std::function<void(const CityStep&)>& note, std::vector<CityRow> finished)
        : tasks_(tasks), order_(order), note_(note), earlier_(list_earlier(tasks)),
          state_(tasks.size(), State::waiting) {
        for (CityRow& row : finished)
            finished_.emplace(row.file_name, std::move(row));
        year_.rows.resize(tasks.size());
        year_.proofs.resize(tasks.size());
        year_.problems.resize(tasks.size());
    }

    Result<CityYear> run() {
        on_threads([this] { plan_ready_ones(); });
        if (failure_) return tl::unexpected(*failure_);
        next_ = 0;
        on_threads([this] { prove_ones(); });
        if (failure_) return tl::unexpected(*failure_);
        return std::move(year_);
    }

private:
    enum class State { waiting, taken, done };

    template <class Work>
    void on_threads(const Work& work) {
        std::vector<std::jthread> threads;
        for (int i = 1; i < order_.jobs; ++i)
            threads.emplace_back(work);
        work();
    }

    /// The first task that waits for nobody; nothing when all are taken or the run has failed.
    std::optional<std::size_t> take() {
        std::unique_lock lock(mutex_);
        for (;;) {
            if (failure_) return std::nullopt;
            bool waiting = false;
            for (std::size_t i = 0; i < tasks_.size(); ++i) {
                if (state_[i] != State::waiting) continue;
                waiting = true;
                if (std::ranges::any_of(earlier_[i], [&](std::size_t before) {
                        return state_[before] != State::done;
                    }))
                    continue;
                state_[i] = State::taken;
                return i;
            }
            if (!waiting) return std::nullopt;
            changed_.wait(lock);
        }
    }

    void plan_ready_ones() {
        while (const auto at = take()) {
            CityRow row;
            bool reused = false;
            const auto done = finish(*at, row, reused);
            const std::scoped_lock lock(mutex_);
            if (!done)
                failure_ = failure_ ? failure_ : done.error();
            else
                keep(*at, std::move(row), reused);
            changed_.notify_all();
        }
    }

    /// Under the lock: the row into the list, the list onto the disk.
    void keep(std::size_t at, CityRow row, bool reused) {
        state_[at] = State::done;
        ++done_count_;
        year_.reused_count += reused;
        year_.rows[at] = std::move(row);
        std::vector<CityRow> rows;
        for (std::size_t i = 0; i < tasks_.size(); ++i)
            if (state_[i] == State::done && year_.rows[i].state != CityState::unusable)
                rows.push_back(year_.rows[i]);
            else if (const auto held = finished_.find(tasks_[i].file_name);
                     state_[i] != State::done && held != finished_.end())
                rows.push_back(held->second); // of the run before, until its turn comes
        std::string text = format_city_manifest(rows);
        if (text != manifest_) {
            if (const auto put = sim::core::write_file(order_.folder / city_manifest_name, text);
                !put) {
                failure_ = put.error();
                return;
            }
            manifest_ = std::move(text);
        }
        if (note_) note_({done_count_, static_cast<int>(tasks_.size()), year_.rows[at], reused});
    }

    Result<void> finish(std::size_t at, CityRow& row, bool& reused) {
        const CityTask& task = tasks_[at];
        row.key = task.key;
        row.name = task.name;
        row.file_name = task.file_name;
        if (!task.problem) return unusable(at, row, task.problems);
        DutyProblem problem = *task.problem;
        for (const std::size_t before : earlier_[at])
            if (auto told = add_elsewhere(before, problem); !told) return told;
        row.input_sha256 = hash_input(problem);
        if (reuse(task, row)) {
            reused = true;
            return {};
        }
        auto grid = make_grid(problem);
        if (!grid) return unusable(at, row, grid.error().problems);
        const GeneratedRoster made = generate_roster(problem, *grid, order_.search);
        row.shift_count = static_cast<int>(made.roster.size());
        row.violation_count = static_cast<int>(made.violations.size());
        row.state = made.violations.empty() ? CityState::planned : CityState::short_of;
        if (row.state == CityState::short_of) row.why = explain(problem, *grid, made);
        const std::string text = format_duty({problem, made.roster});
        row.result_sha256 = sim::core::sha256_hex(text);
        return sim::core::write_file(order_.folder / task.file_name, text);
    }

    /// Shifts that shared people got in a roster that is finished bar what overlaps them here.
    [[nodiscard]] Result<void> add_elsewhere(std::size_t other, DutyProblem& problem) {
        {
            const std::scoped_lock lock(mutex_);
            if (year_.rows[other].state == CityState::unusable) return {}; // nobody stands there
        }
        const fs::path file = order_.folder / tasks_[other].file_name;
        const auto duty = load_duty(file.string());
        if (!duty) return tl::unexpected(duty.error());
        std::set<std::pair<std::string, std::string>> shared;
        for (const DutyPerson& person : problem.people)
            shared.emplace(person.key, person.name);
        std::set<std::string> keys;
        for (const DutyPerson& person : duty->problem.people)
            if (shared.contains({person.key, person.name})) keys.insert(person.key);
        for (const DutyCell& cell : duty->cells) {
            if (!keys.contains(cell.person_key)) continue;
            const auto shift =
                std::ranges::find(duty->problem.shifts, cell.shift_key, &DutyShift::key);
            if (shift != duty->problem.shifts.end())
                problem.elsewhere.push_back({cell.person_key, cell.day, shift->start_min,
                                             shift->length_min, duty->problem.name});
        }
        return {};
    }

    Result<void> unusable(std::size_t at, CityRow& row, const sim::core::Problems& problems) {
        row.state = CityState::unusable;
        const std::scoped_lock lock(mutex_);
        year_.problems[at] = problems;
        return {};
    }

    [[nodiscard]] std::string hash_input(const DutyProblem& problem) const {
        return sim::core::sha256_hex(fmt::format("{}\n{}\n{}\n", order_.program, order_.search.seed,
                                                 order_.search.move_budget) +
                                     format_duty({problem, {}}));
    }

    /// Whether the file in the folder stays: the list knows its bytes and what they were made of,
    /// or somebody has changed it since (a repair, a swap, a way out accepted). A whole file that
    /// answers the problem asked now, and not the one in the list, is what a killed run wrote last:
    /// it does not count.
    bool reuse(const CityTask& task, CityRow& row) const {
        const auto held = finished_.find(task.file_name);
        const fs::path file = order_.folder / task.file_name;
        if (held == finished_.end() || !fs::exists(file)) return false;
        const CityRow& before = held->second;
        const auto bytes = sim::core::read_file(file, duty_file_limit_bytes);
        if (!bytes) return false;
        const std::string sha256 = sim::core::sha256_hex(*bytes);
        if (before.result_sha256 == sha256) {
            if (before.input_sha256 != row.input_sha256 && before.state != CityState::kept)
                return false;
            row = before;
            return true;
        }
        const auto duty = parse_duty(file.string(), *bytes);
        if (!duty) return false;
        const std::string answered = hash_input(duty->problem);
        if (answered == row.input_sha256 && answered != before.input_sha256) return false;
        const auto grid = make_grid(duty->problem);
        if (!grid) return false;
        row.state = CityState::kept;
        row.result_sha256 = sha256;
        row.shift_count = static_cast<int>(duty->cells.size());
        row.violation_count =
            static_cast<int>(check_roster(duty->problem, *grid, duty->cells).size());
        return true;
    }

    void prove_ones() {
        for (;;) {
            std::size_t at = 0;
            {
                const std::scoped_lock lock(mutex_);
                if (failure_ || next_ == tasks_.size()) return;
                at = next_++;
            }
            if (year_.rows[at].state == CityState::unusable) continue;
            const auto proof = prove(year_.rows[at]);
            const std::scoped_lock lock(mutex_);
            if (!proof)
                failure_ = proof.error();
            else
                year_.proofs[at] = *proof;
        }
    }

    /// From the file as it lies on the disk, not from what the planner held in memory.
    [[nodiscard]] Result<CityProof> prove(const CityRow& row) const {
        const fs::path file = order_.folder / row.file_name;
        const auto bytes = sim::core::read_file(file, duty_file_limit_bytes);
        if (!bytes) return tl::unexpected(bytes.error());
        if (sim::core::sha256_hex(*bytes) != row.result_sha256)
            return make_error(Errc::conflict, {file.string(), "", tr("排完以后有人改了这个文件"),
                                               tr("再运行一次同样的命令")});
        const auto duty = parse_duty(file.string(), *bytes);
        if (!duty) return tl::unexpected(duty.error());
        const auto grid = make_grid(duty->problem);
        if (!grid) return tl::unexpected(grid.error());
        const auto cells = load_cells(duty->problem, *grid, duty->cells);
        const CoverProof cover = prove_cover(duty->problem, *grid, cells.table);
        return CityProof{cover.hour_count, cover.whole_hour_count,
                         static_cast<int>(check_roster(duty->problem, *grid, duty->cells).size()),
                         static_cast<int>(cover.gaps.size())};
    }

    const std::vector<CityTask>& tasks_;
    const CityOrder& order_;
    const std::function<void(const CityStep&)>& note_;
    const std::vector<std::vector<std::size_t>> earlier_; ///< [tasks] that must be done before
    std::map<std::string, CityRow> finished_;             ///< by the run before, by file name
    std::mutex mutex_;                                    ///< over all that follows
    std::condition_variable changed_;
    std::vector<State> state_;
    CityYear year_;
    int done_count_ = 0;
    std::size_t next_ = 0;
    std::string manifest_;
    std::optional<Error> failure_;
};

} // namespace

Result<CityYear> plan_city(const std::vector<CityTask>& tasks, const CityOrder& order,
                           const std::function<void(const CityStep&)>& note) {
    std::error_code code;
    fs::create_directories(order.folder, code);
    if (code || !fs::is_directory(order.folder))
        return make_error(Errc::io,
                          {order.folder.string(), "", trf("不能建文件夹：{}", code.message()), ""});
    const FolderLock lock(order.folder);
    if (!lock.held())
        return make_error(Errc::conflict, {order.folder.string(), "",
                                           tr("另一个排班正在用这个文件夹"), tr("等它结束")});
    sweep(order.folder, tasks);
    auto finished = load_city_manifest((order.folder / city_manifest_name).string());
    if (!finished) return tl::unexpected(finished.error());
    return CityRun(tasks, order, note, std::move(*finished)).run();
}

std::vector<std::string> name_city_files(const std::vector<std::string>& keys) {
    constexpr std::size_t mark_size = 8;
    std::vector<std::string> names;
    for (const std::string& key : keys) {
        std::string name = key;
        for (char& c : name)
            if (static_cast<unsigned char>(c) < ' ' ||
                std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos)
                c = '_';
        if (name.empty() || name.front() == '.') name.insert(0, 1, '_');
        names.push_back(std::move(name));
    }
    const std::vector<std::string> plain = names;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (std::ranges::count(plain, plain[i]) > 1)
            names[i] += fmt::format("-{}", sim::core::sha256_hex(keys[i]).substr(0, mark_size));
        names[i] += ".duty.json";
    }
    return names;
}

} // namespace tools::duty
