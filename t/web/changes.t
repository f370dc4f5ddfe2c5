#!/usr/bin/perl
# The changes of a province over HTTP: pages, places, waiting, snapshots, days.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Digest::SHA qw(sha256_hex);
use Ecert::Stack;
use Ecert::Tree qw(none);
use Feed;
use Test::More;
use Time::HiRes qw(sleep time);

binmode Test::More->builder->$_, ':encoding(UTF-8)'
    for qw(output failure_output todo_output);

plan skip_all => 'not installed: ' . Ecert::Stack::clock_missing()
    if Ecert::Stack::clock_missing();

my $stack = Ecert::Stack->new(rows => 3000, bureau => 1, clock => 1)->start;
my $db = $stack->db;
my $feed = Feed->new(stack => $stack, cert => 'beijing');

sub truth {
	my ($province) = @_;
	return join '', map { "@$_\n" } $db->rows('SELECT management_no, version, '
	    . "state FROM certificate_status WHERE province = '$province' AND "
	    . "state <> 'approved' ORDER BY management_no, version");
}

sub change {
	my ($what, $serial, $class, $at) = @_;
	$db->query("CALL certificate_$what($serial, 1, '$class', NULL, "
	    . ($at || 'NULL') . ')');
}

sub issued {
	my ($province, $n) = @_;
	return map { $_->[0] } $db->rows('SELECT serial FROM certificate_status '
	    . "WHERE province = '$province' AND version = 1 AND state = 'issued' "
	    . "ORDER BY serial LIMIT $n");
}

# ---- all of it

my $pages = $feed->changes;
cmp_ok(scalar @{ $feed->{entries} }, '>', 50, 'there are changes');
is($feed->states, truth('11'), 'the mirror is as the registry is');
none($feed->{faults}, 'every page is as its schema says');
my ($entry) = grep { $_->{kind} eq 'correct' } @{ $feed->{entries} };
is($entry->{successor}, $entry->{version} + 1, 'a correction names what follows');
ok((grep { $_->{managementNo} eq $entry->{managementNo} && $_->{version}
    == $entry->{successor} } @{ $feed->{entries} }), 'and that is told of too');

my ($row) = $db->rows('SELECT name, id_number, birth_date, title_zh, issued_on '
    . "FROM certificate_status WHERE management_no = '$entry->{managementNo}' "
    . "AND version = $entry->{version}");
utf8::decode($_) for @$row;
is_deeply([@{$entry}{qw(name id_number birthDate title issued)}], $row,
    'the certificate is there in full');

my $small = Feed->new(stack => $stack, cert => 'beijing', limit => 7);
$small->changes;
is_deeply($small->{entries}, $feed->{entries}, 'in small pages it is the same');
my $other = Feed->new(stack => $stack, cert => 'shanghai');
$other->changes;
is($other->states, truth('31'), 'another bureau has its own province');
my %own = map { $_->{managementNo} => 1 } @{ $feed->{entries} };
none([grep { $own{$_->{managementNo}} } @{ $other->{entries} }],
    'and nothing of this one');

Feed->new(stack => $stack, cert => 'corps', limit => 29)->snapshot->changes;
my %on_record = map { ("$_->[0] $_->[1]" => $_->[2]) } $db->rows('SELECT '
    . 'c.management_no, c.version, COUNT(*) FROM access_log a JOIN certificate c '
    . "USING (serial, version) WHERE a.channel = 'mirror' GROUP BY 1, 2");
is_deeply(\%on_record, { Feed::told() }, 'whoever is told of is so on record, '
    . 'and nobody else is');
($row) = $db->rows('SELECT a.actor, a.actor_name, a.outcome FROM access_log a '
    . "JOIN certificate c USING (serial, version) WHERE a.channel = 'mirror' AND "
    . "c.management_no = '$entry->{managementNo}' AND c.version = "
    . "$entry->{version} ORDER BY a.outcome DESC LIMIT 1", user => 'ecert_owner');
utf8::decode($_) for @$row;
is_deeply($row, ['bureau', '北京样本人事考试院', 'superseded'],
    'with the bureau\'s name, and what it was told');

# ---- what is refused

