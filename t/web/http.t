#!/usr/bin/perl
# HTTP as it should be (RFC 9110, RFC 9457), over the real web server.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Ecert::Stack;
use Encode qw(encode);
use Test::More;

my $stack = Ecert::Stack->new(rows => 100)->start;
my $person = sample($stack, name => '阿卜杜拉·买买提');
my ($sent) = $stack->lookup($person);
my $result = $sent->{headers}{location};
my $form = "Content-Type: application/x-www-form-urlencoded\r\n";

sub ask {
	my ($method, $path, $headers, $body) = @_;
	return raw($stack, form_bytes($method, $path, $headers || '', $body));
}

sub ask_form {
	my ($body) = @_;
	return ask('POST', '/lookup', $form . 'Content-Length: '
	    . length($body) . "\r\n", $body);
}

# The frame of the site: its name above, its operator below.
sub in_frame {
	my ($answer, $what) = @_;
	like($answer->{text}, qr/class="service".*<main.*class="operator"/s,
	    "$what: in the frame of the site");
}

subtest 'HEAD answers as GET does, without the body' => sub {
	for my $path ('/', '/help', '/catalogue', $result, '/nope',
	    "$result/certificate.xml") {
		my ($get, $head) = map { ask($_, $path) } qw(GET HEAD);
		is($head->{status}, $get->{status}, "$path: same status");
		is($head->{body}, '', "$path: no body");
		# An ECDSA signature is another one each time, as long or not.
		delete @{ $_->{headers} }{qw(date)} for $get, $head;
		is_deeply($head->{headers}, $get->{headers},
		    "$path: same headers");
	}
};

my $too_many = join '&', map { "f$_=1" } 1 .. 33;
my @refused = (		# what, status, code, answer
	['an unknown path', 404, 'page-not-found', ask('GET', '/nope')],
	['DELETE', 405, 'method-not-allowed', ask('DELETE', '/')],
	['OPTIONS', 405, 'method-not-allowed', ask('OPTIONS', '/help')],
	['an invented method', 405, 'method-not-allowed', ask('FOO', '/help')],
	['GET of what takes POST', 405, 'method-not-allowed',
	    ask('GET', '/lookup')],
	['POST of what takes GET', 405, 'method-not-allowed',
	    ask('POST', $result, "Content-Length: 0\r\n")],
	['a picture asked for', 406, 'not-acceptable',
	    ask('GET', '/', "Accept: image/png\r\n")],
	['an address of 3000 bytes', 414, 'address-too-long',
	    ask('GET', '/help?x=' . 'a' x 3000)],
	['a form of 9000 bytes', 413, 'too-large',
	    ask_form('name=' . 'a' x 9000)],
	['plain text', 415, 'media-type', ask('POST', '/lookup',
	    "Content-Type: text/plain\r\nContent-Length: 3\r\n", 'a=b')],
	['multipart', 415, 'media-type', ask('POST', '/lookup',
	    "Content-Type: multipart/form-data; boundary=x\r\n"
	    . "Content-Length: 3\r\n", 'a=b')],
	['no type', 415, 'media-type', ask('POST', '/lookup',
	    "Content-Length: 3\r\n", 'a=b')],
	['a doubled field', 400, 'bad-request', ask_form('name=a&name=b')],
	['a bad escape', 400, 'bad-request', ask_form('name=%zz')],
	['an escape cut short', 400, 'bad-request', ask_form('name=%4')],
	['an escaped NUL', 400, 'bad-request', ask_form('name=a%00b')],
	['a NUL', 400, 'bad-request', ask_form("name=a\0b")],
	['Latin-1', 400, 'bad-request', ask_form('name=%e9')],
	['a surrogate', 400, 'bad-request', ask_form('name=%ed%a0%80')],
	['33 fields', 400, 'bad-request', ask_form($too_many)],
	['a form without length', 400, 'bad-request',
	    ask('POST', '/lookup', $form)],
	['a bad escape in the query', 400, 'bad-request',
	    ask('GET', '/?lang=%zz')],
	['a doubled field in the query', 400, 'bad-request',
	    ask('GET', '/?lang=en&lang=zh')],
	['Latin-1 in the path', 400, 'bad-request', ask('GET', '/%e9')],
	['a line break in the path', 400, 'bad-request',
	    ask('GET', '/a%0d%0ab')],
);

