# DER, as little as tests of seals take: written, and taken apart.
#
#	my $der = der(0x30, der(0x02, "\4"));	# SEQUENCE { INTEGER 4 }
#	my ($number) = within($der);		# [whole encoding, content]
package Ecert::Der;

use strict;
use warnings;

use Exporter qw(import);

our @EXPORT_OK = qw(der within);

# One value: its tag, and the parts of its content.
sub der {
	my ($tag, @parts) = @_;
	my $content = join '', @parts;
	my $n = length $content;
	my $length = $n < 128 ? chr $n : $n < 256 ? "\x81" . chr $n
	    : $n < 65536 ? "\x82" . pack('n', $n)
	    : "\x83" . substr(pack('N', $n), 1);
	return chr($tag) . $length . $content;
}

# The values within a value, each as (whole encoding, content).
sub within {
	my ($der) = @_;
	my ($whole) = one($der);
	my $rest = $whole->[1];
	my @found;
	while (length $rest) {
		my ($value, $size) = one($rest);
		push @found, $value;
		substr $rest, 0, $size, '';
	}
	return @found;
}

sub one {
	my ($bytes) = @_;
	my $n = ord substr $bytes, 1, 1;
	my $head = 2;
	if ($n & 0x80) {
		$head += $n & 0x7f;
		$n = unpack 'N', substr "\0\0\0\0"
		    . substr($bytes, 2, $head - 2), -4;
	}
	return ([substr($bytes, 0, $head + $n), substr($bytes, $head, $n)],
	    $head + $n);
}

1;
