#!/usr/bin/perl
# ecert purge: by the rules, what has ended goes, what has not stays, and it says
# how much, on the terminal and in the registry.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/../web/lib";

use Asking;
use Ecert::Process;
use Ecert::Stack;
use Encode qw(decode);
use Test::More;

my $stack = Ecert::Stack->new(rows => 30);
$stack->prepare->start_database->migrate;
$stack->populate(30);
my $db = $stack->db;

sub purge {
	my ($status, $text) = $stack->ecert('purge', @_);
	$text = decode('UTF-8', $text);
	return ($status >> 8, $text, join ' ', $text =~ /: (\d+)$/mg);
}

# Rows as the owner, with their times moved; the procedures' own tests are in
# t/db.
$db->query(q{
INSERT INTO seal_file (seal, es_id, name, owner, picture_type, valid_from,
    valid_until, maker, der, imported_at, imported_by)
VALUES ('mohrss-zyzg', 'YB-1', '样本', '样本', 'png', '2021-12-17',
    '2030-01-01', x'30', CONCAT(x'30', REPEAT('x', 100)), UTC_TIMESTAMP(6),
    'test');
INSERT INTO annotation (code, serial, version, scene, scene_from, days,
    made_at, expires_at, seal_file)
SELECT UNHEX(MD5(n.seq)), n.seq, 1, 'job', '2021-12-17', 10, m.at,
    m.at + INTERVAL 10 DAY, 1
FROM seq_1_to_12 n
JOIN (SELECT seq, UTC_TIMESTAMP() - INTERVAL IF(seq <= 7, 11, 9) DAY AS at
    FROM seq_1_to_12) m ON m.seq = n.seq
WHERE n.seq <> 7;
INSERT INTO copy (annotation, bytes, size, digest, expires_at)
SELECT annotation, x'1f8b', 1, REPEAT('d', 32), expires_at FROM annotation;
INSERT INTO session (token, id_hash, name, begun_at, seen_at)
SELECT UNHEX(SHA2(seq, 256)), REPEAT('h', 16), '样本',
    UTC_TIMESTAMP() - INTERVAL 1 HOUR,
    UTC_TIMESTAMP() - INTERVAL IF(seq <= 1203, 16, 14) MINUTE
FROM seq_1_to_1205;
INSERT INTO sign_in (handle, code, id_hash, name, begun_at)
SELECT UNHEX(SHA2(seq, 256)), REPEAT('c', 32), REPEAT('h', 16), '样本',
    UTC_TIMESTAMP() - INTERVAL IF(seq <= 4, 25, 23) HOUR
FROM seq_1_to_7;
INSERT INTO verification_report (number, made_at, expires_at, file_digest,
    file_size, verdict, bytes, size, digest)
SELECT UNHEX(MD5(n.seq)), n.at, n.at + INTERVAL 90 DAY, REPEAT('f', 32), 1,
    'valid', x'1f8b', 1, REPEAT('d', 32)
FROM (SELECT seq, UTC_TIMESTAMP() - INTERVAL IF(seq <= 2, 91, 89) DAY AS at
    FROM seq_1_to_5) n;
INSERT INTO lookup_job (job, code, made_at, expires_at, started, file_digest,
    row_count)
SELECT n.seq, UNHEX(MD5(n.seq)), n.at, n.at + INTERVAL 1 HOUR, 1,
    REPEAT('f', 32), 300
FROM (SELECT seq, UTC_TIMESTAMP() - INTERVAL IF(seq <= 2, 61, 59) MINUTE AS at
    FROM seq_1_to_3) n;
INSERT INTO lookup_row (job, number, sealed)
SELECT j.seq, r.seq, 'x' FROM seq_1_to_3 j JOIN seq_1_to_300 r;
INSERT INTO access_event (at, channel, serial, version, outcome, actor)
SELECT UTC_TIMESTAMP() - INTERVAL IF(seq <= 900, 1097, 1095) DAY, 'lookup',
    1, 1, 'found', 'public'
FROM seq_1_to_910;
INSERT INTO proposal (kind, serial, version, reason_class, name, id_number,
    id_hash, birth_date, state, state_since, proposed_at, proposed_by,
    expires_at)
SELECT IF(n.seq = 7, 'revoke', 'correct'), n.seq, 1, IF(n.seq = 7,
    'issued-in-error', 'record-corrected'), IF(n.seq = 7, NULL, '李样本'),
    IF(n.seq = 7, NULL, 'SP1'), IF(n.seq = 7, NULL, REPEAT('h', 16)), NULL,
    'issued', '2022-01-01', n.at, 'one@localhost', n.at + INTERVAL 30 DAY
FROM (SELECT seq, UTC_TIMESTAMP() - INTERVAL ELT(seq, 80, 80, 80, 80, 100, 85,
    100) DAY AS at FROM seq_1_to_7) n;
-- 1 confirmed, 2 withdrawn, 3 refused too late to go; 4 and 6 expired 50 and 55
-- days ago, 5 70.
INSERT INTO proposal_end (proposal, outcome, proposed_by, ended_at, ended_by,
    event)
SELECT n.proposal, ELT(n.proposal, 'confirmed', 'withdrawn', 'refused'),
    n.proposed_by, UTC_TIMESTAMP() - INTERVAL ELT(n.proposal, 61, 62, 59) DAY,
    IF(n.proposal = 2, 'one@localhost', 'two@localhost'),
    IF(n.proposal = 1, (SELECT MIN(id) FROM event), NULL)
FROM proposal n WHERE n.proposal <= 3;
INSERT INTO bureau (code, name_zh, province, added_at, added_by)
VALUES ('sample', '样本', '11', UTC_TIMESTAMP(), 'test');
INSERT INTO bureau_batch (code, bureau, format, encoding, digest, bytes,
    qualification, approved_on, examination, source, accept_valid, row_count,
    rejected, faults, faulty, made_at, expires_at)
SELECT UNHEX(MD5(n.seq)), 1, 'csv', 'utf-8', UNHEX(SHA2(n.seq, 256)), 1, '14',
    '2022-01-10', '202201', '样本', 0, 1, 0, 0, 0, n.at, n.at + INTERVAL 7 DAY
FROM (SELECT seq, UTC_TIMESTAMP() - INTERVAL IF(seq = 1, 8, 6) DAY AS at
    FROM seq_1_to_2) n;
INSERT INTO bureau_call (at, bureau, route, item_code, cause, outcome)
SELECT UTC_TIMESTAMP() - INTERVAL ELT(seq, 1097, 1097, 1095) DAY, 1,
    'GET changes', 'A-1', '样本', 'purpose-unfit'
FROM seq_1_to_3;
INSERT INTO bureau_batch_file (bureau_batch, expires_at, content)
SELECT bureau_batch, expires_at, x'1f8b' FROM bureau_batch;
INSERT INTO bureau_report (bureau, idempotency_key, request, number, at)
SELECT 1, seq, REPEAT('r', 32), UNHEX(MD5(seq)),
    UTC_TIMESTAMP() - INTERVAL IF(seq <= 501, 25, 23) HOUR
FROM seq_1_to_504;
});

