// People: who is who is never guessed.
#include "sim/core/text.h"
#include "tools/import/new_keys.h"
#include "tools/import/people_draft.h"
#include "tools/import/plan_team.h"
#include "tools/sheets/text_forms.h"
#include <algorithm>
#include <set>

namespace tools::import {

using namespace roster::domain;
using namespace roster::service;
using sheets::match_form;
using sim::core::Problems;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr std::size_t typo_length_least = 3; ///< 王芳 and 王丽 are two people

class PeoplePlan {
public:
    PeoplePlan(std::vector<RowDecision>& decisions, const std::vector<SheetRow>& sheet,
               const Directory& directory)
        : rows_(decisions), sheet_(sheet), directory_(directory) {}
    void run();

private:
    void identify(std::size_t i);
    void identify_by_record(std::size_t i, const std::string& key);
    void identify_by_number(std::size_t i, const std::string& written);
    void identify_by_name(std::size_t i);
    [[nodiscard]] bool needs_number(std::size_t i);
    void add_fields(std::size_t i);
    void add_deeds(std::size_t i);
    void add_posts(std::size_t i);
    void check_two_homes();
    void check_numbers();
    void warn_typos();
    void follow_owners();
    void add_departure(std::size_t i, const std::string& person_key);
    [[nodiscard]] HomeStay stay_of(const Draft& draft) const;
    [[nodiscard]] std::optional<Date> left_on_file(const Draft& draft) const;
    [[nodiscard]] std::string phone_on_file(const Draft& draft) const;
    [[nodiscard]] bool returns(std::size_t i) const;
    [[nodiscard]] std::string joined_on_file(std::size_t i) const;
    [[nodiscard]] std::string person_key_of(std::size_t i) const;
    [[nodiscard]] std::string name_id(const Draft& draft) const {
        return draft.home->key + "\n" + draft.match;
    }

