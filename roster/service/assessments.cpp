#include "roster/service/assessments.h"

#include "roster/domain/evidence.h"
#include "roster/domain/person_name.h"
#include "roster/domain/plain_text.h"
#include "roster/service/journal.h"
#include "roster/service/leave_check.h"
#include "roster/service/organisations.h"
#include "roster/store/competence_table.h"
#include "roster/store/finding_list.h"
#include "sim/core/text.h"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

Problems check_person(const Assessment& one, const store::AssessedPart& part) {
    Problems problems;
    if (part.person_name.empty())
        problems.push_back({"", "/person", trf("数据库里没有 {}", one.person_key),
                            tr("`yanlian people` 列出的人")});
    else if (!part.present)
        problems.push_back({"", "/person",
                            trf("{} 没有参加这次培训，或者没有合格", part.person_name),
                            tr("参加了并且合格的人")});
    if (one.examiner.empty())
        problems.push_back({"", "/examiner", tr("没有写考评人"), tr("考评人的姓名")});
    else if (means_person(one.examiner, one.person_key, part.person_name))
        problems.push_back({"", "/examiner", tr("不能自己考评自己"), tr("另一个人")});
    else if (!names_somebody(one.examiner))
        problems.push_back(
            {"", "/examiner", trf("“{}”不是人的姓名", one.examiner), tr("考评人的姓名")});
    return problems;
}

Problems check_assessment(const Assessment& one, const store::AssessedPart& part,
                          const std::string& who) {
    Problems problems = check_person(one, part);
    if (!part.known)
        problems.push_back({"", "/activity", trf("台账里没有培训 {}", one.activity_key),
                            tr("`yanlian training list` 列出的编号")});
    else if (!part.training)
        problems.push_back({"", "/activity",
                            tr("只有已经举办的培训可以考评；演示、桌面演练、计划不是证据"),
                            tr("已举办的培训")});
    if (one.level < 1 || one.level > highest_level)
        problems.push_back({"", "/level", trf("没有等级 {}", one.level), tr("1 到 4")});
    if (who.empty()) problems.push_back({"", "/who", tr("没有写记录人"), tr("记录人")});
    return problems;
}

/// A key of somebody else is his name, as it is read later; an unknown one is nobody.
Result<void> resolve_examiner(store::Database& database, Assessment& one, Problems& problems) {
    const std::string key = fold_text(one.examiner);
    if (!key.starts_with("person/") || key == fold_text(one.person_key)) return {};
    const auto found = store::find_persons(database, one.examiner);
    if (!found) return tl::unexpected(found.error());
    if (found->empty())
        problems.push_back({"", "/examiner", trf("数据库里没有 {}", one.examiner),
                            tr("`yanlian people` 列出的人")});
    else
        one.examiner = found->front().name;
    return {};
}

Result<void> check_leave(store::Database& database, const Assessment& one, Date day,
                         Problems& problems) {
    const std::vector<std::string> keys{one.person_key};
    return check_not_on_leave(
        database, day, keys, [](const std::string&) { return "/person"; }, problems);
}

Result<RecordedAssessment> write_assessment(store::Database& database, const Assessment& one,
                                            const store::AssessedPart& part) {
    const auto before = store::load_person_file(database, one.person_key);
    if (!before) return tl::unexpected(before.error());
    const auto id = store::insert_assessment(database, one);
    if (!id) return tl::unexpected(id.error());
    RecordedAssessment recorded{*id};
    recorded.level = std::min(one.level, calc_assessment_cap(one.element, part.form));
    CompetenceEntry entry{one.element, recorded.level, grade(EvidenceSource::practical).quality,
                          part.local_day, part.at_utc};
    entry.evidence_assessment_id = *id;
    const auto level = store::insert_competence(database, one.person_key, entry);
    if (!level) return tl::unexpected(level.error());
    recorded.competence_id = *level;
    const auto after = store::load_person_file(database, one.person_key);
    if (!after) return tl::unexpected(after.error());
    recorded.level_before = calc_standing(*before, one.element, part.local_day).level;
    recorded.level_after = calc_standing(*after, one.element, part.local_day).level;
    return recorded;
}

std::string audit_text(const Assessment& one, const RecordedAssessment& recorded) {
    return nlohmann::ordered_json{{"activity", one.activity_key},
                                  {"person", one.person_key},
                                  {"element", sim::core::letter(one.element)},
                                  {"level", one.level},
                                  {"examiner", one.examiner},
                                  {"competence", recorded.competence_id}}
        .dump();
}

