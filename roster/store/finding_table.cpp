#include "roster/store/finding_table.h"

#include "roster/store/columns.h"
#include <map>

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

std::map<std::string, std::vector<FindingStep>> load_steps(soci::session& sql,
                                                           const std::string& organisation_key) {
    std::map<std::string, std::vector<FindingStep>> steps;
    std::string finding, state, at;
    FindingStep row;
    Column<std::string> deadline;
    Column<double> funds;
    soci::statement rows =
        (sql.prepare << "SELECT f.key, s.state, COALESCE(r.key, ''), s.measure, s.deadline, "
                        "s.contingency, s.funds_yuan, s.interim_measure, COALESCE(v.key, ''), "
                        "s.at_utc, a.key, s.evidence FROM finding_step AS s "
                        "JOIN finding AS f ON f.id = s.finding_id "
                        "JOIN person AS a ON a.id = s.actor_id "
                        "LEFT JOIN person AS r ON r.id = s.responsible_id "
                        "LEFT JOIN person AS v ON v.id = s.supervisor_id "
                        "JOIN organisation AS o ON o.id = f.organisation_id "
                        "WHERE o.key = :organisation ORDER BY s.id",
         into(finding), into(state), into(row.remedy.responsible_key), into(row.remedy.measure),
         into(deadline.value, deadline.indicator), into(row.remedy.contingency),
         into(funds.value, funds.indicator), into(row.remedy.interim_measure),
         into(row.remedy.supervisor_key), into(at), into(row.actor_key), into(row.evidence),
         use(organisation_key));
    rows.execute();
    while (rows.fetch()) {
        row.state = read_named<FindingState>(finding_state_names, state);
        row.remedy.deadline = read_date(deadline);
        row.remedy.funds_yuan = funds.optional();
        row.at_utc = read_instant(at);
        steps[finding].push_back(row);
    }
    return steps;
}

std::optional<std::int64_t> id_or_none(std::int64_t id) {
    return id != 0 ? std::optional(id) : std::nullopt;
}

} // namespace

Result<void> insert_finding(Database& database, const Finding& finding) {
    return guard(database, "finding.insert", [&](soci::session& sql) {
        const Column<long long> drill(id_or_none(finding.drill_id));
        const std::string severity = text_of(severity_names, finding.severity);
        const int life_safety = finding.life_safety;
        const std::string day = iso(finding.found_on);
        const std::string source = text_of(finding_source_names, finding.source);
        const Column<long long> activity(id_or_none(finding.activity_id));
        const Column<long long> inspection(id_or_none(finding.inspection_id));
        sql << "INSERT INTO finding(key, organisation_id, drill_id, activity_id, inspection_id, "
               "source, category, zone, service, text, severity, life_safety, found_on) "
               "VALUES(:key, (SELECT id FROM organisation WHERE key = :organisation), :drill, "
               ":activity, :inspection, :source, :category, :zone, :service, :text, :severity, "
               ":life, :day)",
            use(finding.key), use(finding.organisation_key), use(drill.value, drill.indicator),
            use(activity.value, activity.indicator), use(inspection.value, inspection.indicator),
            use(source), use(finding.category), use(finding.zone), use(finding.service),
            use(finding.text), use(severity), use(life_safety), use(day);
    });
}

Result<void> insert_finding_step(Database& database, const std::string& finding_key,
                                 const FindingStep& step) {
    return guard(database, "finding_step.insert", [&](soci::session& sql) {
        const std::string state = text_of(finding_state_names, step.state);
        const Column<std::string> responsible = text_column(step.remedy.responsible_key);
        const Column<std::string> deadline = date_column(step.remedy.deadline);
        const std::string at = iso(step.at_utc);
        const Column<double> funds(step.remedy.funds_yuan);
        const Column<std::string> supervisor = text_column(step.remedy.supervisor_key);
        sql << "INSERT INTO finding_step(finding_id, state, responsible_id, measure, deadline, "
               "contingency, funds_yuan, interim_measure, supervisor_id, at_utc, actor_id, "
               "evidence) "
               "VALUES((SELECT id FROM finding WHERE key = :finding), :state, "
               "(SELECT id FROM person WHERE key = :responsible), :measure, :deadline, "
               ":contingency, :funds, :interim, (SELECT id FROM person WHERE key = :supervisor), "
               ":at, (SELECT id FROM person WHERE key = :actor), :evidence)",
            use(finding_key), use(state), use(responsible.value, responsible.indicator),
            use(step.remedy.measure), use(deadline.value, deadline.indicator),
            use(step.remedy.contingency), use(funds.value, funds.indicator),
            use(step.remedy.interim_measure), use(supervisor.value, supervisor.indicator), use(at),
            use(step.actor_key), use(step.evidence);
    });
}

Result<std::vector<FindingOnFile>> load_findings(Database& database,
                                                 const std::string& organisation_key) {
    return guard(database, "finding.load", [&](soci::session& sql) {
        auto steps = load_steps(sql, organisation_key);
        std::vector<FindingOnFile> findings;
        Finding row;
        std::string severity, day, source;
        long long drill = 0, activity = 0, inspection = 0;
        int life_safety = 0;
        soci::statement rows =
            (sql.prepare << "SELECT f.key, COALESCE(f.drill_id, 0), f.text, f.severity, "
                            "f.life_safety, f.found_on, f.source, f.category, f.zone, f.service, "
                            "COALESCE(f.activity_id, 0), COALESCE(f.inspection_id, 0) "
                            "FROM finding AS f "
                            "JOIN organisation AS o ON o.id = f.organisation_id "
                            "WHERE o.key = :organisation ORDER BY f.found_on, f.key",
             into(row.key), into(drill), into(row.text), into(severity), into(life_safety),
             into(day), into(source), into(row.category), into(row.zone), into(row.service),
             into(activity), into(inspection), use(organisation_key));
        rows.execute();
        while (rows.fetch()) {
            row.organisation_key = organisation_key;
            row.drill_id = drill;
            row.activity_id = activity;
            row.inspection_id = inspection;
            row.source = read_named<FindingSource>(finding_source_names, source);
            row.severity = read_named<Severity>(severity_names, severity);
            row.life_safety = life_safety != 0;
            row.found_on = read_date(day);
            findings.push_back({row, steps[row.key]});
        }
        return findings;
    });
}

} // namespace roster::store
