package Rendering;

# Models in, pages out: what the tests of the sheets share.

use strict;
use warnings;
use utf8;
use Encode qw(decode encode);
use Exporter qw(import);
use File::Basename qw(basename);
use File::Temp qw(tempdir);
use FindBin;

our @EXPORT = qw($top samples pages model page_name in_language render validate
    text_of decoded slurp command_exists);

our $top = "$FindBin::Bin/../..";
my $scratch = tempdir(CLEANUP => 1);

sub slurp {
	my ($path) = @_;
	open my $in, '<:raw', $path or die "$path: $!";
	local $/;
	return decode('UTF-8', <$in>, Encode::FB_CROAK);
}

sub spill {
	my ($name, $text) = @_;
	open my $out, '>:raw', "$scratch/$name" or die "$scratch/$name: $!";
	print $out encode('UTF-8', $text);
	close $out or die "$scratch/$name: $!";
	return "$scratch/$name";
}

sub command_exists {
	my ($name) = @_;
	return grep { -x "$_/$name" } split /:/, $ENV{PATH};
}

# Names of all samples, and of those that are pages.
sub samples { return map { basename($_, '.xml') } sort glob "'$top'/t/vector/model/*.xml" }
sub pages { return grep { !/^document-/ } samples() }
sub model { return slurp("$top/t/vector/model/$_[0].xml") }

sub page_name {
	my ($model) = @_;
	return $model =~ /<page [^>]*?\bname="([\w-]+)"/ ? $1 : die 'no page';
}

sub in_language {
	my ($model, $lang) = @_;
	$model =~ s/(<page [^>]*?\blang=)"\w+"/$1"$lang"/ or die 'no language';
	return $model;
}

# Standard output, standard error and exit status of a command.
sub run {
	my (@command) = @_;
	open my $out, '-|', 'sh', '-c', 'exec "$@" 2>"$0"', "$scratch/stderr", @command
	    or die "@command: $!";
	local $/;
	my $stdout = <$out> // '';
	close $out;
	my $status = $? >> 8;
	return (decode('UTF-8', $stdout), slurp("$scratch/stderr"), $status);
}

# A model through its page's sheet; dies when the sheet complains.
sub render {
	my ($model) = @_;
	my ($html, $complaint, $status) = run('xsltproc', '--nonet', '--nowrite',
	    '--nomkdir', "$top/xsl/page/" . page_name($model) . '.xsl',
	    spill('model.xml', $model));
	die "xsltproc: $status: $complaint" if $status != 0 || $complaint ne '';
	return $html;
}

# Does the text fit the schema? (1, '') or (0, why).
sub validate {
	my ($schema, $text) = @_;
	my (undef, $complaint, $status) = run('xmllint', '--nonet', '--noout',
	    '--schema', "$top/doc/schema/$schema.xsd", spill('sample.xml', $text));
	return ($status == 0, $complaint);
}

sub decoded {
	my ($html) = @_;
	my %entity = (lt => '<', gt => '>', amp => '&', quot => '"', nbsp => "\xa0");
	$html =~ s{&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));}
	    {defined $1 ? chr $1 : defined $2 ? chr hex $2 : $entity{$3} // die "entity $3"}ge;
	return $html;
}

# What a reader sees, without marks.
sub text_of {
	my ($html) = @_;
	$html =~ s/<[^>]*>//g;
	return decoded($html);
}

1;
