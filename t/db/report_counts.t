#!/usr/bin/perl
# Reports on copies, files, batches of look-ups, seals, staff and what is kept:
# rows of known number, counted.

use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Ecert::Database;
use Test::More;

my $db = Ecert::Database->start(fast => 1)->load->populate(200, 'ab' x 32);
$db->query(q{
INSERT INTO seal_file (seal, es_id, name, owner, picture_type, valid_from,
    valid_until, maker, der, imported_at, imported_by)
SELECT s.seal, CONCAT('YB-', s.n), 'x', 'x', 'png', '2021-12-17',
    UTC_TIMESTAMP() + INTERVAL s.days DAY + INTERVAL 1 HOUR, x'30',
    CONCAT(x'30', REPEAT(s.n, 100)), UTC_TIMESTAMP(6), 'test'
FROM (SELECT 1 AS n, 'mohrss-zyzg' AS seal, 60 AS days UNION ALL
    SELECT 2, 'mohrss-zyzg', 91 UNION ALL SELECT 3, 'caa', 10 UNION ALL
    SELECT 4, 'caa', -5) s;
INSERT INTO seal_disabled VALUES (3, UTC_TIMESTAMP(6), 'x', 'x');
-- Copies 1 to 12, made 1 to 12 days ago, good for 6; 3, 6 and 12 withdrawn a
-- day later.
INSERT INTO annotation (code, serial, version, scene, scene_from, days,
    made_at, expires_at, seal_file)
SELECT UNHEX(MD5(m.seq)), 20 + m.seq, 1, IF(m.seq <= 5, 'job', 'bid'),
    '2021-12-17', 6, m.at, m.at + INTERVAL 6 DAY, 1
FROM (SELECT seq, UTC_TIMESTAMP() - INTERVAL seq DAY - INTERVAL 1 MINUTE AS at
    FROM seq_1_to_12) m;
INSERT INTO annotation_withdrawal
SELECT annotation, made_at + INTERVAL 1 DAY FROM annotation
WHERE serial IN (23, 26, 32);
-- Another of a certificate that has one.
INSERT INTO annotation (code, serial, version, scene, scene_from, days,
    made_at, expires_at, seal_file)
SELECT REPEAT('a', 16), 21, 1, 'job', '2021-12-17', 90, made_at,
    made_at + INTERVAL 90 DAY, 2 FROM annotation WHERE serial = 21;
INSERT INTO copy (annotation, bytes, size, digest, expires_at)
SELECT annotation, x'1f8b', 1, REPEAT('d', 32), expires_at FROM annotation;
INSERT INTO verification_report (number, made_at, expires_at, file_digest,
    file_size, verdict, bytes, size, digest)
SELECT UNHEX(MD5(n.seq)), n.at, n.at + INTERVAL 90 DAY, REPEAT('f', 32), 1,
    ELT(n.seq, 'valid', 'valid', 'not-valid', 'undecided', 'genuine', 'valid'),
    x'1f8b', 1, REPEAT('d', 32)
FROM (SELECT seq, UTC_TIMESTAMP() - INTERVAL IF(seq = 6, 91, 0) DAY AS at
    FROM seq_1_to_6) n;
INSERT INTO lookup_job (job, code, made_at, expires_at, started, file_digest,
    row_count)
SELECT n.seq, UNHEX(MD5(n.seq)), n.at, n.at + INTERVAL 1 HOUR, n.seq <> 1,
    REPEAT('f', 32), 4
FROM (SELECT seq, UTC_TIMESTAMP() - INTERVAL IF(seq = 4, 2, 0) HOUR AS at
    FROM seq_1_to_4) n;
INSERT INTO lookup_row (job, number, sealed, outcome, state, checked_at, tries)
SELECT j.seq, r.seq, 'x', IF(j.seq = 1 OR j.seq = 2 AND r.seq = 4, 'pending',
    ELT(r.seq, 'found', 'found', 'not-found', 'not-checked')),
    IF(j.seq > 1 AND r.seq < 3, 'issued', NULL),
    IF(j.seq = 1 OR j.seq = 2 AND r.seq = 4, NULL, UTC_TIMESTAMP()),
    IF(j.seq > 2 AND r.seq = 4, 3, 0)
FROM seq_1_to_4 j JOIN seq_1_to_4 r;
INSERT INTO session (token, id_hash, name, begun_at, seen_at)
SELECT UNHEX(SHA2(seq, 256)), REPEAT('h', 16), 'x',
    UTC_TIMESTAMP() - INTERVAL 1 HOUR,
    UTC_TIMESTAMP() - INTERVAL IF(seq <= 3, 16, 14) MINUTE
FROM seq_1_to_5;
});

