# A layer includes only layers below it, and each outside library has its home.
use strict;
use warnings;

use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;

use Ecert::Tree qw(tree_files tree_text none);

# What each folder of fcgi/ may include besides itself.
my %below = (
	base => [],
	field => [qw(base)],
	seal => [qw(base field)],
	http => [qw(base field)],
	registry => [qw(base field)],
	document => [qw(base field seal)],
	service => [qw(base field seal registry document)],
	responder => [qw(base field seal http registry document service)],
	admin => [qw(base field seal registry document service)],
);

# Which folders may include headers of an outside library.
my @homes = (
	[qr{^(?:mysql|mariadb|errmsg|mysqld_error)}, qw(registry)],
	[qr{^fcgi}, qw(http responder)],
	[qr{^(?:libxslt|libexslt|xmlsec)/}, qw(document)],
	[qr{^libxml/}, qw(document http service responder admin)],
	[qr{^zlib\.h$}, qw(registry)],
	[qr{^(?:librsvg/|cairo|png)}, qw(document)],
	[qr{^ini\.h$}, qw(base)],
	[qr{^jansson\.h$}, qw(service)],
	[qr{^qrencode\.h$}, qw(document)],
	[qr{^xlsxwriter}, qw(document)],
	[qr{^csv\.h$}, qw(service)],
	[qr{^uni(?!std)\w+\.h$}, qw(base field)],
);

# OpenSSL: certificates, signatures and seals; and one file of keyed digests,
# sealed tokens and random bytes.
my $openssl_folder = qr{^fcgi/(?:seal|document)/};
my $openssl_file = qr{^fcgi/base/secret\.c$};

my @sources = tree_files(qr{^fcgi/.*\.[ch]$});
ok(@sources > 10, 'there are sources to look at');

my (@upward, @foreign, @strange);
for my $file (@sources) {
	my ($layer) = $file =~ m{^fcgi/(\w+)/};
	my $allowed = $below{$layer};
	push @strange, $file and next unless $allowed;
	my $text = tree_text($file);
	while ($text =~ /^\s*#\s*include\s+(["<])([^">]+)[">]/mg) {
		my ($quote, $path) = ($1, $2);
		if ($quote eq '"') {
			my ($to) = $path =~ m{^(\w+)/};
			push @upward, "$file: \"$path\"" unless $to
			    && grep { $_ eq $to } $layer, @$allowed;
			next;
		}
		for my $home (@homes) {
			my ($pattern, @folders) = @$home;
			push @foreign, "$file: <$path>"
			    if $path =~ $pattern
			    && !grep { $_ eq $layer } @folders;
		}
		push @foreign, "$file: <$path>" if $path =~ m{^openssl/}
		    && $file !~ $openssl_folder && $file !~ $openssl_file;
	}
}
none(\@strange, 'every folder of fcgi/ is a layer');
none(\@upward, 'no layer includes one above or beside it');
none(\@foreign, 'outside headers stay in the layers that own them');

my @unguarded;
for my $file (grep { /\.h$/ } @sources) {
	(my $guard = uc "ecert_$file") =~ s/^ECERT_FCGI/ECERT/;
	$guard =~ s/\W/_/g;
	push @unguarded, "$file: $guard"
	    unless tree_text($file) =~ /^#ifndef \Q$guard\E\n#define \Q$guard\E$/m;
}
none(\@unguarded, 'header guards name their header');

done_testing;
