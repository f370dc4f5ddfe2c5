#!/usr/bin/perl
# A release has every file of the project, and nothing that a build made.
use strict;
use warnings;

use FindBin;
use lib "$FindBin::Bin/../lib";
use File::Find qw(find);
use File::Temp qw(tempdir);
use Test::More;

use Ecert::Process;
use Ecert::Tree qw(tree_files tree_top none);

my $build = $ENV{ECERT_BUILD_DIR} || tree_top() . '/build';
plan skip_all => 'a release has no list of its own files'
    unless -e tree_top() . '/.git';
plan skip_all => 'nothing is built' unless -e "$build/Makefile";

my $release = tempdir('ecert-dist-XXXXXX', TMPDIR => 1, CLEANUP => 1) . '/r';
my ($status, $text) = Ecert::Process->run('make', '-s', '-C', $build,
    'distdir', "distdir=$release");
is($status, 0, 'a release can be put together from a used build')
    or diag $text;

my @packed;
find({ no_chdir => 1, wanted => sub {
	push @packed, substr $_, length($release) + 1 if -f } }, $release);

# What autoconf and automake make for who has neither.
my $made = qr{^(?:configure|aclocal\.m4|Makefile\.in|build-aux/.*)$};
my %own = map { $_ => 1 } tree_files(qr{.});
my %packed = map { $_ => 1 } @packed;
none([grep { !$own{$_} && $_ !~ $made } sort @packed],
    'nothing that was built is packed');
none([grep { !$packed{$_} && !m{^\.} } sort keys %own],
    'no file of the project is missing');

done_testing;
