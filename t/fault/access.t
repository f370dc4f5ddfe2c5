#!/usr/bin/perl
# An answer is not withheld because it could not be written down who asked; the
# operator is told.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/../web/lib";

use Asking;
use Ecert::Stack;
use Holding;
use Test::More;

my $stack = Ecert::Stack->new(rows => 60)->start;
my $db = $stack->db;
my $person = sample($stack, name => '阿卜杜拉·买买提', state => 'issued');
my $holder = Holding->new($stack)->sign_in($person);
my ($certificate) = $holder->certificates;
my ($code) = $holder->annotate($certificate)->{headers}{location}
    =~ m{/(\w{26})$};

sub recorded { return $db->value('SELECT COUNT(*) FROM access_event') }

# Every way of being told, and what it answers.
my %way = (
	'by the three items' => sub { return ($stack->lookup($person))[1] },
	'by the code of a copy' => sub { return $stack->get("/v/$code") },
	'by downloading' => sub {
		return $holder->get("/holder/copies/$code/certificate.xml") },
);

for my $what (sort keys %way) {
	my $before = recorded();
	is($way{$what}->()->{status}, 200, "$what: told");
	is(recorded(), $before + 1, "$what: and written down");
}

$db->query('RENAME TABLE access_event TO access_event_away');
for my $what (sort keys %way) {
	my $log = length $stack->responder_log;
	is($way{$what}->()->{status}, 200, "$what: told all the same");
	like(substr($stack->responder_log, $log),
	    qr/level=error event=access-not-recorded id=\w+ reason=/,
	    "$what: and the log says that it was not written down");
}
$db->query('RENAME TABLE access_event_away TO access_event');
my $before = recorded();
$way{$_}->() for sort keys %way;
is(recorded(), $before + 3, 'once it can be, it is again');
unlike($stack->responder_log, qr/\Q$person->{id_number}\E/,
    'no number is in the log');

undef $stack;
done_testing;
