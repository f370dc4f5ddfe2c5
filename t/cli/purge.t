#!/usr/bin/perl
# ecert purge: what has ended goes, what has not stays, and it says how much.

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
});

my ($status, $text, $removed) = purge();
is($status, 0, 'exit status 0') or diag $text;
is($removed, '6 1203 4 2 600', 'six copies, 1203 sessions in several batches, '
    . 'four attempts, two reports, the rows of two batches');
is($db->value('SELECT COUNT(*) FROM lookup_job') . ' '
    . $db->value('SELECT COUNT(*) FROM lookup_row'), '1 300',
    'the batch that is not an hour old stays');
like($text, qr/副本 expired copies: 6$/m, 'it says so in both languages');
is($db->value('SELECT COUNT(*) FROM copy') . ' '
    . $db->value('SELECT COUNT(*) FROM session') . ' '
    . $db->value('SELECT COUNT(*) FROM sign_in'), '5 2 3',
    'what has not ended stays');
is($db->value('SELECT COUNT(*) FROM annotation'), 11,
    'the annotations stay all');
is((purge())[2], '0 0 0 0 0', 'a second run finds nothing');
is((purge('now'))[0], 64, 'an argument is misuse: 64');

($status, $text) = Ecert::Process->run($stack->program('ecert'), '-c',
    $stack->conf_path, 'purge');
is($status >> 8, 2, 'the account of the web service may not: 2');

$db->query('UPDATE schema_migration SET version = 99 WHERE version = 10');
($status, $text) = purge();
is($status, 2, 'another schema: 2');
like($text, qr/schema-version/, 'by name');
$stack->stop_database;
($status, $text) = purge();
is($status, 2, 'no database: 2');
like($text, qr/database-unavailable/, 'by name');

undef $stack;
done_testing;
