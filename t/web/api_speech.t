#!/usr/bin/perl
# How the interface speaks, whatever is asked: headers, bodies in both forms,
# problems with their places, refusals by nginx itself, calls at once.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Ecert::Stack;
use IO::Uncompress::Gunzip qw(gunzip);
use JSON::PP ();
use Test::More;

binmode Test::More->builder->$_, ':encoding(UTF-8)'
    for qw(output failure_output todo_output);

my $stack = Ecert::Stack->new(rows => 50, bureau => 1,
    bureau_conf => { listen => { threads => 8, processes => 2 } })->start;

my $json = JSON::PP->new->utf8;
my $api = 'urn:ecert:api:1';

sub post {
	my ($path, $type, $content, %opt) = @_;
	return $stack->bureau_request('POST', $path, content => $content,
	    headers => { 'Content-Type' => $type, %{ delete $opt{headers} || {} } },
	    %opt);
}

sub code_of {
	my ($answer) = @_;
	my $text = $answer->{text};
	my ($code) = $text =~ /^\{/ ? $json->decode($answer->{content})->{code}
	    : $text =~ m{<code>([^<]+)</code>};
	return "$answer->{status} " . ($code || '-');
}

sub holder_json { return $json->encode({ @_ }) }
my %holder = (idType => '111', idNumber => '11010519491231002X');
my $holder_xml = "<holder xmlns='$api'><idType>111</idType>"
    . '<idNumber>11010519491231002X</idNumber></holder>';

# ---- headers

subtest 'a trace goes through' => sub {
	my $trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
	is($stack->bureau_get('caller', headers => { traceparent => $trace })
	    ->{headers}{traceparent}, $trace, 'as it came');
	is($stack->bureau_get('none', headers => { traceparent => $trace })
	    ->{headers}{traceparent}, $trace, 'with a problem too');
	is($stack->bureau_get('caller', headers => { traceparent => $_ })
	    ->{headers}{traceparent}, undef, "not $_")
	    for "$trace-x", uc $trace, 'x';
	is($stack->bureau_get('caller')->{headers}{traceparent}, undef, 'nor nothing');
};

subtest 'answers say what they vary by, and are packed on demand' => sub {
	for my $path ('caller', 'none') {
		my $answer = $stack->bureau_get($path);
		is($answer->{headers}{vary}, 'Accept, Accept-Encoding', "$path varies");
		is($answer->{headers}{'cache-control'}, 'no-store', 'and is not kept');
	}
	my $plain = $stack->bureau_get('changes?limit=20');
	my $packed = $stack->bureau_get('changes?limit=20',
	    headers => { 'Accept-Encoding' => 'gzip' });
	is($plain->{headers}{'content-encoding'}, undef, 'plain unless asked');
	is($packed->{headers}{'content-encoding'}, 'gzip', 'gzip when asked');
	gunzip(\$packed->{content} => \my $content);
	is($content, $plain->{content}, 'the same inside');
	cmp_ok(length $packed->{content}, '<', length $content, 'and less');
};

subtest 'who may come again later is told when' => sub {
	$stack->bureau_key('hasty');
	$stack->bureau_add('hasty', per_minute => 1, per_day => 2);
	my $answer;
	for (1 .. 3) {
		$answer = $stack->bureau_get('caller', cert => 'hasty');
		last if $answer->{status} == 429;
	}
	like(code_of($answer), qr/^429 bureau-quota-(?:minute|day)$/, 'quota is used up');
	like($answer->{headers}{'retry-after'}, qr/^[1-9]\d{0,4}$/, 'seconds are told');
	like($answer->{headers}{ratelimit}, qr/r=0;t=\Q$answer->{headers}{'retry-after'}\E\b/,
	    'those after which there is quota again');
};

subtest 'the one schema has every answer' => sub {
	for my $path ('caller', 'changes?limit=20', 'snapshot?limit=20',
	    'changes/days/2000-01-01', 'status-lists', 'status-lists/1-0', 'batches',
	    'catalogue', 'seals', 'reasons', 'none') {
		my $xml = $stack->bureau_get($path);
		ok(fits_schema('api.xsd', $xml->{content}), "$path as XML")
		    or diag substr $xml->{text}, 0, 1000;
		my $answer = $stack->bureau_get($path,
		    headers => { Accept => 'application/json' });
		is($answer->{status}, $xml->{status}, '... as JSON too');
		is(ref eval { $json->decode($answer->{content}) }, 'HASH', '... an object');
	}
};

# ---- bodies

subtest 'a body is read as XML and as JSON' => sub {
	my $xml = post('holders/certificates', 'application/xml', $holder_xml);
	is($xml->{status}, 200, 'XML') or diag $xml->{text}, $stack->bureau_log;
	my $strip = sub { $_[0]{text} =~ s/ at="[^"]*"//r };
	for my $type ('application/json', 'application/json; charset=UTF-8') {
		my $answer = post('holders/certificates', $type, holder_json(%holder));
		is($strip->($answer), $strip->($xml), "$type says the same");
	}
	is(code_of(post('holders/certificates', 'text/xml', "\n$holder_xml")),
	    '400 xml-unfit', 'nothing before an XML document');
	is(post('holders/certificates', 'text/xml', $holder_xml =~ s/></>\n  </gr)
	    ->{status}, 200, 'but blanks between elements');
	is(code_of(post('holders/certificates', $_, $holder_xml)), '415 body-type',
	    "not as $_") for 'text/plain', 'application/x-www-form-urlencoded', '';
};

subtest 'what does not fit is told place by place, in either form' => sub {
	my @cases = (
		[holder_json(), "<holder xmlns='$api'/>",
		    { '/idType' => 'member-missing', '/idNumber' => 'member-missing' }],
		[holder_json(%holder, idType => '1'), $holder_xml =~ s/111/1/r,
		    { '/idType' => 'member-unfit' }],
		[holder_json(%holder, more => 1), $holder_xml =~ s{</holder>}{<more>1$&}r
		    =~ s{1</holder>}{1</more></holder>}r, { '/more' => 'member-unknown' }],
		[holder_json(%holder, idType => 111), undef,
		    { '/idType' => 'member-unfit' }],
		['[]', "<person xmlns='$api'/>", undef],
	);
	for my $case (@cases) {
		my ($as_json, $as_xml, $places) = @$case;
		my $answer = post('holders/certificates', 'application/json', $as_json,
		    headers => { Accept => 'application/json' });
		is(code_of($answer), '422 body-unfit', $as_json) or diag $answer->{text};
		my $problem = $json->decode($answer->{content});
		my %told = map { $_->{pointer} => $_->{code} } @{ $problem->{errors} };
		is_deeply(\%told, $places, 'JSON: places') if $places;
		ok(length $_->{detail}, 'with a sentence') for @{ $problem->{errors} };
		next unless defined $as_xml;
		$answer = post('holders/certificates', 'application/xml', $as_xml);
		is(code_of($answer), '422 body-unfit', $as_xml) or diag $answer->{text};
		%told = $answer->{text} =~ m{<pointer>([^<]*)</pointer><code>([^<]*)<}g;
		is_deeply(\%told, $places, 'XML: the same places') if $places;
		ok(fits_schema('problem.xsd', $answer->{content}), 'as the schema has it');
	}
	my $english = post('holders/certificates?lang=en', 'application/json', '{}');
	like($english->{text}, qr/This is missing\./, 'in English where that is asked');
};

subtest 'hostile bodies are refused by name, and nothing of them comes back' => sub {
	my %cases = ('json-unfit' => ['application/json', '', '{', '{"a":1}}',
	    '[' x 4000, '{"idType":"111","idType":"111"}',
	    '{"idType":"\u0000"}', '{"idType":"\ud800"}', "{\"idType\":\"\xff\"}",
	    '{"idType":1e999}', '{"idType":99999999999999999999}'],
	    'xml-unfit' => ['application/xml', '', 'x', "<holder xmlns='$api'>",
	    "<!DOCTYPE holder [<!ENTITY a 'b'>]>$holder_xml", "<?x?>$holder_xml",
	    "<holder xmlns='$api'><!-- x --></holder>", "<a:holder/>",
	    "\xff$holder_xml", '<a>' x 500 . '</a>' x 500]);
	for my $code (sort keys %cases) {
		my ($type, @bodies) = @{ $cases{$code} };
		for my $body (@bodies) {
			my $answer = post('holders/certificates', $type, $body);
			is(code_of($answer), "400 $code", substr $body, 0, 40)
			    or diag $answer->{text};
		}
	}
	my $answer = post('holders/certificates', 'application/json',
	    '{"a\u0001/~b":1,"idType":"\u0007"}');
	is_deeply([$answer->{text} =~ m{<pointer>([^<]*)<}g], ['/?', '/idType'],
	    'names that XML cannot carry are not repeated');
	is(post('holders/certificates', 'application/xml', "<holder xmlns='$api' "
	    . "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
	    . "xsi:type='x'/>")->{status}, 422, 'nobody gives the validator orders');
};

subtest 'nobody is sent what cannot be read' => sub {
	for my $accept ('text/html', 'application/json;q=0', 'image/*') {
		my $answer = $stack->bureau_get('caller', headers => { Accept => $accept });
		is(code_of($answer), '406 format-not-available', $accept);
	}
};

# ---- bounds

subtest 'bodies have bounds by resource, told in the form that was asked for' => sub {
	my @cases = (['holders/certificates', 4096], ['certificates/checks', 1048576]);
	for my $case (@cases) {
		my ($path, $bound) = @$case;
		for my $more (1, 100_000) {
			my $answer = post($path, 'application/json', ' ' x ($bound + $more));
			is(code_of($answer), '413 body-too-large', "$path, $more past its bound");
		}
		my $answer = post($path, 'application/json', ' ' x ($bound + 100_000),
		    headers => { Accept => 'application/json' });
		is($answer->{headers}{'content-type'}, 'application/problem+json',
		    'JSON, also from nginx');
		is(code_of($answer), '413 body-too-large', 'which says the same');
		$answer = post("$path?lang=en", 'application/json', ' ' x ($bound + 100_000));
		like($answer->{text}, qr/The body is larger/, 'also in English');
	}
};

subtest 'nginx refuses by itself as the responder does' => sub {
	my $long = 'caller?x=' . 'x' x 20_000;
	for my $try (['application/xml', 'xml', ''], ['application/json', 'json', ''],
	    ['application/xml, application/json', 'xml', ''],
	    ['application/json, application/xml;q=0.5', 'json', ''],
	    ['', 'xml', ''], ['*/*', 'xml', '']) {
		my ($accept, $form) = @$try;
		my $answer = $stack->bureau_get($long, headers => { Accept => $accept });
		is(code_of($answer), '400 bad-request', "a long address, Accept: $accept");
		$answer = post('holders/certificates', 'application/json', ' ' x 200_000,
		    headers => { Accept => $accept });
		like($answer->{headers}{'content-type'}, qr{^application/problem\+$form},
		    "as $form");
		ok($form eq 'json' ? $json->decode($answer->{content})->{title}
		    : fits_schema('problem.xsd', $answer->{content}), 'well formed');
		like($answer->{headers}{'trace-id'}, qr/^[0-9a-f]{16}\z/, 'with a number');
		is($answer->{headers}{vary}, 'Accept, Accept-Encoding', 'and what it varies by');
	}
	$stack->stop_bureau_responder;
	my $answer = $stack->bureau_get('caller', headers => { Accept => 'application/json' });
	is($answer->{status}, 503, 'no responder');
	is($answer->{headers}{'content-type'}, 'application/problem+json', 'is told as asked');
	is($answer->{headers}{'retry-after'}, 5, 'with a time');
	$stack->start_bureau_responder;
	is($stack->bureau_get('caller')->{status}, 200, 'and it is back');
};

# ---- calls at once

# A wait for changes that has been sent and is not answered yet.
sub wait_in_background {
	my $pid = fork;
	die $! unless defined $pid;
	return $pid if $pid;
	require POSIX;
	$stack->bureau_get("changes?after=$_[0]&wait=30", timeout => 60);
	POSIX::_exit(0);
}

subtest 'one bureau leaves room for the others' => sub {
	my $changes = $stack->bureau_get('changes?limit=1000');
	my ($next) = $changes->{text} =~ m{<next>([^<]+)};
	my $before = $stack->db->value('SELECT MAX(bureau_call) FROM bureau_call');
	my (@waiting, $answer);
	for (1 .. 60) {
		push @waiting, wait_in_background($next);
		$answer = $stack->bureau_get('caller');
		last if $answer->{status} == 429;
	}
	is(code_of($answer), '429 bureau-too-many-at-once', 'too many at once');
	is($answer->{headers}{'retry-after'}, 1, 'soon again');
	# Not the last row: calls begun before may be written down after it.
	is($stack->db->value("SELECT DISTINCT outcome FROM bureau_call WHERE route "
	    . "= 'GET caller' AND outcome <> 'admitted' AND bureau_call > $before"),
	    'bureau-too-many-at-once', 'which is written down');
	is($stack->bureau_get('caller', cert => 'shanghai')->{status}, 200,
	    'another bureau is served');
	kill 'KILL', @waiting;
	waitpid $_, 0 for @waiting;
	my $end = time + 120;
	do { $answer = $stack->bureau_get('caller') }
	    while $answer->{status} == 429 && time < $end && sleep 1;
	is($answer->{status}, 200, 'when those have ended it is served again');
};

undef $stack;
done_testing;