subtest 'what is wrong with a request is said by name, in the frame' => sub {
	for my $case (@refused) {
		my ($what, $status, $code, $answer) = @$case;
		is($answer->{status}, $status, "$what: $status");
		like($answer->{text}, qr/>\Q$code\E</, "$what: $code");
		in_frame($answer, $what);
	}
};

subtest 'a file that is not there is missed in the frame' => sub {
	for my $path ('/static/none.css', '/static/400.html') {
		my $answer = ask('GET', $path);
		is($answer->{status}, 404, "$path: 404");
		in_frame($answer, $path);
		is($answer->{headers}{'cache-control'}, 'no-store',
		    "$path: not kept");
	}
};

subtest '405 names the methods that are allowed' => sub {
	my %allow = map { $_->[0] => $_->[3]{headers}{allow} }
	    grep { $_->[1] == 405 } @refused;
	is($allow{'DELETE'}, 'GET, HEAD', 'a page');
	is($allow{'GET of what takes POST'}, 'POST', 'the form');
	is($allow{'POST of what takes GET'}, 'GET, HEAD', 'a result');
};

subtest 'what the web server itself refuses is refused' => sub {
	my $flood = join '', map { "X-$_: " . 'a' x 7000 . "\r\n" } 1 .. 6;
	my %got = (
		'a header of 9000 bytes' => [ask('GET', '/help',
		    'X-A: ' . 'a' x 9000 . "\r\n"), qr/^400$/],
		'42000 bytes of headers' => [ask('GET', '/help', $flood),
		    qr/^400$/],
		'an address of 9000 bytes' => [ask('GET', '/' . 'a' x 9000),
		    qr/^414$/],
		'a form of 20000 bytes' => [ask_form('a' x 20000), qr/^413$/],
		'a NUL in the path' => [ask('GET', '/a%00b'), qr/^400$/],
		'a path above the root' => [ask('GET', '/../../etc/passwd'),
		    qr/^400$/],
		'a path above the files' => [ask('GET',
		    '/static/../../ca-key.pem'), qr/^400$/],
		'an encoding of transfer that nobody knows' => [ask('POST',
		    '/lookup', "Transfer-Encoding: gzip\r\n"), qr/^400$/],
		'the same, of a body past all bounds' => [ask('POST', '/lookup',
		    "Transfer-Encoding: gzip\r\nContent-Length: 9999999999\r\n"),
		    qr/^400$/],
		'no Host' => [raw($stack, "GET / HTTP/1.1\r\n"
		    . "Connection: close\r\n\r\n"), qr/^400$/],
		'TRACE' => [ask('TRACE', '/'), qr/^405$/],
		'TRACE of the look-up' => [ask('TRACE', '/lookup'), qr/^405$/],
		'TRACE of a Host that is not ours' => [raw($stack,
		    "TRACE / HTTP/1.1\r\nHost: evil.example\r\n"
		    . "Connection: close\r\n\r\n"), qr/^405$/],
		'POST of a file' => [ask('POST', '/static/ecert.css',
		    "Content-Length: 0\r\n"), qr/^405$/],
		'a Host that is not ours' => [raw($stack, "GET / HTTP/1.1\r\n"
		    . "Host: evil.example\r\nConnection: close\r\n\r\n"),
		    qr/^421$/],
	);
	like($got{$_}[0]{text}, qr/<header class="top">/, "$_: in the frame")
	    for 'an address of 9000 bytes', 'no Host', 'TRACE',
	    'an encoding of transfer that nobody knows',
	    'the same, of a body past all bounds',
	    'a Host that is not ours', 'TRACE of a Host that is not ours',
	    'POST of a file';
	is($got{$_}[0]{headers}{allow}, 'GET, HEAD', "$_: what is allowed")
	    for 'TRACE', 'POST of a file';
	is($got{'TRACE of the look-up'}[0]{headers}{allow}, 'POST',
	    'of the look-up: what is allowed');
	is(raw($stack, "GET /static/ecert.css HTTP/1.1\r\nHost: evil.example"
	    . "\r\nConnection: close\r\n\r\n")->{headers}{'content-type'},
	    'text/css', 'with its style under any name');
	for my $what (sort keys %got) {
		my ($answer, $status) = @{ $got{$what} };
		like($answer->{status}, $status, $what);
		unlike($answer->{bytes}, qr/PRIVATE KEY|root:x|evil\.example/,
		    "$what: nothing given away");
	}
};

