-- Roles and users for a ClickHouse server. Nobody can sign in before you have run, for each user:
--   ALTER USER name IDENTIFIED WITH sha256_password BY '...' HOST IP '10.0.0.0/8';

CREATE SETTINGS PROFILE IF NOT EXISTS `rounds_reader` SETTINGS readonly = 2 CONST, max_memory_usage = 4000000000, max_execution_time = 600;

-- loader: Prepares the tables, loads and publishes.
CREATE ROLE IF NOT EXISTS `rounds_loader`;
GRANT TABLE ENGINE ON MergeTree TO `rounds_loader`;
GRANT TABLE ENGINE ON ReplacingMergeTree TO `rounds_loader`;
GRANT SELECT(type, free_space) ON system.disks TO `rounds_loader`;
GRANT SELECT(query_id, user, query) ON system.processes TO `rounds_loader`;
GRANT SELECT, INSERT, CREATE DATABASE, CREATE TABLE, ALTER ADD COLUMN, ALTER ORDER BY, ALTER COMMENT COLUMN, ALTER MODIFY COMMENT, ALTER SETTINGS ON `raw`.* TO `rounds_loader`;
GRANT SELECT, INSERT, CREATE DATABASE, CREATE TABLE, ALTER ADD COLUMN, ALTER ORDER BY, ALTER COMMENT COLUMN, ALTER MODIFY COMMENT, ALTER SETTINGS ON `fhir`.* TO `rounds_loader`;
GRANT SELECT, INSERT, CREATE DATABASE, CREATE TABLE, ALTER ADD COLUMN, ALTER ORDER BY, ALTER COMMENT COLUMN, ALTER MODIFY COMMENT, ALTER SETTINGS ON `link`.* TO `rounds_loader`;
GRANT SELECT, INSERT, CREATE DATABASE, CREATE TABLE, ALTER ADD COLUMN, ALTER ORDER BY, ALTER COMMENT COLUMN, ALTER MODIFY COMMENT, ALTER SETTINGS ON `ops`.* TO `rounds_loader`;
GRANT SELECT, INSERT, CREATE DATABASE, CREATE TABLE, CREATE VIEW, DROP VIEW ON `fhir_current`.* TO `rounds_loader`;
GRANT SELECT, INSERT, CREATE DATABASE, CREATE TABLE, CREATE VIEW, DROP VIEW ON `ops`.* TO `rounds_loader`;
GRANT DROP TABLE ON `fhir_current`._tmp_replace_* TO `rounds_loader`;
GRANT DROP TABLE ON `ops`._tmp_replace_* TO `rounds_loader`;
GRANT DROP TABLE ON `link`.`patient_person` TO `rounds_loader`;
GRANT DROP TABLE ON `link`.`patient_person__next` TO `rounds_loader`;
GRANT DROP TABLE ON `link`.`person_pair` TO `rounds_loader`;
GRANT DROP TABLE ON `link`.`person_pair__next` TO `rounds_loader`;
GRANT DROP TABLE ON `link`.`provider` TO `rounds_loader`;
GRANT DROP TABLE ON `link`.`provider__next` TO `rounds_loader`;
GRANT DROP TABLE ON `link`.`linkage` TO `rounds_loader`;
GRANT DROP TABLE ON `link`.`linkage__next` TO `rounds_loader`;
GRANT SELECT, INSERT, CREATE DATABASE, CREATE TABLE, DROP TABLE ON `analytics`.* TO `rounds_loader`;
GRANT SELECT, INSERT, CREATE DATABASE, CREATE TABLE, DROP TABLE ON `notes`.* TO `rounds_loader`;
GRANT SELECT, INSERT, CREATE DATABASE, CREATE TABLE, DROP TABLE ON `analytics_sh`.* TO `rounds_loader`;
CREATE USER IF NOT EXISTS `loader` IDENTIFIED WITH no_password HOST NONE DEFAULT ROLE `rounds_loader`;
GRANT `rounds_loader` TO `loader`;

-- analyst: Reads the published tables.
CREATE ROLE IF NOT EXISTS `rounds_analyst`;
GRANT SELECT ON `analytics`.* TO `rounds_analyst`;
ALTER ROLE `rounds_analyst` SETTINGS PROFILE `rounds_reader`;
CREATE USER IF NOT EXISTS `analyst` IDENTIFIED WITH no_password HOST NONE DEFAULT ROLE `rounds_analyst`;
GRANT `rounds_analyst` TO `analyst`;

-- analyst_notes: Reads the published tables and what notes say.
CREATE ROLE IF NOT EXISTS `rounds_analyst_notes`;
GRANT SELECT ON `analytics`.* TO `rounds_analyst_notes`;
GRANT SELECT ON `notes`.* TO `rounds_analyst_notes`;
ALTER ROLE `rounds_analyst_notes` SETTINGS PROFILE `rounds_reader`;
CREATE USER IF NOT EXISTS `analyst_notes` IDENTIFIED WITH no_password HOST NONE DEFAULT ROLE `rounds_analyst_notes`;
GRANT `rounds_analyst_notes` TO `analyst_notes`;

-- analyst_sh: Reads the Safe Harbor tables.
CREATE ROLE IF NOT EXISTS `rounds_analyst_sh`;
GRANT SELECT ON `analytics_sh`.* TO `rounds_analyst_sh`;
ALTER ROLE `rounds_analyst_sh` SETTINGS PROFILE `rounds_reader`;
CREATE USER IF NOT EXISTS `analyst_sh` IDENTIFIED WITH no_password HOST NONE DEFAULT ROLE `rounds_analyst_sh`;
GRANT `rounds_analyst_sh` TO `analyst_sh`;

-- auditor: Reads the FHIR tables, past and present, and who is who.
CREATE ROLE IF NOT EXISTS `rounds_auditor`;
GRANT SELECT ON `fhir`.* TO `rounds_auditor`;
GRANT SELECT ON `fhir_current`.* TO `rounds_auditor`;
GRANT SELECT ON `link`.* TO `rounds_auditor`;
ALTER ROLE `rounds_auditor` SETTINGS PROFILE `rounds_reader`;
CREATE USER IF NOT EXISTS `auditor` IDENTIFIED WITH no_password HOST NONE DEFAULT ROLE `rounds_auditor`;
GRANT `rounds_auditor` TO `auditor`;

-- operator: Reads the books: runs, windows, quarantine.
CREATE ROLE IF NOT EXISTS `rounds_operator`;
GRANT SELECT ON `ops`.* TO `rounds_operator`;
ALTER ROLE `rounds_operator` SETTINGS PROFILE `rounds_reader`;
CREATE USER IF NOT EXISTS `operator` IDENTIFIED WITH no_password HOST NONE DEFAULT ROLE `rounds_operator`;
GRANT `rounds_operator` TO `operator`;
