#!/usr/bin/perl
# The figures that reports read are what a full count gives, at every moment;
# and what one report splits adds up to what another tells.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Ecert::Database;
use Sessions;
use List::Util qw(sum);
use POSIX ();
use Test::More;
use Time::HiRes qw(sleep time);

binmode Test::More->builder->$_, ':utf8'
    for qw(output failure_output todo_output);

my $db = Ecert::Database->start(fast => 1)->load->populate(3000, 'ab' x 32);

# The state of every version at the end of a day, told from the events one by
# one: its own last effective one, else what its batch gave it.
sub stock_by_events {
	my ($day, $by) = @_;
	my $end = "TIMESTAMP('$day') + INTERVAL 16 HOUR";	# China's midnight
	return join ' ', map { join ':', @$_ } $db->rows(qq{
SELECT s.key_of, s.state, COUNT(*) FROM (
    SELECT $by AS key_of, COALESCE((SELECT x.state_after FROM event x
	WHERE x.serial = c.serial AND x.version = c.version
	AND x.effective_at < $end ORDER BY x.id DESC LIMIT 1),
	(SELECT x.state_after FROM event x WHERE x.batch = c.batch
	AND x.effective_at < $end ORDER BY x.id DESC LIMIT 1)) AS state
    FROM certificate c
    JOIN qualification_variant v ON v.variant = c.variant) s
WHERE s.state IS NOT NULL
GROUP BY 1, 2 ORDER BY 1, 2});
}

my @states = qw(approved issued suspended revoked superseded);

# The same from a report whose third to seventh columns are the states, and the
# eighth their sum.
sub stock_by_report {
	my ($call) = @_;
	my @found;
	for my $row ($db->rows($call, user => 'ecert_report')) {
		my %count;
		@count{@states} = @$row[2 .. 6];
		push @found, map { "$row->[0]:$_:$count{$_}" }
		    grep { $count{$_} } sort @states;
		push @found, 'sum' if $row->[7] != sum(@$row[2 .. 6]);
	}
	return join ' ', @found;
}

sub same_stock {
	my ($what, @days) = @_;
	for my $day (@days) {
		is(stock_by_report("CALL report_stock('$day', NULL)"),
		    stock_by_events($day, 'v.qualification'),
		    "$what: stock at $day, by qualification");
		is(stock_by_report("CALL report_stock_by_province('$day', NULL)"),
		    stock_by_events($day, 'c.province'),
		    "$what: and by province");
	}
}

my $figures = 'SELECT * FROM figure_day WHERE certificates <> 0 '
    . 'ORDER BY state_after, state_before, day, variant, province';
my $sums = 'SELECT * FROM figure_stock WHERE certificates <> 0 '
    . 'ORDER BY state, variant, province';
my $reasons = 'SELECT * FROM figure_reason ORDER BY kind, day, reason_class, '
    . 'days, changed, variant, province';
my $batches = 'SELECT * FROM figure_batch ORDER BY batch';

sub same_figures {
	my ($what) = @_;
	my @kept = map { $db->query($_) } $figures, $sums, $batches, $reasons;
	$db->query('CALL figure_rebuild()', user => 'ecert_admin');
	my @anew = map { $db->query($_) } $figures, $sums, $batches, $reasons;
	is($kept[0], $anew[0], "$what: the days are what a full count gives");
	is($kept[1], $anew[1], "$what: so are their sums");
	is($kept[2], $anew[2], "$what: and the batches");
	is($kept[3], $anew[3], "$what: and why");
}

my @days = qw(2021-11-19 2021-12-20 2022-01-09 2023-03-20 2025-09-21
    2026-11-01);
same_stock('population', @days);
same_figures('population');

