#!/usr/bin/perl
# Revoking and correcting need two persons, whatever one of them tries.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Ecert::Database;
use Ecert::Process;
use Ecert::Stack;
use Encode qw(decode_utf8);
use POSIX ();
use Test::More;

binmode Test::More->builder->$_, ':utf8'
    for qw(output failure_output todo_output);

my $port = Ecert::Stack::free_port('127.0.0.1');
my $db = Ecert::Database->start(fast => 1, options => ['--skip-networking=0',
    '--bind-address=127.0.0.1', "--port=$port"])->load
    ->populate(200, 'ab' x 32);
for my $account ("'li'\@'localhost'", "'wang'\@'localhost'",
    "'wang'\@'127.0.0.1'", "'li\@wang'\@'localhost'") {
	$db->query("CREATE USER $account; GRANT ecert_role_person TO $account; "
	    . "SET DEFAULT ROLE ecert_role_person FOR $account", user => 'root');
}
my @issued = map { $_->[0] } $db->rows("SELECT serial FROM certificate_status "
    . "WHERE state = 'issued' AND version = 1 AND serial > 14");

sub call {
	my ($user, $statement) = @_;
	return $db->try("CALL $statement", user => $user);
}

sub does {
	my ($what, $user, $statement) = @_;
	my ($status, $text) = call($user, $statement);
	is($status, 0, $what) or diag $text;
	return $text =~ /^(\d+)/ ? $1 : undef;
}

sub refuses {
	my ($what, $word, $user, $statement) = @_;
	my ($status, $message) = call($user, $statement);
	ok($status && $message =~ /ERROR (?:1644 .*: \Q$word\E$|4025 .*$word)/m,
	    "refused: $what ($word)") or diag $status ? $message : 'done';
}

sub state_of {
	my ($serial, $version) = @_;
	return $db->value(sprintf 'SELECT state FROM certificate_status '
	    . 'WHERE serial = %d AND version = %d', $serial, $version || 1);
}

sub revocation {
	my ($serial, %change) = @_;
	my %value = (class => "'issued-in-error'", text => 'NULL',
	    at => 'NULL', version => 1, %change);
	return "revocation_propose($serial, $value{version}, $value{class}, "
	    . "$value{text}, $value{at})";
}

sub correction {
	my ($serial, %change) = @_;
	my %value = ((map { $_ => 'NULL' } qw(at name id_type id_number id_hash
	    sex birth_date)), class => "'record-corrected'", %change);
	return "correction_propose($serial, 1, $value{class}, NULL, "
	    . join(', ', @value{qw(at name id_type id_number id_hash sex
	    birth_date)}) . ')';
}

# ---- the way it goes

my $serial = shift @issued;
my $revoke = does('one proposes to revoke', 'wang',
    revocation($serial, text => "'file 12'"));
is(state_of($serial), 'issued', 'which changes nothing yet');
is($db->value('SELECT COUNT(*) FROM event WHERE serial = ' . $serial), 0,
    'and leaves no event');
refuses('proposing it twice', 'already-proposed', 'li', revocation($serial));
does('another confirms', 'li', "proposal_confirm($revoke)");
is(state_of($serial), 'revoked', 'it is revoked');
is_deeply([$db->rows('SELECT actor, proposed_by, reason_class, reason_text '
    . "FROM event WHERE serial = $serial")], [['li@localhost',
    'wang@localhost', 'issued-in-error', 'file 12']],
    'the event names both persons, the reason and the text');
refuses('confirming it again', 'proposal-ended', 'li',
    "proposal_confirm($revoke)");

$serial = shift @issued;
my $correct = does('one proposes to correct', 'li',
    correction($serial, name => "'王更样'"));
does('another confirms', 'wang', "proposal_confirm($correct)");
is(state_of($serial), 'superseded', 'the old version is superseded');
is_deeply([map { decode_utf8($_) } @{ ($db->rows('SELECT state, name FROM '
    . "certificate_status WHERE serial = $serial AND version = 2"))[0] }],
    ['issued', '王更样'], 'the new one is issued and says what was proposed');
