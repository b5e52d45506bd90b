#include "roster/service/bulletin.h"

#include "roster/service/bulletin_reckoning.h"
#include "roster/service/competence_list.h"
#include <algorithm>
#include <charconv>
#include <map>
#include <numeric>

namespace roster::service {

using namespace roster::domain;
using sim::core::Result;

namespace {

constexpr std::array<FieldInfo, bulletin_field_count> fields{{
    {"homes", "organisation", "机构"},
    {"homes_new", "organisation", "本期新开"},
    {"no_record", "organisation", "本期没有任何记录"},
    {"drill_due", "organisation", "应演练"},
    {"drill_done", "organisation", "已演练"},
    {"drill_open", "organisation", "未演练"},
    {"staff", "person", "应训"},
    {"staff_not_bound", "person", "下期起算"},
    {"on_leave", "person", "长期休假"},
    {"staff_unknown", "organisation", "没有登记人员的机构"},
    {"trained", "person", "已训"},
    {"team_due", "organisation", "应建队"},
    {"team_built", "organisation", "已建成"},
    {"team_absent", "organisation", "没有登记队伍"},
    {"certificates", "certificate", "证书"},
    {"expired", "certificate", "证书过期"},
    {"expiring", "certificate", "90 天内到期"},
    {"revoked", "certificate", "证书吊销"},
    {"patrol_due", "", "应巡查天数"},
    {"patrol_done", "", "已巡查天数"},
    {"self_check_due", "", "应自查月数"},
    {"self_check_done", "", "已自查月数"},
    {"patrol_silent", "organisation", "没有巡查自查记录的机构"},
    {"town_visits", "", "镇级检查"},
    {"county_visits", "", "县级检查"},
    {"city_visits", "", "市级检查"},
    {"findings_carried", "finding", "期初隐患"},
    {"findings_found", "finding", "本期登记"},
    {"findings_closed", "finding", "本期销号"},
    {"findings_open", "finding", "期末未销号"},
    {"findings_overdue", "finding", "其中逾期"},
    {"findings_undated", "finding", "其中没有定时限"},
    {"major_open", "finding", "其中重大"},
    {"life_safety_open", "finding", "其中危及人身安全"},
    {"duty_planned_homes", "organisation", "有值班表的单位"},
    {"duty_signed_homes", "organisation", "有签到的单位"},
    {"duty_planned_hours", "", "计划值班人时"},
    {"duty_signed_hours", "", "签到值班人时"},
    {"duty_no_shows", "", "排了没有签到的班"},
    {"duty_calls", "duty_call", "查岗"},
    {"duty_answered", "duty_call", "查岗应答"},
    {"duty_absent", "duty_call", "脱岗"},
}};

std::size_t at(BulletinField field) noexcept {
    return static_cast<std::size_t>(field);
}

/// Better is larger; exact, without rounding.
bool is_better(BulletinRow::Share a, BulletinRow::Share b) noexcept {
    return static_cast<long long>(a.part) * b.whole > static_cast<long long>(b.part) * a.whole;
}

void rank(std::vector<BulletinRow>& rows) {
    for (std::size_t r = 0; r < bulletin_rate_names.size(); ++r)
        for (BulletinRow& row : rows) {
            const auto own = row.share(static_cast<BulletinRate>(r));
            if (!own) continue;
            const auto better = std::ranges::count_if(rows, [&](const BulletinRow& other) {
                const auto share = other.share(static_cast<BulletinRate>(r));
                return share && is_better(*share, *own);
            });
            row.ranks[r] = static_cast<int>(better) + 1;
        }
}

/// The parts of the table: what lies directly below the top. Institutions that stand beside areas,
/// and offices, are one part together under the top's own key.
class Parts {
public:
    explicit Parts(const BulletinMatter& matter) : m_(matter) {
        find_children();
        for (const std::size_t i : m_.part)
            has_home_[child_of_[i]] |= is_institution(m_.organisations[i].kind);
        for (const auto& [child, any] : has_home_)
            areas_ |=
                any && child != m_.part.front() && !is_institution(m_.organisations[child].kind);
    }
    /// Position that names the part.
    std::size_t part_of(std::size_t position) const {
        const std::size_t child = child_of_.at(position);
        const bool home = is_institution(m_.organisations[child].kind);
        return !has_home_.at(child) || (areas_ && home) ? m_.part.front() : child;
    }

private:
    void find_children() {
        std::map<std::string_view, std::size_t> position;
        const std::size_t top = m_.part.front();
        for (const std::size_t i : m_.part) {
            position.emplace(m_.organisations[i].key, i);
            if (i == top) {
                child_of_[i] = i;
                continue;
            }
            const std::size_t parent = position.at(m_.organisations[i].parent_key);
            child_of_[i] = parent == top ? i : child_of_[parent];
        }
    }
    const BulletinMatter& m_;
    std::map<std::size_t, std::size_t> child_of_;
    std::map<std::size_t, bool> has_home_;
    bool areas_ = false;
};

void flow_sources(const BulletinMatter& matter, Bulletin& bulletin) {
    for (const auto& one : matter.tables.findings) {
        FindingFlow& flow = bulletin.by_source[static_cast<std::size_t>(one.source)];
        ++(one.found_on < matter.period.first ? flow.carried : flow.found);
        if (one.state == FindingState::closed) {
            ++flow.closed;
            continue;
        }
        ++flow.open;
        flow.overdue += one.deadline && *one.deadline < matter.day;
        flow.major_open += one.severity == Severity::major;
    }
}

bool adds_nothing(const HomeFacts& home) {
    return std::ranges::all_of(home.rows, [](const auto& rows) { return rows.empty(); });
}

} // namespace

std::optional<HalfYear> find_half_year(std::string_view text) {
    int year = 0;
    const auto* const end = text.data() + text.size();
    const auto [rest, problem] = std::from_chars(text.data(), end, year);
    if (problem != std::errc{} || rest != text.data() + 4 || year < first_year || year > last_year)
        return std::nullopt;
    std::string_view half(rest, static_cast<std::size_t>(end - rest));
    if (half.starts_with('-')) half.remove_prefix(1);
    if (half != "H1" && half != "H2") return std::nullopt;
    const Date day = make_date(year, half == "H1" ? 1 : 7, 1);
    return HalfYear{calc_window(WindowKind::half_year, day),
                    std::string(text.substr(0, 4)) + std::string(half)};
}

const FieldInfo& info(BulletinField field) noexcept {
    return fields[at(field)];
}

std::optional<BulletinField> find_field(std::string_view name) noexcept {
    const auto* const found = std::ranges::find(fields, name, &FieldInfo::name);
    if (found == fields.end()) return std::nullopt;
    return static_cast<BulletinField>(found - fields.begin());
}

std::optional<BulletinRow::Share> BulletinRow::share(BulletinRate rate) const noexcept {
    using enum BulletinField;
    std::optional<int> part, whole;
    switch (rate) {
    case BulletinRate::drill:
        part = (*this)[drill_done], whole = (*this)[drill_due];
        break;
    case BulletinRate::training:
        part = (*this)[trained], whole = (*this)[staff];
        break;
    case BulletinRate::team:
        part = (*this)[team_built], whole = (*this)[team_due];
        break;
    case BulletinRate::closed:
        part = (*this)[findings_closed];
        if ((*this)[findings_carried] && (*this)[findings_found])
            whole = *(*this)[findings_carried] + *(*this)[findings_found];
        break;
    }
    if (!part || whole.value_or(0) == 0) return std::nullopt;
    return Share{*part, *whole};
}

std::optional<BulletinRow::Share> BulletinRow::patrol_share() const noexcept {
    const auto part = (*this)[BulletinField::patrol_done];
    const auto whole = (*this)[BulletinField::patrol_due];
    if (!part || whole.value_or(0) == 0) return std::nullopt;
    return Share{*part, *whole};
}

namespace {

std::vector<std::int64_t> sorted(std::vector<std::int64_t> rows) {
    std::ranges::sort(rows);
    return rows;
}

void remove(std::vector<std::int64_t>& from, const std::vector<std::int64_t>& gone) {
    std::erase_if(from, [&](std::int64_t id) { return std::ranges::binary_search(gone, id); });
}

/// A person in several homes is one person: trained when each home's rules are met, and bound when
/// any home's are asked for.
void settle_people(BulletinRow& row, const std::vector<const HomeFacts*>& members) {
    using enum BulletinField;
    std::vector<std::int64_t> lacking;
    for (const HomeFacts* home : members) {
        if (home->count(staff) == home->count(trained)) continue;
        auto untrained = home->rows[at(staff)];
        remove(untrained, sorted(home->rows[at(trained)]));
        lacking.insert(lacking.end(), untrained.begin(), untrained.end());
    }
    remove(row.rows[at(trained)], sorted(std::move(lacking)));
    remove(row.rows[at(staff_not_bound)], row.rows[at(staff)]);
    for (const BulletinField field : {trained, staff_not_bound})
        row.values[at(field)] = static_cast<int>(row.rows[at(field)].size());
}

} // namespace

BulletinRow make_row(std::string key, std::string name,
                     const std::vector<const HomeFacts*>& members) {
    using enum BulletinField;
    BulletinRow row;
    row.key = std::move(key);
    row.name = std::move(name);
    bool inspected = false;
    for (std::size_t f = 0; f < bulletin_field_count; ++f) {
        int amount = 0;
        auto& rows = row.rows[f];
        for (const HomeFacts* home : members) {
            rows.insert(rows.end(), home->rows[f].begin(), home->rows[f].end());
            amount += home->amounts[f];
            inspected |= home->inspected;
        }
        std::ranges::sort(rows);
        rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
        row.values[f] = fields[f].table.empty() ? amount : static_cast<int>(rows.size());
    }
    settle_people(row, members);
    const auto forget = [&](std::initializer_list<BulletinField> gone) {
        for (const BulletinField field : gone)
            row.values[at(field)].reset();
    };
    // Nobody said anything: that is no zero.
    if (*row[staff] + *row[staff_not_bound] + *row[on_leave] == 0)
        forget({staff, staff_not_bound, on_leave, trained});
    if (row[certificates] == 0) forget({certificates, expired, expiring, revoked});
    if (row[patrol_done] == 0 && row[self_check_done] == 0)
        forget({patrol_due, patrol_done, self_check_due, self_check_done});
    for (const BulletinField visits : {town_visits, county_visits, city_visits})
        if (row[visits] == 0) forget({visits});
    if (row[duty_planned_homes] == 0)
        forget({duty_planned_homes, duty_planned_hours, duty_no_shows});
    if (row[duty_signed_homes] == 0) forget({duty_signed_homes, duty_signed_hours});
    if (row[duty_calls] == 0) forget({duty_calls, duty_answered, duty_absent});
    if (!inspected && *row[findings_carried] + *row[findings_found] == 0)
        forget({findings_carried, findings_found, findings_closed, findings_open, findings_overdue,
                findings_undated, major_open, life_safety_open});
    return row;
}

Result<Bulletin> make_bulletin(store::Database& database, const std::string& organisation_key,
                               const HalfYear& half, Date today) {
    auto matter = load_matter(database, organisation_key, half, today);
    if (!matter) return tl::unexpected(matter.error());
    const Organisation& top = matter->organisations[matter->part.front()];
    Bulletin bulletin;
    bulletin.top_key = top.key;
    bulletin.top_name = top.name;
    bulletin.half = half;
    bulletin.day = matter->day;
    bulletin.over = matter->over;
    const Parts parts(*matter);
    std::vector<const HomeFacts*> all;
    std::map<std::string, std::pair<std::size_t, std::vector<const HomeFacts*>>> by_key;
    std::vector<std::string> names(matter->organisations.size());
    for (const std::size_t i : matter->part) {
        HomeFacts& home = matter->homes.at(matter->id_of(i));
        home.part = parts.part_of(i);
        names[home.part] = matter->organisations[home.part].name;
        all.push_back(&home);
        if (adds_nothing(home)) continue;
        auto& [position, homes] = by_key[matter->organisations[home.part].key];
        position = home.part;
        homes.push_back(&home);
    }
    for (const auto& [key, one] : by_key)
        bulletin.parts.push_back(make_row(key, names[one.first], one.second));
    rank(bulletin.parts);
    bulletin.total = make_row(top.key, top.name, all);
    flow_sources(*matter, bulletin);
    bulletin.lists = make_lists(*matter, names);
    bulletin.drill_sources = std::move(matter->drill_sources);
    bulletin.training_sources = std::move(matter->training_sources);
    const auto competence = list_part_competence(database, organisation_key, matter->day);
    if (!competence) return tl::unexpected(competence.error());
    if (const Mastery& mastery = competence->mastery; mastery.on_roll_count > 0)
        bulletin.mastery = {mastery.mastered_count, mastery.on_roll_count};
    return bulletin;
}

} // namespace roster::service