# What the procedures can do in every order, with certificates 1 to 8 of two
# new batches: alone before the batch, alone and later than the batch, twice.
my $today = $db->value('SELECT DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR)');
sub new_batch {
	my ($code, $count) = @_;
	$db->query("CALL batch_open('$code', '14', '202601', \@b); "
	    . join '', map { sprintf "CALL certificate_add(\@b, '%s%06d', "
	    . "'王样本', '414', 'SP%09d', x'%032x', 1, '1990-01-01', "
	    . "'2026-02-01', '%d', '', '', \@s); ", $code, $_, $_, $_,
	    $_ % 2 ? 11 : 66 } 1 .. $count);
	return map { $db->value($_) } "SELECT batch FROM batch WHERE code = '$code'",
	    'SELECT MAX(serial) FROM certificate';
}
my ($first, $last) = new_batch('F202601', 8);
my $c = sub { $last - 8 + $_[0] };
$db->query("CALL batch_approve($first, '2026-02-02')");
$db->query('CALL certificate_issue(' . $c->(1) . ", 1, '2026-03-01')");
$db->query('CALL certificate_suspend(' . $c->(1)
    . ", 1, 'under-review', NULL, '2026-03-05')");
$db->query('CALL certificate_issue(' . $c->(2) . ', 1, '
    . 'UTC_TIMESTAMP() + INTERVAL 40 DAY)');
same_figures('single issues, one to come');
same_stock('single issues', '2026-02-28', '2026-03-03', $today);
$db->query("CALL batch_issue($first, '2026-04-01')");
$db->query('CALL certificate_revoke(' . $c->(1)
    . ", 1, 'issued-in-error', NULL, NULL)");
$db->query('CALL certificate_revoke(' . $c->(3)
    . ", 1, 'obtained-improperly', NULL, '2026-05-01')");
$db->query('CALL certificate_correct(' . $c->(4) . ", 1, 'record-corrected', "
    . "NULL, '2026-05-02', '王改名', NULL, NULL, NULL, NULL, NULL, \@n)");
$db->query('CALL certificate_suspend(' . $c->(4)
    . ", 2, 'under-review', NULL, '2026-05-03')");
$db->query('CALL certificate_reinstate(' . $c->(4)
    . ", 2, 'review-closed', NULL, '2026-05-04')");
$db->query('CALL certificate_suspend(' . $c->(5)
    . ", 1, 'under-review', NULL, UTC_TIMESTAMP() + INTERVAL 5 DAY)");
same_figures('all changes');
same_stock('all changes', '2026-03-31', '2026-04-01', '2026-05-02',
    '2026-05-03', $today, '2027-11-01');
is($db->value("SELECT issued_at_once FROM figure_batch WHERE batch = $first"), 7,
    'seven of the eight came into force with their batch');

# A change that is undone leaves no figure.
$db->query('START TRANSACTION; CALL certificate_suspend(' . $c->(6)
    . ", 1, 'under-review', NULL, NULL); ROLLBACK");
same_figures('a change undone');

# What one report splits is what another tells.
sub total {
	my ($report, $column, $arguments) = @_;
	my $sum = 0;
	$sum += $_->[$column]
	    for $db->rows("CALL report_$report($arguments)", user => 'ecert_report');
	return $sum;
}
for my $period ("'2019-01-01', '2030-12-31'", "'2026-01-01', NULL",
    "'2022-01-01', '2023-06-20'", 'NULL, NULL', "'2026-04-01', '2026-04-01'") {
	my $whole = total('issued_by_qualification', 2, "$period, NULL");
	is(total('issued_by_level', 3, "$period, NULL, NULL"), $whole,
	    "$period: levels add up to qualifications ($whole)");
	is(total('issued_by_province', 2, "$period, NULL"), $whole,
	    'and provinces');
	is(total('issued_by_month', 1, "$period, NULL, NULL"), $whole,
	    'and months');
	is(total('issued_by_batch', 7, "$period, NULL"), $whole, 'and batches');
	is(total('provinces', 2, "$period, NULL"), $whole,
	    'and provinces beside the nation');
	my $by_one = 0;
	$by_one += total('issued_by_qualification', 2, "$period, '$_->[0]'")
	    for $db->rows('SELECT code FROM province');
	is($by_one, $whole, 'and qualifications asked for province by province');
	is(total('revocations', 2, "$period, NULL, NULL"),
	    total('provinces', 5, "$period, NULL"),
	    'revocations by reason are those of the provinces');
	is(total('corrections', 2, "$period, NULL, NULL"),
	    total('provinces', 8, "$period, NULL"),
	    'corrections by reason are those of the provinces');
}
is(total('issued_by_qualification', 2, "'2019-01-01', '$today', NULL"),
    $db->value("SELECT COUNT(DISTINCT serial) FROM certificate_status "
    . "WHERE state <> 'approved'"),
    'and all issued are the certificates that ever were');
