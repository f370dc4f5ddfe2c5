#!/usr/bin/perl
# A province is mirrored by both clients of doc/client while others issue, correct,
# suspend, reinstate and revoke, and client, responder or mariadbd is killed ten
# times at random moments: in the end every day's digest agrees, and the mirrors'
# states are the registry's.  ECERT_MIRROR_ROWS: certificates, 10000 unless given.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Ecert::Process;
use Ecert::Stack;
use Ecert::Tree qw(tree_top);
use File::Temp qw(tempdir);
use List::Util qw(shuffle);
use POSIX ();
use Test::More;
use Time::HiRes qw(sleep time);

my $seed = $ENV{ECERT_SEED} || $$;
srand $seed;
my $rows = $ENV{ECERT_MIRROR_ROWS} || 10_000;
note "ECERT_SEED=$seed ECERT_MIRROR_ROWS=$rows";

use constant BATCHES => 20;	# half of them issued while it is mirrored
use constant KILLS => 10;

my $stack = Ecert::Stack->new(rows => 200, bureau => 1, fast => 0,
    database => ['--innodb-buffer-pool-size=128M'])->start;
my $db = $stack->db;
my $keys = $stack->bureau_dir;
my $clients = tree_top() . '/doc/client';
my $dir = tempdir(CLEANUP => 1);
%ENV = (%ENV, ECERT_URL => $stack->bureau_url('/api/v1'),
    ECERT_CA => "$keys/ca.pem", ECERT_CERT => "$keys/beijing-cert.pem",
    ECERT_KEY => "$keys/beijing-key.pem",
    ECERT_PURPOSE => 'item=11-0000-001&cause=%E6%A0%B7%E6%9C%AC');

# ---- the province: as one of its certificates, many times

my $first = 1 + $db->value('SELECT MAX(serial) FROM certificate');
my $each = int($rows / BATCHES);
my ($like) = map { $_->[0] } $db->rows('SELECT MIN(serial) FROM certificate_status '
    . "WHERE province = '11' AND version = 1 AND state = 'issued'");
my @batches = map { batch($_) } 0 .. BATCHES - 1;

sub batch {
	my ($number) = @_;
	my $from = $first + $number * $each;
	my $batch = $db->value("CALL batch_open('MIRROR-$number', (SELECT "
	    . 'b.qualification FROM certificate c JOIN batch b USING (batch) WHERE '
	    . "c.serial = $like AND c.version = 1), '202110', \@b); SELECT \@b");
	$db->query('INSERT INTO certificate (serial, version, management_no, name, '
	    . 'id_type, id_number, id_hash, sex, birth_date, approved_on, province, '
	    . "variant, batch) SELECT $from + s.seq, 1, CONCAT('MIRROR', LPAD("
	    . "$from + s.seq, 9, '0')), c.name, c.id_type, c.id_number, c.id_hash, "
	    . 'c.sex, c.birth_date, DATE(20211120), c.province, c.variant, '
	    . "$batch FROM certificate c JOIN seq_0_to_@{[$each - 1]} s WHERE "
	    . "c.serial = $like AND c.version = 1");
	$db->query("CALL batch_approve($batch, '2021-11-21')");
	return $batch;
}

sub issue { return $db->try("CALL batch_issue($_[0], NULL)") }
issue($batches[$_]) for 0 .. BATCHES / 2 - 1;

# ---- who writes meanwhile, in a process of its own

sub change {
	my ($what, $class) = @{ ([suspend => 'under-review'],
	    [reinstate => 'review-closed'], [revoke => 'issued-in-error'],
	    [correct => 'record-corrected'])[rand 4] };
	my $serial = $first + int rand $rows;
	my $more = $what eq 'correct' ? "NULL, '李样本', NULL, NULL, NULL, NULL, "
	    . 'NULL, @v' : 'NULL';
	# Whatever does not fit its state is refused: another will.
	$db->try("CALL certificate_$what($serial, 1, '$class', NULL, $more)");
}

sub write_on {
	my @left = @batches[BATCHES / 2 .. BATCHES - 1];
	until (-e "$dir/enough" && !@left) {
		if (@left && (-e "$dir/enough" || rand() < 0.1)) {
			issue($left[0]);
			# Looked at, since its answer may have been lost.
			shift @left if issued($left[0]);
		}
		change();
		sleep rand 0.1;
	}
}

sub issued {
	my ($batch) = @_;
	my ($status, $said) = $db->try('SELECT COUNT(*) FROM event WHERE '
	    . "batch = $batch AND kind = 'issue'");
	return !$status && $said > 0;
}