    std::vector<RowDecision>& rows_;
    const std::vector<SheetRow>& sheet_;
    const Directory& directory_;
    std::vector<Draft> drafts_;
    std::vector<std::string> identities_;
    std::map<std::string, std::set<std::string>> numbers_of_name_; ///< 工号 under one name and home
    NewKeys keys_{directory_};
    std::map<std::string, std::size_t> owner_; ///< row that brings a new 人员编号
};

void PeoplePlan::identify_by_record(std::size_t i, const std::string& key) {
    Draft& draft = drafts_[i];
    draft.explicit_key = key;
    draft.on_file = directory_.find_key(key);
    if (!draft.on_file) {
        rows_[i].problems.push_back(sheet_[i].problem("record", trf("台账里没有记录号 {}", key),
                                                      tr("导出时的记录号，不要改")));
        return;
    }
    rows_[i].subject = key;
    if (draft.on_file->organisation_key == draft.home->key) return;
    draft.second_home = !stay_of(draft).roles.empty(); // exported once for each home
    if (draft.second_home)
        rows_[i].subject += "@" + draft.home->key;
    else
        rows_[i].problems.push_back(sheet_[i].problem("home", tr("单位是锁定的格，不能在表里改"),
                                                      draft.on_file->organisation_key));
}

void PeoplePlan::identify_by_number(std::size_t i, const std::string& written) {
    Draft& draft = drafts_[i];
    RowDecision& row = rows_[i];
    const bool full = written.starts_with("person/");
    const std::string key = full ? written : "person/" + written;
    draft.explicit_key = key;
    draft.on_file = directory_.find_key(key);
    row.subject = key;
    if (draft.on_file) {
        draft.second_home = draft.on_file->organisation_key != draft.home->key;
        if (match_form(draft.on_file->name) != draft.match)
            row.problems.push_back(sheet_[i].problem(
                "name", trf("编号 {} 在台账里是“{}”", key, draft.on_file->name), ""));
    } else if (full) {
        row.problems.push_back(
            sheet_[i].problem("person", trf("台账里没有 {}", key), tr("花名册里的编号")));
    } else {
        const auto [owner, is_owner] = owner_.emplace(key, i);
        draft.second_home = !is_owner && drafts_[owner->second].home != draft.home;
        if (draft.second_home && drafts_[owner->second].match != draft.match)
            row.problems.push_back(
                sheet_[i].problem("name",
                                  trf("编号 {} 在 {}!{} 是“{}”", key, sheet_[owner->second].sheet,
                                      sheet_[owner->second].row, drafts_[owner->second].name),
                                  ""));
    }
    if (draft.second_home) row.subject += "@" + draft.home->key;
}

/// Several under one name in one home, and this row does not say which.
bool PeoplePlan::needs_number(std::size_t i) {
    const auto& numbers = numbers_of_name_[name_id(drafts_[i])];
    if (!drafts_[i].staff_no.empty() || numbers.size() < 2) return false;
    rows_[i].problems.push_back(sheet_[i].problem(
        "name", trf("这个单位叫“{}”的不止一个，这一行分不清是谁", drafts_[i].name),
        tr("写工号、人员编号或记录号")));
    return true;
}

void PeoplePlan::identify_by_name(std::size_t i) {
    Draft& draft = drafts_[i];
    RowDecision& row = rows_[i];
    if (needs_number(i)) return;
    const auto& numbers = directory_.view().staff_numbers;
    std::vector<const Person*> unnumbered, meant;
    for (const Person* one : directory_.find_named(draft.home->key, draft.name)) {
        const auto number = numbers.find(one->key);
        if (draft.staff_no.empty() || (number != numbers.end() && number->second == draft.staff_no))
            meant.push_back(one);
        else if (number == numbers.end())
            unnumbered.push_back(one);
    }
    if (meant.empty() && numbers_of_name_[name_id(draft)].size() < 2) meant = unnumbered;
    if (meant.size() > 1 || (meant.empty() && !unnumbered.empty())) {
        std::string keys;
        for (const Person* one : meant.empty() ? unnumbered : meant)
            keys +=
                (keys.empty() ? "" : "、") + fmt::format("{}（{}）", one->key, iso(one->joined_on));
        row.problems.push_back(
            sheet_[i].problem("name", trf("台账里这个单位叫“{}”的分不清是哪一个", draft.name),
                              trf("写人员编号：{}", keys)));
        return;
    }
    if (!meant.empty()) {
        draft.on_file = meant.front();
        draft.second_home = draft.on_file->organisation_key != draft.home->key;
        row.subject = draft.on_file->key + (draft.second_home ? "@" + draft.home->key : "");
        if (returns(i))
            row.problems.push_back(sheet_[i].problem(
                "joined_on",
                trf("“{}”已于 {} 离职，是重新入职还是同名的人分不清", draft.name,
                    iso(*left_on_file(draft))),
                trf("重新入职写记录号 {}，另一个人写人员编号", draft.on_file->key)));
        return;
    }
    row.subject = keys_.key_of(*draft.home, draft.match, draft.staff_no);
}

void PeoplePlan::identify(std::size_t i) {
    const Draft& draft = drafts_[i];
    if (!draft.home || draft.name.empty()) return;
    if (const std::string& record = sheet_[i].text("record"); !record.empty())
        identify_by_record(i, record);
    else if (const std::string& person = sheet_[i].text("person"); !person.empty())
        identify_by_number(i, person);
    else
        identify_by_name(i);
}

HomeStay PeoplePlan::stay_of(const Draft& draft) const {
    if (!draft.on_file) return {};
    return find_stay(directory_.view(), draft.on_file->key, draft.home->key);
}

/// Last day in the home of the row; the last of the employment is the last in every home.
std::optional<Date> PeoplePlan::left_on_file(const Draft& draft) const {
    if (!draft.on_file) return std::nullopt;
    const HomeStay stay = stay_of(draft);
    return stay.left_on ? stay.left_on : draft.on_file->left_on;
}

std::string PeoplePlan::phone_on_file(const Draft& draft) const {
    if (!draft.on_file) return {};
    const auto at = directory_.view().phones.find(draft.on_file->key);
    return at == directory_.view().phones.end() ? std::string() : at->second;
}

/// The row speaks of an employment in its home that began after the last one had ended.
bool PeoplePlan::returns(std::size_t i) const {
    const auto left = left_on_file(drafts_[i]);
    const auto joined = sheet_[i].at("joined_on").date;
    return left && joined && *joined > *left;
}

/// Who came back began twice: the row may name either day.
std::string PeoplePlan::joined_on_file(std::size_t i) const {
    const Draft& draft = drafts_[i];
    if (!draft.on_file) return "";
    const auto first = stay_of(draft).from_day;
    const bool came_back =
        first && std::ranges::any_of(directory_.view().posts, [&](const PostAssignment& post) {
            return post.person_key == draft.on_file->key && post.until_day &&
                   post.organisation_key == draft.home->key && *post.until_day < *first;
        });
    return iso(came_back && sheet_[i].at("joined_on").date == first ? *first
                                                                    : draft.on_file->joined_on);
}

void PeoplePlan::add_fields(std::size_t i) {
    const Draft& draft = drafts_[i];
    const Person* person = draft.on_file;
    RowDecision& row = rows_[i];
    const bool same_name = person && match_form(person->name) == draft.match;
    add_field(row, "home", person ? draft.home->name : "", draft.home->name);
    add_field(row, "name", person ? person->name : "", same_name ? person->name : draft.name);
    const bool back = returns(i);
    const std::string left = back ? "" : day_text(left_on_file(draft));
    const std::string posts = back ? "" : roles_text(stay_of(draft).roles);
    add_field(row, "posts", posts, roles_text(draft.roles));
    if (draft.second_home) return add_field(row, "left_on", left, sheet_[i].text("left_on"));
    const auto number = person ? directory_.view().staff_numbers.find(person->key)
                               : std::map<std::string, std::string>::const_iterator{};
    add_field(row, "staff_no",
              person && number != directory_.view().staff_numbers.end() ? number->second : "",
              draft.staff_no);
    if (const std::string kept = phone_on_file(draft); !draft.phone.empty())
        add_field(row, "phone", kept,
                  phone_digits(kept) == draft.phone ? kept : sheet_[i].text("phone"));
    add_field(row, "joined_on", joined_on_file(i), sheet_[i].text("joined_on"));
    add_field(row, "left_on", left, sheet_[i].text("left_on"));
    if (const auto joined = sheet_[i].at("joined_on").date;
        joined && *joined > directory_.view().today && iso(*joined) != joined_on_file(i))
        row.warnings.push_back(sheet_[i].problem(
            "joined_on", trf("入职日期 {} 还没有到", iso(*joined)), tr("核对年份")));
    if (!person && !sheet_[i].at("joined_on").date && sheet_[i].problems.empty())
        row.problems.push_back(
            sheet_[i].problem("joined_on", tr("新的人没有入职日期"), tr("年-月-日")));
    // An exported sheet holds everything: an emptied cell there means something else than "not
    // said".
    if (person && !sheet_[i].text("record").empty())
        for (const auto& [key, before] : {std::pair<const char*, std::string>("left_on", left),
                                          {"joined_on", iso(person->joined_on)},
                                          {"posts", posts}})
            if (!before.empty() && sheet_[i].text(key).empty() &&
                sheet_[i].columns->column_of(key) >= 0 && sheet_[i].at(key).problems.empty())
                row.problems.push_back(
                    sheet_[i].problem(key, trf("“{}”被清空了；空格不表示删除", before), ""));
}

void PeoplePlan::add_posts(std::size_t i) {
    const Draft& draft = drafts_[i];
    const std::string key = draft.on_file ? draft.on_file->key : draft.explicit_key;
    const auto have = returns(i) ? std::vector<PersonRole>() : stay_of(draft).roles;
    const Date from = sheet_[i].at("joined_on").date.value_or(directory_.view().today);
    for (const PersonRole& role : draft.roles)
        if (std::ranges::none_of(have, [&](const PersonRole& one) {
                return one.post == role.post && one.shift == role.shift;
            }))
            rows_[i].deeds.push_back(PutPost{{0, key, draft.home->key, role, from, std::nullopt}});
    const auto left = left_on_file(draft);
    if (left && !returns(i) && !rows_[i].deeds.empty())
        rows_[i].problems.push_back(
            sheet_[i].problem("joined_on", trf("“{}”已于 {} 离职", draft.name, iso(*left)),
                              tr("又来工作写那以后的入职日期")));
    if (returns(i) && draft.roles.empty())
        rows_[i].problems.push_back(
            sheet_[i].problem("posts", tr("重新入职没有写岗位"), tr("例如 护理员")));
    add_departure(i, key);
}

/// The last day in this home ends the posts in this home; who works on elsewhere stays on the roll.
void PeoplePlan::add_departure(std::size_t i, const std::string& person_key) {
    const Draft& draft = drafts_[i];
    const auto last = sheet_[i].at("left_on").date, joined = sheet_[i].at("joined_on").date;
    if (!last) return;
    const auto report = [&](std::string what, std::string expected) {
        rows_[i].problems.push_back(
            sheet_[i].problem("left_on", std::move(what), std::move(expected)));
    };
    if (joined && *last < *joined) return report(tr("离岗日早于到岗日"), tr("到岗日或以后"));
    const HomeStay stay = stay_of(draft);
    if (stay.left_on && *last > *stay.left_on && !returns(i))
        return report(trf("台账里已于 {} 离开这一家", iso(*stay.left_on)),
                      tr("又来工作写入职日期"));
    if (last == left_on_file(draft)) return;
    rows_[i].deeds.push_back(LeaveHome{person_key, draft.home->key, *last});
    for (const PostAssignment& post : directory_.view().posts)
        if (post.person_key == person_key && post.organisation_key != draft.home->key &&
            (!post.until_day || *post.until_day > *last)) {
            rows_[i].warnings.push_back(sheet_[i].problem(
                "left_on",
                trf("“{}”在 {} 还有岗位，只结束这一家的岗位", draft.name, post.organisation_key),
                ""));
            return;
        }
}

void PeoplePlan::add_deeds(std::size_t i) {
    const Draft& draft = drafts_[i];
    RowDecision& row = rows_[i];
    if (draft.second_home || returns(i)) return add_posts(i);
    PutPerson deed;
    deed.is_new = !draft.on_file;
    if (draft.on_file) deed.person = *draft.on_file;
    deed.person.key = row.subject;
    deed.person.organisation_key = draft.home->key;
    if (!draft.on_file || match_form(draft.on_file->name) != draft.match)
        deed.person.name = draft.name;
    if (const auto day = sheet_[i].at("joined_on").date; day && joined_on_file(i) != iso(*day))
        deed.person.joined_on = *day;
    if (const auto day = sheet_[i].at("left_on").date; day && deed.is_new)
        deed.person.left_on = *day;
    deed.staff_no = draft.staff_no;
    if (phone_digits(phone_on_file(draft)) != draft.phone)
        deed.phone = draft.phone.empty() ? "" : sheet_[i].text("phone");
    if (!draft.roles.empty() && !stay_of(draft).left_on) {
        std::vector<PersonRole> roles;
        for (const PersonRole& role : draft.roles) {
            const auto same = [&](const PersonRole& one) {
                return one.post == role.post && one.shift == role.shift;
            };
            const auto kept = std::ranges::count_if(deed.person.roles, same);
            std::ranges::copy_if(deed.person.roles, std::back_inserter(roles), same);
            if (kept == 0) roles.push_back(role);
        }
        deed.person.roles = std::move(roles);
    }
    for (auto& problem : check(deed.person))
        row.problems.push_back(
            sheet_[i].problem(problem.pointer.ends_with("left_on") ? "left_on" : "name",
                              problem.what, problem.expected));
    row.deeds.push_back(std::move(deed));
    if (draft.on_file) add_departure(i, draft.on_file->key);
}

/// The same 工号 under two names of one home.
void PeoplePlan::check_numbers() {
    std::map<std::string, std::size_t> first;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const Draft& draft = drafts_[i];
        if (!draft.home || draft.staff_no.empty()) continue;
        const auto [at, is_new] = first.emplace(draft.home->key + "\n" + draft.staff_no, i);
        if (!is_new && drafts_[at->second].match != draft.match)
            rows_[i].problems.push_back(sheet_[i].problem(
                "staff_no",
                trf("工号 {} 在 {}!{} 是“{}”", draft.staff_no, sheet_[at->second].sheet,
                    sheet_[at->second].row, drafts_[at->second].name),
                tr("一个人一个工号")));
    }
}

