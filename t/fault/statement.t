#!/usr/bin/perl
# A question that nobody waits for any more ends in the server too; a command's,
# which may take long, does not.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/../web/lib";

use Asking;
use Ecert::Stack;
use Ecert::Tree qw(tree_text);
use Test::More;

my $stack = Ecert::Stack->new(rows => 20, conf => { database =>
    { timeout_s => 1 } })->start;
my $db = $stack->db;

# The report on stock, after that has been done.
sub stock_after {
	my ($statement) = @_;
	my $text = tree_text('sql/routine/report_stock.sql');
	$text =~ s/^(BEGIN\n)/$1$statement;\n/m or die;
	$db->query($text);
}

# What is under way, whoever began it: within a procedure it has the owner's
# name.
sub running {
	return $db->value('SELECT COUNT(*) FROM information_schema.processlist '
	    . "WHERE user <> 'root' AND command IN ('Query', 'Execute')",
	    user => 'root');
}

my %endless = (
	'counting' => 'SET @n = (SELECT SUM(a.seq * b.seq) FROM '
	    . 'seq_1_to_1000000 a JOIN seq_1_to_1000000 b)',
	'waiting' => 'DO SLEEP(3600)',
);
for my $what (sort keys %endless) {
	stock_after($endless{$what});
	is($stack->get('/admin/reports/stock')->{status}, 503,
	    "$what: the page is told that there is no answer");
	ok(within(60, sub { !running() }),
	    "$what: and the server gives up too");
}
stock_after('DO 1');
is($stack->get('/admin/reports/stock')->{status}, 200, 'the next one is answered');

stock_after('DO SLEEP(4)');
is(($stack->command('report', 'stock'))[0], 0,
    "a command's report may take longer than the pages'");

undef $stack;
done_testing;