# The rows of a report with some number in them, without the time.
sub report {
	my ($call, @columns) = @_;
	return join ' ', map { my $row = $_; join ':', map { defined $row->[$_]
	    ? $row->[$_] : '-' } @columns } $db->rows("CALL report_$call",
	    user => 'ecert_report');
}
my $year = 'UTC_TIMESTAMP() - INTERVAL 300 DAY, NULL';

is(report("annotations($year)", 0, 2 .. 6),
    'self:0:0:0:0:- job:6:5:0:1:20.00 registration:0:0:0:0:- '
    . 'bid:7:0:5:2:6.00 training:0:0:0:0:- title:0:0:0:0:- other:0:0:0:0:- '
    . 'official:0:0:0:0:-',
    'copies by scene, and what has become of them');
my @months = map { [ split /:/ ] } split / /, report("copies($year)", 0 .. 3);
my @all = (0) x 4;
for my $month (@months) {
	$all[$_] += $month->[$_] for 1 .. 3;
}
is("@all[1 .. 3]", '13 3 5', 'copies made, withdrawn and expired');
is(report("verifications($year)", 1 .. 6), '1:1:0:0:0:100.00 5:2:1:1:1:50.00',
    'verdicts by day');
is(report('jobs()', 0 .. 6), 'waiting:1:4:0:0:0:- running:1:4:2:1:0:66.67 '
    . 'finished:1:4:2:1:1:66.67', 'batches of look-ups that are kept, by stage');
is(report('seals()', 0, 2, 3, 6 .. 10), 'caa:3:disabled:10:0:0:1:0 '
    . 'caa:4:expired:0:0:0:1:0 mohrss-zyzg:1:in-force:60:1:0:24:12 '
    . 'mohrss-zyzg:2:in-force:91:0:0:24:1',
    'seals, which of them end, and what they sealed');
is(report('retention()', 0, 2, 3), 'copy:13:7 session:5:3 sign-in:0:0 '
    . 'report:6:1 lookup:20:5 access:0:0 proposal:0:0 bureau-batch:0:0 '
    . 'bureau-report:0:0',
    'what is kept, and is due');
my @reach = map { [ split /:/ ] } split / /, report('reach()', 0, 2 .. 4);
my ($ever, $reached, $never) = (0) x 3;
for my $row (@reach) {
	$ever += $row->[1];
	$reached += $row->[2];
	$never += $row->[3];
}
is("$reached " . ($ever - $never), '12 12',
    'twelve certificates were reached, one of them twice');
is($ever, $db->value("SELECT COUNT(DISTINCT serial) FROM certificate_status "
    . "WHERE state <> 'approved'"), 'of all that were ever issued');

my ($events, $by_staff) = (0, 0);
$events += $_ for split / /, report('log()', 1);
is($events, $db->value('SELECT last_id FROM event_head'),
    'the log has as many events as its head says');
$by_staff += $_ for split / /, report("staff($year)", 2);
is($by_staff, $events, 'and somebody made each');
is(join('', map { $_ || '' } split / /, report('log()', 4)), '',
    'no fault in it');
$db->query("UPDATE event SET reason_text = 'changed' WHERE kind = 'revoke' "
    . 'ORDER BY id LIMIT 1');
is(report('log()', 0, 4) =~ /:[1-9]/ ? 1 : 0, 1, 'a changed event shows');

$db->query("CALL batch_open('W-1', '14', '202601', \@b); "
    . "UPDATE batch SET opened_at = UTC_TIMESTAMP(6) - INTERVAL 30 HOUR "
    . "WHERE code = 'W-1'; CALL batch_open('W-2', '14', '202601', \@b); "
    . "UPDATE batch SET opened_at = UTC_TIMESTAMP(6) - INTERVAL 80 HOUR "
    . "WHERE code = 'W-2'; CALL batch_open('W-3', '15', '202601', \@b)");
is(report('pending_age(NULL)', 0 .. 5) =~ s/ approved.*//r, 'open:3:1:1:1:80',
    'batches that wait, by how long');
is(report("pending('14')", 1, 4, 6, 7), join(' ', 'W-2:open:80:0',
    'W-1:open:30:0', map { "$_->[0]:approved:0:$_->[1]" } $db->rows(q{
SELECT b.code, COUNT(*) FROM batch b JOIN certificate c ON c.batch = b.batch
LEFT JOIN event i ON i.batch = b.batch AND i.kind = 'issue'
WHERE b.qualification = '14' AND i.id IS NULL GROUP BY b.code})),
    'the oldest first');
my @intake = map { [ split /:/ ] } split / /, report("intake($year, NULL)", 1 .. 4);
my ($opened, $certificates) = (0, 0);
for my $row (@intake) {
	$opened += $row->[0];
	$certificates += $row->[3];
}
is($opened, $db->value('SELECT COUNT(*) FROM batch'), 'every batch came in');
is($certificates, $db->value('SELECT COUNT(*) FROM certificate '
    . 'WHERE batch IS NOT NULL'), 'with every certificate');

done_testing;
