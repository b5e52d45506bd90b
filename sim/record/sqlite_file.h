/// SQLite's C interface with errors as results; the record needs no more of it than this.
#pragma once
#include "sim/core/result.h"
#include <filesystem>
#include <memory>
#include <sqlite3.h>
#include <string_view>

namespace sim::record {

class Statement {
public:
    Statement() = default;
    Statement(sqlite3* db, const char* sql);

    Statement& bind(int at, std::int64_t value);
    Statement& bind(int at, double value);
    Statement& bind(int at, std::string_view text); ///< copied
    /// Runs to the end and makes the statement ready for the next values.
    [[nodiscard]] bool run();
    /// Next row; false at the end and on errors (then failed() is true).
    [[nodiscard]] bool next();
    /// Before the next values of a query.
    void reset();
    [[nodiscard]] bool failed() const noexcept { return failed_; }
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] std::string text(int column) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* s) const noexcept { sqlite3_finalize(s); }
    };
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    bool failed_ = true;
};

class SqliteFile {
public:
    [[nodiscard]] static core::Result<SqliteFile> create(const std::filesystem::path& path);
    /// Opens an existing file; a hot journal of a crashed writer is rolled back where the folder
    /// allows.
    [[nodiscard]] static core::Result<SqliteFile> open(const std::filesystem::path& path);

    [[nodiscard]] core::Result<void> execute(const char* sql);
    [[nodiscard]] Statement prepare(const char* sql) { return {db_.get(), sql}; }
    [[nodiscard]] const char* message() const {
        return sqlite3_errmsg(db_.get());
    } ///< SQLite's own
    /// The last error of this file, as a problem of its path.
    [[nodiscard]] core::Error error() const;
    [[nodiscard]] core::Result<void> close();
    /// What is wrong with the file's pages; empty when nothing. Cost: reads the file once.
    [[nodiscard]] std::string find_damage();
    /// Whether the file ends where its last page does.
    [[nodiscard]] bool is_whole();

private:
    struct Close {
        void operator()(sqlite3* db) const noexcept { sqlite3_close_v2(db); }
    };
    std::unique_ptr<sqlite3, Close> db_;
    std::filesystem::path path_;
};

} // namespace sim::record