# What may never go: every row of these, in words.
sub facts {
	return join '', map { $db->query("SELECT * FROM $_ ORDER BY 1, 2") }
	    qw(certificate event event_head batch);
}
my $facts = facts();

my ($status, $text, $removed) = purge();
is($status, 0, 'exit status 0') or diag $text;
is($removed, '2 6 1203 4 2 602 902 3 1 501', 'two hours counted, six copies, 1203 sessions in several steps, '
    . 'four attempts, two reports, two batches and their rows, 900 accesses and two calls of bureaus, '
    . 'three corrections, a bureau\'s table, 501 of its calls');
is($db->value('SELECT GROUP_CONCAT(idempotency_key) FROM bureau_report'), '502,503,504',
    'a call that may be repeated is known');
is($db->value('SELECT COUNT(*) FROM lookup_job') . ' '
    . $db->value('SELECT COUNT(*) FROM lookup_row'), '1 300',
    'the batch that is not an hour old stays');
like($text, qr/副本 expired copies: 6$/m, 'it says so in both languages');
is($db->value('SELECT COUNT(*) FROM copy') . ' '
    . $db->value('SELECT COUNT(*) FROM session') . ' '
    . $db->value('SELECT COUNT(*) FROM sign_in') . ' '
    . $db->value('SELECT COUNT(*) FROM access_event'), '5 2 3 10',
    'what has not ended stays');
is($db->value('SELECT GROUP_CONCAT(proposal ORDER BY proposal) FROM proposal '
    . "WHERE name IS NOT NULL AND id_number IS NOT NULL AND id_hash IS NOT "
    . "NULL AND kind = 'correct'"), '3,4,6',
    'of corrections, the particulars of those that ended lately');
is($db->value('SELECT GROUP_CONCAT(proposal ORDER BY proposal) FROM proposal '
    . 'WHERE COALESCE(name, id_type, id_number, id_hash, sex, birth_date) IS '
    . 'NULL AND cleared_at IS NOT NULL'), '1,2,5',
    'while the others stay without');
is($db->value('SELECT COUNT(*) FROM proposal') . ' '
    . $db->value('SELECT COUNT(*) FROM proposal_end'), '7 3',
    'and each with what became of it');
