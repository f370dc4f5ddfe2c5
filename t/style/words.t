# What never stands in the tree: unsafe calls, unfinished work, somebody's
# machine.
use strict;
use warnings;

use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;

use Ecert::Tree qw(tree_files tree_text none);

# Words are put together so that this file does not find itself.
my @unsafe = qw(strcpy strcat sprintf vsprintf strtok atoi atol atof alloca
    gets scanf sscanf mktemp tmpnam strncpy strncat system popen localtime
    gmtime rand srand setlocale asctime ctime);
my $unsafe = join '|', @unsafe;
my $unfinished = join '|', 'TO' . 'DO', 'FIX' . 'ME', 'X' . 'XX', 'HA' . 'CK',
    'for ' . 'now', 'place' . 'holder', 'lorem ' . 'ipsum';
my $machine = join '|', '/wo' . 'rk/', '/ho' . 'me/\w', '/ro' . 'ot/',
    '/Us' . 'ers/', '\.\./sha' . 'red', '\w+@local' . 'host:~';

my @binary = qw(png ico der esl sig gif jpg jpeg pdf ofd bin);
my $binary = join '|', @binary;
# Some hostile files are no text on purpose; the list says what each is.
my $hostile = qr{^t/vector/hostile/.*\.xml$};
my @all = grep { !/\.(?:$binary)$/ && !/$hostile/
    && !m{^(?:LICENSE|t/fuzz/corpus/)} }
    tree_files(qr{.});
my @c = grep { m{^fcgi/.*\.[ch]$} } @all;
ok(@c > 10, 'there are files to look at');

sub without_comments {
	my ($text) = @_;
	$text =~ s{(/\*.*?\*/)}{ my $c = $1; $c =~ s/[^\n]//g; $c }gse;
	return $text;
}

sub hits {
	my ($pattern, $filter, @files) = @_;
	my @hits;
	for my $file (@files) {
		my $text = eval { tree_text($file) };
		next unless defined $text && $text !~ /\0/;
		$text = $filter->($text) if $filter;
		my $number = 0;
		for my $line (split /\n/, $text) {
			$number++;
			push @hits, "$file:$number: $1" if $line =~ $pattern;
		}
	}
	return \@hits;
}

none(hits(qr/(?<![\w>.])((?:$unsafe)\s*\()/, \&without_comments, @c),
    'no call that loses count of its bytes, or is not safe with threads');

# HTML's attribute and CSS's pseudo-element of that name are no confession.
none(hits(qr/\b($unfinished)\b/i, undef,
    grep { !/\.(?:css|xsl|html)$/ } @all), 'nothing says it is unfinished');

none(hits(qr/($machine)/, undef, @all),
    'no path of somebody\'s machine');

none(hits(qr/^((?:<{7}|>{7}|={7})(?:\s|$))/, undef, @all),
    'no marks of an unsettled merge');

my @not_utf8 = grep { !defined eval {
	local $SIG{__WARN__} = sub { die @_ };
	tree_text($_);
} } grep { !m{^t/vector/(?!model)} } @all;
none(\@not_utf8, 'text files are UTF-8');

done_testing;
