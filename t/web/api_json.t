#!/usr/bin/perl
# What bureaus are answered comes as XML, or as JSON that says the same.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Ecert::Stack;
use JSON::PP ();
use MIME::Base64 qw(decode_base64);
use Test::More;

binmode Test::More->builder->$_, ':encoding(UTF-8)'
    for qw(output failure_output todo_output);

my $stack = Ecert::Stack->new(rows => 300, bureau => 1)->start;

sub ask {
	my ($path, $accept, %opt) = @_;
	return $stack->bureau_get($path, headers => { Accept => $accept }, %opt);
}

# The same resource both ways.
sub both {
	my ($path) = @_;
	my $xml = ask($path, 'application/xml');
	my $json = ask($path, 'application/json');
	is($xml->{status}, 200, "$path as XML");
	like($xml->{headers}{'content-type'}, qr{^application/xml\b}, '... by its type');
	is($json->{status}, 200, "$path as JSON");
	is($json->{headers}{'content-type'}, 'application/json', '... by its type');
	is($_->{headers}{vary}, 'Accept, Accept-Encoding', '... and says what it varies by')
	    for $xml, $json;
	return ($xml->{text}, JSON::PP->new->utf8->decode($json->{content}));
}

subtest 'one object, its members by the elements\' names' => sub {
	my ($xml, $json) = both('caller');
	my %text = $xml =~ m{<(code|name|province|scopes)>([^<]*)</}g;
	is($json->{$_}, $text{$_}, $_) for sort keys %text;
	is(scalar @{ $json->{quota} }, 2, 'what stands several times is an array');
	is($json->{quota}[0]{of}, 'minute', 'in order');
	is($json->{quota}[0]{calls}, 100_000, 'with its numbers');
	is($xml =~ /calls="(\d+)"/ && $1, 100_000, 'as the XML has them');
};

subtest 'changes say the same' => sub {
	my ($xml, $json) = both('changes?limit=20');
	my @numbers = $xml =~ /<entry [^>]*managementNo="([^"]+)"/g;
	cmp_ok(scalar @numbers, '>', 0, 'there are some');
	is_deeply([map { $_->{managementNo} } @{ $json->{entries} }], \@numbers,
	    'one after the other');
	my @events = $xml =~ /<entry event="(\d+)"/g;
	is_deeply([map { $_->{event} } @{ $json->{entries} }], \@events, 'events');
	is($json->{next}, $xml =~ m{<next>([^<]+)} && $1, 'the same place to go on from');
	my $raw = ask('changes?limit=20', 'application/json')->{content};
	like($raw, qr/"event":\d+[,}]/, 'a number is a number');
	like($raw, qr/"more":(?:true|false)[,}]/, 'and a truth a truth');
	my ($name) = $xml =~ m{<(?:\w+:)?name>([^<]+)</(?:\w+:)?name>};
	like(JSON::PP->new->encode($json), qr/\Q$name\E/, 'with the person');
	my $titles = $json->{entries}[0]{certificate}{title};
	is(ref $titles, 'ARRAY', 'titles are an array');
	is_deeply([map { $_->{lang} } @$titles], ['zh', 'en'], '... by language');
	ok(length $_->{value}, '... with a text') for @$titles;
};

subtest 'an empty list is an array too' => sub {
	my ($xml, $json) = both('changes/days/2000-01-01');
	is_deeply($json->{blocks}, [], 'no block');
	is($json->{count}, 0, 'none counted');
	is($json->{date}, '2000-01-01', 'of the day');
};

subtest 'a signed answer has the signed bytes beside it' => sub {
	my ($xml, $json) = both('status-lists/1-0');
	is($json->{encodedList}, $xml =~ m{<encodedList>([^<]+)} && $1, 'the list');
	ok(!exists $json->{Signature}, 'no torn signature');
	my $file = $stack->dir . '/signed.xml';
	open my $out, '>:raw', $file or die $!;
	print $out decode_base64($json->{signed});
	close $out or die $!;
	my ($status, $text) = Ecert::Process->run('xmlsec1', '--verify',
	    '--enabled-key-data', 'x509', '--trusted-pem', $stack->dir . '/ca.pem',
	    $file);
	is($status, 0, 'xmlsec1 verifies them') or diag $text;
	isnt(ask('status-lists/1-0', 'application/json')->{headers}{etag},
	    ask('status-lists/1-0', 'application/xml')->{headers}{etag},
	    'each has a tag of its own');
};

subtest 'problems are told the way that was asked for' => sub {
	my $answer = ask('changes?limit=x', 'application/json');
	is($answer->{headers}{'content-type'}, 'application/problem+json', 'by type');
	my $json = JSON::PP->new->utf8->decode($answer->{content});
	is($json->{status}, $answer->{status}, 'the status as a number');
	like($json->{type}, qr/^urn:ecert:problem:\Q$json->{code}\E$/, 'type and code');
	ok(length $json->{$_}, $_) for qw(title detail instance);
	$answer = ask('caller', 'application/json', cert => undef);
	is($answer->{status}, 403, 'who is not let in');
	is(JSON::PP->new->utf8->decode($answer->{content})->{code},
	    'bureau-no-certificate', '... is told so in JSON as well');
};

subtest 'what is preferred is given' => sub {
	my $type = sub {
		ask('caller', $_[0])->{headers}{'content-type'} =~ m{^application/([\w+]+)}
		    ? $1 : 'none' };
	is($type->('*/*'), 'xml', 'XML where nothing is said');
	is($type->('application/json, application/xml'), 'xml', '... or both are equal');
	is($type->('application/json, application/xml;q=0.5'), 'json', 'JSON first');
	is(ask('caller', 'text/html')->{status}, 406, 'there are no pages here');
};

undef $stack;
done_testing;
