#!/usr/bin/perl
# What a bureau's developer is given to work from: the manual's commands run as
# they are printed, and its two clients mirror a province and prove it.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Ecert::Intake qw(resident);
use Ecert::Process;
use Ecert::Stack;
use Ecert::Tree qw(none tree_top);
use Encode qw(decode encode);
use File::Temp qw(tempdir);
use Test::More;

plan skip_all => 'not installed: ' . Ecert::Stack::clock_missing()
    if Ecert::Stack::clock_missing();

my $stack = Ecert::Stack->new(rows => 3000, bureau => 1, clock => 1)->start;
my $db = $stack->db;
my $clients = tree_top() . '/doc/client';
my $dir = tempdir(CLEANUP => 1);

my ($own) = $db->rows('SELECT management_no, name, id_number FROM '
    . "certificate_status WHERE province = '11' AND state = 'issued' AND "
    . "version = 1 AND id_type = '111' ORDER BY serial LIMIT 1");
my $keys = $stack->bureau_dir;
%ENV = (%ENV, ECERT_URL => $stack->bureau_url('/api/v1'),
    ECERT_CA => "$keys/ca.pem", ECERT_CERT => "$keys/beijing-cert.pem",
    ECERT_KEY => "$keys/beijing-key.pem", ECERT_PURPOSE =>
    'item=11-0000-001&name=%E6%A0%B7%E6%9C%AC&cause=%E6%A0%B7%E6%9C%AC',
    CLIENT => $clients, NO => $own->[0], NAME => $own->[1],
    ID_NUMBER => $own->[2], NEW_NO => '20211001411000999001',
    NEW_ID_NUMBER => resident('11000019900101007'));

# ---- the manual

