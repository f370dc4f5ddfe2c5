#!/usr/bin/perl
# A stylesheet that somebody has tampered with makes a bad page: it reads no
# file, writes none, and reaches nobody.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/../web/lib";

use Asking;
use Ecert::Process;
use Ecert::Stack;
use Ecert::Tree qw(tree_top);
use File::Temp qw(tempdir);
use IO::Select;
use IO::Socket::INET;
use Test::More;

my $dir = tempdir(CLEANUP => 1);
my $listen = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Listen => 5)
    or die "listen: $!";
my $elsewhere = 'http://127.0.0.1:' . $listen->sockport;

write_file("$dir/secret.xml", '<secret>betrayed</secret>');
Ecert::Process->run('cp', '-R', tree_top() . '/xsl', "$dir/xsl");

# What the page of help does before anything else.
my @does = (
	[ 'reads a file', "<xsl:copy-of select=\"document('$dir/secret.xml')\"/>" ],
	[ 'writes a file', "<xsl:document href=\"$dir/written\">x</xsl:document>" ],
	[ 'asks another machine', '<xsl:copy-of '
	    . "select=\"document('$elsewhere/x.xml')\"/>" ],
	[ 'sends to another machine',
	    "<xsl:document href=\"$elsewhere/y\">x</xsl:document>" ],
);

my $help = slurp("$dir/xsl/page/help.xsl");
my $stack = Ecert::Stack->new(rows => 0,
    conf => { paths => { xsl_dir => "$dir/xsl" } });
$stack->prepare->start_database->migrate;

sub asked_elsewhere {
	my $count = 0;
	while (IO::Select->new($listen)->can_read(0.2)) {
		close $listen->accept;
		$count++;
	}
	return $count;
}

my $started;
for my $case (@does) {
	my ($what, $does) = @$case;
	subtest "a stylesheet that $what" => sub {
		(my $bad = $help) =~ s{<div class="intro">}
		    {$does<div class="intro">} or die;
		write_file("$dir/xsl/page/help.xsl", $bad);
		$stack->stop_responder if $started;
		$stack->start_responder;
		$stack->start_nginx->wait_ready unless $started++;
		my $page = $stack->get('/help');
		like($page->{status}, qr/^(?:200|500)$/, 'is answered for');
		unlike($page->{text}, qr/betrayed/, 'tells nothing');
		ok(!-e "$dir/written", 'writes nothing');
		is(asked_elsewhere(), 0, 'and nobody else is asked');
	};
}

undef $stack;
done_testing;
