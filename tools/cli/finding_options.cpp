#include "tools/cli/finding_options.h"

#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/cli/terminal.h"
#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <filesystem>
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using sim::core::tr;
using sim::core::trf;

void add_remedy_options(CLI::App& command, RemedyOptions& options) {
    command.add_option("--responsible", options.responsible, tr("责任人：姓名或编号"));
    command.add_option("--measure", options.measure, tr("整改措施"));
    command.add_option("--deadline", options.deadline, tr("完成时限，年-月-日"));
    command.add_option("--contingency", options.contingency, tr("应急预案：整改期间怎么防范"));
    command.add_option("--funds", options.funds, tr("资金，元；重大隐患必填，不花钱写 0"));
    command.add_option("--interim", options.interim, tr("整改期间防范措施；重大隐患必填"));
    command.add_option("--supervisor", options.supervisor, tr("民政部门的督办人；重大隐患必填"));
}

std::optional<Date> Answers::date(const char* option, const std::string& text) {
    if (text.empty()) return std::nullopt;
    const auto day = find_date(text);
    if (!day) note({"", option, trf("“{}”不是日期", text), tr("年-月-日，例如 2026-03-01")});
    return day;
}

std::string Answers::person(const char* option, const std::string& text) {
    if (text.empty()) return {};
    auto key = roster::service::resolve_person(*database_, text, option, near_key_);
    if (key) return *key;
    std::ranges::copy(key.error().problems, std::back_inserter(problems_));
    return {};
}

std::string Answers::organisation(const char* option, const std::string& text) {
    if (text.empty()) return {};
    auto found = find_organisation(*database_, text);
    if (found) return found->key;
    for (sim::core::Problem& problem : found.error().problems) {
        problem.pointer = fmt::format("{} {}", option, text);
        note(std::move(problem));
    }
    return {};
}

Remedy Answers::remedy(const RemedyOptions& options) {
    Remedy remedy;
    remedy.responsible_key = options.responsible;
    remedy.measure = options.measure;
    remedy.deadline = date("--deadline", options.deadline);
    remedy.contingency = options.contingency;
    remedy.interim_measure = options.interim;
    remedy.supervisor_key = options.supervisor;
    if (options.funds.empty()) return remedy;
    double yuan = 0;
    const char* end = options.funds.data() + options.funds.size();
    const auto [at, code] = std::from_chars(options.funds.data(), end, yuan);
    if (code == std::errc() && at == end && yuan >= 0 && yuan < 1e12)
        remedy.funds_yuan = yuan;
    else
        note({"", "--funds", trf("“{}”不是金额", options.funds), tr("0 或以上的数，单位元")});
    return remedy;
}

Remedy Answers::resolved_remedy(const RemedyOptions& options) {
    Remedy read = remedy(options);
    read.responsible_key = person("--responsible", options.responsible);
    read.supervisor_key = person("--supervisor", options.supervisor);
    return read;
}

void Answers::note(const sim::core::Problems& problems) {
    for (const auto& problem : problems)
        if (std::ranges::none_of(problems_, [&](const auto& one) {
                return one.pointer.ends_with(
                    problem.pointer.substr(problem.pointer.rfind('/') + 1));
            }))
            problems_.push_back(problem);
}

int Answers::report_all() const {
    return report({sim::core::Errc::bad_input, problems_});
}

bool names_missing_file(const std::string& text) {
    constexpr std::array endings{".jpg", ".jpeg", ".png", ".heic", ".pdf", ".mp4",
                                 ".doc", ".docx", ".xls", ".xlsx", ".psd", ".zip"};
    std::string ending = std::filesystem::path(text).extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return std::tolower(c); });
    std::error_code ignored;
    return text.find(' ') == text.npos && std::ranges::find(endings, ending) != endings.end() &&
           !std::filesystem::exists(text, ignored);
}

std::string read_evidence(const std::string& text) {
    constexpr std::uintmax_t most_bytes = std::uintmax_t{256} << 20;
    std::error_code ignored;
    const std::filesystem::path path = text;
    if (text.size() > 255 || !std::filesystem::is_regular_file(path, ignored)) return text;
    const auto bytes = sim::core::read_file(path, most_bytes);
    if (!bytes) return text;
    return fmt::format("{} {} B sha256:{}", path.filename().string(), bytes->size(),
                       sim::core::sha256_hex(*bytes));
}

std::string countdown_text(const std::optional<int>& days_left) {
    if (!days_left) return "";
    if (*days_left == 0) return tr("今天到期");
    return *days_left > 0 ? trf("剩 {} 天", *days_left) : trf("逾期 {} 天", -*days_left);
}

} // namespace tools::cli
