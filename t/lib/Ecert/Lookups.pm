# Look-ups to measure by: people from all over a registry, what they send, and
# the generator that sends it (t/bench/load.c).
#
#	my @people = lookup_people($db, 20_000);
#	lookup_bodies("$dir/bodies", @people);
#	my $found = lookup_load($stack, '-k', 'lookup', '-f', "$dir/bodies");
package Ecert::Lookups;

use strict;
use warnings;

use Ecert::Process;
use Ecert::Stack;
use Encode qw(decode);
use Exporter qw(import);

our @EXPORT_OK = qw(lookup_people lookup_form lookup_bodies lookup_load);

# Holders of certificates in force.
sub lookup_people {
	my ($db, $wanted) = @_;
	my $most = $db->value('SELECT MAX(serial) FROM certificate');
	my @found;
	for (1 .. 4 * $wanted / 1000) {
		my $some = join ',', map { 1 + int rand $most } 1 .. 1000;
		push @found, $db->rows('SELECT name, id_number, management_no '
		    . "FROM certificate_status WHERE serial IN ($some) "
		    . "AND state = 'issued' AND version = 1 AND licence_type "
		    . "<> ''");
		last if @found >= $wanted;
	}
	die "too few certificates in force\n" unless @found;
	return map { my %person; @person{qw(name id_number management_no)} =
	    map { decode('UTF-8', $_) } @$_; \%person } @found;
}

sub lookup_form {
	my ($person) = @_;
	return join '&', map { "$_=" . Ecert::Stack::_escape($person->{$_}) }
	    qw(name id_number management_no);
}

# A line each.
sub lookup_bodies {
	my ($file, @people) = @_;
	open my $out, '>', $file or die "$file: $!";
	print $out lookup_form($_), "\n" for @people;
	close $out or die "$file: $!";
}

# Numbers by name, as it prints them.
sub lookup_load {
	my ($stack, @options) = @_;
	my ($status, $text) = Ecert::Process->run(
	    $stack->program('t/bench/load'), @options);
	die "load: $text" if $status;
	my %found = $text =~ /(\w+)=([\d.]+)/g;
	return \%found;
}

1;
