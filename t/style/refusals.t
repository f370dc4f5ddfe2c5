# Every word that a routine for the web role may refuse with has its reason.
use strict;
use warnings;

use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;

use Ecert::Tree qw(tree_files tree_text none);

my %listed = map { $_ => 1 }
    tree_text('fcgi/registry/refusal.c') =~ /^\t\{ "([a-z-]+)", REASON_\w+ \},$/mg;
ok(keys %listed > 10, 'there is a table');

# What the program calls, and what those call in turn.
my $c = join '', map { tree_text($_) } tree_files(qr{^fcgi/registry/.*\.c$});
my @called = $c =~ /"CALL (\w+)\(/g;
# Reports are called by what their table says.
push @called, map { m{/(report_\w+)\.sql$} } tree_files(qr{^sql/routine/report_});
# And what those set off: the table's triggers, named by their files.
my %fires;
for my $file (tree_files(qr{^sql/routine/})) {
	push @{ $fires{$2} }, $1 if tree_text($file) =~
	    /^CREATE OR REPLACE TRIGGER (\w+) BEFORE INSERT ON (\w+)/m;
}
ok(keys %fires, 'there are triggers');
# A bureau's call is refused by a row with a reason's own code.
my %code = map { $_ => 1 } 'admitted',
    tree_text('fcgi/base/reason.def') =~ /^REASON\(\w+, "([a-z0-9-]+)"/mg;
my (%seen, %said);
while (defined(my $routine = shift @called)) {
	next if $seen{$routine}++;
	my $text = tree_text("sql/routine/$routine.sql");
	push @called, $text =~ /^\s*CALL (\w+)\(/mg;
	push @called, map { @{ $fires{$_} || [] } }
	    $text =~ /^\s*INSERT INTO (\w+)/mg;
	if ($routine eq 'bureau_admit') {
		none([grep { !$code{$_} } $text =~ /(?:v_outcome =|THEN|ELSE) '([a-z-]+)'/g],
		    'what a call is refused with is a code of reason.def');
		next;
	}
	$said{$_} = $routine for $text =~ /MESSAGE_TEXT = '([a-z-]+)[':]/g,
	    $text =~ /v_message = CONCAT\('([a-z-]+):'/g,
	    $text =~ /v_outcome = '([a-z-]+)'/g,
	    $text =~ /v_outcome VARCHAR\(\d+\) DEFAULT '([a-z-]+)'/g;
}
ok(keys %seen > 10, 'routines are called');
delete $said{'signed-in'};
none([map { "$_ of $said{$_}" } grep { !$listed{$_} } sort keys %said],
    'every word of theirs is in the table');
none([grep { !$said{$_} } sort keys %listed],
    'and the table has no word that nobody says');

done_testing;
