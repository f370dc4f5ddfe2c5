#!/usr/bin/perl
# ecert backup and restore ended at any moment, by kill -9 or by what they lean
# on: nothing half done passes for whole, and the next run succeeds.  Nor is a
# password seen anywhere meanwhile.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/../web/lib",
    "$FindBin::Bin/lib";

use Asking;
use Backups;
use Ecert::Process;
use Ecert::Stack;
use File::Temp qw(tempdir);
use Test::More;
use Time::HiRes qw(sleep time);

use constant MOMENTS => 8;

my $place = tempdir('ecert-kill-XXXXXX', TMPDIR => 1, CLEANUP => 1);
my $stack = Ecert::Stack->new(rows => 4000, fast => 0);
$stack->prepare->start_database->migrate;
$stack->populate(4000);
my $db = $stack->db;
my $other = Ecert::Stack->new(rows => 0, fast => 1);
$other->prepare->start_database;

sub launch {
	my ($of, $account, @words) = @_;
	return Ecert::Process->start(name => "ecert $words[0]",
	    log => "$place/log", command => [$of->program('ecert'), '-c',
	    $of->dir . "/$account.conf", @words]);
}

sub wait_end {
	my ($process) = @_;
	die "it does not end\n" unless within(20, sub { !$process->alive });
	return $process->status;
}

sub took {
	my ($process) = @_;
	my $begun = time;
	is(wait_end($process), 0, 'a first run succeeds') or diag
	    $process->log_tail;
	return time - $begun;
}

# How long it takes when nothing is in its way: moments are shares of that.
sub shortest {
	my ($first, @more) = sort { $a <=> $b } @_;
	return $first;
}

# Children of that process, as [pid, command line].
sub children {
	my ($pid) = @_;
	return map { [$_, join ' ', split /\0/, slurp_if("/proc/$_/cmdline")] }
	    split ' ', slurp_if("/proc/$pid/task/$pid/children");
}

sub slurp_if {
	my ($file) = @_;
	open my $in, '<:raw', $file or return '';
	local $/;
	my $text = <$in>;
	return defined $text ? $text : '';
}

# ---- kill -9 of a backup

my $time = shortest(map { took(launch($stack, 'backup', 'backup',
    "$place/$_")) } qw(whole again once-more));
my ($there, $gone) = (0, 0);
for my $n (1 .. MOMENTS) {
	my $folder = "$place/k$n";
	my $backup = launch($stack, 'backup', 'backup', $folder);
	sleep $time * $n / MOMENTS;
	kill 'KILL', $backup->pid;
	wait_end($backup);
	if (-e $folder) {
		$there++;
		is(($stack->command('backup', '--check', $folder))[0], 0,
		    "moment $n: the folder is there, and whole");
	} else {
		$gone++;
		my @half = glob "$folder.partial.*";
		is(scalar(grep { ($stack->command('backup', '--check', $_))[0]
		    == 0 } @half), 0, "moment $n: there is no folder, and what "
		    . 'is left does not pass for one');
		# The dump may still be ending; then it waits in the way.
		is(($stack->command('backup', $folder))[0], 0,
		    '... and the next run succeeds');
	}
}
cmp_ok($gone, '>', 2, "killed before its end $gone times, after it $there");

# ---- what it leans on ends

for my $n (1 .. 4) {
	my $folder = "$place/d$n";
	my $backup = launch($stack, 'backup', 'backup', $folder);
	my @dump;
	within(10, sub { @dump = grep { $_->[1] =~ /^mariadb-dump / }
	    children($backup->pid); @dump || !$backup->alive });
	sleep 0.02 * $n;
	kill 'KILL', $_->[0] for @dump;
	my $status = wait_end($backup) >> 8;
	ok($status == 2 ? !glob("$folder*") : !$status && -e $folder,
	    "mariadb-dump killed ($status): no folder, or all was copied");
}
like(slurp("$place/log"), qr/\[database-program-failed\] mariadb-dump: ended by signal 9/,
    'it says what ended');

# ---- a password

