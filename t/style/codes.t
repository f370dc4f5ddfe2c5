# What may be counted by is what the program has codes for.
use strict;
use warnings;

use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;

use Ecert::Tree qw(tree_text);

my %in_table = (reason => [], check => []);
my $catalogue = tree_text('sql/catalogue.sql');
push @{ $in_table{$1} }, $2 while $catalogue =~
    /^\t\('(reason|check)', '([a-z0-9-]+)'\),?$/mg;
my %in_program = (
	reason => [tree_text('fcgi/base/reason.def') =~
	    /^REASON\(\w+, "([^"]+)"/mg],
	check => ['none', tree_text('fcgi/document/check.def') =~
	    /^CHECK\(\w+, \w+, \w+, "([^"]+)"/mg],
);
for my $kind (sort keys %in_program) {
	cmp_ok(scalar @{ $in_program{$kind} }, '>', 10, "there are ${kind}s");
	is(join("\n", sort @{ $in_table{$kind} }),
	    join("\n", sort @{ $in_program{$kind} }),
	    "sql/catalogue.sql has every $kind, and nothing else");
}

done_testing;