is($db->value('SELECT GROUP_CONCAT(kind, actor, proposed_by ORDER BY id) '
    . "FROM event WHERE serial = $serial"), 'correctwang@localhostli@localhost,'
    . 'issuewang@localhostli@localhost', 'both of its events name both');

$serial = shift @issued;
my $refused = does('a third proposal', 'wang', revocation($serial));
does('is refused by another', 'li', "proposal_refuse($refused, 'no ground')");
is(state_of($serial), 'issued', 'nothing was done');
my $again = does('it can be proposed again', 'wang', revocation($serial));
does('and withdrawn by who proposed it', 'wang', "proposal_withdraw($again)");
is(state_of($serial), 'issued', 'nothing was done');
is($db->value('SELECT GROUP_CONCAT(outcome ORDER BY proposal) FROM '
    . 'proposal_entry', user => 'li'), 'confirmed,confirmed,refused,withdrawn',
    'the list says what became of each');
refuses('a proposal that is not', 'no-such-proposal', 'li',
    "proposal_$_") for 'confirm(999)', 'refuse(999, NULL)', 'withdraw(999)';

# ---- what cannot be done is refused when it is proposed

refuses('revoking what is revoked', 'not-in-state:issued', 'li',
    revocation(6));
refuses('revoking what is not issued', 'not-in-state:issued', 'li',
    revocation(8));
refuses('correcting what is suspended', 'not-in-state:issued', 'li',
    correction(5, name => "'王'"));
refuses('a certificate that is not', 'no-such-certificate', 'li',
    revocation(987654));
refuses('another kind\'s reason', 'no-such-reason', 'li',
    revocation($serial, class => "'under-review'"));
refuses('no reason', 'no-such-reason', 'li',
    revocation($serial, class => 'NULL'));
refuses('effect before it was issued', 'before-last-change', 'li',
    revocation($serial, at => "'2020-01-01'"));
refuses('a correction that would count later', 'in-the-future', 'li',
    correction($serial, name => "'王'",
    at => 'UTC_TIMESTAMP(6) + INTERVAL 1 HOUR'));
refuses('a name that cannot be one', 'certificate_name', 'li',
    correction($serial, name => "'王 '"));
refuses('a birth date that the number does not have', 'certificate_resident',
    'li', correction($serial, birth_date => "'1900-01-01'"));
refuses('a new number without its hash', 'number-without-hash', 'li',
    correction($serial, id_number => "'110000199001010013'"));
refuses('a correction of nothing', 'nothing-corrected', 'li',
    correction($serial));
refuses('a correction to what it says', 'nothing-corrected', 'li',
    correction($serial, name => '(SELECT name FROM certificate_status '
    . "WHERE serial = $serial)"));
is($db->value("SELECT COUNT(*) FROM proposal WHERE serial = $serial"), 2,
    'of all these nothing is left');

# ---- what changed meanwhile

my $stale = does('a proposal on an issued one', 'wang', revocation($serial));
does('that is suspended meanwhile', 'li', "certificate_suspend($serial, 1, "
    . "'under-review', NULL, NULL)");
refuses('confirming it', 'state-changed', 'li', "proposal_confirm($stale)");
does('and put in force again', 'li', "certificate_reinstate($serial, 1, "
    . "'review-closed', NULL, NULL)");
refuses('confirming it even then', 'state-changed', 'li',
    "proposal_confirm($stale)");
is(state_of($serial), 'issued', 'nothing was done');
my $late = does('a proposal', 'wang', revocation($issued[0]));
$db->query("SET timestamp = UNIX_TIMESTAMP() + 86400 * 30 - 60; "
    . "START TRANSACTION; CALL proposal_refuse($late, NULL); ROLLBACK",
    user => 'root');
