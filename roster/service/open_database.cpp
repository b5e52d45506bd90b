#include "roster/service/open_database.h"

#include "roster/service/example_home.h"
#include "sim/core/text.h"
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
    return make_error(Errc::io, {folder.string(), "", trf("不能建立文件夹：{}", code.message()), ""});
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
    fs::path doomed = part;
    std::error_code ignored;
    fs::remove(doomed, ignored);
    return make_error(Errc::io, {path.string(), "", trf("不能建立数据库：{}", code.message()), ""});
}

Result<void> create(const fs::path& path, const store::OpenOptions& options) {
    if (auto folder = make_folder(path.parent_path()); !folder) return folder;
    const fs::path part = path.string() + fmt::format(".new{}", ::getpid());
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(part.string() + suffix, ignored);
    Result<void> filled;
    {
        auto database = store::create_database(part, options);
        if (!database) return tl::unexpected(database.error());
        filled = write_home(*database, make_example_home());
    }
    if (filled) return put_in_place(part, path);
    fs::remove(part, ignored);
    return filled;
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
    return make_error(Errc::bad_input, {"", "", tr("不知道用户的数据文件夹在哪里"),
                                        tr("用 --db 写明数据库")});
}

Result<OpenedDatabase> open_existing(const fs::path& path, const store::OpenOptions& options) {
    auto opened = store::open_database(path, options);
    if (!opened) return tl::unexpected(opened.error());
    return OpenedDatabase{std::move(opened->database), false, opened->outcome,
                          std::move(opened->backup)};
}

Result<OpenedDatabase> open_or_create(const fs::path& path, const store::OpenOptions& options) {
    if (fs::exists(path)) return open_existing(path, options);
    if (auto created = create(path, options); !created) return tl::unexpected(created.error());
    auto opened = open_existing(path, options);
    if (opened) opened->created = true;
    return opened;
}

} // namespace roster::service
