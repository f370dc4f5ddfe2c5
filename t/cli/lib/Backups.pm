# What the tests of backups share: manifests, read and made anew.
package Backups;

use strict;
use warnings;

use Digest::SHA qw(sha256_hex);
use Exporter qw(import);

our @EXPORT = qw(manifest redigest refile spill_into);

sub _bytes {
	my ($file) = @_;
	open my $in, '<:raw', $file or die "$file: $!\n";
	local $/;
	my $bytes = <$in>;
	return defined $bytes ? $bytes : '';
}

sub manifest { return _bytes("$_[0]/manifest") }

sub spill_into {
	my ($file, $bytes) = @_;
	open my $out, '>:raw', $file or die "$file: $!\n";
	print $out $bytes;
	close $out or die "$file: $!\n";
}

# The manifest changed, and a digest that fits.
sub redigest {
	my ($folder, $how) = @_;
	my $text = manifest($folder);
	$how->($text);
	$text =~ s/^digest .*\n\z//m;
	spill_into("$folder/manifest", $text . 'digest ' . sha256_hex($text)
	    . "\n");
}

# Sizes and digests of the files as they are now.
sub refile {
	my ($folder) = @_;
	redigest($folder, sub {
		$_[0] =~ s{^file (\S+) .*}{
			my $bytes = _bytes("$folder/$1");
			"file $1 " . length($bytes) . ' ' . sha256_hex($bytes)
		}gem;
	});
}

1;
