-- Run once by the server's root, before the first `ecert migrate`:
--	mariadb --user=root < install.sql
-- For another database name, or programs that come from another host, change
-- the two words first:
--	sed -e 's/`ecert`/`NAME`/g' -e "s/'localhost'/'10.0.0.%'/g" install.sql
--
-- Accounts sign in as the operating system's account of the same name.  Where
-- that does not fit: ALTER USER ... IDENTIFIED BY '...'.

CREATE DATABASE IF NOT EXISTS `ecert`
    CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Owns tables, routines and views, and alone may change or delete rows.
CREATE USER IF NOT EXISTS 'ecert_owner'@'localhost' IDENTIFIED VIA unix_socket;
GRANT ALL PRIVILEGES ON `ecert`.* TO 'ecert_owner'@'localhost'
    WITH GRANT OPTION;

-- What each kind of account may do is said in role.sql, by the owner.
CREATE ROLE IF NOT EXISTS ecert_role_web;
CREATE ROLE IF NOT EXISTS ecert_role_admin;
CREATE ROLE IF NOT EXISTS ecert_role_report;

-- The responders.
CREATE USER IF NOT EXISTS 'ecert_web'@'localhost' IDENTIFIED VIA unix_socket;
GRANT ecert_role_web TO 'ecert_web'@'localhost';
SET DEFAULT ROLE ecert_role_web FOR 'ecert_web'@'localhost';

-- What proposes and confirms: people alone, by accounts of their own, which
-- are given this role and no other.
CREATE ROLE IF NOT EXISTS ecert_role_person;
GRANT ecert_role_admin TO ecert_role_person;

-- Timers, imports, seals: an account that several people may come to, so that
-- it is nobody's second person.
CREATE USER IF NOT EXISTS 'ecert_admin'@'localhost' IDENTIFIED VIA unix_socket;
GRANT ecert_role_admin TO 'ecert_admin'@'localhost';
SET DEFAULT ROLE ecert_role_admin FOR 'ecert_admin'@'localhost';

-- Readers of numbers: no persons.
CREATE USER IF NOT EXISTS 'ecert_report'@'localhost' IDENTIFIED VIA unix_socket;
GRANT ecert_role_report TO 'ecert_report'@'localhost';
SET DEFAULT ROLE ecert_role_report FOR 'ecert_report'@'localhost';

-- The responders that bureaus call.
CREATE ROLE IF NOT EXISTS ecert_role_bureau;
CREATE USER IF NOT EXISTS 'ecert_bureau'@'localhost' IDENTIFIED VIA unix_socket;
GRANT ecert_role_bureau TO 'ecert_bureau'@'localhost';
SET DEFAULT ROLE ecert_role_bureau FOR 'ecert_bureau'@'localhost';

-- Copies everything with `ecert backup` and changes nothing.  The text of
-- routines is in mysql.proc.
CREATE ROLE IF NOT EXISTS ecert_role_backup;
GRANT SELECT, SHOW VIEW ON `ecert`.* TO ecert_role_backup;
GRANT SELECT ON mysql.proc TO ecert_role_backup;
CREATE USER IF NOT EXISTS 'ecert_backup'@'localhost' IDENTIFIED VIA unix_socket;
GRANT ecert_role_backup TO 'ecert_backup'@'localhost';
SET DEFAULT ROLE ecert_role_backup FOR 'ecert_backup'@'localhost';
