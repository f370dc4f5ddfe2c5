#!/usr/bin/perl
# The state machine: what each procedure does and refuses, and what
# certificate_status says before and after, at the time of effect.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Ecert::Database;
use Encode qw(decode_utf8);
use Test::More;

binmode Test::More->builder->$_, ':utf8'
    for qw(output failure_output todo_output);

my $db = Ecert::Database->start(fast => 1)->load;
my @admin = (user => 'ecert_admin');
my $count = 0;

# What needs two persons, or a plan, is done by these inside (proposal.t,
# plan.t); alone, they are the owner's.
sub call {
	my ($statement) = @_;
	return $db->try("CALL $statement", $statement
	    =~ /^(?:batch_issue|certificate_(?:revoke|correct))\(/
	    ? (user => 'ecert_owner') : @admin);
}

sub does {
	my ($what, $statement) = @_;
	my ($status, $message) = call($statement);
	is($status, 0, $what) or diag $message;
}

sub refuses {
	my ($what, $statement, $word) = @_;
	my ($status, $message) = call($statement);
	ok($status && $message =~ /ERROR 1644 .*: \Q$word\E$/m,
	    "refused: $what ($word)") or diag $status ? $message : 'done';
}

sub batch {
	my ($qualification) = @_;
	return $db->value(sprintf(q{CALL batch_open('T-%d', '%s', '202110', @b);
	SELECT @b}, ++$count, $qualification), @admin);
}

# A certificate in the batch; its serial number.
sub add {
	my ($batch, %change) = @_;
	my %arg = (level => '', specialty => '', approved_on => '2021-11-20',
	    %change);
	return $db->value(sprintf(q{CALL certificate_add(%d, 'T-2021-%04d',
	'王样本', '111', '110000199001010013',
	x'000102030405060708090a0b0c0d0e0f', 1, '1990-01-01', '%s', '11', '%s',
	'%s', @s); SELECT @s}, $batch, ++$count, @arg{qw(approved_on level
	specialty)}), @admin);
}

# One issued certificate on its own.
sub issued {
	my $batch = batch('14');
	my $serial = add($batch);
	does("batch $batch is approved",
	    "batch_approve($batch, '2021-11-21')");
	does("batch $batch is issued", "batch_issue($batch, '2021-12-20 01:00')");
	return $serial;
}

sub status {
	my ($serial, $version) = @_;
	my ($row) = $db->rows(sprintf 'SELECT state, state_since, issued_on, '
	    . 'state_reason_zh FROM certificate_status WHERE serial = %d AND '
	    . 'version = %d', $serial, $version || 1);
	return $row ? [ map { defined $_ ? decode_utf8($_) : undef } @$row ]
	    : undef;
}

# A batch from empty to issued.
my $batch = batch('14');
refuses('approval of an empty batch', "batch_approve($batch, NULL)",
    'batch-empty');
my $serial = add($batch);
is_deeply(status($serial), [ 'approved', undef, undef, '' ],
    'before any event a certificate counts as approved: not public');
refuses('issue before approval', "batch_issue($batch, NULL)",
    'not-in-state:approved');
refuses('issue of one before approval',
    "certificate_issue($serial, 1, NULL)", 'not-in-state:approved');
refuses('approval before the date of approval',
    "batch_approve($batch, '2021-11-19 15:00')", 'before-approval');
does('a batch is approved', "batch_approve($batch, '2021-11-21')");
is(status($serial)->[0], 'approved', 'its certificate is approved');
refuses('another approval', "batch_approve($batch, NULL)",
    'not-in-state:open');
my ($status, $message) = $db->try(sprintf(q{CALL certificate_add(%d,
'T-LATE', '王样本', '111', '110000199001010013', x'00', 1, '1990-01-01',
'2021-11-20', '11', '', '', @s)}, $batch), @admin);
like($message, qr/not-in-state:open/, 'refused: adding to an approved batch');
refuses("suspension of an approved certificate",
    "certificate_suspend($serial, 1, 'under-review', NULL, NULL)",
    'not-in-state:issued');

# Notice, paragraph 1: the ministry's seal from 2021-12-17, China's date.
refuses('the ministry\'s seal on 2021-12-16',
    "batch_issue($batch, '2021-12-16 15:59:59')", 'seal-not-in-force');
refuses('the same for one certificate',
    "certificate_issue($serial, 1, '2021-12-16 15:59:59')",
    'seal-not-in-force');
refuses('issue before the approval took effect',
    "batch_issue($batch, '2021-11-20')", 'before-last-change');
does('the ministry\'s seal on 2021-12-17',
    "batch_issue($batch, '2021-12-16 16:00:00')");
is_deeply(status($serial), [ 'issued', '2021-12-16 16:00:00.000000',
    '2021-12-17', '' ], 'it is issued, with China\'s date');
refuses('another issue of the batch', "batch_issue($batch, NULL)",
    'not-in-state:approved');
refuses('issue of one that its batch issued',
    "certificate_issue($serial, 1, NULL)", 'not-in-state:approved');

# What was approved must be what is issued.
$batch = batch('14');
add($batch) for 1 .. 3;
does('a batch of three is approved', "batch_approve($batch, '2021-11-21')");
$db->query("UPDATE certificate SET name = '王某' WHERE batch = $batch LIMIT 1");
refuses('a batch that was changed behind the procedures',
    "batch_issue($batch, '2022-01-01')", 'batch-changed');

# One before its batch.
$batch = batch('06');
my ($early, $late) = map { add($batch, level => '一级',
    specialty => '安装工程') } 1, 2;
does('a batch with levels is approved', "batch_approve($batch, '2021-11-21')");
does('one is issued first', "certificate_issue($early, 1, '2022-01-01')");
is_deeply([ status($early)->[0], status($late)->[0] ],
    [ 'issued', 'approved' ], 'the others wait for their batch');
does('the batch is issued', "batch_issue($batch, '2022-02-01')");
is_deeply([ status($early)->[2], status($late)->[2] ],
    [ '2022-01-01', '2022-02-01' ], 'each keeps its own issue date');
($status, $message) = $db->try(sprintf(q{CALL certificate_add(%d, 'T-V',
'王样本', '111', '110000199001010013', x'00', 1, '1990-01-01', '2021-11-20',
'11', '二级', '安装工程', @s)}, batch('06')), @admin);
like($message, qr/no-such-variant/,
    'refused: a level that the qualification does not have');

# Suspend, reinstate, revoke.
$serial = issued();
refuses('reinstating what is in force',
    "certificate_reinstate($serial, 1, 'review-closed', NULL, NULL)",
    'not-in-state:suspended');
refuses('a reason of another kind',
    "certificate_suspend($serial, 1, 'issued-in-error', NULL, NULL)",
    'no-such-reason');
refuses('no reason', "certificate_revoke($serial, 1, NULL, NULL, NULL)",
    'no-such-reason');
refuses('effect before the last change', "certificate_suspend($serial, 1, "
    . "'under-review', NULL, '2021-12-20 00:59')", 'before-last-change');
does('it is suspended', "certificate_suspend($serial, 1, 'under-review', "
    . "'file 12', '2022-03-01')");
is_deeply(status($serial), [ 'suspended', '2022-03-01 00:00:00.000000',
    '2021-12-20', '证书正在核查。' ],
    'suspended since then, with the public sentence, issue date kept');
refuses('suspending it twice',
    "certificate_suspend($serial, 1, 'under-review', NULL, NULL)",
    'not-in-state:issued');
does('it is reinstated', "certificate_reinstate($serial, 1, "
    . "'review-closed', NULL, '2022-04-01')");
is_deeply([ @{ status($serial) }[0, 2] ], [ 'issued', '2021-12-20' ],
    'it is in force again, issue date kept');
does('it is suspended again', "certificate_suspend($serial, 1, "
    . "'under-review', NULL, '2022-05-01')");
does('a suspended one is revoked', "certificate_revoke($serial, 1, "
    . "'issued-in-error', NULL, '2022-06-01')");
is(status($serial)->[0], 'revoked', 'it is revoked');
refuses('bringing back what was revoked', "certificate_reinstate($serial, 1, "
    . "'review-closed', NULL, NULL)", 'not-in-state:suspended');
refuses('correcting what was revoked', "certificate_correct($serial, 1, "
    . "'record-corrected', NULL, NULL, '王本', NULL, NULL, NULL, NULL, NULL, "
    . '@v)', 'not-in-state:issued');

# Correction.
$serial = issued();
my $correct = "certificate_correct($serial, 1, 'record-corrected', NULL, ";
refuses('a correction that would count later', "$correct"
    . "UTC_TIMESTAMP(6) + INTERVAL 1 HOUR, '王本', NULL, NULL, NULL, NULL, "
    . 'NULL, @v)', 'in-the-future');
refuses('a new number without its hash', "$correct NULL, NULL, NULL, "
    . "'110000199001010013', NULL, NULL, NULL, \@v)", 'number-without-hash');
($status, $message) = call("$correct NULL, '王样本 ', NULL, NULL, NULL, "
    . 'NULL, NULL, @v)');
like($message, qr/certificate_name/, 'refused: a correction to a bad name');
is(status($serial)->[0], 'issued', 'and a refused correction leaves nothing');
is(status($serial, 2), undef, 'neither a version nor an event');
does('it is corrected', "$correct '2022-03-01', '王本', NULL, NULL, NULL, "
    . 'NULL, NULL, @v)');
is_deeply([ @{ status($serial) }[0, 1] ],
    [ 'superseded', '2022-03-01 00:00:00.000000' ],
    'the old version is superseded');
is_deeply([ @{ status($serial, 2) }[0, 2] ], [ 'issued', '2022-03-01' ],
    'the new version is issued from then on');
is($db->value("SELECT successor_version FROM certificate_status "
    . "WHERE serial = $serial AND version = 1"), 2, 'the old names the new');
is_deeply([ map { decode_utf8($_->[0]) } $db->rows("SELECT name FROM "
    . "certificate WHERE serial = $serial ORDER BY version") ],
    [ '王样本', '王本' ], 'the old version keeps what it said');
refuses('correcting the old version again', "$correct NULL, '王', NULL, "
    . 'NULL, NULL, NULL, NULL, @v)', 'not-in-state:issued');
does('the new version is suspended', "certificate_suspend($serial, 2, "
    . "'under-review', NULL, NULL)");
is(status($serial)->[0], 'superseded', 'the old one stays superseded');

# Time of effect.
$serial = issued();
does('a revocation an hour from now', "certificate_revoke($serial, 1, "
    . "'issued-in-error', NULL, UTC_TIMESTAMP(6) + INTERVAL 1 HOUR)");
is_deeply([ @{ status($serial) }[0, 3] ], [ 'issued', '' ],
    'until then it is issued, and its reason is not told');
is($db->value('SET timestamp = UNIX_TIMESTAMP() + 3601; SELECT state FROM '
    . "certificate_status WHERE serial = $serial", user => 'root'), 'revoked',
    'after that hour it is revoked');
for my $user (qw(ecert_owner ecert_admin ecert_web ecert_report)) {
	my ($status, $message) = $db->try('SET timestamp = 1', user => $user);
	ok($status && $message =~ /SUPER/,
	    "$user cannot have the registry write another time than it is")
	    or diag $message;
}
refuses('a change while another is to come', "certificate_suspend($serial, "
    . "1, 'under-review', NULL, NULL)", 'change-pending');
$serial = issued();
refuses('a change two years ahead', "certificate_revoke($serial, 1, "
    . "'issued-in-error', NULL, UTC_TIMESTAMP(6) + INTERVAL 2 YEAR)",
    'too-far-ahead');
$batch = batch('14');
$serial = add($batch);
does('a batch is approved', "batch_approve($batch, '2021-11-21')");
does('and issued from tomorrow', "batch_issue($batch, "
    . 'UTC_TIMESTAMP(6) + INTERVAL 1 DAY)');
is_deeply([ @{ status($serial) }[0, 2] ], [ 'approved', undef ],
    'before that it is approved, without an issue date');

# Nobody and nothing.
refuses('a certificate that is not', 'certificate_revoke(987654, 1, '
    . "'issued-in-error', NULL, NULL)", 'no-such-certificate');
refuses('a batch that is not', 'batch_approve(987654, NULL)',
    'no-such-batch');
refuses('a qualification that is not', "batch_open('X', '77', '202110', \@b)",
    'qualification-not-in-force');

# A caller's own transaction is neither committed nor ended.
$serial = issued();
$db->query("START TRANSACTION; CALL certificate_revoke($serial, 1, "
    . "'issued-in-error', NULL, NULL); ROLLBACK");
is(status($serial)->[0], 'issued', 'a change ends with its caller\'s rollback');
is($db->query('SELECT * FROM event_chain_fault', @admin), '',
    'the chain of events is whole');

done_testing;
