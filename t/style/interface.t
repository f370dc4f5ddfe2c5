# The schema of the interface is one, and JSON can follow it.
use strict;
use warnings;

use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;

use Ecert::Tree qw(tree_files tree_text none);

my $top = tree_text('doc/schema/api.xsd');
my @parts = map { m{([^/]+)$} } tree_files(qr{^doc/schema/api-\w+\.xsd$});
ok(@parts > 2, 'it has parts');
none([grep { index($top, "\"$_\"") < 0 } @parts], 'each of which it takes in');

# Elements and types by name: one namespace, so a name is one thing.
my (%in, @twice);
for my $part (@parts) {
	my $text = tree_text("doc/schema/$part");
	my @names = $text =~ m{^\x20\x20<xs:((?:element|\w+Type|\w*[gG]roup)
	    \sname="[^"]+")}mgx;
	push @twice, map { "$part and $in{$_}: $_" } grep { $in{$_} } @names;
	$in{$_} = $part for @names;
}
none(\@twice, 'none names what another has named');

done_testing;
