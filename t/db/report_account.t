#!/usr/bin/perl
# The account of report readers: numbers, whatever it tries.  Names, numbers of
# documents and texts that stand in the registry are marked, and nothing that
# the account is told has a mark.

use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Ecert::Database;
use Test::More;

my $db = Ecert::Database->start(fast => 1)->load->populate(300, 'ab' x 32);
my @reader = (user => 'ecert_report');

# Whatever is told of a person, and what was written about them.
my $mark = 'ZEICHEN';
my $hash = '5A454943' x 4;	# the same in hexadecimal, four times
$db->query(qq{
CALL batch_open('M-1', '14', '202601', \@b);
CALL certificate_add(\@b, '${mark}000001', '$mark A', '414', '${mark}1',
    x'$hash', 1, '1990-01-01', '2026-02-01', '11', '', '', \@s);
CALL certificate_add(\@b, '${mark}000002', '$mark B', '414', '${mark}1',
    x'$hash', 1, '1990-01-01', '2026-02-01', '11', '', '', \@t);
CALL batch_approve(\@b, '2026-02-02');
CALL certificate_issue(\@s, 1, NULL);
CALL certificate_issue(\@t, 1, NULL);
CALL certificate_correct(\@s, 1, 'record-corrected', '$mark text', NULL,
    '$mark C', NULL, NULL, NULL, NULL, NULL, \@n);
CALL certificate_revoke(\@t, 1, 'issued-in-error', '$mark text', NULL);
CALL holder_phone_set(x'$hash', '1205945');
CALL session_begin(REPEAT('t', 32), x'$hash', '$mark A');
CALL sign_in_begin(x'$hash', '$mark A', REPEAT('h', 32), REPEAT('c', 32));
INSERT INTO seal_file (seal, es_id, name, owner, picture_type, valid_from,
    valid_until, maker, der, imported_at, imported_by)
VALUES ('mohrss-zyzg', 'YB-1', '$mark', '$mark', 'png', '2021-12-17',
    '2030-01-01', x'30', CONCAT(x'30', REPEAT('x', 100)), UTC_TIMESTAMP(6),
    'test');
INSERT INTO annotation (code, serial, version, scene, scene_from, recipient,
    days, made_at, expires_at, seal_file)
VALUES (REPEAT('a', 16), \@s, 2, 'job', '2021-12-17', '$mark', 10,
    UTC_TIMESTAMP(), UTC_TIMESTAMP() + INTERVAL 10 DAY, LAST_INSERT_ID());
CALL access_record('api', \@s, 2, 'issued', 'bureau', '$mark');
});
like($db->query('SELECT name, reason_text FROM certificate c JOIN event e '
    . 'ON e.serial = c.serial'), qr/$mark/, 'the marks are there');

