#!/usr/bin/perl
# Annotated copies: whose, of what, three in 90 days however many ask at once,
# and never of a certificate that stopped being in force.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Digest::SHA qw(hmac_sha256);
use Ecert::Stack;
use Encode qw(decode_utf8);
use Sessions;
use Test::More;
use Time::HiRes qw(sleep time);

binmode Test::More->builder->$_, ':utf8'
    for qw(output failure_output todo_output);

my $stack = Ecert::Stack->new(rows => 200);
$stack->prepare->start_database->migrate;
$stack->populate(200);
my $db = $stack->db;
my @web = (user => 'ecert_web');
my $key = do {
	open my $in, '<', $stack->dir . '/match.key' or die $!;
	my $hex = <$in>;
	$hex =~ s/\s//g;
	pack 'H*', $hex;
};

# A certificate of the population as a holder and what he asks for.
sub person {
	my ($serial, $version) = @_;
	my ($row) = $db->rows(sprintf 'SELECT name, id_number FROM certificate '
	    . 'WHERE serial = %d AND version = %d', $serial, $version || 1);
	my ($name, $number) = map { decode_utf8($_) } @$row;
	return { serial => $serial, version => $version || 1, name => $name,
	    number => $number, hash => unpack 'H32',
	    hmac_sha256($number, $key) };
}

my $code = 0;
sub create {
	my ($p, %arg) = @_;
	%arg = (%$p, scene => 'job', recipient => 'NULL', days => 90, %arg);
	return sprintf q{CALL annotation_create(x'%s', '%s', %d, %d, '%s', %s, }
	    . q{%d, x'%032x')}, @arg{qw(hash name serial version scene
	    recipient days)}, ++$code * 1000 + $$ % 1000;
}

# Through a transaction of its own, as ecert_web: (status, message).
sub made {
	my ($p, %arg) = @_;
	return $db->try(transaction(create($p, %arg)), @web);
}

sub does {
	my ($what, $p, %arg) = @_;
	my ($status, $message) = made($p, %arg);
	is($status, 0, $what) or diag $message;
}

sub refuses {
	my ($what, $word, $p, %arg) = @_;
	my ($status, $message) = made($p, %arg);
	ok($status && $message =~ /: .*$word/, "refused: $what ($word)")
	    or diag $status ? $message : 'made';
}

sub count {
	my ($serial) = @_;
	return $db->value("SELECT COUNT(*) FROM annotation "
	    . "WHERE serial = $serial");
}

# Rows as the owner, with a past of so many seconds.
sub insert {
	my ($serial, $seconds, %change) = @_;
	my %row = (code => sprintf("x'ff%030x'", ++$code), serial => $serial,
	    version => 1, scene => "'job'", scene_from => "'2021-12-17'",
	    recipient => 'NULL', days => 90,
	    made_at => "\@t", expires_at => "\@t + INTERVAL 90 DAY",
	    seal_file => 1, %change);
	my @column = sort keys %row;
	return $db->try("SET \@t = UTC_TIMESTAMP() - INTERVAL $seconds SECOND; "
	    . sprintf 'INSERT INTO annotation (%s) VALUES (%s)',
	    join(', ', @column), join ', ', @row{@column});
}

my ($rare, $auction, $dotted) = map { person($_) } 1 .. 3;
refuses('a copy while no seal was imported', 'no-seal', $rare);
import_seal($db, $_) for qw(mohrss-zyzg caa);

# ---- whose, of what

does('a holder makes a copy', $rare);
refuses('with another name', 'not-yours', $rare, name => '𠮷');
refuses('with another number', 'not-yours', $rare, hash => 'ab' x 16);
refuses('of another person\'s certificate', 'not-yours', $rare, serial => 4);
refuses('of a certificate that is not', 'not-yours', $rare,
    serial => 999_999);
refuses('of a version that is not', 'not-yours', $rare, version => 2);
refuses('of an approved certificate', 'not-yours', person(8));
refuses('of a suspended one', 'not-in-force', person(5));
refuses('of a revoked one', 'not-in-force', person(6));
refuses('of a superseded version', 'not-in-force', person(7));
does('of the version that followed', person(7, 2));
does('of an association\'s, by its own seal', $auction);
is($db->value('SELECT seal FROM annotation JOIN seal_file USING (seal_file) '
    . 'WHERE serial = 2'), 'caa', 'which is the one that sealed');
does('of an association\'s from before the notice', person(14));
like(($db->try(create($rare), @web))[1], qr/no-transaction/,
    'refused: outside a transaction');

# ---- scenes, recipient, days

refuses('a scene that is not', 'scene-unknown', $dotted, scene => 'fun');
$db->query("UPDATE annotation_scene SET valid_until = '2026-01-01' "
    . "WHERE code = 'bid'");
refuses('a scene that has ended', 'scene-unknown', $dotted, scene => 'bid');
$db->query("INSERT INTO annotation_scene (code, valid_from, valid_until, "
    . "ordinal, name_zh, name_en, source) VALUES ('bid', '9000-01-01', "
    . "'9999-12-31', 4, 'x', 'x', 'x')");
