#!/usr/bin/perl
# What many ask at the same moment is asked together, and each has the answer
# that it would have had alone: its own certificate, or none.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Ecert::Ask;
use Ecert::Stack;
use Sessions;
use Test::More;
use Time::HiRes qw(sleep time);

use constant THREADS => 60;

binmode Test::More->builder->$_, ':utf8'
    for qw(output failure_output todo_output);

my $stack = Ecert::Stack->new(rows => 200);
$stack->prepare->start_database->migrate->populate(200);
my $db = $stack->db;
my $ask = Ecert::Ask->new($stack);

# All states, and a corrected certificate whose versions answer to one triple.
my $corrected = $db->value('SELECT MAX(serial) FROM certificate_status '
    . "WHERE serial BETWEEN 20 AND 60 AND version = 1 AND state = 'issued'");
$db->query("CALL certificate_correct($corrected, 1, 'record-corrected', NULL, "
    . 'NULL, NULL, NULL, NULL, NULL, NULL, NULL, @v)');
my @every = map { { serial => $_->[0], version => $_->[1], state => $_->[2],
    triple => [@$_[3, 4, 5]] } } $db->rows('SELECT serial, version, state, '
    . 'name, id_number, management_no FROM certificate_status '
    . 'WHERE serial <= 60 ORDER BY serial, version');
my %of_state;
push @{ $of_state{$_->{state}} }, $_ for @every;
ok($of_state{$_}, "some are $_")
    for qw(approved issued revoked suspended superseded);

my $executed;
sub executed {
	return ($db->rows(q{SHOW GLOBAL STATUS LIKE 'Com_stmt_execute'}))[0][1];
}

sub question {
	my ($kind, @line) = @_;
	my $file = "$stack->{dir}/run/asked";
	open my $out, '>:raw', $file or die "$file: $!";
	print $out join("\t", @$_), "\n" for @line;
	close $out;
	return ('found-at-once', $kind, scalar @line, $file);
}

# Whoever comes first is held up; the others gather behind it.
sub found {
	my ($kind, @line) = @_;
	my @question = question($kind, @line);
	my $lock = later($db, 'LOCK TABLES event WRITE; '
	    . "DO GET_LOCK('held', 0), SLEEP(1.5); UNLOCK TABLES");
	sleep 0.02 until $db->value(q{SELECT IS_USED_LOCK('held') IS NOT NULL});
	$executed = executed();
	my ($reason, @row) = $ask->put(@question);
	$lock->();
	is($reason, 'ok', "many ask for a $kind");
	$executed = executed() - $executed;
	return @row;
}

sub at_once {
	my ($kind, @line) = @_;
	my @row = found($kind, @line);
	is_deeply([ grep { $_->[1] ne 'ok' } @row ], [], 'and none fails');
	cmp_ok($executed, '<', @line / 2,
	    'by fewer statements than there are who ask');
	return map { $_->[3] } @row;
}

# The first time the key is proven too.
is(($ask->put(question('triple', $every[0]{triple})))[0], 'ok', 'one alone');

# Each state, and each of the three values being another's.
my @asked = map { my $k = $_; map { $of_state{$_}[$k % @{ $of_state{$_} }] }
    qw(approved issued revoked suspended superseded) } 0 .. THREADS / 10 - 1;
my @wrong = map { my $n = $_; my $one = $of_state{issued}[$n];
    my @triple = @{ $one->{triple} };
    $triple[$n % 3] = $of_state{issued}[$n + 7]{triple}[$n % 3];
    { triple => \@triple } } 0 .. THREADS / 2 - 1;
my %newest;
for my $one (@every) {
	next if $one->{state} eq 'approved';
	$newest{ join "\t", @{ $one->{triple} } } =
	    "$one->{serial} $one->{version} $one->{state}";
}
my @all = map { $_ % 2 ? $wrong[$_ / 2] : $asked[$_ / 2] } 0 .. THREADS - 1;
my @told = at_once('triple', map { $_->{triple} } @all);
for my $i (0 .. $#all) {
	my $expected = $newest{ join "\t", @{ $all[$i]{triple} } } // '';
	is($told[$i], $expected, $expected ? "the $i-th finds its own"
	    : "the $i-th finds none");
}
my ($twice) = grep { $_->{serial} == $corrected
    && $_->{version} == 2 } @every;
is((at_once('triple', ($twice->{triple}) x 8))[7], "$corrected 2 issued",
    'the newest of two that answer to the same');

@told = at_once('version', (map { [ @{$_}{qw(serial version)} ] } @asked),
    map { [ 900_000 + $_, 1 ] } 1 .. THREADS / 2);
for my $i (0 .. THREADS - 1) {
	my $one = $asked[$i];
	is($told[$i], !$one || $one->{state} eq 'approved' ? ''
	    : "$one->{serial} $one->{version} $one->{state} "
	    . $one->{triple}[2], 'a version is told of, if it is public');
}

# What cannot be read is no other's fault, and never "not found".
my ($variant) = $db->value('SELECT variant FROM certificate WHERE version = 1 '
    . "AND serial = $of_state{issued}[0]{serial}");
my %of_it = map { $_->[0] => 1 } $db->rows('SELECT serial FROM certificate '
    . "WHERE variant = $variant");
$db->query('SET SESSION check_constraint_checks = 0; UPDATE variant_face '
    . "SET title_zh = '' WHERE variant = $variant", user => 'root');
my @issued = @{ $of_state{issued} };
my @row = found('version', map { [ @{$_}{qw(serial version)} ] } @issued);
is_deeply([ map { $_->[1] } @row ], [ map { $of_it{ $_->{serial} }
    ? 'record-unreadable' : 'ok' } @issued ],
    'what cannot be read is told to those who asked for it');
is_deeply([ map { $_->[3] } grep { $_->[1] eq 'ok' } @row ],
    [ map { "$_->{serial} $_->{version} issued $_->{triple}[2]" }
    grep { !$of_it{ $_->{serial} } } @issued ], 'all others have theirs');

undef $ask;
undef $stack;
done_testing;