my ($told, $asked) = ('', 0);
# What the account is told, errors too: they must not quote a person.
sub try_it {
	my ($statement, %opt) = @_;
	my ($status, $text) = $db->try($statement, @reader, %opt);
	$asked++;
	$told .= "\n# $statement\n" . ($text =~ s/^ERROR.*?: //r);
	return ($status, $text);
}
sub refused {
	my ($statement, $why) = @_;
	my ($status, $text) = try_it($statement);
	$why ||= qr/ERROR (?:1044|1045|1142|1143|1227|1356|1370|1698|1959) /;
	return $status && $text =~ $why;
}

# ---- tables and views

my %may = map { $_ => 1 } qw(report_entry report_term report_parameter
    report_column report_choice_entry schema_migration);
my @tables = map { $_->[0] } $db->rows('SELECT table_name FROM '
    . "information_schema.tables WHERE table_schema = 'ecert'");
ok(@tables > 40, 'there are tables and views to try');
my @open = grep { !refused("SELECT * FROM `$_` LIMIT 5") } @tables;
is_deeply([ sort @open ], [ sort keys %may ],
    'it reads the words of reports, and no other table or view');
is($db->value("SELECT COUNT(*) FROM mysql.columns_priv WHERE User LIKE "
    . "'ecert%report'", user => 'root'), 0, 'not a column of another one');
is_deeply([ grep { my $table = $_; grep { !refused($_) }
    "CREATE TEMPORARY TABLE t LIKE `$table`", "SHOW CREATE TABLE `$table`",
    "HANDLER `$table` OPEN", "LOCK TABLES `$table` READ" }
    qw(certificate event certificate_status access_event) ], [],
    'nor does it get at one another way');

# ---- routines

my %reports = map { ("report_$_->[0]" => 1) }
    $db->rows('SELECT report FROM report_entry');
ok(keys %reports > 20, 'there are reports');
my (@callable, @failed);
for my $routine ($db->rows('SELECT routine_name, routine_type FROM '
    . "information_schema.routines WHERE routine_schema = 'ecert'")) {
	my @types = map { $_->[0] } $db->rows('SELECT data_type FROM '
	    . "information_schema.parameters WHERE specific_schema = 'ecert' "
	    . "AND specific_name = '$routine->[0]' AND ordinal_position > 0 "
	    . 'ORDER BY ordinal_position');
	my $call = $routine->[1] eq 'FUNCTION' ? 'SELECT' : 'CALL';
	my $none = join ', ', ('NULL') x @types;
	# From then until today.
	(my $since = $none) =~ s/^NULL, NULL/'2019-01-01', NULL/;
	next if refused("$call $routine->[0]($none)");
	# What a reader did is written down, and tells nothing.
	next if $routine->[0] eq 'report_export_note';
	push @callable, $routine->[0];
	for my $arguments ($none, $since) {
		my ($status, $text) = try_it("$call $routine->[0]($arguments)");
		push @failed, "$routine->[0]: $text" if $status;
	}
}
is_deeply([ sort @callable ], [ sort 'report_source', keys %reports ],
    'it runs the reports, and no other routine');
is_deeply(\@failed, [], 'and each has an answer');
my @counts = $db->rows("CALL report_revocations('2019-01-01', NULL, '14', "
    . 'NULL)', @reader);
is(scalar(grep { $_->[0] eq 'issued-in-error' && $_->[2] > 0 } @counts), 1,
    'the marked certificate is counted');
is_deeply([ grep { refused("CALL report_source('" . (s/^report_//r) . "')") }
    keys %reports ], [], 'it reads the SQL of each');

# ---- what the server itself would tell

# One session, which goes on after what it is refused.
my @server = $db->rows('SELECT table_schema, table_name FROM '
    . 'information_schema.tables WHERE table_schema IN ('
    . "'information_schema', 'performance_schema', 'sys', 'mysql')",
    user => 'root');
ok(@server > 150, 'there are tables of the server to try');
$asked += @server;
my ($status, $text) = try_it('BEGIN NOT ATOMIC DECLARE CONTINUE HANDLER FOR '
    . 'SQLEXCEPTION BEGIN END; ' . join('', map {
    "SELECT * FROM `$_->[0]`.`$_->[1]`; " } @server) . 'END');
is($status, 0, 'they are asked') or diag $text;
like($text, qr/^def\tecert\treport_stock\t/m, 'and tell of the reports');
unlike($text, qr/certificate_correct|holder_phone/, 'but of nothing else');
try_it($_) for 'SHOW FULL PROCESSLIST', 'SHOW DATABASES', 'SHOW TABLES',
    'SHOW TABLE STATUS', 'SHOW PROCEDURE STATUS', 'SHOW FUNCTION STATUS',
    'SHOW TRIGGERS', 'SHOW EVENTS', 'SHOW GRANTS', 'SHOW VARIABLES',
    'SHOW STATUS', 'SHOW WARNINGS', 'SHOW ENGINE INNODB STATUS',
    'SHOW BINARY LOGS', 'SHOW INDEX FROM certificate', 'SHOW EXPLAIN FOR 1',
    'EXPLAIN SELECT * FROM certificate', 'ANALYZE TABLE certificate',
    'CHECK TABLE certificate', 'CHECKSUM TABLE certificate',
    map({ "SHOW CREATE PROCEDURE $_" } qw(report_stock certificate_correct));
is_deeply([ grep { !refused($_) } 'SET ROLE ecert_role_admin',
    'SET ROLE ecert_role_web', 'SELECT * FROM mysql.global_priv',
    'SELECT * FROM mysql.proc', 'SET GLOBAL general_log = 1',
    "SELECT * INTO OUTFILE '/tmp/ecert-report' FROM report_entry",
    'CREATE TABLE t (i INT)', 'CREATE VIEW v AS SELECT * FROM report_entry',
    'CREATE PROCEDURE p() SELECT 1', 'GRANT ecert_role_admin TO ecert_report',
    'INSTALL SONAME "ha_archive"', 'SHOW ENGINE INNODB STATUS',
    'SHOW CREATE VIEW certificate_status',
    "ALTER TABLE report_entry ADD c INT", "INSERT INTO report_entry VALUES ()",
    ], [], 'nor may it become another, write, or look at the server')
    or diag $told =~ /(.{0,400})\z/s;
is((try_it("SELECT LOAD_FILE('$db->{data}/ecert/certificate.ibd')"))[1],
    "NULL\n", 'it reads no file');

# ---- by way of a report

is_deeply([ grep { !refused($_, qr/ERROR/) } (map { my $q = $_;
    "CALL report_stock(NULL, ($q))", "CALL report_source(($q))",
    "CALL report_issued_by_month(NULL, NULL, ($q), NULL)" }
    'SELECT name FROM certificate LIMIT 1',
    'SELECT reason_text FROM event WHERE reason_text IS NOT NULL LIMIT 1'),
    "CALL report_stock(NULL, \"1' OR name > '\")",
    'CALL report_stock(NULL, "11")); SELECT name FROM certificate; --' ], [],
    'no parameter of a report reads anything');

cmp_ok($asked, '>', 400, "$asked questions were tried");
my @lines = grep { !/^#/ } split /\n/, $told;
is_deeply([ grep { /$mark|$hash|5945/i } @lines ], [],
    'nothing that it was told has a mark');
my %person = map { ($_->[0] => 1, $_->[1] => 1, $_->[2] => 1) } $db->rows(
    'SELECT name, id_number, management_no FROM certificate');
my ($known) = grep { my $line = $_; grep { length > 5
    && index($line, $_) >= 0 } keys %person } @lines;
is($known, undef, 'nor anybody of the population');

# The web service reads the same reports, and the administrator.
for my $user (qw(ecert_web ecert_admin)) {
	is_deeply([ grep { ($db->try("CALL report_source('"
	    . (s/^report_//r) . "')", user => $user))[0] } keys %reports ], [],
	    "$user may read them too");
	is(($db->try('CALL report_stock(NULL, NULL)', user => $user))[0], 0,
	    'and run them');
}

done_testing;
