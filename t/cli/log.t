#!/usr/bin/perl
# ecert log: whatever is changed behind the program's back is found, the first
# event of it is named, and what a rebuilt chain hides an outside note shows.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib", "$FindBin::Bin/../web/lib";

use Administrators;
use Digest::SHA qw(sha256_hex);
use Ecert::Stack;
use Test::More;

my $stack = Ecert::Stack->new(rows => 300);
$stack->prepare->start_database->migrate;
my $db = $stack->db;

# (exit status, the word of the fault, its event, all that it said)
sub verify {
	my (@arguments) = @_;
	my ($status, $text) = as_admin($stack, 'admin', 'log', 'verify',
	    @arguments);
	my ($id, $word) = $text =~ /^(?:事件 event|证书 certificate) (\d+): .*\. ([a-z-]+)$/m;
	return ($status, defined $word ? $word : '', defined $id ? $id : '',
	    $text);
}

sub head {
	my ($status, $text) = as_admin($stack, 'admin', 'log', 'head');
	is($status, 0, 'log head: 0') or diag $text;
	chomp $text;
	return $text;
}

is((verify())[0], 0, 'an empty chain is whole');
is(head(), '0:' . '0' x 64, 'and ends before the first event');
is((verify('--expect', head()))[0], 0, 'as was expected');

$stack->populate(300);
add_admin($stack, $_) for qw(li wang);
my $big = approved_batch($stack, 2500);		# more than one question's
my $serial = $db->value("SELECT MIN(serial) FROM certificate_status WHERE "
    . "state = 'issued' AND serial > 14 AND version = 1");
$db->query("CALL certificate_suspend($serial, 1, 'under-review', '第 9 号;', "
    . 'NULL)', user => 'li');
$db->query("CALL revocation_propose($serial, 1, 'issued-in-error', 'x', NULL)",
    user => 'li');
$db->query('CALL proposal_confirm(1)', user => 'wang');
my $last = $db->value('SELECT MAX(id) FROM event');
cmp_ok($last, '>', 250, 'the chain is longer than one question asks for');
my $kept = head();
my ($status, $word, $id, $text) = verify();
is($status, 0, 'it is whole') or diag $text;
like($text, qr/\b$last 事件 events, \d+ 证书 certificates\n\Q$kept\E$/,
    'it says how much was checked, and where the chain ends');
cmp_ok($text =~ /(\d+) 证书/ ? $1 : 0, '>=', 2800, 'every certificate was');
like($kept, qr/^$last:[0-9a-f]{64}$/, 'that is what log head prints');
is((verify('--expect', $kept))[0], 0, 'as was expected');
my $early = 17 . ':' . lc $db->value('SELECT HEX(digest) FROM event '
    . 'WHERE id = 17');

# ---- behind the program's back, as the server's root

# Do it, look, put everything back as it was.
sub tampered {
	my ($what, $want_word, $want_id, @change) = @_;
	my $off = 'SET foreign_key_checks = 0, check_constraint_checks = 0';
	$db->query($_, user => 'root') for
	    'CREATE TABLE kept_head AS SELECT * FROM event_head',
	    'CREATE TABLE kept_event AS SELECT * FROM event',
	    'CREATE TABLE kept_certificate AS SELECT * FROM certificate';
	$db->query("$off; $_", user => 'root') for @change;
	my ($status, $word, $id, $text) = verify();
	is($status, 1, "$what is found") or diag $text;
	is("$word $id", "$want_word $want_id", "as $want_word, at $want_id")
	    or diag $text;
	restore($off);
}

sub restore {
	my ($off) = @_;
	my @column = map { $_->[0] } $db->rows(q{SELECT column_name
	FROM information_schema.columns WHERE table_schema = 'ecert'
	AND table_name = 'event' AND is_generated = 'NEVER'});
	my $columns = join ', ', @column;
	$db->query("$off; DELETE FROM event; INSERT INTO event ($columns) "
	    . "SELECT $columns FROM kept_event; DELETE FROM certificate; "
	    . 'INSERT INTO certificate SELECT * FROM kept_certificate; '
	    . 'UPDATE event_head h, kept_head k SET h.last_id = k.last_id, '
	    . 'h.digest = k.digest; DROP TABLE kept_head, kept_event, '
	    . 'kept_certificate', user => 'root');
}

