/// Records to look at and to damage.
#pragma once
#include "tests/support/drill_fixture.h"
#include <sqlite3.h>

namespace tests {

constexpr double short_drill_s = 61.3; // ends between two frames and between two checkpoints

inline const sim::drill::LoadedScenario& short_drill() {
    static const auto loaded = quick_drill(short_drill_s);
    return loaded;
}

struct RecordedDrill {
    std::string bytes; ///< of the file
    std::string chain_head;
    std::vector<sim::drill::Fact> facts;
    std::vector<sim::drill::Command> commands;
    std::vector<sim::drill::Cast> cast;
    std::vector<sim::drill::Frame> frames; ///< the world's own, 4 a second
};

/// One short drill, run once for all tests of the program.
inline const RecordedDrill& recorded_drill() {
    static const RecordedDrill recorded = [] {
        const TempFolder folder;
        Drill drill(short_drill(), sim::drill::TeamPolicy::perfect, 1);
        auto writer = take(drill.make_writer(folder / "a.drill"), "writer");
        RecordedDrill r;
        r.frames.push_back(drill.world().frame());
        while (drill.step()) {
            if (!writer->append(drill.world())) std::abort();
            if (drill.world().now().value % sim::record::frame_period_ticks == 0)
                r.frames.push_back(drill.world().frame());
        }
        r.chain_head = take(writer->finish(drill.world()), "finish");
        r.facts.assign(drill.world().facts().begin(), drill.world().facts().end());
        r.commands.assign(drill.world().commands().begin(), drill.world().commands().end());
        r.cast.assign(drill.world().cast().begin(), drill.world().cast().end());
        r.bytes = take(sim::core::read_file(folder / "a.drill", 1u << 30), "read");
        return r;
    }();
    return recorded;
}

/// The recorded drill as a file in a folder of its own.
class RecordCopy {
public:
    RecordCopy() { write(recorded_drill().bytes); }
    void write(const std::string& bytes) {
        if (!sim::core::write_file(path(), bytes)) std::abort();
    }
    [[nodiscard]] std::filesystem::path path() const { return folder_ / "a.drill"; }
    [[nodiscard]] const TempFolder& folder() const { return folder_; }
    /// Runs SQL on the file as anybody with a SQLite shell could; answers rows as "a|b\n".
    std::string sql(const std::string& text) const {
        sqlite3* db = nullptr;
        if (sqlite3_open(path().c_str(), &db) != SQLITE_OK) std::abort();
        std::string rows;
        char* message = nullptr;
        const auto add = [](void* to, int count, char** values, char**) {
            for (int i = 0; i < count; ++i)
                *static_cast<std::string*>(to) +=
                    (i ? "|" : "") + std::string(values[i] ? values[i] : "NULL");
            *static_cast<std::string*>(to) += '\n';
            return 0;
        };
        if (sqlite3_exec(db, text.c_str(), add, &rows, &message) != SQLITE_OK) {
            std::fprintf(stderr, "sql: %s\n", message);
            std::abort();
        }
        sqlite3_close(db);
        return rows;
    }
    /// What loading says; empty when it loads.
    [[nodiscard]] std::string complaint() const {
        const auto record = sim::record::load_record(path());
        return record ? "" : describe(record.error());
    }

private:
    TempFolder folder_;
};

} // namespace tests
