#!/usr/bin/perl
# ecert import is killed at twenty random moments: nothing is half done, and
# the same command goes on where it was.

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
	$cut->kill9->wait;
	$seen{$cut->loaded}++;
	$cut->holds("round $round");
	$cut->next_file if $cut->is_done;
}
cmp_ok(scalar keys %seen, '>', 3, 'it was cut off at several places');
$cut->ends;

undef $cut;
done_testing;
