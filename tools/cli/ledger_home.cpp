#include "tools/cli/ledger_home.h"

#include "roster/service/example_home.h"
#include "roster/service/organisations.h"
#include "sim/core/text.h"
#include "tools/cli/terminal.h"
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::tr;
using sim::core::trf;

void add_ledger_options(CLI::App& command, LedgerOptions& options) {
    command.add_option("--db", options.db, tr("台账数据库；不写用默认的"));
    command.add_flag("--json", options.json, tr("输出 JSON"));
    command.add_flag("--csv", options.csv, tr("输出 CSV（UTF-8）"));
}
void add_organisation_option(CLI::App& command, LedgerOptions& options) {
    options.asks_organisation = true;
    command.add_option("--org", options.organisation, tr("单位编号或名称；不写是最上面的单位"));
}
void add_today_option(CLI::App& command, LedgerOptions& options) {
    command.add_option("--today", options.today, tr("按哪一天算，年-月-日；不写是今天"));
}
void add_who_option(CLI::App& command, LedgerOptions& options) {
    options.writes = true;
    command.add_option("--by", options.who, tr("经办人；不写是登录名"));
}

namespace {

/// The one of that key, or the only one of that name.
sim::core::Result<Organisation> find_named_one(const std::vector<Organisation>& organisations,
                                               const std::string& name, const std::string& file) {
    if (const auto at = std::ranges::find(organisations, name, &Organisation::key);
        at != organisations.end())
        return *at;
    std::vector<const Organisation*> named;
    std::string keys;
    for (const Organisation& one : organisations)
        if (one.name == name) {
            named.push_back(&one);
            if (!keys.empty()) keys += tr("、");
            keys += one.key;
        }
    if (named.size() == 1) return *named.front();
    if (named.empty())
        return make_error(Errc::bad_input, {file, name, tr("数据库里没有这个单位"),
                                            tr("`yanlian org list` 列出的单位")});
    return make_error(Errc::bad_input, {file, name, tr("有几个单位叫这个名称"), keys});
}

/// The one named by key or name; else the only one that stands on top of the tree and is not the
/// example, or the example, whose name then says so.
sim::core::Result<Organisation> choose(const std::vector<Organisation>& organisations,
                                       const LedgerOptions& options, const std::string& file) {
    const std::string& key = options.organisation;
    const auto is_example = [](const Organisation& one) {
        return one.key == roster::service::example_home_key;
    };
    if (!key.empty()) return find_named_one(organisations, key, file);
    std::vector<const Organisation*> tops;
    for (const Organisation& one : organisations)
        if (one.parent_key.empty() && !is_example(one)) tops.push_back(&one);
    if (tops.size() == 1) return *tops.front();
    if (tops.size() > 1 && !options.asks_organisation) return Organisation{};
    if (tops.size() > 1)
        return make_error(Errc::bad_input,
                          {file, "--org",
                           trf("台账里最上面的单位有 {} 个，没有写是哪一个", tops.size()),
                           trf("--org {}；同属一个上级的，先建上级（org add），再写明（org change "
                               "单位 --parent 上级）",
                               tops.front()->name)});
    if (const auto example = std::ranges::find_if(organisations, is_example);
        example != organisations.end()) {
        Organisation marked = *example;
        marked.name += tr("（示例）");
        return marked;
    }
    return make_error(Errc::bad_input, {file, "", tr("台账里还没有单位"), ""});
}

sim::core::Result<Date> read_today(const std::string& text) {
    if (text.empty())
        return calc_local_day(
            std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
    if (const auto day = find_date(text)) return *day;
    return make_error(Errc::bad_input, {"", "--today", trf("“{}”不是日期", text), tr("年-月-日")});
}

std::string login_name() {
    for (const char* variable : {"YANLIAN_USER", "USER", "LOGNAME"})
        if (const char* name = std::getenv(variable); name && *name) return name;
    return "yanlian";
}

/// -1 and -0.5 are sums, not formulas.
bool is_negative_number(std::string_view text) noexcept {
    const bool digits = text.find_first_not_of("0123456789.", 1) == text.npos;
    return text.size() > 1 && text.front() == '-' && text[1] >= '0' && text[1] <= '9' && digits;
}

/// Ledgers in the folder of a file that is not there: a name that was mistyped is no new ledger.
std::string find_meant_instead(const std::filesystem::path& path) {
    std::error_code code;
    if (roster::store::Address(path).dialect() != roster::store::Dialect::sqlite ||
        std::filesystem::exists(path, code))
        return {};
    std::vector<std::string> names;
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    for (const auto& entry : std::filesystem::directory_iterator(folder, code))
        if (const auto name = entry.path().filename().string(); name.ends_with(".yanlian.db"))
            names.push_back(name);
    std::ranges::sort(names);
    return fmt::format("{}", fmt::join(names, tr("、")));
}

} // namespace

sim::core::Result<OpenLedger> open_ledger(const LedgerOptions& options) {
    std::filesystem::path path = options.db;
    if (path.empty()) {
        auto found = roster::service::find_default_database_path();
        if (!found) return tl::unexpected(found.error());
        path = *found;
    }
    const auto today = read_today(options.today);
    if (!today) return tl::unexpected(today.error());
    if (!options.db.empty() && !options.writes)
        if (const auto meant = find_meant_instead(path); !meant.empty())
            return make_error(Errc::bad_input, {options.db, "", tr("没有这个台账文件"),
                                                trf("这个文件夹里有 {}", meant)});
    auto opened = roster::service::open_or_create(path);
    if (!opened) return tl::unexpected(opened.error());
    if (opened->created)
        fmt::print(stderr, "{}\n",
                   trf("新建了台账 {}，里面是示例机构安康养老院（人员是编的）；"
                       "登记自己的单位：yanlian org add",
                       opened->database.path().string()));
    const auto organisations = roster::service::list_part(opened->database, "");
    if (!organisations) return tl::unexpected(organisations.error());
    auto organisation = choose(*organisations, options, opened->database.path().string());
    if (!organisation) return tl::unexpected(organisation.error());
    return OpenLedger{std::move(*opened), std::move(*organisation), *today,
                      options.who.empty() ? login_name() : options.who};
}

sim::core::Result<Organisation> find_organisation(roster::store::Database& database,
                                                  const std::string& key_or_name) {
    const auto organisations = roster::service::list_part(database, "");
    if (!organisations) return tl::unexpected(organisations.error());
    return find_named_one(*organisations, key_or_name, database.path().string());
}

std::string csv_field(const std::string& text) {
    std::string field = text;
    if (!field.empty() && !is_negative_number(field) &&
        std::string_view("=+-@\t\r").find(field.front()) != std::string::npos)
        field.insert(0, 1, '\'');
    if (field.find_first_of(",\"\n\r") == std::string::npos) return field;
    std::string quoted = "\"";
    for (const char c : field) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + "\"";
}

void print_answer(const LedgerOptions& options, const std::vector<std::vector<std::string>>& rows,
                  const nlohmann::ordered_json& json, const std::string& headline) {
    if (options.json) {
        fmt::print("{}\n", json.dump(2));
        return;
    }
    if (!options.csv) {
        if (!headline.empty()) fmt::print("{}\n\n", headline);
        if (rows.size() > 1) fmt::print("{}", format_table(rows));
        return;
    }
    fmt::print("\xEF\xBB\xBF");
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i)
            line += (i > 0 ? "," : "") + csv_field(row[i]);
        fmt::print("{}\r\n", line);
    }
}

} // namespace tools::cli
