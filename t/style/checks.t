# The list of checks is one: what is written of it elsewhere says the same.
use strict;
use warnings;
use utf8;

use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;

use Ecert::Tree qw(tree_text none);

my $def = tree_text('fcgi/document/check.def');
$def =~ s{/\*.*?\*/}{}gs;
my @checks = $def =~ /^CHECK\(\w+, \w+, (\w+), "([a-z-]+)"/mg;
my (@codes, %stops);
while (my ($after, $code) = splice @checks, 0, 2) {
	push @codes, $code;
	$stops{$code} = $after eq 'STOPS';
}
ok(@codes > 15, 'there are checks');

my @rows = tree_text('doc/verify.md') =~ /^\| `([a-z-]+)`( ■)? \|/mg;
my (@told, @wrong);
while (my ($code, $mark) = splice @rows, 0, 2) {
	next unless exists $stops{$code};
	push @told, $code;
	push @wrong, $code if $stops{$code} != !!$mark;
}
is_deeply(\@told, \@codes, 'doc/verify.md has them all, in order');
none(\@wrong, 'and marks those that end the list');

my @manual = grep { exists $stops{$_} }
    tree_text('doc/man/ecert-verify.1') =~ /^\.It Li ([a-z-]+)$/mg;
is_deeply(\@manual, \@codes, 'so has ecert-verify(1)');

done_testing;
