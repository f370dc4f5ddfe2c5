# Specimen seals for every seal of the catalogue: made once, with their keys in
# the folder that [seal] key_dir names and their authorities in one trust file,
# and imported into the registry.
package Ecert::Seals;

use strict;
use warnings;
use utf8;

use Carp qw(croak);
use Encode qw(decode encode);
use Fcntl qw(:flock);
use File::Copy qw(copy);
use File::Path qw(make_path);

# make(from => folder of specimens, dir => folder of the stack, seals =>
# [[code, name, first day], ...], ecert => sub): those that are missing are made
# in the first folder, which several stacks may share, and then installed.
sub make {
	my (%opt) = @_;
	my ($from, $dir) = @opt{qw(from dir)};
	make_path($from, "$dir/seal-keys");
	open my $lock, '>>', "$from/lock" or croak "$from/lock: $!";
	flock $lock, LOCK_EX or croak "$from/lock: $!";
	_make_one($from, $opt{ecert}, @$_) for @{ $opt{seals} };
	close $lock;
	_install($from, $dir, map { $_->[0] } @{ $opt{seals} });
}

sub _make_one {
	my ($from, $ecert, $code, $name, $first) = @_;
	return if -e "$from/$code/seal.esl";
	my ($owner, $word) = _lettering($name);
	my ($status, $text) = $ecert->('seal', 'make-specimen',
	    '--owner', encode('UTF-8', $owner), '--word', encode('UTF-8', $word),
	    '--code', $code, '--valid-from', $first, '--years', 20,
	    "$from/$code");
	croak "a specimen of $code: $text" if $status;
}

# A ministry's seal names its owner and then what it is for.
sub _lettering {
	my ($name) = @_;
	return $name =~ /^(.*(?:部|厅|局))(.*章)$/ ? ($1, $2)
	    : ($name, '电子印章');
}

sub _install {
	my ($from, $dir, @codes) = @_;
	my $trust = '';
	for my $code (@codes) {
		my $key = "$dir/seal-keys/$code.key";
		next if -e $key;
		copy("$from/$code/signer.key", $key) or croak "$key: $!";
		chmod 0600, $key;
	}
	$trust .= _read("$from/$_/ca.pem") for @codes;
	open my $out, '>', "$dir/seal-ca.pem" or croak "$dir/seal-ca.pem: $!";
	print $out $trust;
	close $out or croak "$dir/seal-ca.pem: $!";
}

# Import what the registry has not; it tells by the digest.
sub import_into {
	my (%opt) = @_;
	for my $code (@{ $opt{codes} }) {
		my ($status, $text) = $opt{ecert}->('seal', 'import',
		    '--code', $code, '--signer', "$opt{from}/$code/signer.crt",
		    "$opt{from}/$code/seal.esl");
		croak "importing $code: " . decode('UTF-8', $text)
		    if $status && $text !~ /seal-imported-already/;
	}
}

sub _read {
	my ($file) = @_;
	open my $in, '<', $file or croak "$file: $!";
	local $/;
	return scalar <$in>;
}

1;