subtest 'three pages are kept by browsers and asked for again cheaply' => sub {
	for my $path ('/', '/catalogue', '/help') {
		for my $type ('text/html', 'application/xml') {
			my %h = (Accept => $type);
			my $page = $stack->get($path, \%h);
			my $etag = $page->{headers}{etag};
			like($etag, qr/^"[0-9a-f]{32}"$/, "$path: an ETag");
			like($page->{headers}{'cache-control'}, qr/^public\b/,
			    "$path may be kept");
			like($page->{headers}{vary}, qr/\bAccept\b/,
			    "$path varies by Accept");
			for my $tag ($etag, "W/$etag", "\"x\", $etag", '*') {
				my $again = $stack->get($path,
				    { %h, 'If-None-Match' => $tag });
				is($again->{status}, 304, "$path: 304");
				is($again->{content} || '', '', 'without body');
				is($again->{headers}{etag}, $etag, 'its ETag');
			}
			is($stack->get($path, { %h, 'If-None-Match' => '"x"' })
			    ->{status}, 200, "$path: 200 for another tag");
		}
	}
	my %tags = map { $stack->get($_->[0], { Accept => $_->[1] })
	    ->{headers}{etag} => 1 } map { my $p = $_;
	    map { [$p, $_] } 'text/html', 'application/xml' }
	    '/', '/?lang=en', '/help', '/help?lang=en';
	is(keys %tags, 8, 'each page, language and format has its own');
};

my %every = (
	home => ask('GET', '/'), english => ask('GET', '/help?lang=en'),
	result => ask('GET', $result), health => ask('GET', '/healthz'),
	document => ask('GET', "$result/certificate.xml"),
	redirection => ask_form(join('&', 'name=' . '%E6%97%A0%E6%AD%A4%E4%BA%BA',
	    'id_number=110000199001010013', 'management_no=CS20210001')),
	'form with faults' => ask_form('name='),
	map { $_->[0] => $_->[3] } @refused,
);

subtest 'every answer carries the headers that protect' => sub {
	is($every{redirection}{status}, 303, 'a redirection is among them');
	for my $what (sort keys %every) {
		my $h = $every{$what}{headers};
		is($h->{'x-content-type-options'}, 'nosniff', $what);
		is($h->{'referrer-policy'}, 'no-referrer', $what);
		my $csp = $h->{'content-security-policy'};
		like($csp, qr/default-src 'none'/, "$what: nothing by itself");
		like($csp, qr/frame-ancestors 'none'/, "$what: no framing");
		like($csp, qr/base-uri 'none'.*|form-action 'self'/, $what);
		unlike($csp, qr/script-src|unsafe/, "$what: no script");
		ok(!exists $h->{'set-cookie'}, "$what: no cookie");
		like($h->{'cache-control'}, $what =~ /^(home|english)$/
		    ? qr/^public/ : qr/^no-store$/, "$what: kept or not");
		is($h->{server}, 'nginx', "$what: no versions told");
	}
};

subtest 'nothing of the inside comes out' => sub {
	my $dir = $stack->dir;
	for my $what (sort keys %every) {
		unlike($every{$what}{bytes}, qr{\Q$dir\E|/xsl/|\.xsl\b|\.c:\d
		    |\bSELECT\b|certificate_status|mysql|mariadb|MySQL
		    |0x[0-9a-f]{8}|ecert\.sock}xi, $what);
	}
};

subtest 'asking for XML gets the model' => sub {
	my %model = map { $_ => $stack->get($_,
	    { Accept => 'application/xml' }) }
	    '/', '/help', '/catalogue', '/?lang=en', $result;
	for my $path (sort keys %model) {
		like($model{$path}{headers}{'content-type'},
		    qr{^application/xml; charset=utf-8$}i, "$path: its type");
		ok(fits_schema('model.xsd', $model{$path}{content}),
		    "$path: fits model.xsd");
	}
	my $broken = $model{'/'}{content} =~ s/<form/<from/r =~ s/form>/from>/r;
	ok(!fits_quietly($broken), 'the schema can refuse');
	for my $accept ('text/html,application/xml;q=0.9', '*/*', '',
	    'application/xml;q=0.1, text/html;q=0.2') {
		like($stack->get('/', { Accept => $accept })
		    ->{headers}{'content-type'}, qr{^text/html},
		    "a page for \"$accept\"");
	}
};

