#!/usr/bin/perl
# A batch is issued by the number of a plan, and only as the plan says.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Ecert::Database;
use Test::More;

my $db = Ecert::Database->start(fast => 1)->load;
my @admin = (user => 'ecert_admin');
my $count = 0;

sub batch {
	my ($size) = @_;
	my $batch = $db->value(sprintf(q{CALL batch_open('P-%d', '14', '202110',
	@b); SELECT @b}, ++$count), @admin);
	$db->query(join('', map { sprintf q{CALL certificate_add(%d,
	'P-2021-%06d', '王样本', '111', '110000199001010013',
	x'000102030405060708090a0b0c0d0e0f', 1, '1990-01-01', '2021-11-20', '11',
	'', '', @s); }, $batch, ++$count } 1 .. $size), @admin);
	$db->query("CALL batch_approve($batch, '2021-11-21')", @admin);
	return $batch;
}

# [plan, code, qualification, certificates, apart, digest]
sub make_plan {
	my ($batch, $at) = @_;
	my ($row) = $db->rows('CALL batch_issue_plan(' . $batch . ', '
	    . ($at || 'NULL') . ')', @admin);
	return @$row;
}

sub refuses {
	my ($what, $word, $statement, @opt) = @_;
	my ($status, $message) = $db->try("CALL $statement", @opt ? @opt
	    : @admin);
	ok($status && $message =~ /ERROR .*\Q$word\E/, "refused: $what")
	    or diag $status ? $message : 'done';
}

sub state_of {
	my ($batch) = @_;
	return join ' ', map { "@$_" } $db->rows('SELECT s.state, COUNT(*) FROM '
	    . 'certificate_status s JOIN certificate c USING (serial, version) '
	    . "WHERE c.batch = $batch GROUP BY s.state ORDER BY s.state");
}

my $batch = batch(5);
refuses('issuing without a plan', '1370', "batch_issue($batch, NULL)");
refuses('counting alone', '1370', "batch_count($batch, \@a, \@b)");
my ($plan, $code, $qualification, $size, $apart, $digest) = make_plan($batch);
is("$code $qualification $size $apart", "P-1 14 5 0",
    'a plan says which batch, which qualification, how many');
is(lc $db->value("SELECT HEX(payload) FROM event WHERE batch = $batch"),
    $digest, 'and the digest that was approved');
is(state_of($batch), 'approved 5', 'it issues nothing');
is($db->value("SELECT COUNT(*) FROM event WHERE batch = $batch"), 1,
    'and leaves no event');
my $event = $db->value("CALL batch_issue_confirm($plan)", @admin);
is(state_of($batch), 'issued 5', 'its number issues the batch');
is($db->value('SELECT MAX(id) FROM event'), $event, 'by one event');
refuses('the number once more', 'plan-done', "batch_issue_confirm($plan)");
is($db->value("SELECT event FROM issue_plan_entry WHERE plan = $plan", @admin),
    $event, 'the list of plans says which event came of it');
refuses('a plan for what is issued', 'not-in-state:approved',
    "batch_issue_plan($batch, NULL)");
refuses('a number that is none', 'no-such-plan', 'batch_issue_confirm(999)');
refuses('a batch that is not', 'no-such-batch', 'batch_issue_plan(999, NULL)');

$batch = batch(4);
refuses('a plan before the seal was in force', 'seal-not-in-force',
    "batch_issue_plan($batch, '2021-12-01')");
($plan) = make_plan($batch, "'2022-01-01'");
my ($second) = make_plan($batch, "'2022-01-02'");
my $serial = $db->value("SELECT MIN(serial) FROM certificate "
    . "WHERE batch = $batch");
$db->query("CALL certificate_issue($serial, 1, '2021-12-20')", @admin);
refuses('a plan whose batch has changed: one was issued alone',
    'plan-changed', "batch_issue_confirm($plan)");
($plan, undef, undef, $size, $apart) = make_plan($batch, "'2022-01-03'");
is("$size $apart", '4 1', 'a new plan counts that one apart');
$db->query("CALL batch_issue_confirm($plan)", @admin);
is($db->value("SELECT GROUP_CONCAT(DISTINCT s.issued_on ORDER BY 1) FROM "
    . 'certificate_status s JOIN certificate c USING (serial, version) '
    . "WHERE c.batch = $batch"), '2021-12-20,2022-01-03',
    'and issues the others from the time that it says');
refuses('the other plan of that batch', 'plan-changed',
    "batch_issue_confirm($second)");

$batch = batch(3);
($plan) = make_plan($batch);
$db->query("UPDATE certificate SET name = '王某' WHERE batch = $batch LIMIT 1");
refuses('a batch that was changed behind the procedures', 'batch-changed',
    "batch_issue_confirm($plan)");
is(state_of($batch), 'approved 3', 'nothing is issued');

$batch = batch(2);
($plan) = make_plan($batch);
$db->query('SET timestamp = UNIX_TIMESTAMP() + 86340; START TRANSACTION; '
    . "CALL batch_issue_confirm($plan); ROLLBACK", user => 'root');
my ($status, $message) = $db->try('SET timestamp = UNIX_TIMESTAMP() + 86460; '
    . "CALL batch_issue_confirm($plan)", user => 'root');
like($message, qr/plan-expired/, 'refused: a plan after a day');
is(state_of($batch), 'approved 2', 'nothing is issued');

for my $user (qw(ecert_web ecert_report)) {
	refuses("$user plans", '1370', "batch_issue_plan($batch, NULL)",
	    user => $user);
	refuses("$user issues", '1370', "batch_issue_confirm($plan)",
	    user => $user);
}

done_testing;
