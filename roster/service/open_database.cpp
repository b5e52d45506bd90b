#include "roster/service/open_database.h"

#include "roster/service/example_home.h"
#include "sim/core/text.h"
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <unistd.h>

namespace roster::service {

namespace fs = std::filesystem;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::tr;
using sim::core::trf;

namespace {

Result<void> make_folder(const fs::path& folder) {
    std::error_code code;
    if (!folder.empty()) fs::create_directories(folder, code);
    if (!code) return {};
    return make_error(Errc::io,
                      {folder.string(), "", trf("不能建立文件夹：{}", code.message()), ""});
}

/// Another program may have made the database meanwhile: then its one stands.
Result<void> put_in_place(const fs::path& part, const fs::path& path) {
    const bool linked = ::link(part.c_str(), path.c_str()) == 0;
    std::error_code code;
    if (linked || fs::exists(path)) {
        fs::remove(part, code);
        return {};
    }
    fs::rename(part, path, code); // no hard links on this file system
    if (!code) return {};
    std::error_code ignored;
    fs::remove(part, ignored);
    return make_error(Errc::io, {path.string(), "", trf("不能建立数据库：{}", code.message()), ""});
}

/// Name under which this process builds a database: "<file>.new<process>".
std::string part_prefix(const fs::path& path) {
    return path.filename().string() + ".new";
}

/// What programs left that died while they built; those that still live are let alone.
void remove_leftovers(const fs::path& path) {
    std::error_code ignored;
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    const std::string prefix = part_prefix(path);
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(prefix)) continue;
        const int process = std::atoi(name.c_str() + prefix.size());
        const bool lives =
            process > 0 && process != ::getpid() && (::kill(process, 0) == 0 || errno == EPERM);
        if (!lives) fs::remove(entry.path(), ignored);
    }
}

Result<void> fill(store::Database& database) {
    return fill_home(database, make_example_home());
}

/// A file is built beside and put in place when complete.
Result<void> create_file(const fs::path& path, const store::OpenOptions& options) {
    if (auto folder = make_folder(path.parent_path()); !folder) return folder;
    remove_leftovers(path);
    const fs::path part = path.parent_path() / (part_prefix(path) + std::to_string(::getpid()));
    Result<void> filled;
    {
        auto database = store::create_database(part, options, fill);
        // Closing would do the same, and keep silent when the disk is full.
        filled = database ? store::settle_log(*database)
                          : Result<void>(tl::unexpected(std::move(database.error())));
    }
    if (filled) return put_in_place(part, path);
    remove_leftovers(path);
    for (auto& problem : filled.error().problems)
        problem.file = path.string();
    return filled;
}

Result<void> create(const store::Address& address, const store::OpenOptions& options) {
    if (address.dialect() == store::Dialect::sqlite) return create_file(address.file(), options);
    const auto database = store::create_database(address, options, fill);
    // Another program may have made it meanwhile: then its one stands.
    if (database || database.error().code == Errc::conflict) return {};
    return tl::unexpected(database.error());
}

std::optional<fs::path> find_folder(const char* variable) {
    const char* value = std::getenv(variable);
    if (!value || !fs::path(value).is_absolute()) return std::nullopt;
    return fs::path(value);
}

} // namespace

Result<fs::path> find_default_database_path() {
    const fs::path below = fs::path("yanlian") / ("default" + std::string(database_extension));
    if (const auto data = find_folder("XDG_DATA_HOME")) return *data / below;
    if (const auto home = find_folder("HOME")) return *home / ".local" / "share" / below;
    return make_error(Errc::bad_input,
                      {"", "", tr("不知道用户的数据文件夹在哪里"), tr("用 --db 写明数据库")});
}

Result<OpenedDatabase> open_existing(const store::Address& address,
                                     const store::OpenOptions& options) {
    auto opened = store::open_database(address, options);
    if (!opened) return tl::unexpected(opened.error());
    return OpenedDatabase{std::move(opened->database), false, opened->outcome,
                          std::move(opened->backup)};
}

Result<OpenedDatabase> open_or_create(const store::Address& address,
                                      const store::OpenOptions& options) {
    const auto vacant = store::is_vacant(address, options);
    if (!vacant) return tl::unexpected(vacant.error());
    if (!*vacant) return open_existing(address, options);
    if (auto created = create(address, options); !created) return tl::unexpected(created.error());
    auto opened = open_existing(address, options);
    if (opened) opened->created = true;
    return opened;
}

} // namespace roster::service
