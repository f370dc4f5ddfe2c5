#!/usr/bin/perl
# Whatever bureaus send, each answer is one that doc/openapi.yaml has: calls made
# of it by chance, good and broken, through nginx and TLS.
#
#	ECERT_FUZZ_SEED		another seed			(20211)
#	ECERT_FUZZ_CALLS	how many calls			(1000)
#	ECERT_FUZZ_SECONDS	go on for so long instead
#	ECERT_FUZZ_FIRST	begin with that call		(1)

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Calls;
use Contract;
use Ecert::Stack;
use Ecert::Tree qw(none);
use Encode qw(encode);
use Fuzz;
use Test::More;
use Wire;

use constant FAULTS_TOLD => 20;		# then it has seen enough

my $seed = $ENV{ECERT_FUZZ_SEED} || 20211;
my $first = $ENV{ECERT_FUZZ_FIRST} || 1;
my $seconds = $ENV{ECERT_FUZZ_SECONDS} || 0;
my $last = $seconds ? 1e12 : $first - 1 + ($ENV{ECERT_FUZZ_CALLS} || 1000);
note "ECERT_FUZZ_SEED=$seed";

my $stack = Ecert::Stack->new(rows => 200, bureau => 1,
    bureau_conf => { listen => { processes => 2, threads => 8 } })->start;
my $contract = Contract->new;
my $calls = Calls->new(stack => $stack, contract => $contract);

sub processes {
	my $parent = $stack->bureau_responder->pid;
	return join ' ', sort { $a <=> $b } split ' ',
	    slurp("/proc/$parent/task/$parent/children");
}

# ---- what exists, for calls to hit on

my ($number, $name, $id) = $calls->person;
my %pool = (no => [$number, '999999'], managementNo => [$number],
    name => [$name, '张样本'], idNumber => [$id, '110105194912310021'],
    idType => ['111', '414'], list => ['1-0', '1-1'], qualification => ['08'],
    approved => ['2022-01-10'], province => ['11'], sex => ['男'],
    level => ['一级'], specialty => ['结构'], tables => ['', 'x',
    map { $calls->table } 1 .. 3], date => ['2000-01-01', '2026-11-25']);
for my $call ($calls->good) {
	my $answer = $calls->call(%$call);
	is($answer->{status}, $call->{status}, "$call->{method} $call->{name}")
	    or diag $answer->{text};
	push @{ $pool{after} }, $answer->{text} =~ m{<(?:next|changes)>([^<]+)<}g;
	$call->{then}->($answer) if $call->{then};
}
$pool{code} = [$calls->{copy}];
$pool{batch} = [$calls->{batch}, $calls->{faulty}];
$pool{files} = [$calls->{file}];

my $host = "$stack->{host}:$stack->{used_bureau_port}";
my $dir = $stack->bureau_dir;
$stack->bureau_key('nobody');
$stack->bureau_add('nobody', scopes => 'verify');
my %wire = map { $_ => Wire->new(host => $stack->{host},
    port => $stack->{used_bureau_port}, ca => "$dir/ca.pem",
    length $_ ? (cert => "$dir/$_-cert.pem", key => "$dir/$_-key.pem") : ()) }
    qw(beijing ministry nobody), '';
my $fuzz = Fuzz->new(contract => $contract, pool => \%pool, host => $host);

# ---- calls

# Somebody's name or number in what a problem says.
my $personal = join '|', map { quotemeta } @{ $pool{name} },
    @{ $pool{idNumber} }, map { $_->{name}, $_->{id_number} } $stack->samples;
sub tells_of_persons { return $_[0] =~ /$personal|\d{17}[\dXx]/ }

sub faults {
	my ($call, $answer) = @_;
	return 'no answer' unless $answer;
	my $path = $call->{path} =~ s/%([0-9A-Fa-f]{2})/chr hex $1/ger;
	my @faults = $contract->faults($call->{method}, $path, $answer);
	push @faults, "status $answer->{status}" if $answer->{status} >= 500
	    && ($answer->{status} != 503 || !$answer->{headers}{'retry-after'});
	push @faults, 'tells of a person' if $answer->{status} >= 400
	    && tells_of_persons($answer->{text});
	return @faults;
}

my $before = processes();
my $end = time + $seconds;
my ($done, @faults, %got) = (0);
for my $n ($first .. $last) {
	last if @faults >= FAULTS_TOLD || ($seconds && time > $end);
	srand $seed * 1_000_003 + $n;
	my $call = $fuzz->call;
	my $wire = $wire{ Fuzz::one(('beijing') x 20, sort keys %wire) };
	$done++;
	if ($call->{cut}) {
		$wire->drop($call->{bytes});
		next;
	}
	my $answer = $wire->ask($call->{bytes}, $call->{is_head});
	$wire->close if $call->{told};
	$got{ $answer ? $answer->{status} : 'none' }++;
	push @faults, map { "call $n: $_\n" . substr($call->{bytes}, 0, 700)
	    =~ s/([^\n\x20-\x7e])/sprintf '\\x%02x', ord $1/ger . "\n\t-> "
	    . ($answer ? substr $answer->{text}, 0, 400 : '') }
	    faults($call, $answer);
}
note "$done calls: ", join ', ', map { "$_ $got{$_} times" } sort keys %got;

none(\@faults, "every answer is as documented (seed $seed)");
is(processes(), $before, 'no process of the responder has died');
if ($done >= 500) {
	ok($got{$_}, "some were answered $_")
	    for qw(200 201 400 403 404 405 406 409 422);
}
ok(!tells_of_persons($stack->bureau_log), 'the log names nobody');
is($calls->call(method => 'GET', path => 'caller')->{status}, 200,
    'and it serves on');

undef $stack;
done_testing;
