#!/usr/bin/perl
# nginx keeps pages that are the same for everybody for a second, and nothing
# else.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Ecert::Stack;
use Test::More;
use Time::HiRes qw(sleep time);

my $stack = Ecert::Stack->new(rows => 60, kept => 1)->start;

# Requests for a route that came as far as the responder.
sub served {
	my ($route) = @_;
	return scalar(() = $stack->responder_log =~ /route=\Q$route\E /g);
}

for my $path ('/', '/catalogue', '/help') {
	my $before = served($path);
	my @page = map { $stack->get($path) } 1 .. 100;
	is_deeply([ grep { $_->{status} != 200 } @page ], [], "$path: answered");
	is_deeply([ grep { $_->{content} ne $page[0]{content} } @page ], [],
	    "$path: always the same");
	cmp_ok(served($path) - $before, '<', 100,
	    "$path: not all of it by the responder");
	is($page[99]{headers}{'cache-control'}, 'public, max-age=60',
	    "$path: others may keep it as before");
	is($page[99]{headers}{'x-content-type-options'}, 'nosniff',
	    "$path: with the responder's headers");
}

# Whoever asks first, the next is given what it asked for.
my $tag = $stack->get('/')->{headers}{etag};
for my $round (1 .. 3) {
	sleep 1.2;
	my $same = $stack->get('/', { 'If-None-Match' => $tag });
	is($same->{status}, 304, 'what has not changed is not sent again');
	is($same->{content} // '', '', 'not a byte of it');
	is($stack->get('/')->{status}, 200, 'who has nothing yet gets the page');
	is($stack->get('/', { 'If-None-Match' => '"x"' })->{status}, 200,
	    'and so does who has another one');
}
# A crowd that has the page already is no more work than another, also when
# nobody else asks and what was kept has grown old.
for my $round (1 .. 3) {
	sleep 2.2;
	my $asked = served('/');
	my %status;
	$status{$stack->get('/', { 'If-None-Match' => $tag })->{status}}++
	    for 1 .. 100;
	is_deeply(\%status, { 304 => 100 }, 'who has it is told so');
	cmp_ok(served('/') - $asked, '<', 100,
	    'not each time by the responder');
}

sleep 1.2;
is($stack->request('HEAD', '/')->{content} // '', '', 'HEAD has no body');
cmp_ok(length $stack->get('/')->{content}, '>', 1000, 'and leaves GET its own');
like($stack->get('/?lang=en')->{content}, qr/<html[^>]* lang="en"/,
    'English under its address');
like($stack->get('/')->{content}, qr/<html[^>]* lang="zh-CN"/,
    'and Chinese under its own');
like($stack->get('/?l%61ng=en')->{content}, qr/<html[^>]* lang="en"/,
    'however that is spelt');
like($stack->get('/')->{content}, qr/<html[^>]* lang="zh-CN"/,
    'without leaving it to others');
like($stack->get('/', { Accept => 'application/xml' })->{content},
    qr/^<\?xml/, 'XML for who asks for it');
like($stack->get('/', { Accept => 'text/html' })->{content}, qr/^<!DOCTYPE/,
    'and HTML for the next');

# Nothing of a person's.
my $person = sample($stack, state => 'issued');
my $before = served('/result/:ticket');
my ($sent, $page) = $stack->lookup($person);
my $again = $stack->get($sent->{headers}{location});
is(served('/result/:ticket') - $before, 2, 'each result is asked for');
is($again->{headers}{'cache-control'}, 'no-store', 'and kept by nobody');
ok(!(grep { /\Q$person->{management_no}\E/ } kept()),
    'no number is in what nginx keeps');
ok(scalar(kept()) > 0, 'which is there to be looked at');

# What the responder marks as old is asked for again each time.
$stack->stop_database;
sleep 1.2;
$before = served('/catalogue');
my @old = map { $stack->get('/catalogue') } 1 .. 3;
is_deeply([ map { "$_->{status} $_->{headers}{'cache-control'}" } @old ],
    [ ('200 no-store') x 3 ], 'without its database it gives an old catalogue');
is(served('/catalogue') - $before, 3, 'which nginx does not keep');
$stack->start_database;

sub kept {
	my @found;
	for my $file (glob $stack->dir . '/run/pages/*/*') {
		open my $in, '<:raw', $file or next;
		local $/;
		push @found, scalar <$in>;
	}
	return @found;
}

undef $stack;
done_testing;
