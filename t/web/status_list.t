#!/usr/bin/perl
# Status lists: signed, small, asked for by tag, and right for each certificate.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Digest::SHA qw(hmac_sha256);
use Ecert::Stack;
use Ecert::Tree qw(none);
use Feed;
use IO::Uncompress::Gunzip qw(gunzip $GunzipError);
use MIME::Base64 qw(decode_base64url);
use Test::More;

binmode Test::More->builder->$_, ':encoding(UTF-8)'
    for qw(output failure_output todo_output);

plan skip_all => 'not installed: ' . Ecert::Stack::clock_missing()
    if Ecert::Stack::clock_missing();

my $stack = Ecert::Stack->new(rows => 3000, bureau => 1, clock => 1)->start;
my $db = $stack->db;
# In the middle of an hour, which is a part of the tags.
my $ahead = 4200 - int($stack->now) % 3600;
$stack->set_clock($ahead);

sub list {
	my ($id, %headers) = @_;
	my $answer = $stack->bureau_get("status-lists/$id", cert => 'ministry',
	    headers => \%headers);
	return $answer;
}

# The bits of a list as a reader who knows the standard unpacks them.
sub bits {
	my ($answer) = @_;
	my ($text) = $answer->{text} =~ m{<encodedList>u([\w-]+)</encodedList>};
	my $gz = decode_base64url($text);
	gunzip(\$gz => \my $bits) or die $GunzipError;
	return $bits;
}

my @word = qw(valid revoked suspended superseded);
sub word_at {
	my ($bits, $index) = @_;
	my @bit = split //, unpack 'B8', substr $bits, int($index / 4), 1;
	my $from = 2 * ($index % 4);
	return $word[2 * $bit[$from] + $bit[$from + 1]];
}

# ---- what there is

my $index = $stack->bureau_get('status-lists', cert => 'ministry');
is($index->{status}, 200, 'lists are listed, also for a body without a province');
my @ids = $index->{text} =~ /<list id="([\d-]+)"/g;
is_deeply(\@ids, ['1-0', '2-0'], 'one for each version, and block of serials');
for my $none ('3-0', '1-1', '0-0', '1-01', 'x') {
	is(list($none)->{status}, 404, "there is no list $none");
}

# ---- one of them

my $first = list('1-0');
is($first->{status}, 200, 'a list is given');
for my $id (@ids) {
	ok(fits_schema('api-feed.xsd', list($id)->{content}),
	    "$id is as its schema says");
	ok(xmlsec_accepts($stack->dir . '/ca.pem', list($id)->{content}),
	    "$id is signed, which xmlsec1 finds too");
	(my $forged = list($id)->{content}) =~ s/ttl="3600"/ttl="3601"/;
	ok(!xmlsec_accepts($stack->dir . '/ca.pem', $forged),
	    'and not when it was changed');
}
my ($issued, $expires) = $first->{text} =~ /issued="([^"]+)" expires="([^"]+)"/;
isnt(substr($issued, 0, 10), substr($expires, 0, 10), 'it lasts a day');
like($first->{text}, qr/statusSize="2" length="1048576"/, 'of 2^20 entries');
cmp_ok(length $first->{content}, '<', 10_000, 'and is short');

# ---- right for each certificate

my (%place, $bits);
for my $bureau (['beijing', '11'], ['shanghai', '31'], ['corps', '66']) {
	my $feed = Feed->new(stack => $stack, cert => $bureau->[0]);
	$feed->snapshot;
	$place{"$_->{managementNo} $_->{version}"} = $_
	    for @{ $feed->{entries} };
}
cmp_ok(scalar keys %place, '>', 100, 'bureaus know where their people stand');

# The index as the key makes it: for all provinces, and to see that the
# responder's is this.
my $key = do {
	open my $in, '<', $stack->dir . '/match.key' or die $!;
	my $hex = <$in>;
	$hex =~ s/\s//g;
	hmac_sha256("status-list\0", pack 'H*', $hex);
};
sub index_of {
	my ($serial, $version) = @_;
	my ($left, $right) = ($serial >> 10 & 1023, $serial & 1023);
	for my $round (0 .. 9) {
		my $mac = hmac_sha256("status-order\0$version-" . ($serial >> 20)
		    . " $round " . int($right / 16), $key);
		my $f = unpack('x' . 2 * ($right % 16) . 'n', $mac) & 1023;
		($left, $right) = ($right, $left ^ $f);
	}
	return $left << 10 | $right;
}

sub compare {
	my ($when) = @_;
	my %bits = map { $_ => bits(list($_)) } @ids;
	my (@wrong, @misplaced, %seen);
	my @rows = $db->rows('SELECT serial, version, management_no, state FROM '
	    . 'certificate_status');
	for my $row (@rows) {
		my ($serial, $version, $no, $state) = @$row;
		my $id = "$version-0";
		my $at = index_of($serial, $version);
		my $word = $state =~ /^(?:issued|approved)$/ ? 'valid' : $state;
		push @wrong, "$no $version" if word_at($bits{$id}, $at) ne $word;
		$seen{$id}{$at} = $word;
		my $told = $place{"$no $version"} or next;
		push @misplaced, "$no $version" if $told->{list} ne $id
		    || $told->{index} != $at;
	}
	none(\@wrong, "$when: each certificate's bits are its state");
	none(\@misplaced, "$when: where it stands is what its bureau was told")
	    if $when eq 'at first';
	my %are;
	for my $id (@ids) {
		my $set = unpack '%32b*', $bits{$id};
		$set -= { revoked => 1, suspended => 1, superseded => 2 }
		    ->{$_} || 0 for values %{ $seen{$id} };
		is($set, 0, "$when: no other bit of $id is set");
		$are{$_}++ for values %{ $seen{$id} };
	}
	return \%are;
}
my $are = compare('at first');
cmp_ok(scalar keys %$are, '==', 4, 'each of the four is there');

# ---- asked for again

my $tag = $first->{headers}{etag};
ok(length $tag, 'it has a tag');
my $same = list('1-0', 'If-None-Match' => $tag);
is($same->{status}, 304, 'who has it is told so');
is($same->{content} // '', '', 'and nothing else');
is(list('2-0', 'If-None-Match' => $tag)->{status}, 200, 'another list is not it');
my ($serial) = map { $_->[0] } $db->rows('SELECT serial FROM certificate_status '
    . "WHERE state = 'issued' AND version = 1 LIMIT 1");
$db->query("CALL certificate_revoke($serial, 1, 'issued-in-error', NULL, "
    . 'UTC_TIMESTAMP(6) + INTERVAL 90 SECOND)');
my $next = list('1-0', 'If-None-Match' => $tag);
is($next->{status}, 200, 'after any change there is another');
$tag = $next->{headers}{etag};
is(list('1-0', 'If-None-Match' => $tag)->{status}, 304, 'until the next');
compare('a revocation is to come');
$stack->set_clock($ahead + 100);
$next = list('1-0', 'If-None-Match' => $tag);
is($next->{status}, 200, 'and when one takes effect');
compare('it has come');
$tag = $next->{headers}{etag};
$stack->set_clock($ahead + 3700);
is(list('1-0', 'If-None-Match' => $tag)->{status}, 200,
    'and each hour, so that it never expires while it is true');

done_testing;
