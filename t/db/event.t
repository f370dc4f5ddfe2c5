#!/usr/bin/perl
# Events are only ever added, each with the digest of the one before; and the
# accounts can do what they need, nothing more.

use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Digest::SHA qw(sha256_hex);
use Ecert::Database;
use POSIX ();
use Test::More;

my $db = Ecert::Database->start(fast => 1)->load->populate(500, 'ab' x 32);

sub refused {
	my ($user, $statement) = @_;
	my ($status, $message) = $db->try($statement, user => $user);
	(my $short = $statement) =~ s/\s+/ /g;
	ok($status && $message =~ /ERROR (?:1142|1370|1143|1044|1227|1698) /,
	    "$user may not: " . substr $short, 0, 60)
	    or diag $status ? $message : 'done';
}

sub allowed {
	my ($user, $statement) = @_;
	my ($status, $message) = $db->try($statement, user => $user);
	is($status, 0, "$user may: " . substr $statement, 0, 60)
	    or diag $message;
}

my @table = map { $_->[0] } $db->rows(q{SELECT table_name
FROM information_schema.tables WHERE table_schema = 'ecert'
AND table_type = 'BASE TABLE' ORDER BY table_name});
ok(@table > 10, 'there are tables to try');
my %column = map { @$_ } $db->rows(q{SELECT table_name, MIN(column_name)
FROM information_schema.columns WHERE table_schema = 'ecert'
AND is_generated = 'NEVER' GROUP BY table_name});
for my $user (qw(ecert_web ecert_admin ecert_report)) {
	for my $table (@table) {
		refused($user, "DELETE FROM $table");
		refused($user, "TRUNCATE TABLE $table");
		refused($user, "INSERT INTO $table SELECT * FROM $table LIMIT 0");
		refused($user, "UPDATE $table SET $column{$table} = NULL");
	}
	refused($user, 'UPDATE event SET reason_text = NULL');
	refused($user, "UPDATE certificate SET name = 'x'");
	refused($user, 'UPDATE certificate_status SET sex = 1');
	refused($user, "UPDATE event_head SET last_id = 0");
	refused($user, 'SELECT id_number FROM certificate');
	refused($user, 'DROP VIEW certificate_status');
	refused($user, 'DROP PROCEDURE event_append');
	refused($user, "GRANT SELECT ON certificate_status TO 'ecert_report'");
	refused($user, q{CALL event_append('approve', 1, NULL, NULL, 'approved',
	    UTC_TIMESTAMP(6), NULL, NULL, NULL, REPEAT(CHAR(0), 32))});
	refused($user, "CALL certificate_change('revoke', 1, 1, "
	    . "'issued-in-error', NULL, NULL, NULL, NULL)");
	refused($user, 'CREATE TABLE t (i INT)');
	refused($user, "SELECT * FROM mysql.global_priv");
}
my @state = ("CALL batch_open('E-1', '14', '202110', \@b)",
    'CALL batch_approve(1, NULL)', 'CALL batch_issue_plan(1, NULL)',
    'CALL batch_issue_confirm(1)', 'CALL proposal_confirm(1)',
    'CALL certificate_issue(1, 1, NULL)', (map {
    "CALL certificate_$_(1, 1, 'x', NULL, NULL)" } qw(suspend reinstate)),
    "CALL revocation_propose(1, 1, 'x', NULL, NULL)");
for my $user (qw(ecert_web ecert_report)) {
	refused($user, $_) for @state;
}
refused('ecert_report', 'SELECT name FROM certificate_status');
refused('ecert_report', 'SELECT * FROM event');
refused('ecert_web', 'SELECT * FROM event');
allowed('ecert_web', 'SELECT name FROM certificate_status LIMIT 1');
allowed('ecert_web', 'SELECT * FROM catalogue_entry, catalogue_version');
allowed("ecert_report", "CALL report_stock(NULL, NULL)");
allowed('ecert_admin', $state[0]);
is($db->value(q{SELECT COUNT(*) FROM information_schema.columns
WHERE table_schema = 'ecert' AND table_name LIKE 'report\_%'
AND column_name IN ('name', 'id_number', 'id_hash', 'management_no',
'serial', 'birth_date')}), 0, 'no column of a report is about a person');

# The chain, by its definition and by our own arithmetic.
is($db->query('SELECT * FROM event_chain_fault'), '', 'the chain is whole');
is($db->value('SELECT COUNT(*) FROM event WHERE id > 0')
    . ' ' . $db->value('SELECT MAX(id) FROM event'),
    join(' ', ($db->value('SELECT last_id FROM event_head')) x 2),
    'without gaps up to its head');