my $own = $db->value("SELECT id FROM event WHERE serial = $serial "
    . "AND kind = 'suspend'");
# The stored digest follows its columns: the next event shows it.
tampered('a reason\'s text', 'unchained', $own + 1,
    "UPDATE event SET reason_text = 'y' WHERE id = $own");
tampered('a time in the middle', 'unchained', 101,
    'UPDATE event SET effective_at = effective_at - INTERVAL 1 DAY '
    . 'WHERE id = 100');
tampered('the last event', 'head', $last,
    "UPDATE event SET reason_text = 'other' WHERE id = $last");
tampered('an event that was removed', 'missing', 100,
    'DELETE FROM event WHERE id = 100');
tampered('the first event removed', 'missing', 1,
    'DELETE FROM event WHERE id = 1');
tampered('the last event removed', 'missing', $last,
    "DELETE FROM event WHERE id = $last");
tampered('an event added behind the end', 'beyond', $last + 1,
    "INSERT INTO event (id, kind, serial, version, state_after, effective_at, "
    . 'recorded_at, actor, reason_class, payload, previous) SELECT '
    . "$last + 1, 'suspend', serial, version, 'suspended', effective_at, "
    . "recorded_at, actor, 'under-review', payload, digest FROM event "
    . "WHERE id = $last");
tampered('an event added before the first', 'strange', 0,
    "INSERT INTO event (id, kind, serial, version, state_after, effective_at, "
    . 'recorded_at, actor, reason_class, payload, previous) SELECT 0, '
    . "'suspend', serial, version, 'suspended', effective_at, recorded_at, "
    . "actor, 'under-review', payload, REPEAT(CHAR(0), 32) FROM event "
    . "WHERE id = $last");
tampered('one put between, the others moved on', 'unchained', 102,
    'UPDATE event SET id = id + 1 WHERE id > 100 ORDER BY id DESC; '
    . 'INSERT INTO event (id, kind, serial, version, state_after, '
    . 'effective_at, recorded_at, actor, reason_class, payload, previous) '
    . "SELECT 101, 'suspend', $serial, 1, 'suspended', effective_at, "
    . "recorded_at, actor, 'under-review', (SELECT payload FROM event WHERE "
    . "id = $last + 1), digest FROM event WHERE id = 100; "
    . 'UPDATE event_head SET last_id = last_id + 1');
tampered('the end of the chain moved back', 'beyond', $last,
    "UPDATE event_head h, event e SET h.last_id = e.id, h.digest = e.digest "
    . "WHERE e.id = $last - 1");
tampered('another digest at the end', 'head', $last,
    "UPDATE event_head SET digest = REPEAT('x', 32)");

my ($batch) = $db->value('SELECT batch FROM event WHERE id = 40');
tampered('a name in a batch', 'facts', $db->value('SELECT MIN(id) FROM event '
    . "WHERE batch = $batch"), "UPDATE certificate SET name = '王改样' "
    . "WHERE batch = $batch LIMIT 1");
tampered('the last of a large batch', 'facts', $db->value('SELECT MIN(id) '
    . "FROM event WHERE batch = $big"), "UPDATE certificate SET sex = 2 "
    . "WHERE batch = $big ORDER BY serial DESC LIMIT 1");
tampered('a certificate put into a batch', 'facts', $db->value('SELECT MIN(id) '
    . "FROM event WHERE batch = $big"), 'INSERT INTO certificate (version, '
    . 'management_no, name, id_type, id_number, id_hash, sex, birth_date, '
    . "approved_on, province, variant, batch) SELECT 1, 'FORGED-1', name, "
    . 'id_type, id_number, id_hash, sex, birth_date, approved_on, province, '
    . "variant, batch FROM certificate WHERE batch = $big LIMIT 1");
