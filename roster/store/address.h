/// Where a ledger lies: in a SQLite file, or on a PostgreSQL server.
#pragma once
#include <filesystem>
#include <string>

namespace roster::store {

/// The two engines; migrations stand side by side in both.
enum class Dialect { sqlite, postgresql };

/// "postgresql://user@host/name" (or "postgres://") names a database of a server, anything else a
/// file. Made from a path wherever one is expected, so that `--db` takes both.
class Address {
public:
    Address(const std::filesystem::path& path) : text_(path.string()) {}
    Address(std::string text) : text_(std::move(text)) {}
    Address(const char* text) : text_(text) {}

    [[nodiscard]] Dialect dialect() const noexcept;
    /// Of a file only.
    [[nodiscard]] std::filesystem::path file() const { return text_; }
    /// As the user wrote it. May hold a password: never for a message.
    [[nodiscard]] const std::string& secret() const noexcept { return text_; }
    /// For messages: the path, or the URL without the password, wherever that stands in it.
    [[nodiscard]] std::string shown() const;

private:
    std::string text_;
};

} // namespace roster::store
