#!/usr/bin/perl
# ecert issue, or the database under it, is killed while a batch is issued:
# all of it is in force afterwards or none, and the same number completes it.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/../cli/lib",
    "$FindBin::Bin/../web/lib";

use Administrators;
use Asking;
use Ecert::Process;
use Ecert::Stack;
use Test::More;
use Time::HiRes qw(sleep time);

use constant { MOMENTS => 20, SIZE => 3000 };

# Durable: what was acknowledged must be there.
my $stack = Ecert::Stack->new(rows => 10, fast => 0);
$stack->prepare->start_database->migrate;
$stack->populate(10);
add_admin($stack, 'li');
my $db = $stack->db;
my $seed = $ENV{ECERT_SEED} || time ^ $$;
srand $seed;
diag "ECERT_SEED=$seed";

my @batch = map { approved_batch($stack, SIZE) } 0 .. 2 * MOMENTS;
my %plan = map { my (undef, $text) = as_admin($stack, 'li', 'issue',
    '--dry-run', $_); $_ => $text =~ /预演编号 number: (\d+)/ ? $1 : 0 } @batch;
is(scalar(grep { $_ } values %plan), 2 * MOMENTS + 1, 'every batch is planned');

sub start_issue {
	my ($batch) = @_;
	return Ecert::Process->start(name => 'ecert',
	    log => $stack->dir . "/log/issue-$batch.out",
	    command => [$stack->program('ecert'), '-c', $stack->dir . '/li.conf',
	    'issue', '--confirm', $plan{$batch}]);
}

# How long one takes when nobody disturbs it.
my $first = shift @batch;
my $begun = time;
my $whole = start_issue($first);
$whole->alive && sleep 0.001 while $whole->alive;
my $takes = time - $begun;
is($whole->status, 0, 'undisturbed it is issued');

# At one moment: of its certificates, how many are in force; its events of
# issue; its plans that are done.
sub standing {
	my ($batch) = @_;
	return @{ ($db->rows("SELECT (SELECT COUNT(*) FROM certificate c "
	    . 'JOIN certificate_status s USING (serial, version) '
	    . "WHERE c.batch = $batch AND s.state = 'issued'), "
	    . "(SELECT COUNT(*) FROM event WHERE batch = $batch AND "
	    . "kind = 'issue'), (SELECT COUNT(*) FROM issue_plan_done d "
	    . "JOIN event e ON e.id = d.event WHERE e.batch = $batch)"))[0] };
}

my %seen = (done => 0, undone => 0);
my (@half, @wrong_rerun, @lost, @broken);

# The first is killed at once, the others at any moment.
sub moment { return $_[0] == 1 ? 0 : rand $takes * 1.1 }

# After the fault: nothing half done, and the number completes it.
sub settle {
	my ($what, $batch, $acknowledged) = @_;
	my ($in_force, $events, $done) = standing($batch);
	push @half, "$what: $in_force in force, $events events, $done done"
	    unless "$in_force $events $done" eq '0 0 0'
	    || "$in_force $events $done" eq SIZE . ' 1 1';
	push @lost, $what if $acknowledged && !$events;
	$seen{$events ? 'done' : 'undone'}++;
	my ($status, $text) = as_admin($stack, 'li', 'issue', '--confirm',
	    $plan{$batch});
	push @wrong_rerun, "$what: $status $text" unless $status == 0
	    && join(' ', standing($batch)) eq SIZE . ' 1 1';
	my $fault = $db->query('SELECT * FROM event_chain_fault');
	push @broken, "$what: $fault" if length $fault;
}

# The server works on for who has gone, until it wants to answer.
sub wait_for_server {
	return within(20, sub { !$db->value('SELECT COUNT(*) FROM '
	    . 'information_schema.processlist WHERE id <> CONNECTION_ID() '
	    . "AND command <> 'Daemon'", user => 'root') });
}

for my $round (1 .. MOMENTS) {
	my $batch = shift @batch;
	my $issue = start_issue($batch);
	sleep moment($round);
	my $acknowledged = defined $issue->status && $issue->status == 0;
	$issue->kill9;
	push @broken, "$round: the server did not end" unless wait_for_server();
	settle("ecert killed, $round", $batch, $acknowledged);
}
diag "ecert killed: $seen{done} were done, $seen{undone} were not";
cmp_ok($seen{undone}, '>', 0, 'some were killed before it was done');

my @status;
for my $round (1 .. MOMENTS) {
	my $batch = shift @batch;
	my $issue = start_issue($batch);
	sleep moment($round);
	$stack->kill_database;
	within(20, sub { !$issue->alive });
	push @status, $issue->status >> 8;
	$stack->start_database;
	settle("mariadbd killed, $round", $batch, $status[-1] == 0);
}
is(scalar(grep { $_ != 0 && $_ != 2 } @status), 0,
    'a command whose database goes says done, or not known: never no')
    or diag "@status";
cmp_ok(scalar(grep { $_ == 2 } @status), '>', 0, 'some did not know');

is(join("\n", @half), '', 'nothing is half done');
is(join("\n", @lost), '', 'nothing that was acknowledged is lost');
is(join("\n", @wrong_rerun), '', 'the same number completes it, once');
is(join("\n", @broken), '', 'the chain is whole each time');
my ($status, $text) = as_admin($stack, 'admin', 'log', 'verify');
is($status, 0, 'and in the end, with every certificate') or diag $text;

undef $stack;
done_testing;