Problems check_tips(const ThreeTips& tips, bool known, const std::string& who) {
    Problems problems;
    if (!known)
        problems.push_back({"", "/organisation", trf("数据库里没有单位 {}", tips.organisation_key),
                            tr("`yanlian org list` 列出的单位")});
    if (tips.present_count < 0 || tips.informed_count < 0 ||
        tips.informed_count > tips.present_count)
        problems.push_back({"", "/informed",
                            trf("告知 {} 人，在场 {} 人", tips.informed_count, tips.present_count),
                            tr("0 到在场人数")});
    if (tips.local_day > calc_local_day(read_clock()))
        problems.push_back({"", "/day", trf("{} 还没有到", iso(tips.local_day)), tr("今天或以前")});
    if (who.empty()) problems.push_back({"", "/who", tr("没有写记录人"), tr("记录人")});
    return problems;
}

} // namespace

Result<RecordedAssessment> record_assessment(store::Database& database,
                                             const Assessment& assessment, const std::string& who) {
    return in_transaction(database, [&]() -> Result<RecordedAssessment> {
        Assessment one = assessment;
        trim_all({&one.examiner, &one.note});
        Problems problems;
        if (auto done = resolve_examiner(database, one, problems); !done)
            return tl::unexpected(done.error());
        const auto part = store::find_assessed_part(database, one.activity_key, one.person_key);
        if (!part) return tl::unexpected(part.error());
        std::ranges::move(check_assessment(one, *part, who), std::back_inserter(problems));
        if (part->known)
            if (auto done = check_leave(database, one, part->local_day, problems); !done)
                return tl::unexpected(done.error());
        if (!problems.empty()) return make_error(std::move(problems));
        auto recorded = write_assessment(database, one, *part);
        if (!recorded) return recorded;
        auto noted = store::append_audit(database, {0, read_clock(), who, "assessment.record",
                                                    fmt::format("assessment/{}", recorded->id),
                                                    "null", audit_text(one, *recorded), "", ""});
        if (!noted) return tl::unexpected(noted.error());
        return recorded;
    });
}

namespace {

/// A double tap on the same count: another gathering says where it was.
Result<void> check_tips_new(store::Database& database, const ThreeTips& tips) {
    const auto rows =
        store::load_three_tips(database, tips.organisation_key, tips.local_day, tips.local_day);
    if (!rows) return tl::unexpected(rows.error());
    for (const ThreeTips& one : *rows)
        if (one.organisation_key == tips.organisation_key && one.occasion == tips.occasion &&
            one.present_count == tips.present_count && one.informed_count == tips.informed_count)
            return make_error(Errc::conflict,
                              {"", "/occasion",
                               trf("当天同一场合、同样人数已经登记过：three_tips/{}", one.id),
                               tr("确是另一场的，场合写清楚是哪一场")});
    return {};
}

} // namespace

Result<std::int64_t> record_three_tips(store::Database& database, const ThreeTips& tips,
                                       const std::string& who) {
    return in_transaction(database, [&]() -> Result<std::int64_t> {
        const auto organisations = list_part(database, "");
        if (!organisations) return tl::unexpected(organisations.error());
        const bool known = std::ranges::find(*organisations, tips.organisation_key,
                                             &Organisation::key) != organisations->end();
        if (auto problems = check_tips(tips, known, who); !problems.empty())
            return make_error(std::move(problems));
        if (auto is_new = check_tips_new(database, tips); !is_new)
            return tl::unexpected(is_new.error());
        const auto id = store::insert_three_tips(database, tips, read_clock(), who);
        if (!id) return id;
        const nlohmann::ordered_json after{{"organisation", tips.organisation_key},
                                           {"day", iso(tips.local_day)},
                                           {"present", tips.present_count},
                                           {"informed", tips.informed_count}};
        auto noted = store::append_audit(database, {0, read_clock(), who, "three_tips.record",
                                                    fmt::format("three_tips/{}", *id), "null",
                                                    after.dump(), "", ""});
        if (!noted) return tl::unexpected(noted.error());
        return id;
    });
}

Result<TipsRate> calc_tips_rate(store::Database& database, const std::string& organisation_key,
                                Date first, Date last) {
    auto rows = store::load_three_tips(database, organisation_key, first, last);
    if (!rows) return tl::unexpected(rows.error());
    TipsRate rate{first, last, 0, 0, std::move(*rows)};
    for (const ThreeTips& row : rate.rows) {
        rate.informed_count += row.informed_count;
        rate.present_count += row.present_count;
    }
    return rate;
}

} // namespace roster::service