refuses('a scene that is to come', 'scene-unknown', $dotted, scene => 'bid');
refuses("$_ days", 'annotation_days|Out of range', $dotted, days => $_)
    for 0, 91, 255;
refuses("a recipient with $_->[0]", 'annotation_recipient', $dotted,
    recipient => $_->[1]) for ['nothing in it', "''"],
    ['a line end', "'a\nb'"], ['a tabulator', "'a\tb'"],
    ['a blank before it', "' ab'"], ['a C1 control', "'a\x{85}b'"],
    ['a mark that turns the text', "'a\x{202e}b'"];
refuses('a recipient of 101 characters', 'too long', $dotted,
    recipient => "'" . '𠮷' x 101 . "'");
is(count(3), 0, 'what was refused left nothing');
does('a recipient of 100 characters, one day', $dotted, days => 1,
    recipient => "'" . '𠮷' x 100 . "'");
is($db->value('SELECT TIMESTAMPDIFF(SECOND, made_at, expires_at) '
    . 'FROM annotation WHERE serial = 3'), 86400,
    'a day has 24 hours, to the second');

my ($status, $message) = insert(15, 0, expires_at => '@t + INTERVAL 89 DAY');
like($message, qr/annotation_expires/, 'refused: an end that is not days '
    . 'after the beginning');
($status, $message) = insert(15, 0, scene => "'nothing'");
like($message, qr/annotation_of_scene/, 'refused: a scene out of no list');
($status, $message) = insert(15, 0, seal_file => 99);
like($message, qr/annotation_seal/, 'refused: a seal that is not');
($status, $message) = insert(999_999, 0);
like($message, qr/annotation_certificate/,
    'refused: a certificate that is not');
insert(15, 0, code => "x'0123456789abcdef0123456789abcdef'");
($status, $message) = insert(15, 0,
    code => "x'0123456789abcdef0123456789abcdef'");
like($message, qr/annotation_code/, 'refused: the same code twice');

# ---- the quota: three in 90 days of 24 hours

my $third = person(issued_serial($db, 20));
insert($third->{serial}, $_) for 90 * 86400 - 60, 3600, 1800;
is($db->value('SELECT CONCAT(used, " ", TIMESTAMPDIFF(SECOND, '
    . 'UTC_TIMESTAMP(), next_free_at) BETWEEN 30 AND 60) FROM '
    . "annotation_quota WHERE serial = $third->{serial}", @web), '3 1',
    'three count until 90 days after the first of them');
refuses('a fourth, less than 90 days after the first', 'quota-full', $third);
my $free = person(issued_serial($db, $third->{serial} + 1));
insert($free->{serial}, $_) for 90 * 86400 + 1, 3600, 1800;
is($db->query('SELECT used, next_free_at FROM annotation_quota WHERE serial '
    . "= $free->{serial}", @web), "2\tNULL\n",
    'one made 90 days ago no longer counts');
does('so another may be made', $free);
refuses('but no more', 'quota-full', $free);
is(count($free->{serial}), 4, 'four in all');

# ---- withdrawal

sub withdraw {
	my ($p, $hex) = @_;
	return $db->try("CALL annotation_withdraw(x'$p->{hash}', "
	    . "'$p->{name}', x'$hex')", @web);
}
my ($last) = map { $_->[0] } $db->rows('SELECT HEX(code) FROM annotation '
    . "WHERE serial = $free->{serial} ORDER BY annotation DESC LIMIT 1");
like((withdraw($rare, $last))[1], qr/not-yours/,
    'refused: withdrawing another person\'s');
is((withdraw($free, $last))[0], 0, 'one is withdrawn');
like((withdraw($free, $last))[1], qr/already-withdrawn/, 'once');
like((withdraw($free, 'ee' x 16))[1], qr/not-yours/,
    'refused: withdrawing what is not');
is($db->value('SELECT state FROM annotation_status WHERE code = '
    . "x'$last'", @web), 'withdrawn', 'its state says so');
does('a withdrawn one does not count', $free);
insert($free->{serial}, 40 * 86400, days => 30,
    expires_at => '@t + INTERVAL 30 DAY', code => "x'" . '0e' x 16 . "'");
is($db->value('SELECT state FROM annotation_status WHERE code = '
    . "x'" . '0e' x 16 . "'", @web), 'expired', 'one whose days are over has '
    . 'expired');
like((withdraw($free, '0e' x 16))[1], qr/already-expired/,
    'and cannot be withdrawn: it still counts');
my $corrected = person(12);
insert(12, 60, code => "x'" . '0c' x 16 . "'");
like((withdraw($rare, '0c' x 16))[1], qr/not-yours/, 'a stranger may not');
is((withdraw(person(12, 2), '0c' x 16))[0], 0,
    'the corrected name withdraws what the old one made');

# ---- many at once

my $busy = person(issued_serial($db, $free->{serial} + 1));
my @waiting = map { later($db, transaction(create($busy),
    'DO SLEEP(0.1)'), @web) } 1 .. 40;
