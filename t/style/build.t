# Makefile.am and the tree name the same files.
use strict;
use warnings;

use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;

use Ecert::Tree qw(tree_files tree_text none);

my $make = tree_text('Makefile.am');
$make =~ s/^\s*#.*\n//mg;
$make =~ s/\\\n/ /g;

# Every word of the file, and the values of its variables by name.
my %listed = map { $_ => 1 } split ' ', $make;
my %value;
$value{$1} = $2 while $make =~ /^(\w+)[ \t]*=[ \t]*(.*)$/mg;

my %must = (
	'source' => qr{^fcgi/.*\.(?:c|h|def)$},
	'SQL file' => qr{^sql/.*\.(?:sql|cnf)$},
	'stylesheet' => qr{^xsl/.*\.(?:xsl|xml)$},
	'static file' => qr{^nginx/static/},
	'schema' => qr{^doc/schema/.*\.xsd$},
	'manual page' => qr{^doc/man/.*\.\d$},
	'unit test' => qr{^t/unit/.*\.c$},
	'fuzzer' => qr{^t/fuzz/.*\.[ch]$},
);
for my $what (sort keys %must) {
	my @files = tree_files($must{$what});
	none([grep { !$listed{$_} } @files],
	    "every $what is in Makefile.am");
}

my @fed = map { m{^t/fuzz/(\w+)\.c$} } tree_files(qr{^t/fuzz/.*\.c$});
for my $name (@fed) {
	ok(scalar tree_files(qr{^t/fuzz/corpus/$name/}), "$name has seeds");
}

my %exists = map { $_ => 1 } tree_files(qr{.});
my @gone = grep { m{^(?:fcgi|sql|xsl|doc|nginx)/\S+\.\w+$}
	&& !m{^nginx/static/\d+(?:-\w+)?\.(?:html|xml|json)$} && !m{^nginx/[\w-]+\.conf(?:\.sample)?$}
	&& !$exists{$_} } sort keys %listed;
none(\@gone, 'every file in Makefile.am exists');

# A source stands in its own layer's list.
my %section = (base => 'base_sources', field => 'field_sources',
    seal => 'seal_sources', http => 'http_sources',
    registry => 'registry_sources', document => 'document_sources',
    service => 'service_sources',
    responder => 'ecert_fcgi_SOURCES', admin => 'ecert_SOURCES');
for my $layer (sort keys %section) {
	my @own = sort split ' ', $value{ $section{$layer} } || '';
	none([grep { !m{^fcgi/$layer/} } @own],
	    "$section{$layer} lists only fcgi/$layer");
	is_deeply(\@own, [tree_files(qr{^fcgi/$layer/.*\.(?:c|h|def)$})],
	    "$section{$layer} lists all of it");
}

my $configure = tree_text('configure.ac');
my @unnamed = grep { $_ !~ /\],\s*\[[\w.+-]+\]\)$/ }
    $configure =~ /^(NEED_\w+\(\[.*\))$/mg;
none(\@unnamed, 'configure names the package for what is missing');

for my $script (tree_files(qr{^(?:bootstrap|\.ci/run|t/demo)$})) {
	ok(-x Ecert::Tree::tree_top() . "/$script", "$script can be run");
}

done_testing;