/// One name in two homes: the same phone or certificate says that it is one person, but which is
/// the own home only 人员编号 can say. Without either they are two people, and a warning says so.
void PeoplePlan::check_two_homes() {
    std::map<std::string, std::size_t> by_mark, by_name;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const Draft& draft = drafts_[i];
        if (!draft.home || draft.match.empty() || !draft.explicit_key.empty()) continue;
        std::size_t twin = i;
        for (const std::string& mark :
             {draft.phone.empty() ? std::string() : "p" + draft.phone,
              draft.certificate ? "c" + draft.certificate->number : std::string()}) {
            if (mark.empty()) continue;
            const auto at = by_mark.emplace(draft.match + "\n" + mark, i).first;
            if (drafts_[at->second].home != draft.home) twin = at->second;
        }
        if (twin != i) {
            rows_[i].problems.push_back(
                sheet_[i].problem("name",
                                  trf("“{}”在 {}!{} 是另一家的人，电话或证书号相同", draft.name,
                                      sheet_[twin].sheet, sheet_[twin].row),
                                  tr("一人两处：两行写同一个人员编号，主要单位在前")));
            continue;
        }
        const auto named = by_name.emplace(draft.match, i).first;
        const Draft& other = drafts_[named->second];
        const bool told_apart = !other.phone.empty() && !draft.phone.empty();
        if (other.home != draft.home && !told_apart)
            rows_[i].warnings.push_back(
                sheet_[i].problem("name",
                                  trf("与 {}!{} 同名、不在一家，作为两个人登记",
                                      sheet_[named->second].sheet, sheet_[named->second].row),
                                  tr("是一个人时两行写同一个人员编号")));
    }
}