for my $bad (['changes?after=x', 400, 'cursor-invalid'],
    ['changes?after=' . 'A' x 34, 400, 'cursor-invalid'],
    ['changes?limit=0', 400, 'query-invalid'],
    ['changes?limit=1001', 400, 'query-invalid'],
    ['changes?wait=31', 400, 'query-invalid'],
    ['changes?wait=-1', 400, 'query-invalid'],
    ['snapshot?after=' . $feed->{next}, 400, 'cursor-invalid'],
    ['changes/days/2026-13-01', 400, 'query-invalid'],
    ['changes/days/20261101', 400, 'query-invalid']) {
	my ($path, $status, $code) = @$bad;
	my $answer = $stack->bureau_get($path);
	is($answer->{status}, $status, "$path is refused");
	like($answer->{text}, qr/$code/, "as $code");
}
my $strange = $feed->{next};
substr($strange, -2, 1) = substr($strange, -2, 1) eq 'A' ? 'B' : 'A';
my $gone = $stack->bureau_get("changes?after=$strange");
is($gone->{status}, 410, 'a place of another chain is gone');
for my $path ('changes', 'snapshot', 'changes/days/2026-11-25') {
	my $answer = $stack->bureau_get($path, cert => 'ministry');
	is($answer->{status}, 403, "who has no province is refused: $path");
	like($answer->{text}, qr/feed-no-province/, 'and told why');
}

# ---- times to come

my ($one, $two) = issued('11', 2);
my $before = $feed->{next};
change(revoke => $one, 'issued-in-error', 'UTC_TIMESTAMP(6) + INTERVAL 2 HOUR');
change(suspend => $two, 'under-review', 'UTC_TIMESTAMP(6) + INTERVAL 26 HOUR');
$feed->changes;
is($feed->states, truth('11'), 'what is still to come changes nothing yet');
my $shot = Feed->new(stack => $stack, cert => 'beijing', limit => 19);
$shot->snapshot;
is($shot->{next}, $before, 'a snapshot goes on before what is to come');
is($shot->states, truth('11'), 'and is how things stand');
$shot->changes;
for my $hours (3, 25, 27) {
	$stack->set_clock($hours * 3600);
	is($feed->states, truth('11'), "in $hours hours the mirror is right");
	is($shot->states, truth('11'), 'also the one that began with a snapshot');
}

# ---- days

my @days = sort keys %{ { map { substr($_->{recorded}, 0, 10) => 1 }
    @{ $feed->{entries} } } };
for my $day (@days, '2020-02-29') {
	my $said = $feed->day($day);
	is_deeply([@{$said}{qw(count digest)}], [$feed->own_day($day)],
	    "$day: count and digest are the mirror's own");
}
is($feed->shell_day($days[0]), $feed->day($days[0])->{digest},
    'which the two lines of shell in doc/changes.md find too');
is($feed->day($days[0])->{over}, 'false', 'the day of the last change is open');
my ($three) = issued('11', 1);
change(suspend => $three, 'under-review');
$feed->changes;
is($feed->day($days[0])->{over}, 'true', 'and over once another day has one');
my $now = substr $feed->{entries}[-1]{recorded}, 0, 10;
is_deeply([@{ $feed->day($now) }{qw(count digest)}], [$feed->own_day($now)],
    'the day that is running has a digest too');

# ---- waiting

my $idle = time;
my $answer = $feed->page('changes', after => $feed->{next}, wait => 2);
cmp_ok(time - $idle, '>=', 2, 'who waits is answered when the time is over');
is($answer->{more}, 'false', 'with nothing');
my $waiting = $feed->later('changes', after => $feed->{next}, wait => 30);
my $quick = $feed->later('changes', after => $feed->{next}, wait => 30);
ok($waiting->is_open && $quick->is_open, 'some of a bureau wait');
# Two in a process, and there are two processes.
my @more = map { $feed->later('changes', after => $feed->{next}, wait => 30) }
    1 .. 6;
my @open = grep { $_->is_open(5) } @more;
cmp_ok(scalar @open, '<=', 2, 'the others are answered at once');
my %done = map { $_ => 1 } @open;
is(scalar @{ $_->answer->{entries} }, 0, 'with nothing')
    for grep { !$done{$_} } @more;
my $connections = $db->value("SELECT COUNT(*) FROM information_schema.processlist "
    . "WHERE user = 'ecert_bureau' AND command <> 'Sleep'", user => 'root');
cmp_ok($connections, '<=', 2, 'who waits holds no connection');
change(reinstate => $three, 'review-closed');
for my $one ($waiting, $quick, @open) {
	my $came = $one->answer;
	is(scalar @{ $came->{entries} }, 1, 'a change ends the waiting');
	is($came->{entries}[0]{kind}, 'reinstate', 'and is told at once');
}

# A process that is to end lets them go.
$feed->changes;
my $last = $feed->later('changes', after => $feed->{next}, wait => 30);
ok($last->is_open, 'somebody waits');
my $ending = time;
$stack->stop_bureau_responder(20);
is($last->answer->{next}, $feed->{next}, 'when the responder is stopped, who '
    . 'waits is answered');
cmp_ok(time - $ending, '<', 20, 'before the time is over');

done_testing;
