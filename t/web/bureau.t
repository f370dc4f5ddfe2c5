#!/usr/bin/perl
# Who calls: a bureau is let in by its certificate, purpose and scope, and by
# nothing else; each call and each refusal is written down before it is answered.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Ecert::Keys;
use Ecert::Stack;
use Encode qw(decode encode);
use Test::More;

my $stack = Ecert::Stack->new(rows => 50, bureau => 1)->start;
my $db = $stack->db;

sub last_call {
	my ($row) = $db->rows('SELECT c.outcome, IFNULL(b.code, "-"), c.route, '
	    . 'IFNULL(c.item_code, "-") FROM bureau_call c LEFT JOIN bureau b '
	    . 'ON b.bureau = c.bureau ORDER BY c.bureau_call DESC LIMIT 1');
	return join ' | ', map { decode('UTF-8', $_) } @{ $row || [] };
}

subtest 'a registered certificate with a purpose is let in' => sub {
	my $answer = $stack->bureau_get('caller');
	is($answer->{status}, 200, 'let in') or diag $answer->{text}, $stack->bureau_log;
	like($answer->{text}, qr{<code>beijing</code>}, 'as whom it is registered');
	is(last_call(), 'admitted | beijing | GET caller | 11-0000-001', 'and written down');
};

done_testing;
