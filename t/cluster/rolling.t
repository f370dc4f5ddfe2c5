#!/usr/bin/perl
# Three database servers are stopped and started again one after the other, as an
# upgrade does it, and a later schema is put on them, while people look up, make
# copies, revoke and import: no look-up fails, and nothing is lost.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib", "$FindBin::Bin/../web/lib";

use Crowd;
use Ecert::Cluster;
use Ecert::Process;
use Ecert::Tree qw(tree_top);
use Test::More;
use Time::HiRes qw(sleep time);

binmode Test::More->builder->$_, ':utf8'
    for qw(output failure_output todo_output);

my $cluster = Ecert::Cluster->new(rows => 600)->start(\&Crowd::admit);
my $crowd = Crowd->new($cluster)->start;
my %public = (right => 40, told => 9);
my %some = (%public, revoked => 1, imported => 1);
is($crowd->until_more(60, %some, copied => 3), '', 'all is well at first');

sub read_only {
	my ($n, $word) = @_;
	$cluster->node($n)->query("SET GLOBAL read_only = $word",
	    user => 'root', database => '');
}

# The one that takes the writes last, and only after it has handed them over.
for my $n (3, 2, 1) {
	subtest "server $n is stopped in order and started" => sub {
		my $begun = time;
		if ($n == 1) {
			read_only(1, 'ON');
			is($crowd->until_more(60, %some), '',
			    'it hands over, and the work goes on');
		}
		$cluster->node($n)->stop;
		is($crowd->until_more(60, %some), '', 'the work goes on');
		ok($cluster->rejoin($n), 'it comes back into step');
		is($crowd->until_more(60, %some), '',
		    'and the work goes on with it');
		$crowd->tell_since("server $n anew", $begun);
	};
}

# ---- a later schema

# The program's own files with one more, of the kinds that doc/cluster.md calls
# safe under load; those who look up run the program of before.
my $later = $cluster->dir . '/later';
my ($copied, $said) = Ecert::Process->run('cp', '-r', tree_top() . '/sql',
    $later);
is($copied, 0, 'the files of the schema are copied') or diag $said;
my ($last) = map { m{/(\d+)-[^/]+$} } reverse sort glob "$later/schema/*.sql";
my $number = $last + 1;
open my $out, '>', sprintf '%s/schema/%03d-later.sql', $later, $number
    or die "later.sql: $!";
print $out 'ALTER TABLE certificate ADD COLUMN later TINYINT UNSIGNED NOT NULL '
    . "DEFAULT 0, ALGORITHM=INSTANT;\n"
    . 'ALTER TABLE access_event ADD COLUMN later TINYINT UNSIGNED NOT NULL '
    . "DEFAULT 0, ALGORITHM=INSTANT;\n"
    . "CREATE TABLE later (id INT UNSIGNED NOT NULL PRIMARY KEY);\n"
    . "INSERT INTO later VALUES ($number);\n";
close $out or die "later.sql: $!";

subtest 'a later schema is put on the cluster' => sub {
	my $begun = time;
	my $conf = $cluster->conf('owner-later', $cluster->hosts,
	    user => 'ecert_owner', sql_dir => $later);
	my ($status, $text) = $cluster->command($conf, 'migrate');
	is($status, 0, 'the migration succeeds') or diag $text;
	like($text, qr/^applied \d+-later\.sql$/m, 'with the one file');
	is($crowd->until_more(60, %public, 'not-revoked' => 1), '',
	    'the public goes on, and the office waits for the later program');
	like(($crowd->ledger('not-revoked'))[-1][2], qr/\[schema-version\]/,
	    'for that is why');
	for my $n (1 .. 3) {
		is($cluster->node($n)->query('SET SESSION wsrep_sync_wait = 1; '
		    . 'SELECT MAX(version) FROM schema_migration; '
		    . 'SELECT id FROM later; '
		    . 'SELECT MAX(later) FROM certificate', user => 'root'),
		    "$number\n$number\n0\n", "server $n has it");
	}
	is(($cluster->command($conf, 'migrate'))[0], 0, 'so once more');
	is($crowd->until_more(60, %public), '', 'and the public goes on');
	$crowd->tell_since("schema $number, twice", $begun);
};

$crowd->stop;
my %all;
push @{ $all{ $_->[1] } }, $_ for $crowd->ledger;
diag join ', ', map { "$_ " . @{ $all{$_} } } sort keys %all;
is_deeply($all{$_} || [], [], "nobody $_")
    for qw(died wrong failed);
is_deeply([grep { $_->[3] !~ /^(?:revoked|unanswered)$/ } @{ $all{told} }], [],
    'after its acknowledgement nobody is told that a revoked one is good');
for my $n (1 .. 3) {
	my $has = sub {
		my ($state, @numbers) = @_;
		return $cluster->node($n)->value('SELECT COUNT(*) FROM '
		    . 'certificate_status WHERE management_no IN ('
		    . join(',', map { "'$_'" } @numbers)
		    . ") AND state = '$state'") - @numbers;
	};
	is($has->('revoked', map { $_->[2] } @{ $all{revoked} }), 0,
	    "server $n: what was revoked");
	is($has->('approved', map { @$_[2 .. $#$_] } @{ $all{imported} }), 0,
	    "server $n: what was imported");
	is_deeply([grep { $_ ne 'copy-good' } map { $cluster->asks($n,
	    "/v/$_->[2]") } @{ $all{copied} }], [], "server $n: copies");
	is($cluster->node($n)->value('SELECT COUNT(*) FROM event_chain_fault'),
	    0, "server $n: the chain is whole");
}

$cluster->stop;
done_testing;
