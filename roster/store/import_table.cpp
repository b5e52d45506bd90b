#include "roster/store/import_table.h"

#include "roster/store/columns.h"
#include "roster/store/part_sql.h"

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

Result<std::int64_t> insert_import_batch(Database& database, const ImportBatch& batch) {
    return guard(database, "import.insert", [&](soci::session& sql) {
        const std::string at = iso(batch.recorded_at_utc);
        long long id = 0;
        sql << "INSERT INTO import_batch(organisation_id, kind, file_name, file_sha256, "
               "mapping_json, row_count, taken_count, recorded_at_utc, recorded_by) "
               "VALUES((SELECT id FROM organisation WHERE key = :organisation), :kind, :file, "
               ":hash, :mapping, :rows, :taken, :at, :by) RETURNING id",
            into(id), use(batch.organisation_key), use(batch.kind), use(batch.file_name),
            use(batch.file_sha256), use(batch.mapping_json), use(batch.row_count),
            use(batch.taken_count), use(at), use(batch.recorded_by);
        return std::int64_t{id};
    });
}

Result<void> insert_import_row(Database& database, std::int64_t batch_id, const ImportRow& row) {
    return guard(database, "import.row", [&](soci::session& sql) {
        const long long batch = batch_id;
        sql << "INSERT INTO import_row(batch_id, sheet, row_no, fate, subject, problems_json, "
               "row_sha256) VALUES(:batch, :sheet, :row, :fate, :subject, :problems, :hash)",
            use(batch), use(row.sheet), use(row.row_no), use(row.fate), use(row.subject),
            use(row.problems_json), use(row.row_sha256);
    });
}

Result<std::optional<ImportBatch>>
find_import_batch(Database& database, const std::string& file_sha256, const std::string& kind) {
    return guard(database, "import.find", [&](soci::session& sql) {
        std::optional<ImportBatch> found;
        ImportBatch row;
        std::string at;
        soci::statement rows =
            (sql.prepare << "SELECT o.key, b.kind, b.file_name, b.file_sha256, b.mapping_json, "
                            "b.row_count, b.taken_count, b.recorded_at_utc, b.recorded_by "
                            "FROM import_batch AS b JOIN organisation AS o "
                            "ON o.id = b.organisation_id "
                            "WHERE b.file_sha256 = :hash AND b.kind = :kind ORDER BY b.id",
             into(row.organisation_key), into(row.kind), into(row.file_name), into(row.file_sha256),
             into(row.mapping_json), into(row.row_count), into(row.taken_count), into(at),
             into(row.recorded_by), use(file_sha256), use(kind));
        rows.execute();
        while (rows.fetch()) {
            row.recorded_at_utc = read_instant(at);
            found = row;
        }
        return found;
    });
}

Result<std::map<std::string, std::string>> load_taken_hashes(Database& database,
                                                             const std::string& kind) {
    return guard(database, "import.taken", [&](soci::session& sql) {
        std::map<std::string, std::string> taken;
        std::string subject, hash;
        soci::statement rows =
            (sql.prepare << "SELECT r.subject, r.row_sha256 FROM import_row AS r "
                            "JOIN import_batch AS b ON b.id = r.batch_id "
                            "WHERE b.kind = :kind AND r.fate IN ('new', 'changed') ORDER BY r.id",
             into(subject), into(hash), use(kind));
        rows.execute();
        while (rows.fetch())
            taken[subject] = hash;
        return taken;
    });
}

Result<std::int64_t> find_audit_head(Database& database) {
    return guard(database, "audit.head", [](soci::session& sql) {
        long long id = 0;
        sql << "SELECT COALESCE(max(id), 0) FROM audit", into(id);
        return std::int64_t{id};
    });
}

