#!/usr/bin/perl
# Three database servers, of which any one dies or is cut off and comes back,
# while people look up, make copies, revoke and import: nobody is told anything
# wrong, and nothing that was acknowledged is lost.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib", "$FindBin::Bin/../web/lib";

use Crowd;
use Ecert::Cluster;
use POSIX ();
use Test::More;
use Time::HiRes qw(sleep time);

binmode Test::More->builder->$_, ':utf8'
    for qw(output failure_output todo_output);

my $cluster = Ecert::Cluster->new(rows => 600)->start(\&Crowd::admit);
my $crowd = Crowd->new($cluster)->start;

my %some = (right => 40, revoked => 1, imported => 1, told => 9);

is($crowd->until_more(60, %some, copied => 3), '', 'all is well at first');

# What `ecert check` says of the servers.
sub checks {
	my ($status, $text) = $cluster->command($cluster->conf('check',
	    $cluster->hosts), 'check');
	return $text =~ /^((?:     \S+:\d+: .*\n)*(?:ok  |FAIL) cluster)/m
	    ? $1 : $text;
}

is(scalar(() = checks() =~ /^     \S+: ok$|^ok   cluster/mg), 4,
    'ecert check finds three servers in order');

for my $n (1, 3, 2) {
	my $what = ('the writer', 'one that would be next', 'another')[$n - 1];
	subtest "server $n is killed ($what) and comes back" => sub {
		my $begun = time;
		$cluster->node($n)->kill9;
		is($crowd->until_more(60, %some), '', 'the work goes on without it');
		isnt(scalar(grep { $_->[1] eq 'told' && $_->[0] > $begun
		    && $_->[2] == $n && $_->[3] eq 'unanswered' }
		    $crowd->ledger), 0, 'beside it nothing can be told');
		my $address = $cluster->node($n)->address;
		like(checks(), qr/^     \Q$address\E: \[database-unavailable\].*^FAIL/ms,
		    'which ecert check names');
		ok($cluster->rejoin($n), 'it comes back into step');
		is($crowd->until_more(60, %some), '', 'and the work goes on with it');
		$crowd->tell_since("server $n killed", $begun);
	};
}

subtest 'the writer is told to hand over' => sub {
	my $begun = time;
	$cluster->node(1)->query('SET GLOBAL read_only = ON', user => 'root',
	    database => '');
	is($crowd->until_more(60, %some), '', 'the work goes on at the next');
	like(checks(), qr/is read_only/, 'which ecert check says');
	$cluster->node(1)->query('SET GLOBAL read_only = OFF', user => 'root',
	    database => '');
	is($crowd->until_more(60, %some), '', 'and then as before');
	$crowd->tell_since('server 1 read_only', $begun);
};

sub let_write {
	my ($yes) = @_;
	$_->query('SET GLOBAL read_only = ' . ($yes ? 'OFF' : 'ON'),
	    user => 'root', database => '') for $cluster->nodes;
}

# Who has no connection yet finds nobody to ask, for two thirds of the time that
# it may wait; on a busy machine that can be all of it, and is tried again.
subtest 'who asks while no server is ready waits for one' => sub {
	my $begun = time;
	my $conf = $cluster->conf('late', $cluster->hosts,
	    user => 'ecert_admin');
	my ($status, $text);
	for (1 .. 5) {
		let_write(0);
		my $child = fork // die "fork: $!";
		if ($child == 0) {
			$SIG{$_} = 'DEFAULT' for qw(INT TERM HUP);
			sleep 3;
			let_write(1);
			POSIX::_exit(0);
		}
		($status, $text) = $cluster->command($conf, 'log', 'verify');
		waitpid $child, 0;
		last if $status == 0;
	}
	is($status, 0, 'and is answered then') or diag $text;
	is($crowd->until_more(60, %some), '', 'the work goes on');
	$crowd->tell_since('all read_only', $begun);
};

