#!/usr/bin/perl
# mariadbd is killed at twenty random moments of an import: the command says so
# and ends; after the restart nothing is half done, and it goes on.

use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use CutImport;
use Test::More;

my $seed = $ENV{ECERT_SEED} || $$;
srand $seed;
note "ECERT_SEED=$seed";

my $cut = CutImport->new;
my %seen;
for my $round (1 .. 20) {
	$cut->start->some_moment;
	$cut->stack->kill_database;
	my $status = $cut->wait;
	$cut->stack->start_database;
	my $done = $cut->is_done;
	ok($done ? $status == 0 || $status >> 8 == 2 : $status >> 8 == 2,
	    "round $round: yes only when it is so")
	    or diag "$status ", $cut->said;
	$seen{$cut->loaded}++;
	$cut->holds("round $round");
	$cut->next_file if $done;
}
cmp_ok(scalar keys %seen, '>', 3, 'it was cut off at several places');
$cut->ends;

undef $cut;
done_testing;