tampered('a certificate taken out of a batch', 'facts', $db->value('SELECT '
    . "MIN(id) FROM event WHERE batch = $big"), 'DELETE FROM certificate '
    . "WHERE batch = $big LIMIT 1");
my $corrected = $db->value('SELECT MIN(serial) FROM certificate '
    . 'WHERE version = 2');
tampered('a corrected version', 'facts', $db->value('SELECT MIN(id) FROM event '
    . "WHERE serial = $corrected AND version = 2"), 'UPDATE certificate SET '
    . "approved_on = '2020-01-01' WHERE serial = $corrected AND version = 2");
tampered('a corrected version removed', 'no-certificate', $db->value('SELECT '
    . "MIN(id) FROM event WHERE serial = $corrected AND version = 2"),
    "DELETE FROM certificate WHERE serial = $corrected AND version = 2");
tampered('a version without events', 'stray', $serial,
    'INSERT INTO certificate SELECT serial, 2, management_no, name, id_type, '
    . 'id_number, id_hash, sex, birth_date, approved_on, province, variant, '
    . "NULL FROM certificate WHERE serial = $serial");

($status, undef, undef, $text) = verify();
is($status, 0, 'put back each time, the chain is whole') or diag $text;

# ---- somebody who writes the whole chain anew, by its own rules

$db->query(q{SET foreign_key_checks = 0;
UPDATE event SET actor = 'nobody@localhost' WHERE id = 30;
BEGIN NOT ATOMIC
	DECLARE v_digest BINARY(32);
	FOR e IN (SELECT id FROM event WHERE id > 30 ORDER BY id) DO
		SELECT digest INTO v_digest FROM event WHERE id = e.id - 1;
		UPDATE event SET previous = v_digest WHERE id = e.id;
	END FOR;
	UPDATE event_head h, event e SET h.digest = e.digest
	WHERE e.id = h.last_id;
END}, user => 'root');
($status, $word, $id, $text) = verify();
is($status, 0, 'a chain that was rebuilt from one event on looks whole')
    or diag $text;
($status, $word, $id) = verify('--expect', $kept);
is("$status $word $id", "1 expected $last",
    'and is not the one whose end was kept elsewhere');
is((verify('--expect', $early))[0], 0, 'an end kept before the change still is');
$db->query("SET foreign_key_checks = 0; DELETE FROM event WHERE id > 100; "
    . 'UPDATE event_head h, event e SET h.last_id = 100, h.digest = e.digest '
    . 'WHERE e.id = 100', user => 'root');
($status, $word, $id) = verify('--expect', $kept);
is("$status $word $id", '1 missing 101',
    'nor one that was cut and closed again');

# The stored digest itself is made to say what it said.
$db->query('ALTER TABLE event MODIFY COLUMN digest BINARY(32); UPDATE event '
    . "SET reason_text = 'x' WHERE id = 50", user => 'root');
($status, $word, $id) = verify();
is("$status $word $id", '1 changed 50', 'nor an event of which only the digest '
    . 'is as it was');

# ---- misuse, and no answer

is((as_admin($stack, 'admin', 'log', @$_))[0], 64, "log @$_: misuse")
    for [], ['show'], ['head', 'x'], ['verify', 'x'], ['verify', '--expect'],
    ['verify', '--expect', '1'], ['verify', '--expect', '1:' . 'g' x 64],
    ['verify', '--expect', ':' . '0' x 64];
is((as_admin($stack, 'ecert', 'log', 'verify'))[0], 2,
    'the responder\'s account may not: 2');
$stack->stop_database;
($status, undef, undef, $text) = verify();
is($status, 2, 'without the database there is no answer: 2');
like($text, qr/database-unavailable/, 'by name');

undef $stack;
done_testing;
