#!/usr/bin/perl
# What was told is counted by the hour once the hour is over; reports say the
# same before and after, and what is counted may go.

use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Ecert::Database;
use Sessions;
use Test::More;
use Time::HiRes qw(sleep time);

my $db = Ecert::Database->start(fast => 1)->load;
my @reader = (user => 'ecert_report');

# At so many hours and minutes before the beginning of this hour.
sub told {
	my ($before, $channel, $outcome, $times) = @_;
	my $serial = $outcome eq 'not-found' ? 'NULL, NULL' : '7, 1';
	$db->query("INSERT INTO access_event (at, channel, serial, version, "
	    . "outcome, actor) SELECT DATE_FORMAT(UTC_TIMESTAMP(), "
	    . "'%Y-%m-%d %H:00:00') - INTERVAL $before SECOND, '$channel', "
	    . "$serial, '$outcome', 'public' FROM seq_1_to_$times");
}
told(3600 * 30, 'triple', 'issued', 5);
told(3600 * 30, 'triple', 'not-found', 2);
told(3600 * 30 - 3599, 'code', 'expired', 1);	# the last second of that hour
told(3600 * 29, 'code', 'issued', 4);
told(3600 * 2, 'triple', 'not-found', 3);
told(0, 'triple', 'issued', 6);			# this hour

my $three_days = 'DATE(UTC_TIMESTAMP()) - INTERVAL 3 DAY, '
    . 'DATE(UTC_TIMESTAMP()) + INTERVAL 1 DAY';
# The reports without their times.
sub reports {
	return join "\n--\n", map { my $report = $_;
	    map { my @row = @$_; join "\t", map { defined ? $_ : '' }
	    @row[0 .. $#row - 1] } $db->rows("CALL report_$report($three_days)",
	    @reader) } qw(lookups lookups_by_day lookups_by_hour);
}
sub count { return $db->value("CALL access_count($_[0])", user => 'ecert_admin') }
sub counted { return $db->value('SELECT IFNULL(SUM(answers), 0) FROM figure_access') }

my $before = reports();
like($before, qr/^triple\tissued\t11\t68\.75$/m, 'answers by channel, and their share');
like($before, qr/^triple\tnot-found\t5\t31\.25$/m, 'where none was found too');
my ($sum, $not) = (0, 0);
for my $row ($db->rows("CALL report_lookups_by_day($three_days)", @reader)) {
	$sum += $row->[1];
	$not += $row->[2];
}
is("$sum $not", '21 5', 'days add up to channels');
is($db->value("SELECT SUM(answers) FROM access_hour"), 21,
    'each is counted once');
my @hours = $db->rows("CALL report_lookups_by_hour($three_days)", @reader);
is(scalar(@hours), 24, 'every hour of the day has its line');

is(count(1), 1, 'one hour is counted when one is asked for');
is(counted(), 8, 'whole, to its last second');
is(reports(), $before, 'and the reports say the same');

is(count(100), 2, 'then the others that are over');
is(counted(), 15, 'but not this one');
is(reports(), $before, 'and the reports say the same');
is(count(100), 0, 'there is no more');
is(reports(), $before, 'and the reports say the same');
$db->query('DELETE FROM access_event WHERE at < (SELECT access_until '
    . 'FROM figure_head)');
is($db->value('SELECT COUNT(*) FROM access_event'), 6, 'what is counted goes');
is(reports(), $before, 'and the reports say the same');

# Nobody waits for it, and it waits for nobody.
my $lock = later($db, 'START TRANSACTION; INSERT INTO access_event (at, channel, '
    . "outcome, actor) VALUES (UTC_TIMESTAMP(3), 'triple', 'not-found', "
    . "'public'); DO SLEEP(2); ROLLBACK");
sleep 0.4;
my $from = time;
is(count(10), 0, 'while somebody writes, it counts');
cmp_ok(time - $from, '<', 1, 'without waiting');
$lock->();
my $counting = later($db, 'START TRANSACTION; SELECT access_until FROM '
    . 'figure_head FOR UPDATE; DO SLEEP(2); ROLLBACK');
sleep 0.4;
$from = time;
$db->query("CALL access_record('triple', NULL, NULL, 'not-found', 'public', "
    . 'NULL)', user => 'ecert_web');
is(scalar(@{[ split /\n/, reports() ]}), scalar(@{[ split /\n/, $before ]}),
    'while it counts, others write and read');
cmp_ok(time - $from, '<', 1.5, 'without waiting');
$counting->();

for my $user (qw(ecert_web ecert_report)) {
	my ($status, $text) = $db->try('CALL access_count(1)', user => $user);
	ok($status && $text =~ /ERROR 1370 /, "$user may not count");
}

done_testing;