sub fits_quietly {
	my ($bytes) = @_;
	my ($status) = Ecert::Process->run(qw(xmllint --nonet --noout --schema),
	    "$FindBin::Bin/../../doc/schema/model.xsd", spill($bytes));
	return $status == 0;
}

subtest 'whatever is typed, the form in XML can be read' => sub {
	for my $odd ("\x01", "a\x0bb", "\x{fffe}", "\x{ffff}", "<&\"'>\t") {
		my $got = $stack->post('/lookup', { name => $odd,
		    id_number => '1', management_no => $odd },
		    { Accept => 'application/xml' });
		is($got->{status}, 422, 'a fault of the form');
		ok(fits_schema('model.xsd', $got->{content}),
		    'told in a model that fits');
	}
};

subtest 'problems in XML are RFC 9457' => sub {
	for my $case (['/nope', 404, 'page-not-found'],
	    ['/lookup', 405, 'method-not-allowed']) {
		my ($path, $status, $code) = @$case;
		my $got = $stack->get($path, { Accept => 'application/xml' });
		is($got->{status}, $status, "$path: $status");
		like($got->{headers}{'content-type'},
		    qr{^application/problem\+xml\b}, "$path: its type");
		like($got->{text}, qr{<problem\sxmlns="urn:ietf:rfc:7807"
		    .*<type>urn:ecert:problem:\Q$code\E</type>
		    .*<status>$status</status>}xs, "$path: its members");
	}
};

# A body that nobody read must not be taken for the next request on the same
# kept connection.
subtest 'a refused body harms no request after it' => sub {
	my $before = () = $stack->responder_log =~ /event=request/g;
	my %status;
	for my $round (1 .. 40) {
		$status{ ask('POST', '/lookup', "Content-Type: text/plain\r\n"
		    . "Content-Length: 16000\r\n", "\1\1\0\1" x 4000)
		    ->{status} }++;
		$status{ ($stack->lookup($person))[0]{status} }++;
	}
	my $after = () = $stack->responder_log =~ /event=request/g;
	is_deeply(\%status, { 415 => 40, 303 => 40 },
	    'every look-up between refused ones is answered');
	is($after - $before, 120, 'as many requests arrived as were sent');
};

subtest 'English comes when the address asks, and only then' => sub {
	like($stack->get('/')->{text}, qr/<html[^>]* lang="zh-CN"/, 'Chinese');
	like($stack->get('/', { 'Accept-Language' => 'en' })->{text},
	    qr/<html[^>]* lang="zh-CN"/, 'whatever the browser prefers');
	for my $path ('/', '/help', '/catalogue', $result, '/nope') {
		my $page = $stack->get("$path?lang=en");
		like($page->{text}, qr/<html[^>]* lang="en"/, "$path: English");
		my @lost = grep { !/lang=en|^\?lang=zh|lang=zh|^#|^\/static
		    |certificate\.xml|hreflang/x }
		    $page->{text} =~ /<a\b(?![^>]*class="language")
		    [^>]*\bhref="([^"]*)"/gx;
		is("@lost", '', "$path: its links keep the language");
	}
	my $on = $stack->post('/lookup?lang=en', [ map { $_ => $person->{$_} }
	    qw(name id_number management_no) ]);
	like($on->{headers}{location}, qr/\?lang=en$/, 'so does the form');
};

subtest 'a header sets no parameter of the responder' => sub {
	my $plain = without_request($stack->get('/nope'));
	my $got = ask('GET', '/nope', join '', map { "$_\r\n" }
	    'REQUEST_URI: /help', 'REQUEST-URI: /help', 'Proxy: evil',
	    'CONTENT_LENGTH: 9', 'SCRIPT_FILENAME: /etc/passwd',
	    'REQUEST_METHOD: POST', 'X-Forwarded-Host: evil.example',
	    'X-Original-URL: /help', 'X-Rewrite-URL: /help');
	is(without_request($got), $plain, 'the same page');
};

sub without_request {
	my ($answer) = @_;
	return $answer->{text} =~ s{<code>[0-9a-f]{16}</code>}{}r;
}

undef $stack;
done_testing;