is($db->value('SELECT COUNT(*) FROM annotation'), 11,
    'the annotations stay all');
is(facts(), $facts, 'certificates and events stay as they are');
is((purge())[2], '0 0 0 0 0 0 0 0 0 0', 'a second run finds nothing');

# Each step is counted where administrators read it.
my $counts = 'SELECT what, removed FROM retention_event ORDER BY retention';
is($db->query($counts, user => 'ecert_admin'), join('', map { "$_\n" }
    "copy\t6", "session\t500", "session\t500", "session\t203", "sign-in\t4",
    "report\t2", "lookup\t501", "lookup\t101", "access\t500", "access\t402",
    "proposal\t3", "bureau-batch\t1", "bureau-report\t500", "bureau-report\t1"),
    'each step is counted in the registry, and what removed nothing is not');
is($db->query('SELECT COUNT(*), MAX(actor), MIN(rule_from), MAX(days), '
    . 'MAX(TIMESTAMPDIFF(DAY, oldest, at)), MIN(TIMESTAMPDIFF(DAY, newest, at)) '
    . "FROM retention_event WHERE what = 'access'"),
    "2\tecert_admin\@localhost\t2021-12-17\t1096\t1097\t1097\n",
    'with who, the rule, and the first and last moment of what went');
($status, $text) = $db->try('DELETE FROM retention_event',
    user => 'ecert_admin');
isnt($status, 0, 'administrators cannot take that back');
for my $of (qw(access_event certificate event retention_rule)) {
	isnt(($db->try("DELETE FROM $of", user => 'ecert_admin'))[0], 0,
	    "nor remove from $of past the rules");
}

# The step and its count are one: without the count nothing goes.
$db->query('UPDATE sign_in SET begun_at = UTC_TIMESTAMP() - INTERVAL 2 DAY; '
    . 'CREATE TRIGGER never BEFORE INSERT ON retention_event FOR EACH ROW '
    . "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'never'");
($status, $text) = purge();
is($status, 2, 'a step that cannot be counted fails');
is($db->value('SELECT COUNT(*) FROM sign_in'), 3, 'and removes nothing');
$db->query('DROP TRIGGER never');

# The rules are the operator's to edit, within what the law and the pages say.
$db->query("UPDATE retention_rule SET days = 3 WHERE what = 'sign-in'");
is((purge())[2], '0 0 0 0 0 0 0 0 0 0', 'a longer rule keeps longer');
$db->query("UPDATE retention_rule SET valid_until = CURRENT_DATE - INTERVAL 1 "
    . "DAY WHERE what = 'sign-in'; INSERT INTO retention_rule (what, "
    . "valid_from, days, since, why_zh, why_en) VALUES ('sign-in', CURRENT_DATE "
    . "- INTERVAL 1 DAY, 1, 'begun', '样本', 'sample')");
is((purge())[2], '0 0 0 3 0 0 0 0 0 0', 'a later edition takes the place of the first');
is($db->value('SELECT rule_from < CURRENT_DATE - INTERVAL 2 DAY FROM '
    . "retention_event WHERE what = 'sign-in' ORDER BY retention DESC LIMIT 1"),
    0, 'and is the one that is named');
for my $case (['lookup', 1], ['access', 183], ['sign-in', 0],
    ['bureau-report', 0]) {
	my ($what, $days) = @$case;
	isnt(($db->try("UPDATE retention_rule SET days = $days "
	    . "WHERE what = '$what'"))[0], 0, "$what may not be $days days");
}
$db->query("UPDATE retention_rule SET valid_until = '2022-01-01' WHERE "
    . "what = 'access'; UPDATE access_event SET at = '2001-01-01'");
($status, $text) = purge();
is($status, 0, 'without a rule purge succeeds');
is($db->value('SELECT COUNT(*) FROM access_event'), 10, 'and nothing goes');
like($text, qr/access: 0 .*no rule is in force/, 'which is told');
is((purge('now'))[0], 64, 'an argument is misuse: 64');

($status, $text) = Ecert::Process->run($stack->program('ecert'), '-c',
    $stack->conf_path, 'purge');
is($status >> 8, 2, 'the account of the web service may not: 2');

$db->query('UPDATE schema_migration SET version = 99 WHERE version = '
    . '(SELECT version FROM (SELECT MAX(version) AS version '
    . 'FROM schema_migration) newest)');
($status, $text) = purge();
is($status, 2, 'another schema: 2');
like($text, qr/schema-version/, 'by name');
$stack->stop_database;
($status, $text) = purge();
is($status, 2, 'no database: 2');
like($text, qr/database-unavailable/, 'by name');

undef $stack;
done_testing;