my ($status, $message) = $db->try('SET timestamp = UNIX_TIMESTAMP() + '
    . "86400 * 30 + 60; CALL proposal_confirm($late)", user => 'root');
like($message, qr/proposal-expired/, 'refused: confirming it after 30 days');
is($db->value('SET timestamp = UNIX_TIMESTAMP() + 86400 * 30 + 60; SELECT '
    . "outcome FROM proposal_entry WHERE proposal = $late", user => 'root'),
    'expired', 'and the list says so');
does('until then it is open', 'li', "proposal_confirm($late)");
shift @issued;

# ---- an account that is nobody's

{
	my $revoke = shift @issued;
	my $open = does('li proposes', 'li', revocation($revoke));
	my @part = (revocation($revoke), correction($revoke, name => "'王'"),
	    "proposal_confirm($open)", "proposal_refuse($open, NULL)",
	    "proposal_withdraw($open)");
	for my $user (qw(ecert_admin ecert_web ecert_report ecert_backup)) {
		for my $part (@part) {
			my ($status, $said) = call($user, $part);
			like($said, qr/execute command denied/,
			    "$user: no part in it by " . $part =~ s/\(.*//r);
		}
	}
	like(($db->try('SET ROLE ecert_role_person', user => 'ecert_admin'))[1],
	    qr/Invalid role specification/, 'nor by taking the role');
	is(state_of($revoke), 'issued', 'and nothing has changed');
	does('li withdraws', 'li', "proposal_withdraw($open)");
	for my $need ('SELECT COUNT(*) FROM proposal_entry',
	    "CALL retention_purge('copy', 1)", 'CALL access_count(1)') {
		is(($db->try($need, user => 'ecert_admin'))[0], 0,
		    "ecert_admin goes on: $need");
	}
}

# ---- one person alone

# Every procedure that administrators have, as the grants say.
my @granted = map { $_->[0] } $db->rows('SELECT routine_name FROM '
    . "mysql.procs_priv WHERE user IN ('ecert_role_person', 'ecert_role_admin') "
    . 'ORDER BY 1',
    user => 'root');
ok(@granted > 10, 'administrators have procedures');
my ($target, $other) = splice @issued, 0, 2;
my $own = does('wang proposes', 'wang', revocation($target));
my $own_other = does('and another', 'wang',
    correction($other, name => "'王某样'"));
refuses('wang confirms', 'same-person', 'wang', "proposal_confirm($_)")
    for $own, $own_other;
refuses('wang refuses what wang proposed', 'same-person', 'wang',
    "proposal_refuse($own, NULL)");
refuses('li withdraws what wang proposed', 'not-proposer', 'li',
    "proposal_withdraw($own)");

my ($code, $text) = Ecert::Process->run('mariadb', '--no-defaults',
    '--protocol=tcp', '--host=127.0.0.1', "--port=$port", '--user=wang',
    'ecert', '-N', '-e', "SELECT USER(); CALL proposal_confirm($own)");
like($text, qr/^wang\@127\.0\.0\.1$/m, 'wang comes from another host');
like($text, qr/same-person/, 'and is the same person');
refuses('an account that has wang behind an @', 'not-proposer', 'li@wang',
    "proposal_withdraw($own)");
for my $inside ("certificate_revoke($target, 1, 'issued-in-error', NULL, NULL)",
    "certificate_correct($target, 1, 'record-corrected', NULL, NULL, '王', "
    . 'NULL, NULL, NULL, NULL, NULL, @v)',
    "certificate_replace($target, 1, 'record-corrected', NULL, NULL, '王', "
    . "NULL, NULL, NULL, NULL, NULL, 'li\@localhost', \@v)",
    "certificate_change('revoke', $target, 1, 'issued-in-error', NULL, NULL, "
    . "NULL, 'li\@localhost')", "proposal_apply($own, 'li\@localhost', \@e)",
    "proposal_add('revoke', $target, 1, 'issued-in-error', NULL, NULL, NULL, "
    . 'NULL, NULL, NULL, NULL, NULL)', "proposal_lock($own, \@b, \@o)",
    "event_add('revoke', NULL, $target, 1, 'revoked', UTC_TIMESTAMP(6), "
    . "'issued-in-error', NULL, NULL, REPEAT('x', 32), 'li\@localhost')",
    "event_append('revoke', NULL, $target, 1, 'revoked', UTC_TIMESTAMP(6), "
    . "'issued-in-error', NULL, NULL, REPEAT('x', 32))") {
	my ($name) = $inside =~ /^(\w+)/;
	ok(!(grep { $_ eq $name } @granted), "$name is granted to nobody");
	my ($status, $message) = call('wang', $inside);
	like($message, qr/ERROR 1370 /, "wang cannot call $name");
}

# In any order: whatever wang does with these, and however often.
my @step = (revocation($target), correction($target, name => "'王变'"),
    "certificate_suspend($target, 1, 'under-review', NULL, NULL)",
    "certificate_reinstate($target, 1, 'review-closed', NULL, NULL)",
    "certificate_issue($target, 1, NULL)",
    map { my $p = $_; map { "proposal_$_" } "confirm($p)",
    "refuse($p, NULL)", "withdraw($p)" } $own, $own + 1 .. $own + 3);
srand 5;
for (1 .. 150) {
	my $step = $step[rand @step];
	$step =~ s/\d+/$db->value('SELECT MAX(proposal) FROM proposal')/e
	    if $step =~ /^proposal/ && rand() < 0.5;
	call('wang', $step);
}
is($db->value("SELECT COUNT(*) FROM event WHERE serial IN ($target, $other) "
    . "AND kind IN ('revoke', 'correct')"), 0,
    'a hundred and fifty steps of one person revoke and correct nothing');
is($db->value('SELECT COUNT(*) FROM proposal_end WHERE outcome = '
    . "'confirmed' AND SUBSTRING_INDEX(proposed_by, '\@', 1) = "
    . "SUBSTRING_INDEX(ended_by, '\@', 1)"), 0, 'no proposal is confirmed so');

# Even the owner's own hand cannot write it.
($status, $message) = $db->try('INSERT INTO proposal_end SELECT proposal, '
    . "'confirmed', proposed_by, UTC_TIMESTAMP(6), proposed_by, NULL, 1 "
    . "FROM proposal WHERE proposal = $own_other");
like($message, qr/end_two_persons/, 'the tables keep out one person as two');
($status, $message) = $db->try('INSERT INTO event (id, kind, serial, version, '
    . 'state_after, effective_at, recorded_at, actor, proposed_by, '
    . "reason_class, payload, previous) SELECT 999999, 'revoke', $target, 1, "
    . "'revoked', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), 'wang\@a', 'wang\@b', "
    . "'issued-in-error', payload, digest FROM event LIMIT 1");
like($message, qr/event_two_persons/, 'and the chain too');

for my $user (qw(ecert_web ecert_report)) {
	my ($status, $message) = call($user, revocation($target));
	like($message, qr/ERROR 1370 /, "$user may propose nothing");
	($status, $message) = $db->try('SELECT * FROM proposal_entry',
	    user => $user);
	like($message, qr/ERROR 1142 /, 'nor read proposals');
}

# ---- two at once

my @both = map { my $s = $_; does("a proposal on $s", 'wang', revocation($s)) }
    splice @issued, 0, 8;
my @child;
for my $user ('li', 'li@wang') {
	push @child, fork // die "fork: $!";
	next if $child[-1];
	call($user, "proposal_confirm($_)") for @both;
	POSIX::_exit(0);
}
waitpid $_, 0 for @child;
is($db->value('SELECT COUNT(*) FROM event e JOIN proposal_end p ON p.event = '
    . "e.id WHERE p.proposal >= $both[0]"), scalar @both,
    'two who confirm at once do each once');
is($db->query('SELECT * FROM event_chain_fault'), '', 'the chain is whole');

done_testing;