/// Forms under which two names at edit distance 1 meet: one character replaced or left out.
std::vector<std::u32string> neighbour_forms(const std::u32string& name) {
    std::vector<std::u32string> forms{name};
    for (std::size_t at = 0; at < name.size(); ++at) {
        std::u32string form = name;
        form[at] = U'*';
        forms.push_back(form);
        form.erase(at, 1);
        forms.push_back(form);
    }
    return forms;
}

void PeoplePlan::warn_typos() {
    std::map<std::string, std::map<std::u32string, std::vector<std::string>>> seen; // home, form
    const auto enter = [&](const std::string& home, const std::string& match) {
        for (const auto& form : neighbour_forms(sheets::to_points(match)))
            seen[home][form].push_back(match);
    };
    for (const Organisation& home : directory_.view().organisations)
        for (const std::string& name : directory_.names_in(home.key))
            enter(home.key, name);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const Draft& draft = drafts_[i];
        if (!draft.home || draft.on_file || rows_[i].fate == Fate::duplicate) continue;
        const std::u32string name = sheets::to_points(draft.match);
        if (name.size() < typo_length_least) continue;
        std::set<std::string> near;
        for (const auto& form : neighbour_forms(name))
            for (const std::string& other : seen[draft.home->key][form])
                if (calc_edit_distance(name, sheets::to_points(other)) == 1) near.insert(other);
        if (!near.empty())
            rows_[i].warnings.push_back(
                sheet_[i].problem("name", trf("与同一单位的“{}”只差一个字", *near.begin()),
                                  tr("核对是不是写错；没有合并")));
        enter(draft.home->key, draft.match);
    }
}

