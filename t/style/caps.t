# No file, function or header grows past what a reader can hold.
use strict;
use warnings;

use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;

use Ecert::Tree qw(tree_files tree_text tree_functions none);

my %cap = (file => 600, function => 60, header => 80, columns => 80);

my @c = tree_files(qr{^(?:fcgi|t)/.*\.[ch]$});
my @code = (@c, tree_files(qr{^(?:bootstrap|t/.*\.(?:pm|t|pl)|t/demo)$}));
ok(@c > 10, 'there is C to look at');

sub offenders {
	my ($what, @found) = @_;
	none(\@found, "no $what");
}

sub lines { return scalar split /\n/, $_[0] }

# A header may be longer when it is mostly contract: words, not declarations.
sub mostly_comment {
	my ($text) = @_;
	my $code = $text;
	$code =~ s{/\*.*?\*/}{}gs;
	my $left = grep { /\S/ } split /\n/, $code;
	return $left <= $cap{header};
}

offenders("file longer than $cap{file} lines",
    grep { lines(tree_text($_)) > $cap{file} } @code);

offenders("header with more than $cap{header} lines of declarations",
    grep { /\.h$/ && lines(tree_text($_)) > $cap{header}
	&& !mostly_comment(tree_text($_)) } @c);

my @long;
for my $file (grep { /\.c$/ } @c) {
	push @long, map { "$file: $_->[0]: $_->[2] lines" }
	    grep { $_->[2] > $cap{function} } tree_functions(tree_text($file));
}
offenders("function longer than $cap{function} lines", @long);

sub columns {
	my ($line) = @_;
	my $n = 0;
	for my $char (split //, $line) {
		$n += $char eq "\t" ? 8 - $n % 8 : 1;
	}
	return $n;
}

my @wide;
for my $file (grep { m{^fcgi/.*\.[ch]$} } @c) {
	my $number = 0;
	for my $line (split /\n/, tree_text($file)) {
		$number++;
		push @wide, "$file:$number" if columns($line) > $cap{columns};
	}
}
offenders("line of C wider than $cap{columns} columns", @wide);

offenders('white space at the end of a line of code',
    grep { tree_text($_) =~ /[ \t]$/m } @code);

my @split = grep { tree_text($_) =~ /^(?:static )?(?:int|void|char|bool|size_t|enum \w+|struct \w+) \*?\w+\([^;]*\)\s*\n\{/m }
    grep { /\.c$/ } @c;
offenders('function whose return type shares its line', @split);

done_testing;