is(total('stock', 7, 'NULL, NULL'),
    $db->value('SELECT COUNT(*) FROM certificate'),
    'all states are all versions');
is(total('issued_by_month', 2, "'2023-01-01', '2023-12-31', NULL, NULL"),
    total('issued_by_month', 1, "'2022-01-01', '2022-12-31', NULL, NULL"),
    'the year before is the year before');
is(total('provinces', 4, "NULL, NULL, NULL"), total('stock', 3, 'NULL, NULL'),
    'what is in force is one number');
is(total('quality', 3, "'2019-01-01', NULL, NULL"),
    $db->value('SELECT COUNT(*) FROM certificate WHERE batch IS NOT NULL'),
    'the quality of every certificate of a batch was looked at');
is(total('pending', 7, 'NULL'), $db->value(q{SELECT COUNT(*)
FROM certificate c LEFT JOIN event i ON i.batch = c.batch AND i.kind = 'issue'
WHERE c.batch IS NOT NULL AND i.id IS NULL}),
    'what waits is what is not issued');
is(total('pending_age', 1, 'NULL'), scalar(@{[ $db->rows(
    'CALL report_pending(NULL)', user => 'ecert_report') ]}),
    'its ages are those of all that wait');
my $revoked = join ' ', map { "$_->[0]:$_->[2]:$_->[3]:$_->[5]" }
    grep { $_->[2] } $db->rows("CALL report_revocations('2026-01-01', NULL, "
    . "'14', NULL)", user => 'ecert_report');
is($revoked, 'issued-in-error:1:1:0 obtained-improperly:1:0:1',
    'a revocation at once, and one that was backdated');
is(join(' ', map { "$_->[2]:$_->[3]:$_->[4]:$_->[5]" } grep { $_->[2] }
    $db->rows("CALL report_corrections('2026-01-01', NULL, NULL, '66')",
    user => 'ecert_report')), '1:1:0:0', 'a correction that changed a name');

# What is unusual in a batch, and who stands doubly.
my ($odd) = new_batch('Q202601', 1);
my $n = 100;
for my $name ("王\x{E001}样", "王\x{F0001}", '阿卜杜拉.买买提', '阿卜杜拉・买买提',
    '阿卜杜拉·买买提', '样' x 26, '样' x 25, 'ANNA B. C.') {
	my $text = $name;
	utf8::encode($text);
	$db->query(sprintf "CALL certificate_add($odd, 'Q%08d', '%s', '414', "
	    . "'SP%d', x'%032x', 1, '1990-01-01', '2026-02-01', '11', '', '', "
	    . "\@s)", $n, $text, $n, $n);
	$n++;
}
$db->query("CALL batch_approve($odd, '2026-02-02')");
is(join(':', @{ ($db->rows("CALL report_quality('$today', '$today', '14')",
    user => 'ecert_report'))[0] }[4 .. 7]), '0:2:2:1',
    'private use, separators and long names are counted, one each');
# 8 and 1 have the same document in both new batches.
is(join(' ', map { "$_->[0]:$_->[1]:$_->[2]" } $db->rows(
    'CALL report_duplicates()', user => 'ecert_report')),
    'several-names:0:0 same-twice:1:2', 'the same twice is found');
$db->query('CALL certificate_correct(' . $c->(8) . ", 1, 'record-corrected', "
    . "NULL, NULL, '王旧名', NULL, 'SP000000007', x'" . sprintf('%032x', 7)
    . "', NULL, NULL, \@n)");
is(join(' ', map { "$_->[0]:$_->[1]:$_->[2]" } $db->rows(
    'CALL report_duplicates()', user => 'ecert_report')),
    'several-names:1:2 same-twice:1:2',
    'and a number of two names, but not one that was corrected');
same_figures('after all');

