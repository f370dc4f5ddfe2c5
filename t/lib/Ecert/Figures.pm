# What the benchmarks found, in a file of the build folder: a line a value, its
# key before it.  Several values of a key are those of several alternations.
#
#	my $figures = Ecert::Figures->new('look-up')->clear;
#	$figures->add('lookup/floor', $ours / $floor);
#	my %values = Ecert::Figures->all;	# key => [values]
package Ecert::Figures;

use strict;
use warnings;

use Carp qw(croak);
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Path qw(make_path);

my $source = abs_path(dirname(__FILE__) . '/../../..');

sub folder {
	return abs_path($ENV{ECERT_BUILD_DIR} || "$source/build") . '/figures';
}

sub new {
	my ($class, $name) = @_;
	make_path(folder());
	return bless { file => folder() . "/$name.tsv" }, $class;
}

sub clear { my ($self) = @_; unlink $self->{file}; return $self }

sub add {
	my ($self, $key, @values) = @_;
	open my $out, '>>:utf8', $self->{file} or croak "$self->{file}: $!";
	print $out "$key\t$_\n" for @values;
	close $out or croak "$self->{file}: $!";
	return $self;
}

sub all {
	my %values;
	for my $file (sort glob folder() . '/*.tsv') {
		open my $in, '<:utf8', $file or croak "$file: $!";
		while (<$in>) {
			chomp;
			my ($key, $value) = split /\t/, $_, 2;
			push @{ $values{$key} }, $value;
		}
	}
	return %values;
}

1;