# Its commands, in order: a heading and what stands between ```sh and ```.
sub commands {
	my $text = decode('UTF-8', slurp(tree_top() . '/doc/api.md'));
	my ($heading, @found) = ('');
	while ($text =~ m{^\#+[ ]([^\n]+)$|^```sh\n(.*?)^```}gms) {
		$heading = $1 if defined $1;
		push @found, [$heading, $2] if defined $2;
	}
	return @found;
}

my @commands = commands();
cmp_ok(scalar @commands, '>', 10, 'the manual has commands');
my $said = '';
for my $command (@commands) {
	my ($heading, $text) = @$command;
	write_file("$dir/command", encode('UTF-8', $text));
	my ($status, $out) = Ecert::Process->run('sh', '-c',
	    "cd '$dir' && exec bash -eu ./command 2>&1");
	is($status, 0, "$heading: what is printed works")
	    or diag decode('UTF-8', $out), $stack->bureau_log;
	$said .= $out;
}
like($said, qr{outcome="not-found"}, 'someone was not found');
like($said, qr/<Signature/, 'something was signed');
like($said, qr/"state":"checked"/, 'a delivery was checked');
like($said, qr/state="approved"/, 'and approved');
is($db->value('SELECT COUNT(*) FROM certificate WHERE management_no = '
    . "'$ENV{NEW_NO}'"), 1, 'and is there');
like($said, qr/day-absent|birth|date/, 'what was wrong was told');

# ---- every call is in it

my $routes = slurp(tree_top() . '/fcgi/responder/route.c');
my $manual = slurp(tree_top() . '/doc/api.md');
my @missing;
while ($routes =~ m{METHOD_(\w+),\s+"/api/v1/([^"]*)",\s+\w+,
    \s+\w+,\s+\w+,\s+SCOPE_(\w+)}gx) {
	my ($method, $path, $scope) = ($1, $2, $3);
	next if $scope eq 'PUBLIC';
	$path =~ s/:\w+/[^\`]+/g;
	push @missing, "$method $path" unless $manual =~ m{`$method /$path`};
}
none(\@missing, 'every call is in its table');

# ---- and whatever it says one may be refused for is in the catalogue

my %code = map { $_ => 1 } slurp(tree_top() . '/fcgi/base/reason.def')
    =~ /^REASON\(\w+, "([a-z0-9-]+)"/mg;
my ($table) = decode('UTF-8', $manual) =~ /^## 六、[^\n]*\n(.*)/ms;
my @told = map { /`([a-z]+-[a-z-]+(?:…)?)`/g } map { (split /\|/)[2] }
    grep { /^\| \d/ } split /\n/, $table;
cmp_ok(scalar @told, '>', 15, 'the manual has reasons');
none([grep { my $start = s/…$//r; /…$/ ? !grep { index($_, $start) == 0 }
    keys %code : !$code{$_} } @told], 'each is one that can be met');

# ---- the clients

sub truth {
	return join '', map { "@$_\n" } $db->rows('SELECT management_no, version, '
	    . "state FROM certificate_status WHERE province = '11' AND "
	    . "state <> 'approved' ORDER BY management_no, version");
}

my %client = (
	python => sub { ("$clients/sync.py", "$dir/$_[0].db") },
	shell => sub { ("$clients/sync.sh", "$dir/$_[0]") },
);

# The exit status, and what it said.
sub sync {
	my ($client, $mirror, $from) = @_;
	local $ENV{ECERT_FROM} = $from || '';
	my ($status, $out) = Ecert::Process->run('sh', '-c',
	    'exec "$0" "$1" 2>&1', $client{$client}->($mirror));
	return ($status, $out);
}

# What a mirror knows: number, version, state; the shell's by the manual's rule.
sub states {
	my ($client, $mirror) = @_;
	my ($program, $place) = $client{$client}->($mirror);
	return (Ecert::Process->run('env', @{ [map { "$_=" . $stack->clock_env->{$_} }
	    keys %{ $stack->clock_env }] }, $program, $place, '--states'))[1]
	    if $client eq 'python';
	return (Ecert::Process->run('sh', '-c', q{cat "$0/snapshot" "$0/changes" |
	    cut -f3 | jq -rs --arg now "$1" 'map(select(.effective <= $now)) |
	    group_by([.managementNo, .version])[] | max_by([.of == "certificate",
	    .event]) | "\(.managementNo) \(.version) \(.state)"'}, $place,
	    $db->value('SELECT DATE_FORMAT(UTC_TIMESTAMP(6) + INTERVAL 8 HOUR, '
	    . "'%Y-%m-%dT%H:%i:%s.%f+08:00')")))[1];
}

sub change {
	my ($what, $nth, $class) = @_;
	my ($serial) = map { $_->[0] } $db->rows('SELECT serial FROM '
	    . "certificate_status WHERE province = '11' AND version = 1 AND state "
	    . "= 'issued' ORDER BY serial LIMIT 1 OFFSET $nth");
	$db->query("CALL certificate_$what($serial, 1, '$class', NULL, NULL)");
}

for my $client (sort keys %client) {
	my ($status, $out) = sync($client, 'whole', 'start');
	is($status, 0, "$client: from the first change on, every day agrees")
	    or diag $out;
	is(states($client, 'whole'), truth(), "$client: the mirror is the registry");
	($status) = sync($client, 'snapshot');
	is($status, 0, "$client: from a snapshot on") or diag $out;
	is(states($client, 'snapshot'), truth(), "$client: it is the same");
}

change(revoke => 3, 'issued-in-error');
change(suspend => 4, 'under-review');
$stack->set_clock(86400);
change(suspend => 5, 'under-review');
for my $client (sort keys %client) {
	for my $mirror (qw(whole snapshot)) {
		my ($status, $out) = sync($client, $mirror);
		is($status, 0, "$client, $mirror: a day later every day agrees")
		    or diag $out;
		like($out, qr/: 1 changes, [0-9a-f]{64}\n\z/,
		    "$client, $mirror: the last one with the change in it");
		is(states($client, $mirror), truth(),
		    "$client, $mirror: again the registry's");
	}
}

# ---- what is missing or altered is found

$stack->set_clock(2 * 86400);
change(suspend => 6, 'under-review');
my %harm = (
	python => sub {
		my ($sql) = @_;
		Ecert::Process->run('python3', '-c', 'import sqlite3, sys; '
		    . 'db = sqlite3.connect(sys.argv[1]); db.execute(sys.argv[2]); '
		    . 'db.commit()', "$dir/whole.db", $sql);
	},
	shell => sub {
		my ($edit) = @_;
		Ecert::Process->run('sh', '-c', 'cd "$0" && sed -i "$1" changes && '
		    . 'read -r feed length rest <place && echo "$feed $(stat -c %s '
		    . 'changes) $rest" >place', "$dir/whole", $edit);
	},
);
my %harms = (
	python => { 'an altered state' => "UPDATE entry SET state = 'issued' WHERE "
	    . "n = (SELECT MAX(n) FROM entry)", 'a lost entry' =>
	    'DELETE FROM entry WHERE n = (SELECT MAX(n) FROM entry)' },
	shell => { 'an altered state' => '$s/;suspended;/;issued;/',
	    'a lost entry' => '$d' },
);
for my $client (sort keys %client) {
	is((sync($client, 'whole'))[0], 0, "$client: up to date");
	for my $what (sort keys %{ $harms{$client} }) {
		$harm{$client}->($harms{$client}{$what});
		my ($status, $out) = sync($client, 'whole');
		like($out, qr/differs, fetching it again/, "$client: $what is found");
		is($status, 0, "$client: and mended") or diag $out;
		is(states($client, 'whole'), truth(), "$client: as it was");
	}
}

# ---- what cannot be done is told

for my $client (sort keys %client) {
	local $ENV{ECERT_CERT} = "$keys/ministry-cert.pem";
	local $ENV{ECERT_KEY} = "$keys/ministry-key.pem";
	my ($status, $out) = sync($client, 'refused');
	is($status >> 8, 2, "$client: whoever has no province is told");
	like($out, qr/feed-no-province|\b403\b/, "$client: and why");
}

done_testing();