SKIP: {
	skip 'NO PARTITION WAS TRIED: ' . $cluster->cannot_cut, 2
	    if $cluster->cannot_cut;
	for my $n (3, 1) {
		my $what = $n == 1 ? 'the writer' : 'not the writer';
		subtest "server $n is cut off ($what) and comes back" => sub {
			my $begun = time;
			$cluster->cut($n);
			is($crowd->until_more(60, %some), '',
			    'the work goes on without it');
			my @told = map { $_->[3] } grep { $_->[1] eq 'told'
			    && $_->[0] > $begun && $_->[2] == $n }
			    $crowd->ledger;
			cmp_ok(scalar(grep { $_ eq 'unanswered' } @told), '>',
			    0, 'beside it nothing can be told');
			$cluster->mend($n);
			ok($cluster->node($n)->wait_synced,
			    'it comes back into step');
			is($crowd->until_more(60, %some), '',
			    'and the work goes on with it');
			$crowd->tell_since("server $n cut off", $begun);
		};
	}
}

$crowd->stop;
my @all = $crowd->ledger;
my %sum;
$sum{ $_->[1] eq 'not-copied' ? "not copied ($_->[2])" : $_->[1] }++ for @all;
diag join ', ', map { "$_ $sum{$_}" } sort keys %sum;

is_deeply([grep { $_->[1] eq 'died' } @all], [], 'everybody kept working');
is_deeply([grep { $_->[1] eq 'wrong' } @all], [],
    'no look-up was answered wrongly');
# None is the aim; a machine so busy that the others take longer to agree than a
# visitor waits can leave each visitor without an answer once.
cmp_ok($sum{failed} || 0, '<=', $sum{right} / 200,
    'and hardly any was not answered: at most one in two hundred');
is_deeply([grep { $_->[1] eq 'told' && $_->[3] !~ /^(?:revoked|unanswered)$/ }
    @all], [], 'after its acknowledgement nobody is told that a revoked one'
    . ' is good, beside any server');

subtest 'nothing that was acknowledged is lost, on any server' => sub {
	my @copies = map { $_->[2] } grep { $_->[1] eq 'copied' } @all;
	my @revoked = map { $_->[2] } grep { $_->[1] eq 'revoked' } @all;
	my @imported = map { @$_[2 .. $#$_] } grep { $_->[1] eq 'imported' }
	    @all;
	cmp_ok(scalar @$_, '>', 0, 'there is something to lose')
	    for \@copies, \@revoked, \@imported;
	for my $n (1 .. 3) {
		is_deeply([grep { $_ ne 'copy-good' }
		    map { $cluster->asks($n, "/v/$_") } @copies], [],
		    "server $n: " . @copies . ' copies');
		for my $case ([revoked => \@revoked, "= 'revoked'"],
		    [imported => \@imported, "= 'approved'"]) {
			my ($what, $numbers, $state) = @$case;
			my $list = join ',', map { "'$_'" } @$numbers;
			is($cluster->node($n)->value('SELECT COUNT(*) FROM '
			    . "certificate_status WHERE management_no IN ($list)"
			    . " AND state $state"), scalar @$numbers,
			    "server $n: " . @$numbers . " $what");
		}
		is($cluster->node($n)->value(
		    'SELECT COUNT(*) FROM event_chain_fault'), 0,
		    "server $n: the chain is whole");
	}
	my %differ;
	for my $table (qw(certificate event event_head annotation copy
	    import_file proposal proposal_end)) {
		my @rows = map { [ split /^/, $cluster->node($_)->query(
		    "SET SESSION wsrep_sync_wait = 1; SELECT * FROM $table "
		    . 'ORDER BY 1, 2', user => 'root') ] } 1 .. 3;
		for my $other (1, 2) {
			my %first = map { $_ => 1 } @{ $rows[0] };
			push @{ $differ{$table} }, grep { !delete $first{$_} }
			    @{ $rows[$other] };
			push @{ $differ{$table} }, keys %first;
		}
		is_deeply($differ{$table}, [], "all have the same $table");
	}
};

$cluster->stop;
done_testing;
