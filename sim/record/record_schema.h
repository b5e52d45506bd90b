/// Tables of a `.drill` file; each column is explained in docs/formats.md#record.
#pragma once

namespace sim::record {

inline constexpr int application_id = 0x594C4452; // "YLDR"
inline constexpr int format_version = 1;

inline constexpr const char* schema_sql = R"sql(
CREATE TABLE header(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE document(kind TEXT PRIMARY KEY, sha256 TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE TABLE person(id INTEGER PRIMARY KEY, key TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL,
  person_group INTEGER NOT NULL, mobility TEXT NOT NULL, sheet INTEGER NOT NULL, x_m REAL NOT NULL,
  y_m REAL NOT NULL, heading_rad REAL NOT NULL) STRICT;
CREATE TABLE command(seq INTEGER PRIMARY KEY, tick INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
CREATE TABLE fact(seq INTEGER PRIMARY KEY, tick INTEGER NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
CREATE TABLE checkpoint(tick INTEGER PRIMARY KEY, facts INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
CREATE TABLE person_state(tick INTEGER NOT NULL, person INTEGER NOT NULL, sheet INTEGER NOT NULL,
  outcome INTEGER NOT NULL, present INTEGER NOT NULL, moving INTEGER NOT NULL, dose REAL NOT NULL) STRICT;
CREATE TABLE smoke(tick INTEGER NOT NULL, cell INTEGER NOT NULL, interface_height_m REAL NOT NULL,
  upper_temperature_K REAL NOT NULL, lower_temperature_K REAL NOT NULL, visibility_m REAL NOT NULL,
  upper_extinction_per_m REAL NOT NULL, carbon_monoxide_ppm REAL NOT NULL) STRICT;
CREATE TABLE door(tick INTEGER NOT NULL, opening INTEGER NOT NULL, open_frac REAL NOT NULL) STRICT;
CREATE TABLE fire(tick INTEGER NOT NULL, fire INTEGER NOT NULL, hrr_kW REAL NOT NULL) STRICT;
CREATE TABLE device(tick INTEGER NOT NULL, kind INTEGER NOT NULL, sheet INTEGER NOT NULL, x_m REAL NOT NULL,
  y_m REAL NOT NULL, heading_rad REAL NOT NULL, length_m REAL NOT NULL, width_m REAL NOT NULL) STRICT;
CREATE TABLE detector(tick INTEGER NOT NULL, detector INTEGER NOT NULL, alarm INTEGER NOT NULL) STRICT;
CREATE TABLE trajectory_data(frame INTEGER NOT NULL, id INTEGER NOT NULL, pos_x REAL NOT NULL,
  pos_y REAL NOT NULL, ori_x REAL NOT NULL, ori_y REAL NOT NULL);
CREATE TABLE metadata(key TEXT NOT NULL UNIQUE PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE geometry(hash INTEGER NOT NULL, wkt TEXT NOT NULL);
CREATE TABLE frame_data(frame INTEGER NOT NULL, geometry_hash INTEGER NOT NULL);
CREATE VIEW fact_list AS SELECT seq, tick / 20.0 AS t_s, body ->> 'kind' AS kind, body ->> 'actor' AS actor,
  body ->> 'target' AS target, body ->> 'args' AS args FROM fact;
)sql";

} // namespace sim::record