Result<std::int64_t> insert_certificate(Database& database, const Certificate& certificate,
                                        std::int64_t corrects_id, Instant at,
                                        const std::string& by) {
    return guard(database, "certificate.insert", [&](soci::session& sql) {
        const Column<long long> corrects(corrects_id ? std::optional(corrects_id) : std::nullopt);
        const Column<std::string> person = text_column(certificate.person_key);
        const Column<std::string> organisation = text_column(certificate.organisation_key);
        const std::string kind = text_of(certificate_kind_names, certificate.kind);
        const std::string issued = iso(certificate.issued_on), instant = iso(at);
        const auto expires = date_column(certificate.expires_on);
        long long id = 0;
        sql << "INSERT INTO certificate(corrects_id, person_id, organisation_id, kind, number, "
               "issuer, issued_on, expires_on, recorded_at_utc, recorded_by) VALUES(:corrects, "
               "(SELECT id FROM person WHERE key = :person), "
               "(SELECT id FROM organisation WHERE key = :organisation), :kind, :number, :issuer, "
               ":issued, :expires, :at, :by) RETURNING id",
            into(id), use(corrects.value, corrects.indicator), use(person.value, person.indicator),
            use(organisation.value, organisation.indicator), use(kind), use(certificate.number),
            use(certificate.issuer), use(issued), use(expires.value, expires.indicator),
            use(instant), use(by);
        return std::int64_t{id};
    });
}

Result<std::vector<Certificate>> load_certificates(Database& database, const std::string& top_key) {
    return guard(database, "certificate.load", [&](soci::session& sql) {
        std::vector<Certificate> certificates;
        Certificate row;
        long long id = 0;
        std::string kind, issued;
        Column<std::string> expires, revoked;
        soci::statement rows =
            (sql.prepare << ROSTER_PART_SQL
                 "SELECT c.id, COALESCE(p.key, ''), COALESCE(o.key, ''), c.kind, c.number, "
                 "c.issuer, "
                 "c.issued_on, c.expires_on, c.revoked_on FROM certificate_state AS c "
                 "LEFT JOIN person AS p ON p.id = c.person_id "
                 "LEFT JOIN organisation AS o ON o.id = c.organisation_id "
                 "WHERE COALESCE(p.organisation_id, c.organisation_id) IN (SELECT id FROM part) "
                 "OR c.person_id IN (SELECT a.person_id FROM post_assignment_in_force AS a "
                 "WHERE a.organisation_id IN (SELECT id FROM part)) "
                 "ORDER BY c.id",
             into(id), into(row.person_key), into(row.organisation_key), into(kind),
             into(row.number), into(row.issuer), into(issued),
             into(expires.value, expires.indicator), into(revoked.value, revoked.indicator),
             use(top_key, "top"));
        rows.execute();
        while (rows.fetch()) {
            row.id = id;
            row.kind = read_named<CertificateKind>(certificate_kind_names, kind);
            row.issued_on = read_date(issued);
            row.expires_on = read_date(expires);
            row.revoked_on = read_date(revoked);
            certificates.push_back(row);
        }
        return certificates;
    });
}

Result<std::map<std::string, std::string>> load_staff_numbers(Database& database,
                                                              const std::string& top_key) {
    return guard(database, "person.staff_no", [&](soci::session& sql) {
        std::map<std::string, std::string> numbers;
        std::string key, number;
        soci::statement rows =
            (sql.prepare << ROSTER_PART_SQL "SELECT key, staff_no FROM person WHERE staff_no <> '' "
                                            "AND (organisation_id IN (SELECT id FROM part) OR id "
                                            "IN (SELECT a.person_id FROM post_assignment_in_force "
                                            "AS a WHERE a.organisation_id IN (SELECT id FROM "
                                            "part)))",
             into(key), into(number), use(top_key, "top"));
        rows.execute();
        while (rows.fetch())
            numbers[key] = number;
        return numbers;
    });
}

Result<void> set_staff_number(Database& database, const std::string& person_key,
                              const std::string& staff_no) {
    return guard(database, "person.staff_no", [&](soci::session& sql) {
        sql << "UPDATE person SET staff_no = :number WHERE key = :key", use(staff_no),
            use(person_key);
    });
}

Result<void> update_resident(Database& database, const Resident& resident) {
    return guard(database, "resident.update", [&](soci::session& sql) {
        const std::string mobility = text_of(mobility_names, resident.mobility);
        const int oxygen = resident.oxygen ? 1 : 0;
        const Column<std::string> carer = text_column(resident.carer_key);
        sql << "UPDATE resident SET alias = :alias, mobility = :mobility, assist_count = :assist, "
               "device = :device, oxygen = :oxygen, "
               "carer_id = (SELECT id FROM person WHERE key = :carer) WHERE key = :key",
            use(resident.alias), use(mobility), use(resident.assist_count), use(resident.device),
            use(oxygen), use(carer.value, carer.indicator), use(resident.key);
    });
}

} // namespace roster::store
