#include "tools/import/people_draft.h"

#include "sim/core/text.h"
#include "tools/sheets/read_value.h"
#include "tools/sheets/text_forms.h"
#include <algorithm>

namespace tools::import {

using namespace roster::domain;
using sheets::match_form;
using sim::core::Problems;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr std::size_t phone_digits_least = 7; ///< fewer tell nobody apart

std::string role_text(const PersonRole& role) {
    return std::string(word(role.post)) + (role.shift == Shift::night ? "（夜班）" : "");
}
/// "护理员（夜班）" is a post with its shift.
bool cut_suffix(std::string& text, std::string_view suffix) {
    if (!text.ends_with(suffix)) return false;
    text.resize(text.size() - suffix.size());
    return true;
}

void read_roles(const SheetRow& row, Draft& draft, Problems& problems) {
    Shift common = Shift::day;
    const std::string shift = row.text("shift");
    if (shift == "夜班" || shift == "夜")
        common = Shift::night;
    else if (!shift.empty() && shift != "白班" && shift != "白" && shift != "日班")
        problems.push_back(unknown_word(row, "shift", shift, tr("白班或夜班")));
    for (std::string part : split_list(row.text("posts"))) {
        PersonRole role{Post::other, common, ""};
        if (cut_suffix(part, "（夜班）") || cut_suffix(part, "(夜班)")) role.shift = Shift::night;
        const auto post = find_post(part);
        if (!post) {
            std::vector<std::string> known;
            for (std::size_t i = 0; i < post_names.size(); ++i)
                known.emplace_back(word(static_cast<Post>(i)));
            const std::string nearest = find_nearest(part, known);
            problems.push_back(row.problem("posts", trf("不认识岗位“{}”", part),
                                           nearest.empty() ? tr("例如 护理员、保安、电工、其他")
                                                           : trf("最接近的是“{}”", nearest)));
            continue;
        }
        role.post = *post;
        if (std::ranges::find(draft.roles, role) == draft.roles.end()) draft.roles.push_back(role);
    }
}

/// What is written where there is no telephone; documented in docs/formats.md#import.
bool says_none(const std::string& text) {
    constexpr std::string_view words[] = {"/", "-", "—", "——", "无", "暂无", "没有", "N/A", "n/a"};
    return std::ranges::find(words, text) != std::end(words);
}

/// A number that cannot be called is said and not stored; one that only looks odd (an extension, a
/// digit too many) is stored and said.
std::string read_phone(const SheetRow& row, RowDecision& decision) {
    const std::string text = sheets::strip_ends(sheets::fold_width(row.text("phone")));
    if (text.empty() || says_none(text)) return "";
    const std::string digits =
        text.find_first_of("Ee") == std::string::npos ? phone_digits(text) : "";
    std::string why = digits.empty() ? tr("位数太少，不能打通") : "";
    for (const std::string& part : split_list(text))
        if (const auto read = sheets::read_phone_text(part); !read.value) why = read.refused;
    if (!why.empty())
        decision.warnings.push_back(row.problem("phone",
                                                digits.empty()
                                                    ? trf("电话“{}”没有收：{}", text, why)
                                                    : trf("电话“{}”收了，请核对：{}", text, why),
                                                tr("一个号码，单元格设为文本")));
    return digits;
}

/// Marks that lists put beside a name: 吴强* is 吴强 and a footnote.
void check_name(const SheetRow& row, const std::string& name, RowDecision& decision) {
    constexpr std::u32string_view marks =
        U"*?!#$%^&+=_|~`\"<>@:;※★☆△▲▽▼●○◎■□◆◇√×✓…？！“”《》〈〉：";
    const std::u32string points = sheets::to_points(name);
    const auto at = points.find_first_of(marks);
    if (at == points.npos) return;
    decision.warnings.push_back(
        row.problem("name", trf("姓名“{}”里有“{}”", name, sheets::to_utf8(points.substr(at, 1))),
                    tr("只写姓名，说明另一列")));
}

} // namespace

std::string roles_text(std::vector<PersonRole> roles) {
    std::ranges::sort(roles, {},
                      [](const PersonRole& role) { return std::pair(role.post, role.shift); });
    std::string text, last;
    for (const PersonRole& role : roles) {
        const std::string one = role_text(role);
        if (one != last) text += (text.empty() ? "" : "、") + one;
        last = one;
    }
    return text;
}

std::string phone_digits(const std::string& text) {
    std::string digits;
    std::ranges::copy_if(sheets::fold_width(text), std::back_inserter(digits),
                         [](char c) { return c >= '0' && c <= '9'; });
    return digits.size() < phone_digits_least ? std::string() : digits;
}

Draft read_draft(const SheetRow& row, const Directory& directory, RowDecision& decision) {
    Draft draft;
    draft.home = directory.find_home(row, decision.problems);
    draft.name = row.text("name");
    draft.match = match_form(draft.name);
    draft.staff_no = row.text("staff_no");
    draft.phone = read_phone(row, decision);
    decision.label = draft.name;
    check_name(row, draft.name, decision);
    read_roles(row, draft, decision.problems);
    const std::string& certificate = row.text("certificate");
    if (!certificate.empty() && certificate != "无" && row.columns->column_of("number") < 0)
        decision.warnings.push_back(
            row.problem("certificate", tr("没有证书编号一列，证书不导入"), ""));
    else
        draft.certificate = read_certificate(row, decision.problems);
    return draft;
}

} // namespace tools::import