my @answer = map { [ $_->() ] } @waiting;
is(scalar(grep { $_->[0] == 0 } @answer), 3,
    'of 40 sessions that ask at once three get a copy');
is(scalar(grep { $_->[0] && $_->[1] =~ /: quota-full$/m } @answer), 37,
    'and all the others are told why not')
    or diag join '', map { $_->[1] } @answer;
is(count($busy->{serial}), 3, 'three are there');

# ---- state changes under way

my $revoked = person(issued_serial($db, $busy->{serial} + 1));
my $revoke = "CALL certificate_revoke(%d, 1, 'issued-in-error', NULL, NULL)";
my $change = later($db, 'START TRANSACTION; '
    . sprintf($revoke, $revoked->{serial}) . '; DO SLEEP(1); COMMIT');
sleep 0.4;
refuses('who waited for a revocation', 'not-in-force', $revoked);
is(($change->())[0], 0, 'which was done');

my $kept = person(issued_serial($db, $revoked->{serial} + 1));
my $copy = later($db, transaction(create($kept), 'DO SLEEP(1.2)'), @web);
sleep 0.4;
my ($waits, $why) = $db->try('SET innodb_lock_wait_timeout = 0; '
    . "START TRANSACTION; CALL event_append('suspend', NULL, $kept->{serial}, "
    . "1, 'suspended', UTC_TIMESTAMP(6), 'under-review', NULL, NULL, "
    . "REPEAT('x', 32)); ROLLBACK");
like($why, qr/ERROR 1205 /, 'while a copy is made no event can be added: its '
    . 'foreign key waits for the same lock');
my $from = time;
is(($db->try(sprintf($revoke, $kept->{serial})))[0], 0,
    'a revocation then waits');
cmp_ok(time - $from, '>', 0.4, 'until the copy is there');
is(($copy->())[0], 0, 'which was made while the certificate was in force');
is($db->value(sprintf 'SELECT a.made_at <= s.state_since FROM annotation a '
    . 'JOIN certificate_status s USING (serial) WHERE serial = %d',
    $kept->{serial}), 1, 'before it was revoked');

# A transaction that read before: it would see what was, and is refused.
my $stale = person(issued_serial($db, $kept->{serial} + 1));
my $old = later($db, 'START TRANSACTION; SELECT COUNT(*) FROM '
    . 'certificate_status WHERE serial = 1; DO SLEEP(1); ' . create($stale)
    . '; COMMIT', @web);
sleep 0.4;
$db->query(sprintf($revoke, $stale->{serial}));
my ($refused, $text) = $old->();
ok($refused && $text =~ /stale-snapshot|ERROR 1020 /,
    'refused: a transaction that began to read before a revocation')
    or diag $text;
is(count($stale->{serial}), 0, 'and leaves nothing');

# ---- seals

my $sealed = person(issued_serial($db, $stale->{serial} + 1));
my $using = later($db, transaction(create($sealed), 'DO SLEEP(1)'), @web);
sleep 0.3;
$from = time;
is(($db->try("CALL seal_disable(1, '样本')", user => 'ecert_admin'))[0], 0,
    'a seal is disabled');
cmp_ok(time - $from, '>', 0.3, 'after who sealed with it has ended');
is(($using->())[0], 0, 'whose copy stands');
refuses('a copy under a seal that is disabled', 'no-seal', $sealed);
my $new = import_seal($db, 'mohrss-zyzg');
does('a new seal file takes its place', $sealed);
is($db->value('SELECT MAX(seal_file) FROM annotation WHERE serial = '
    . $sealed->{serial}), $new, 'and is the one that sealed');
my $disabling = later($db, "START TRANSACTION; CALL seal_disable($new, "
    . "'样本'); DO SLEEP(1); COMMIT", user => 'ecert_admin');
sleep 0.4;
refuses('who waited for a seal to be disabled', 'no-seal', $sealed);
$disabling->();
$db->query("UPDATE seal_scope SET valid_until = '2024-01-01' WHERE "
    . "seal = 'caa' AND valid_from = '2021-12-17'");
refuses('a copy of a qualification that the seal no longer serves', 'no-seal',
    $auction);

# ---- what the web role may

for my $statement ('SELECT * FROM annotation', 'SELECT * FROM copy',
    'UPDATE annotation_status SET days = 1', 'DELETE FROM annotation_status',
    'DELETE FROM copy_file', 'INSERT INTO annotation_withdrawal VALUES '
    . '(1, UTC_TIMESTAMP())', 'CALL annotation_lock(1)',
    "CALL retention_purge('copy', 1)",
    "CALL seal_disable(2, 'x')", 'SELECT * FROM seal_file',
    "CALL seal_import('caa', 'x', 'x', 'x', 'x', NULL, NULL, '', '')",
    'SELECT * FROM holder_phone', 'UPDATE annotation_scene SET ordinal = 1') {
	my ($s, $m) = $db->try($statement, @web);
	ok($s && $m =~ /ERROR (?:1142|1370|1143|1044) /,
	    "ecert_web may not: $statement") or diag $m;
}

undef $stack;
done_testing;