my $word = q{p"a\\s s'#w=1;ord};
spill_into("$place/word", "$word\n");
chmod 0600, "$place/word";
(my $quoted = $word) =~ s/([\\'])/\\$1/g;
$db->query("ALTER USER 'ecert_backup'\@'localhost' IDENTIFIED BY '$quoted'",
    user => 'root');
my $conf = slurp($stack->dir . '/backup.conf');
isnt(($stack->command('backup', "$place/none"))[0], 0,
    'without its password the account is refused');
$conf =~ s/^(\[database\]\n)/$1password_file = $place\/word\n/m;
spill_into($stack->dir . '/backup.conf', $conf);
my ($seen, $looked) = ('', 0);
my $backup = launch($stack, 'backup', 'backup', "$place/pass");
while ($backup->alive) {
	for my $pid ($backup->pid, map { $_->[0] } children($backup->pid)) {
		my $text = slurp_if("/proc/$pid/cmdline");
		$looked++ if $text =~ /mariadb-dump/;
		$seen .= $text . slurp_if("/proc/$pid/environ");
	}
}
is($backup->status, 0, 'with a password in a file: 0') or diag
    $backup->log_tail;
cmp_ok($looked, '>', 0, 'its child was looked at');
unlike($seen, qr/\Q$word\E|MYSQL_PWD|--password/,
    'and the password was on no command line and in no environment');

# ---- kill -9 of a restore

sub empty_again {
	$other->db->query('DROP DATABASE ecert; CREATE DATABASE ecert CHARACTER '
	    . 'SET utf8mb4 COLLATE utf8mb4_nopad_bin', user => 'root');
}

my $one = took(launch($other, 'owner', 'restore', "$place/whole"));
empty_again();
$time = shortest($one, took(launch($other, 'owner', 'restore',
    "$place/whole")));
my ($certificates) = manifest("$place/whole") =~ /^rows certificate (\d+)$/m;
my $public = 'SELECT COUNT(*) FROM certificate_status';
is($other->db->value($public, user => 'ecert_web'), $certificates,
    'the service reads what was restored');
my ($half, $whole) = (0, 0);
for my $n (1 .. MOMENTS) {
	empty_again();
	my $restore = launch($other, 'owner', 'restore', "$place/whole");
	sleep $time * $n / MOMENTS;
	kill 'KILL', $restore->pid;
	wait_end($restore);
	# What the child has in hand is still being done.
	within(20, sub { my $is = $other->db->value('SELECT COUNT(*) FROM '
	    . 'information_schema.processlist WHERE user = \'ecert_owner\' '
	    . 'AND id <> CONNECTION_ID()'); $is == 0 });
	my ($status, $text) = $other->db->try($public, user => 'ecert_web');
	if ($status) {
		$half++;
		pass("moment $n: the service is told nothing");
		my $empty = !$other->db->value('SELECT COUNT(*) FROM '
		    . "information_schema.tables WHERE table_schema = 'ecert'");
		isnt(($other->command('restore', "$place/whole"))[0], 0,
		    '... and another restore refuses what is half')
		    unless $empty;
	} else {
		$whole++;
		is($text, "$certificates\n", "moment $n: all of it is there");
		is($other->db->value('SELECT COUNT(*) FROM event_chain_fault'),
		    0, '... with a whole chain')
		    if $other->db->value('SELECT COUNT(*) FROM '
		    . 'information_schema.views WHERE table_name = '
		    . "'event_chain_fault'");
	}
}
cmp_ok($half, '>', 2, "killed before its end $half times, after it $whole");
empty_again();
is(($other->command('restore', "$place/whole"))[0], 0,
    'an emptied database takes it again');

# ---- the server ends under a restore

empty_again();
my $restore = launch($other, 'owner', 'restore', "$place/whole");
sleep $time * 0.3;
$other->kill_database;
is(wait_end($restore) >> 8, 2, 'the server ends under a restore: 2');
$other->start_database;
isnt(($other->db->try($public, user => 'ecert_web'))[0], 0,
    'the service is told nothing');

undef $_ for $backup, $restore;
undef $other;
undef $stack;
done_testing;
