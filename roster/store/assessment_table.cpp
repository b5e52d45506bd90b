#include "roster/store/assessment_table.h"

#include "roster/store/columns.h"
#include "roster/store/part_sql.h"
#include "sim/core/text.h"

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

constexpr std::chrono::hours noon_utc{4}; // 12:00 in China

void find_training(soci::session& sql, const std::string& key, AssessedPart& part) {
    std::string kind, progress, form, day;
    Column<std::string> started;
    sql << "SELECT kind, progress, form, local_day, started_at_utc FROM activity_in_force "
           "WHERE key = :key",
        into(kind), into(progress), into(form), into(day), into(started.value, started.indicator),
        use(key);
    part.known = sql.got_data();
    if (!part.known) return;
    part.training = kind == "training" && progress == "held";
    part.form = read_named<ActivityForm>(activity_form_names, form);
    part.local_day = read_date(day);
    const auto at = started.optional();
    part.at_utc = at ? read_instant(*at) : Instant{part.local_day} + noon_utc;
}

} // namespace

Result<AssessedPart> find_assessed_part(Database& database, const std::string& activity_key,
                                        const std::string& person_key) {
    return guard(database, "assessment.find", [&](soci::session& sql) {
        AssessedPart part;
        find_training(sql, activity_key, part);
        sql << "SELECT name FROM person WHERE key = :key", into(part.person_name), use(person_key);
        long long there = 0;
        sql << "SELECT count(*) FROM activity_person AS t JOIN activity_in_force AS a ON a.id = "
               "t.activity_id JOIN person AS p ON p.id = t.person_id WHERE a.key = :activity "
               "AND p.key = :person AND t.attended = 1 AND COALESCE(t.passed, 1) = 1",
            into(there), use(activity_key), use(person_key);
        part.present = there != 0;
        return part;
    });
}

Result<std::int64_t> insert_assessment(Database& database, const Assessment& assessment) {
    return guard(database, "assessment.insert", [&](soci::session& sql) {
        const std::string element(sim::core::letter(assessment.element));
        sql << "INSERT INTO assessment(activity_id, person_id, element, level, examiner, note) "
               "VALUES((SELECT id FROM activity_in_force WHERE key = :activity), "
               "(SELECT id FROM person WHERE key = :person), :element, :level, :examiner, :note)",
            use(assessment.activity_key), use(assessment.person_key), use(element),
            use(assessment.level), use(assessment.examiner), use(assessment.note);
        long long id = 0;
        sql << "SELECT s.id FROM assessment AS s JOIN activity_in_force AS a ON a.id = "
               "s.activity_id JOIN person AS p ON p.id = s.person_id WHERE a.key = :activity "
               "AND p.key = :person AND s.element = :element",
            into(id), use(assessment.activity_key), use(assessment.person_key), use(element);
        return std::int64_t{id};
    });
}

Result<AssessmentLine> load_assessment(Database& database, std::int64_t id) {
    AssessmentLine line;
    const auto found = guard(database, "assessment.load", [&](soci::session& sql) {
        const long long row = id;
        std::string element, form, day;
        sql << "SELECT a.key, p.key, p.name, s.element, s.level, s.examiner, s.note, a.title, "
               "a.examination, a.form, a.local_day FROM assessment AS s "
               "JOIN activity AS a ON a.id = s.activity_id "
               "JOIN person AS p ON p.id = s.person_id WHERE s.id = :id",
            into(line.assessment.activity_key), into(line.assessment.person_key),
            into(line.person_name), into(element), into(line.assessment.level),
            into(line.assessment.examiner), into(line.assessment.note), into(line.title),
            into(line.examination), into(form), into(day), use(row);
        if (!sql.got_data()) return false;
        line.id = id;
        line.assessment.element = *sim::core::find_element(element);
        line.form = read_named<ActivityForm>(activity_form_names, form);
        line.local_day = read_date(day);
        return true;
    });
    if (!found) return tl::unexpected(found.error());
    if (*found) return line;
    return sim::core::make_error(sim::core::Errc::bad_input,
                                 {database.path().string(), fmt::format("assessment/{}", id),
                                  sim::core::tr("没有这一次考评"), ""});
}

Result<std::int64_t> insert_three_tips(Database& database, const ThreeTips& tips,
                                       Instant recorded_at_utc, const std::string& recorded_by) {
    return guard(database, "three_tips.insert", [&](soci::session& sql) {
        const std::string day = iso(tips.local_day), at = iso(recorded_at_utc);
        sql << "INSERT INTO three_tips(organisation_id, local_day, occasion, present_count, "
               "informed_count, recorded_at_utc, recorded_by) SELECT id, :day, :occasion, "
               ":present, :informed, :at, :by FROM organisation WHERE key = :organisation",
            use(day), use(tips.occasion), use(tips.present_count), use(tips.informed_count),
            use(at), use(recorded_by), use(tips.organisation_key);
        long long id = 0;
        sql << "SELECT max(t.id) FROM three_tips AS t JOIN organisation AS o ON o.id = "
               "t.organisation_id WHERE o.key = :organisation AND t.local_day = :day",
            into(id), use(tips.organisation_key), use(day);
        return std::int64_t{id};
    });
}

Result<std::vector<ThreeTips>>
load_three_tips(Database& database, const std::string& organisation_key, Date first, Date last) {
    return guard(database, "three_tips.load", [&](soci::session& sql) {
        std::vector<ThreeTips> lines;
        ThreeTips row;
        long long id = 0;
        std::string day;
        const std::string from = iso(first), until = iso(last);
        soci::statement rows =
            (sql.prepare << ROSTER_PART_SQL
                 "SELECT t.id, o.key, t.local_day, t.occasion, t.present_count, t.informed_count "
                 "FROM part JOIN three_tips_in_force AS t ON t.organisation_id = part.id "
                 "JOIN organisation AS o ON o.id = t.organisation_id "
                 "WHERE t.local_day >= :first AND t.local_day <= :last "
                 "ORDER BY t.local_day, t.id",
             into(id), into(row.organisation_key), into(day), into(row.occasion),
             into(row.present_count), into(row.informed_count), use(organisation_key), use(from),
             use(until));
        rows.execute();
        while (rows.fetch()) {
            row.id = id;
            row.local_day = read_date(day);
            lines.push_back(row);
        }
        return lines;
    });
}

} // namespace roster::store