/// A second post hangs on the row that brings the person.
void PeoplePlan::follow_owners() {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        if (!drafts_[i].second_home || drafts_[i].on_file) continue;
        const std::size_t owner = owner_.at(drafts_[i].explicit_key);
        if (!rows_[owner].problems.empty() && rows_[i].problems.empty())
            rows_[i].problems.push_back(sheet_[i].problem(
                "person", trf("这个人在 {}!{} 有问题", sheet_[owner].sheet, sheet_[owner].row),
                ""));
    }
}

/// Whom the row is about; a second home's subject has the home behind it.
std::string PeoplePlan::person_key_of(std::size_t i) const {
    const Draft& draft = drafts_[i];
    if (!draft.second_home) return rows_[i].subject;
    return draft.on_file ? draft.on_file->key : draft.explicit_key;
}

void PeoplePlan::run() {
    TeamPlan teams(directory_);
    drafts_.reserve(rows_.size());
    identities_.resize(rows_.size());
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        drafts_.push_back(read_draft(sheet_[i], directory_, rows_[i]));
        if (drafts_[i].home && sheet_[i].text("record").empty() && sheet_[i].text("person").empty())
            numbers_of_name_[name_id(drafts_[i])].insert(drafts_[i].staff_no);
    }
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        identify(i);
        if (rows_[i].subject.empty()) continue;
        add_fields(i);
        add_deeds(i);
        if (drafts_[i].certificate) {
            drafts_[i].certificate->person_key = person_key_of(i);
            plan_certificate(rows_[i], sheet_[i], *drafts_[i].certificate, directory_);
        }
        auto joined = sheet_[i].at("joined_on").date;
        if (!joined && drafts_[i].on_file) joined = drafts_[i].on_file->joined_on;
        auto left = sheet_[i].at("left_on").date;
        if (!left && !returns(i)) left = left_on_file(drafts_[i]);
        teams.add(rows_[i], sheet_[i], drafts_[i], person_key_of(i), joined, left);
        set_row_hash(rows_[i], SheetKind::people);
        if (rows_[i].problems.empty()) identities_[i] = rows_[i].subject;
    }
    check_numbers();
    mark_doubles(rows_, sheet_, identities_, "name");
    check_two_homes();
    warn_typos();
    follow_owners();
    teams.check_leaders(rows_, sheet_);
    for (std::size_t i = 0; i < rows_.size(); ++i)
        settle_fate(rows_[i], drafts_[i].on_file != nullptr, directory_);
}

} // namespace

void plan_people(std::vector<RowDecision>& decisions, const std::vector<SheetRow>& sheet,
                 const Directory& directory) {
    PeoplePlan(decisions, sheet, directory).run();
}

} // namespace tools::import
