/// The database without our store in between, whichever engine holds it, and a place for a ledger.
#pragma once
#include "roster/store/address.h"
#include "tests/support/temp_folder.h"
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdexcept>
#include <string>
#include <string_view>

namespace tests {

/// A second, plain connection: what another program or an attacker sees.
class RawDatabase {
public:
    explicit RawDatabase(const std::filesystem::path& place) {
        if (roster::store::Address(place).dialect() == roster::store::Dialect::sqlite)
            open_file(place);
        else
            open_server(place.string());
    }
    RawDatabase(const RawDatabase&) = delete;
    RawDatabase& operator=(const RawDatabase&) = delete;
    ~RawDatabase() {
        sqlite3_close(file_);
        PQfinish(server_);
    }

    /// SQLITE_OK, or another code; the message stays in `message`.
    int exec(const std::string& sql) {
        std::string ignored;
        return run(sql, ignored);
    }
    /// All rows as "a|b\n"; the error message when it fails.
    std::string rows(const std::string& sql) {
        std::string out;
        return run(sql, out) == SQLITE_OK ? out : message;
    }
    long long number(const std::string& sql) { return std::atoll(rows(sql).c_str()); }

    std::string message;

private:
    void open_file(const std::filesystem::path& file) {
        if (sqlite3_open(file.c_str(), &file_) != SQLITE_OK)
            throw std::runtime_error("sqlite3_open");
        sqlite3_busy_timeout(file_, 1000);
        exec("PRAGMA foreign_keys = ON");
    }
    void open_server(const std::string& url) {
        server_ = PQconnectdb(url.c_str());
        if (PQstatus(server_) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(server_));
        PQsetErrorVerbosity(server_, PQERRORS_TERSE);
        PQsetNoticeProcessor(
            server_, [](void*, const char*) {}, nullptr);
    }
    int run(const std::string& sql, std::string& out) {
        return server_ ? run_on_server(sql, out) : run_on_file(sql, out);
    }
    int run_on_file(const std::string& sql, std::string& out) {
        const auto add = [](void* to, int count, char** values, char**) {
            auto& text = *static_cast<std::string*>(to);
            for (int i = 0; i < count; ++i) {
                if (i > 0) text += '|';
                text += values[i] ? values[i] : "NULL";
            }
            text += '\n';
            return 0;
        };
        char* text = nullptr;
        const int code = sqlite3_exec(file_, sql.c_str(), add, &out, &text);
        message = text ? text : "";
        sqlite3_free(text);
        return code;
    }
    int run_on_server(const std::string& sql, std::string& out) {
        PGresult* const result = PQexec(server_, sql.c_str());
        message = PQresultErrorMessage(result);
        if (message.starts_with("ERROR:  ")) message.erase(0, 8);
        if (message.ends_with('\n')) message.pop_back();
        for (int row = 0; row < PQntuples(result); ++row) {
            for (int i = 0; i < PQnfields(result); ++i) {
                if (i > 0) out += '|';
                out += PQgetisnull(result, row, i) != 0 ? "NULL" : PQgetvalue(result, row, i);
            }
            out += '\n';
        }
        PQclear(result);
        return message.empty() ? SQLITE_OK : SQLITE_ERROR;
    }

    sqlite3* file_ = nullptr;
    PGconn* server_ = nullptr;
};

/// The server that the tests of the ledger run against, of YANLIAN_TEST_DB (with_postgresql.sh);
/// empty: they run against files.
inline std::string test_server() {
    const char* const url = std::getenv("YANLIAN_TEST_DB");
    return url ? url : "";
}
inline bool on_server() {
    return !test_server().empty();
}

/// Marks a test of what only a file has: disk, permissions, copies. Not run against a server.
inline doctest::test_suite sqlite_only() {
    return doctest::test_suite("SQLite's own");
}
/// What another program sends that writes at the same time.
inline std::string begin_as_writer() {
    return on_server() ? "BEGIN; SELECT pg_advisory_xact_lock(1498170434)" : "BEGIN IMMEDIATE";
}

/// Address of another database of the same server.
inline std::string neighbour(const std::string& server, const std::string& database) {
    const std::size_t parameters = server.find('?');
    const std::size_t end = parameters == std::string::npos ? server.size() : parameters;
    return server.substr(0, server.rfind('/', end - 1) + 1) + database + server.substr(end);
}
/// An empty place for the ledger `name` of this test, the same one when asked again: a file that
/// does not exist, or a database of the server without any table.
inline std::filesystem::path vacant_in(const TempFolder& folder, const std::string& name) {
    const std::string server = test_server(); // postgresql:///postgres?host=…
    if (server.empty()) return folder.path() / (name + ".yanlian.db");
    const std::string database = folder.path().filename().string() + "-" + name;
    RawDatabase admin(server);
    if (admin.number("SELECT count(*) FROM pg_database WHERE datname = '" + database + "'") == 0 &&
        admin.exec("CREATE DATABASE \"" + database + "\"") != SQLITE_OK)
        throw std::runtime_error(admin.message);
    return neighbour(server, database);
}

} // namespace tests