# A transaction may have begun to read before another one changed something: the
# figures are of what is there when it is its turn to change.
sub sleeps {
	return $db->value('SELECT COUNT(*) FROM information_schema.processlist '
	    . "WHERE info LIKE 'SELECT SLEEP%'", user => 'root');
}

sub between {
	my ($change, $later) = @_;
	my $pid = fork // die "fork: $!";
	if ($pid == 0) {
		select undef, undef, undef, 0.05 until sleeps();
		POSIX::_exit(($db->try("CALL $change"))[0] ? 1 : 0);
	}
	$db->query('START TRANSACTION WITH CONSISTENT SNAPSHOT; '
	    . "SELECT SLEEP(2); CALL $later; COMMIT");
	waitpid $pid, 0;
	is($?, 0, "$change meanwhile");
}
my ($late, $one) = new_batch('L202601', 3);
$db->query("CALL batch_approve($late, '2026-02-02')");
between("certificate_issue($one, 1, '2026-03-01')",
    "batch_issue($late, '2026-04-01')");
same_figures('a batch of which one was issued meanwhile');
between("certificate_suspend($one, 1, 'under-review', NULL, '2026-03-02')",
    "certificate_reinstate($one, 1, 'review-closed', NULL, '2026-03-03')");
same_figures('a certificate that was changed meanwhile');

# Counting anew is held up at its very end, with everything read and written.
my $held = later($db, 'START TRANSACTION; SELECT only FROM figure_head FOR '
    . 'UPDATE; SELECT SLEEP(600)', user => 'root');
sub wait_for {
	my ($what) = @_;
	my $found = "FROM information_schema.processlist WHERE info LIKE '$what%'";
	my $end = time + 60;
	sleep 0.05 until $db->value("SELECT COUNT(*) $found", user => 'root')
	    || time > $end;
	return $db->value("SELECT MAX(id) $found", user => 'root');
}
my $holder = wait_for('SELECT SLEEP');
my $rebuild = later($db, 'SET innodb_lock_wait_timeout = 300; '
    . 'CALL figure_rebuild()');
wait_for('UPDATE figure_head');
is(($db->try("SET innodb_lock_wait_timeout = 1; INSERT INTO certificate "
    . "(version, management_no, name, id_type, id_number, id_hash, sex, "
    . "birth_date, approved_on, province, variant, batch) SELECT 1, "
    . "CONCAT('Z', management_no), name, id_type, id_number, id_hash, sex, "
    . 'birth_date, approved_on, province, variant, NULL FROM certificate '
    . "ORDER BY serial DESC LIMIT 1; UPDATE certificate SET version = version "
    . "WHERE serial = 1"))[0], 0, 'rows of certificates are written meanwhile');
isnt(($db->try('SET innodb_lock_wait_timeout = 1; '
    . "CALL certificate_suspend(1, 1, 'under-review', NULL, NULL)"))[0], 0,
    'and no state is changed');
$db->query("KILL $holder", user => 'root');
$held->();
is(($rebuild->())[0], 0, 'it ends when it is let');

# What works in transactions of its own ends nobody else's.
for my $call ('figure_rebuild()', "retention_purge('copy', 1)",
    'access_count(1)', 'import_discard(1)') {
	is($db->value('START TRANSACTION; INSERT INTO annotation_scene (code, '
	    . "valid_from, ordinal, name_zh, name_en, source) VALUES ('own', "
	    . "'2026-01-01', 99, 'x', 'x', 'x'); BEGIN NOT ATOMIC DECLARE word "
	    . "TEXT DEFAULT 'none'; BEGIN DECLARE EXIT HANDLER FOR SQLSTATE "
	    . "'45000' GET DIAGNOSTICS CONDITION 1 word = MESSAGE_TEXT; CALL "
	    . "$call; END; SELECT CONCAT_WS(' ', word, \@\@in_transaction, "
	    . "(SELECT COUNT(*) FROM annotation_scene WHERE code = 'own')); "
	    . 'END; ROLLBACK'), 'in-transaction 1 1',
	    "$call in another's transaction is refused, and nothing is undone");
}

done_testing;