my $writer = fork;
die "fork: $!" unless defined $writer;
if ($writer == 0) {
	eval { write_on(); 1 } or print STDERR $@;
	POSIX::_exit(0);
}

# ---- the mirrors

my %mirror = (
	'sync.py' => { program => 'sync.py', place => "$dir/whole.db",
	    from => 'start' },
	'sync.py of a snapshot' => { program => 'sync.py',
	    place => "$dir/snapshot.db", from => '' },
	'sync.sh' => { program => 'sync.sh', place => "$dir/whole",
	    from => 'start' },
);

sub run_on {
	my ($name) = @_;
	my $is = $mirror{$name};
	$is->{process} = Ecert::Process->start(name => $name,
	    log => "$is->{place}.log", env => { ECERT_FROM => $is->{from} },
	    command => ["$clients/$is->{program}", $is->{place}]);
}

# For so many seconds: whoever has ended begins again.
sub all_run {
	my ($seconds) = @_;
	my $end = time + $seconds;
	do {
		for my $name (sort keys %mirror) {
			my $process = $mirror{$name}{process};
			run_on($name) unless $process && $process->alive;
		}
		sleep 0.05;
	} while time < $end;
}

my %kill = (
	client => sub {
		my ($name) = shuffle sort keys %mirror;
		$mirror{$name}{process}->kill9;
		return $name;
	},
	responder => sub {
		$stack->kill_bureau_responder;
		$stack->start_bureau_responder;
		return 'responder';
	},
	mariadbd => sub {
		$stack->kill_database;
		$stack->start_database;
		return 'mariadbd';
	},
);

my $began = time;
my @kinds = (qw(client client responder mariadbd),
    map { (sort keys %kill)[rand keys %kill] } 5 .. KILLS);
my $span = $rows / 20_000;
$span = 0.7 if $span < 0.7;
for my $kind (shuffle @kinds) {
	all_run(rand 2 * $span);
	note sprintf '%.1f s: %s killed', time - $began, $kill{$kind}->();
}
all_run(0.2);
open my $enough, '>', "$dir/enough" or die "$dir/enough: $!";
close $enough;
waitpid $writer, 0;
is($?, 0, 'all was written');
note sprintf '%.1f s: the last change', time - $began;

# ---- in the end

# Each ends what it is about, and then once more with all there is.
for my $name (sort keys %mirror) {
	my $is = $mirror{$name};
	for my $turn (1 .. 2) {
		run_on($name) unless $turn == 1 && $is->{process}->alive;
		sleep 0.05 while $is->{process}->alive;
	}
	is($is->{process}->status, 0, "$name: every day agrees")
	    or diag $is->{process}->log_tail, $stack->bureau_log;
	note sprintf '%.1f s: %s is done', time - $began, $name;
}

my $truth = $db->query('SELECT CONCAT(management_no, " ", version, " ", state) '
    . "FROM certificate_status WHERE province = '11' AND state <> 'approved'");
my @truth = sort split /\n/, $truth;
cmp_ok(scalar @truth, '>', $rows - BATCHES, 'the registry has them all');
my %there = map { (split / /)[2] => 1 } @truth;
is_deeply([sort keys %there], [qw(issued revoked superseded suspended)],
    'in every state');

sub states {
	my ($name) = @_;
	my $is = $mirror{$name};
	return (Ecert::Process->run("$clients/sync.py", $is->{place}, '--states'))[1]
	    if $is->{program} eq 'sync.py';
	# All is in force by now, and the last own event counts, else the batch's.
	return (Ecert::Process->run('sh', '-c', q{cut -f3 "$0/changes" |
	    jq -r '"\(.event + (if .of == "certificate" then 1e15 else 0 end)
	    ) \(.managementNo) \(.version) \(.state)"' | sort -n | awk '{
	    state[$2 " " $3] = $4 } END { for (k in state) print k, state[k] }'},
	    $is->{place}))[1];
}

for my $name (sort keys %mirror) {
	my %own = map { $_ => 1 } split /\n/, states($name);
	my %real = map { $_ => 1 } @truth;
	is_deeply([grep({ !$own{$_} } @truth), grep { !$real{$_} } sort keys %own],
	    [], "$name: its states are the registry's");
}
is($db->value('SELECT COUNT(*) FROM event_chain_fault'), 0, 'the chain is whole');
note sprintf '%d versions, %d events: %.1f s', scalar @truth,
    $db->value('SELECT COUNT(*) FROM event'), time - $began;

undef $stack;
done_testing;
