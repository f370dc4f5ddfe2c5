# The project's own files: as git tracks them, or by walking a release.
package Ecert::Tree;

use strict;
use warnings;

use Cwd qw(abs_path);
use Exporter qw(import);
use File::Basename qw(dirname);
use File::Find qw(find);
use Test::More ();

our @EXPORT_OK = qw(tree_top tree_files tree_text tree_functions none);

my $top = abs_path(dirname(__FILE__) . '/../../..');

sub tree_top { return $top }

# All files whose path matches, relative to the top, sorted.
sub tree_files {
	my ($pattern) = @_;
	my @found = sort grep { $_ =~ $pattern && -f "$top/$_" } _all();
	return @found;
}

# New files that nobody has added yet count too: they are about to be.
sub _all {
	if (-e "$top/.git") {
		open my $git, '-|', 'git', '-c', "safe.directory=$top", '-C',
		    $top, 'ls-files', '-z', '--cached', '--others',
		    '--exclude-standard' or die "git: $!\n";
		local $/ = "\0";
		my @files = <$git>;
		close $git;
		chomp @files;
		return @files if @files;
	}
	my @files;
	find({ no_chdir => 1, wanted => sub {
		if (-d && m{^\Q$top\E/(?:build|build-aux|demo|\.git|_build|
		    autom4te\.cache)$}x) {
			$File::Find::prune = 1;
			return;
		}
		push @files, substr $_, length($top) + 1
		    if -f && !m{^\Q$top\E/(?:configure|aclocal\.m4|
		    Makefile(?:\.in)?)$}x;
	} }, $top);
	return @files;
}

sub tree_text {
	my ($file) = @_;
	open my $in, '<:encoding(UTF-8)', "$top/$file" or die "$file: $!\n";
	local $/;
	my $text = <$in>;
	return defined $text ? $text : '';
}

# Functions of a C file in KNF: [name, line of the opening brace, lines].  The
# brace of a function is the only "{" in the first column.
sub tree_functions {
	my ($text) = @_;
	my (@found, $name, $from);
	my @lines = split /\n/, $text;
	for my $i (0 .. $#lines) {
		$name = $1 if $lines[$i] =~ /^(\w+)\(/;
		$from = $i if $lines[$i] eq '{';
		next unless defined $from && $lines[$i] eq '}';
		push @found, [$name || '?', $from + 1, $i - $from + 1];
		undef $from;
	}
	return @found;
}

# A test that passes when nothing offends, and lists all that does.
sub none {
	my ($offenders, $what) = @_;
	local $Test::Builder::Level = $Test::Builder::Level + 1;
	return Test::More::ok(!@$offenders, $what)
	    || Test::More::diag(map { "\t$_\n" } @$offenders);
}

1;
