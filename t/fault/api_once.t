#!/usr/bin/perl
# The responder of the bureaus, or mariadbd, is killed between a call and its
# answer: the same call with the same Idempotency-Key then has one thing made,
# and every repetition the same.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Ecert::Stack;
use Patience;
use POSIX ();
use Test::More;
use Time::HiRes qw(sleep time);

my $seed = $ENV{ECERT_SEED} || $$;
srand $seed;
note "ECERT_SEED=$seed";

my $rounds = 6;
# Durable: what was told must be there after the crash.
my $stack = Ecert::Stack->new(rows => 1000, bureau => 1, fast => 0)->start;
my $db = $stack->db;
my @numbers = map { $_->[0] } $db->rows('SELECT management_no FROM '
    . "certificate_status WHERE state = 'issued' AND province = '11' LIMIT "
    . 2 * $rounds);
is(scalar @numbers, 2 * $rounds, 'there are certificates');

sub post {
	my ($path, $bytes, $key) = @_;
	return $stack->bureau_request('POST', $path, content => $bytes,
	    headers => { 'Content-Type' => 'application/xml',
	    'Idempotency-Key' => qq("$key") });
}

sub order {
	my ($number, $key) = @_;
	return post("certificates/$number/copies", '<copyOrder '
	    . 'xmlns="urn:ecert:api:1"><days>9</days></copyOrder>', $key);
}

sub code_of { return $_[0]{text} =~ /<copy [^>]*code="(\w{26})"/ ? $1 : 'none' }
sub report_of { return $_[0]{text} =~ /number="(\w{26})"/ ? $1 : 'none' }

# How long it takes when nobody is killed: what a random moment is chosen from.
my $began = time;
my $made = order($numbers[0], 'first');
my $took = time - $began;
is($made->{status}, 201, 'a copy to begin with') or diag $made->{text};
my $file = $stack->bureau_get($made->{headers}{location})->{content};

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

# What is told while servers come back: another call has the key, nginx has nobody
# to ask, or a process that could not reach the database says so for a quarter of
# a second more.
sub until_told { return patiently($_[0], qr/^(?:409|50[234]|599)$/) }

# Begun in a process of its own, cut off at some moment; then until it is told.
sub cut_off {
	my ($what, $call) = @_;
	my $pid = fork;
	die "fork: $!" unless defined $pid;
	if (!$pid) {
		my $answer = eval { $call->() } || { status => 599 };
		POSIX::_exit($answer->{status} == 201 ? 0 : 1);
	}
	sleep rand 1.5 * $took;
	my $mend = $kill{$what}->();
	waitpid $pid, 0;
	my $told = $? == 0;
	$mend->();
	return (until_told($call), $told);
}

my %seen;
for my $round (1 .. 2 * $rounds - 1) {
	my $what = $round % 2 ? 'responder' : 'mariadbd';
	my $number = $numbers[$round];
	my $copies = sub { return $db->value('SELECT COUNT(*) FROM annotation a '
	    . 'JOIN certificate c USING (serial, version) WHERE management_no = '
	    . "'$number'") };
	my ($answer, $told) = cut_off($what, sub { order($number, "copy-$round") });
	$seen{$told}++;
	is($answer->{status}, 201, "copy $round, $what killed: made")
	    or diag $answer->{text}, $stack->bureau_log;
	is($copies->(), 1, '... once');
	my $again = until_told(sub { order($number, "copy-$round") });
	is(code_of($again), code_of($answer), '... the same each time');
	is($db->value('SELECT COUNT(*) FROM copy k JOIN annotation a USING '
	    . '(annotation) JOIN certificate c USING (serial, version) WHERE '
	    . "management_no = '$number'"), 1, '... with its file');
	my ($one, $two) = map { my $code = code_of($_);
	    until_told(sub { $stack->bureau_get("copies/$code") }) }
	    $answer, $again;
	is("$one->{status} $two->{status}", '200 200', '... given each time');
	ok($one->{content} eq $two->{content}, '... to the byte');
}
note join ', ', map { ($_ ? 'told' : 'not told') . ": $seen{$_}" } sort keys %seen;

for my $round (1 .. $rounds) {
	my $what = $round % 2 ? 'responder' : 'mariadbd';
	my $reports = sub { $db->value('SELECT COUNT(*) FROM verification_report') };
	my $before = $reports->();
	my ($answer) = cut_off($what, sub { post('verifications', $file, "report-$round") });
	is($answer->{status}, 201, "report $round, $what killed: made")
	    or diag $answer->{text}, $stack->bureau_log;
	is($reports->(), $before + 1, '... and kept once');
	my $again = until_told(sub { post('verifications', $file,
	    "report-$round") });
	ok($again->{content} eq $answer->{content}, '... the same to the byte');
	isnt(report_of($again), 'none', '... with its number');
	is($reports->(), $before + 1, '... and still once');
}
is($db->value('SELECT COUNT(*) FROM event_chain_fault'), 0, 'the chain is whole');

undef $stack;
done_testing;