my $previous = '0' x 64;
$db->query("CREATE USER 'wang'\@'localhost'; GRANT ecert_role_person TO "
    . "'wang'\@'localhost'; SET DEFAULT ROLE ecert_role_person FOR "
    . "'wang'\@'localhost'", user => 'root');
$db->query("CALL revocation_propose(3, 1, 'issued-in-error', 'why', NULL)",
    user => 'wang');
$db->query('CALL proposal_confirm(1)');
my $wrong = 0;
for my $row ($db->rows(q{SELECT HEX(digest), HEX(previous), id, kind,
IFNULL(batch, ''), IFNULL(serial, ''), IFNULL(version, ''), state_after,
effective_at, recorded_at, HEX(actor), IFNULL(reason_class, ''),
HEX(IFNULL(reason_text, '')), IFNULL(successor_version, ''), HEX(payload),
HEX(proposed_by)
FROM event ORDER BY id})) {
	my ($digest, $before, @field) = @$row;
	my $proposer = pop @field;
	$wrong++ unless $before eq uc $previous
	    && lc $digest eq sha256_hex(join ';', @field, $before,
	    defined $proposer ? $proposer : ());
	$previous = $digest;
}
is($wrong, 0, 'every digest is SHA-256 of its fields and the one before');
is($db->value('SELECT COUNT(DISTINCT actor) FROM event') . ' '
    . $db->value('SELECT MAX(actor) FROM event'), '1 ecert_owner@localhost',
    'an event names the account that asked');
is($db->value('SELECT GROUP_CONCAT(id, proposed_by) FROM event '
    . 'WHERE proposed_by IS NOT NULL'), $db->value('SELECT MAX(id) FROM event')
    . 'wang@localhost', 'and the one that proposed it');
$db->query("CALL certificate_suspend(1, 1, 'under-review', NULL, NULL)",
    user => 'ecert_admin');
is($db->value('SELECT actor FROM event ORDER BY id DESC LIMIT 1'),
    'ecert_admin@localhost', 'not the one that owns the procedure');

# Concurrent writers: one chain, no gap.
my @serial = map { $_->[0] } $db->rows('SELECT serial FROM certificate_status '
    . "WHERE state = 'issued' AND version = 1 AND serial > 13 LIMIT 40");
my @child = map {
	my $part = $_;
	my $pid = fork;
	die "fork: $!" unless defined $pid;
	if ($pid == 0) {
		my ($status) = $db->try(join(';', map {
		    "CALL certificate_suspend($serial[$_], 1, "
		    . "'under-review', NULL, NULL)" }
		    grep { $_ % 4 == $part } 0 .. $#serial),
		    user => 'ecert_admin');
		POSIX::_exit($status ? 1 : 0);
	}
	$pid;
} 0 .. 3;
my $failed = grep { waitpid $_, 0; $? } @child;
is($failed, 0, 'four writers at once are all served');
is($db->value(q{SELECT COUNT(*) FROM event WHERE kind = 'suspend'
AND actor LIKE 'ecert\_admin%'}), 1 + @serial, 'each change once');
is($db->query('SELECT * FROM event_chain_fault'), '',
    'and the chain is still whole');

# What the owner, or a thief with the disk, changes shows.
my $middle = int($db->value('SELECT MAX(id) FROM event') / 2);
sub fault_after {
	my ($statement) = @_;
	my $text = $db->query("START TRANSACTION; SET foreign_key_checks = 0; "
	    . "$statement; SELECT id, fault FROM event_chain_fault ORDER BY id; "
	    . 'ROLLBACK');
	return join ' ', split /\s+/, $text;
}
is(fault_after("UPDATE event SET effective_at = '2022-01-01' "
    . "WHERE id = $middle"), ($middle + 1) . ' previous',
    'a changed event shows in the next one');
is(fault_after("DELETE FROM event WHERE id = $middle"),
    ($middle + 1) . ' gap', 'a missing event shows');
like(fault_after('DELETE FROM event ORDER BY id DESC LIMIT 1'), qr/ head\z/,
    'a missing last event shows at the head');

# The chain's table keeps out what the state machine would not write.
my ($status, $message) = $db->try(q{INSERT INTO event (id, kind, serial,
version, state_after, effective_at, recorded_at, actor, reason_class, payload,
previous) SELECT 999999, 'revoke', 1, 1, 'issued', UTC_TIMESTAMP(6),
UTC_TIMESTAMP(6), 'x', 'issued-in-error', payload, digest FROM event LIMIT 1});
ok($status && $message =~ /event_state/,
    'refused: an event whose state does not follow from its kind');
($status, $message) = $db->try(q{CALL event_append('approve', 1, NULL, NULL,
'approved', UTC_TIMESTAMP(6), NULL, NULL, NULL, REPEAT(CHAR(0), 32))});
like($message, qr/no-transaction/, 'refused: an event outside a transaction');

done_testing;
