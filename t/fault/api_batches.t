#!/usr/bin/perl
# The responder of the bureaus, or mariadbd, is killed at random moments of a
# batch's check and of its confirmation, and two confirm at once: nothing is
# half done, the bureau's same call goes on, and no row is doubled or lost.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Ecert::Intake qw(person @columns);
use Ecert::Stack;
use Encode qw(encode);
use Patience;
use POSIX qw(WNOHANG);
use Test::More;
use Time::HiRes qw(sleep time);

my $seed = $ENV{ECERT_SEED} || $$;
srand $seed;
note "ECERT_SEED=$seed";

my $rows = 20_000;
my $stack = Ecert::Stack->new(rows => 20, bureau => 1, fast => 0,
    database => ['--innodb-buffer-pool-size=128M'])->start;
my $db = $stack->db;
my $keys = 0;
my %seen;	# rows that were in when it was killed

sub table {
	my ($number) = @_;
	my $first = 1 + $rows * $number;
	return encode('UTF-8', join '', map { "$_\r\n" } join(',', @columns),
	    map { join ',', @{ person($_) }{@columns} }
	    $first .. $first + $rows - 1);
}

sub post {
	my ($path, $bytes, $key) = @_;
	return $stack->bureau_request('POST', $path, cert => 'ministry',
	    content => $bytes, headers => { 'Content-Type' => 'text/csv',
	    'Idempotency-Key' => '"' . ($key || 'k' . ++$keys) . '"' });
}

sub deliver {
	my ($table, $key) = @_;
	return post('batches?qualification=14&approved=2022-01-10', $table, $key);
}

# A call in a process of its own, whose exit status is 0 for an answer of 2xx.
sub begin {
	my ($call) = @_;
	my $pid = fork;
	die "fork: $!" unless defined $pid;
	return $pid if $pid;
	my $answer = eval { $call->() } || { status => 599 };
	POSIX::_exit($answer->{status} =~ /^2/ ? 0
	    : $answer->{status} == 409 ? 4 : 1);
}

sub end { my ($pid) = @_; waitpid $pid, 0; return $? >> 8 }

sub loaded {
	return $db->value('SELECT IFNULL(SUM(loaded), 0) FROM import_file');
}

# Some moment of it: soon, or when so much more is loaded.
sub some_moment {
	my ($pid) = @_;
	my $aim = loaded() + 4000 * int rand 5;
	my $end = time + 30;
	sleep rand 0.3;
	sleep 0.02 while time < $end && loaded() < $aim
	    && waitpid($pid, WNOHANG) == 0;
	sleep rand 0.2;
}

sub holds {
	my ($when) = @_;
	is($db->value('SELECT COUNT(*) FROM (SELECT i.state, i.loaded, (SELECT '
	    . 'COUNT(*) FROM certificate c WHERE c.batch = i.batch) AS n, '
	    . '(SELECT COUNT(*) FROM event e WHERE e.batch = i.batch) AS '
	    . 'approved FROM import_file i) t WHERE n <> loaded OR approved <> '
	    . "(state = 'approved') OR loaded % 4000 <> 0 OR (state = "
	    . "'approved' AND n <> $rows)"), 0, "$when: nothing is half done");
	is($db->value('SELECT COUNT(*) FROM bureau_batch_status s LEFT JOIN '
	    . 'bureau_batch_file f USING (bureau_batch) WHERE (f.content IS '
	    . "NULL) <> (s.state = 'approved')"), 0,
	    "$when: a table is kept until its rows are in");
	is($db->value('SELECT COUNT(*) FROM event_chain_fault'), 0,
	    "$when: the chain is whole");
}

my %kill = (
	responder => sub {
		$stack->kill_bureau_responder;
		return sub { $stack->start_bureau_responder };
	},
	mariadbd => sub {
		$stack->kill_database;
		return sub { $stack->start_database };
	},
);

sub id { return $_[0]{text} =~ /<batch [^>]*id="([0-9a-f]{32})"/ ? $1 : undef }

# The same table until it is there, then the same confirmation until it is in.
sub until_approved {
	my ($number, $rounds) = @_;
	my $table = table($number);
	my $state = sub { return $db->value('SELECT IFNULL(MAX(state), "none") '
	    . 'FROM bureau_batch_status WHERE bureau_batch = (SELECT '
	    . 'MAX(bureau_batch) FROM bureau_batch)') };
	for my $round (1 .. $rounds) {
		my $what = $round % 2 ? 'responder' : 'mariadbd';
		my $pid = begin(sub { deliver($table, "deliver-$number") });
		sleep rand 2;
		my $mend = $kill{$what}->();
		end($pid);
		$mend->();
		holds("$what killed, check $round of $number");
	}
	my $answer = patiently(sub { deliver($table, "deliver-$number") },
	    qr/^503$/);
	my $id = id($answer) || ($answer->{headers}{location} || '')
	    =~ s{.*/}{}r;
	like($id, qr/^[0-9a-f]{32}$/, 'delivered once more, it is there')
	    or diag $answer->{text}, $stack->bureau_log;
	for my $round (1 .. 2 * $rounds) {
		my $what = $round % 2 ? 'mariadbd' : 'responder';
		my $pid = begin(sub { post("batches/$id/confirmation", '') });
		some_moment($pid);
		my $mend = $kill{$what}->();
		end($pid);
		$mend->();
		$seen{loaded()}++;
		holds("$what killed, confirmation $round of $number");
	}
	$answer = patiently(sub { post("batches/$id/confirmation", '') },
	    qr/^503$/);
	is($answer->{status}, 200, 'confirmed once more, it is approved')
	    or diag $answer->{text}, $stack->bureau_log;
	holds("batch $number");
	is(loaded(), $rows * ($number + 1), 'each row once');
}

until_approved($_, 3) for 0 .. 1;
cmp_ok(scalar keys %seen, '>', 2, 'it was cut off at several places');
is($db->value('SELECT COUNT(*) FROM bureau_batch'), 2,
    'a batch a table, however often it was sent');

subtest 'two confirmations at once are one' => sub {
	my $began = time;
	my $answer = deliver(table(2));
	is($answer->{status}, 201, 'delivered');
	my $took = time - $began;
	my $id = id($answer);
	$began = time;
	my @pids = map { begin(sub { post("batches/$id/confirmation", '') }) } 1, 2;
	my @ends = sort map { end($_) } @pids;
	is($ends[0], 0, 'approved for one');
	ok($ends[1] == 0 || $ends[1] == 4, 'and the other told so, or to wait');
	note sprintf '%d rows: checked in %.1f s, confirmed twice in %.1f s',
	    $rows, $took, time - $began;
	is(loaded(), 3 * $rows, 'each row once');
	holds('two at once');
};

subtest 'taken back while it is being loaded' => sub {
	my $id = id(deliver(table(3)));
	my $pid = begin(sub { post("batches/$id/confirmation", '') });
	my $end = time + 30;
	sleep 0.02 while time < $end && loaded() == 3 * $rows;
	my $answer = post("batches/$id/discard", '');
	my $confirmed = end($pid) == 0;
	my $state = $db->value('SELECT state FROM bureau_batch_status '
	    . 'ORDER BY bureau_batch DESC LIMIT 1');
	is($state, $confirmed ? 'approved' : 'discarded', 'one of the two holds');
	is($answer->{status}, $confirmed ? 409 : 200, 'and is told');
	is($db->value('SELECT COUNT(*) FROM certificate WHERE batch IN (SELECT '
	    . 'batch FROM import_file)'), ($confirmed ? 4 : 3) * $rows,
	    'no row is left behind');
};

undef $stack;
done_testing;
