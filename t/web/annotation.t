#!/usr/bin/perl
# Annotated copies (加注): made at once, three in 90 days, checked by their code,
# withdrawn; and every path says the same of the certificate.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Ecert::Process;
use Ecert::Stack;
use Holding;
use Test::More;

my $stack = Ecert::Stack->new(rows => 200)->start;
my $db = $stack->db;
my $abdu = sample($stack, name => '阿卜杜拉·买买提', state => 'issued');
my $wei = sample($stack, name => '𬱖', state => 'issued');
my $holder = Holding->new($stack)->sign_in($abdu);
my ($certificate) = $holder->certificates;

sub code_of { return $_[0]{headers}{location} =~ m{/holder/copies/(\w{26})$} }

sub verify {
	my ($bytes) = @_;
	my ($status, $text) = verify_file($stack, $bytes);
	return ($status, $text);
}

my ($code, $file);
subtest 'a copy is made at once, with what was asked on it' => sub {
	my $sent = $holder->annotate($certificate, scene => 'job',
	    recipient => '样本科技有限公司', days => 30);
	is($sent->{status}, 303, 'made');
	($code) = code_of($sent);
	ok($code, 'and it has a code');
	my $page = $holder->get($sent->{headers}{location});
	is($page->{status}, 200, 'its page');
	my $main = main_part($page->{text});
	like($main, qr/求职应聘/, 'the scene');
	like($main, qr/样本科技有限公司/, 'the recipient');
	like($main, qr/<svg/, 'a QR code');
	like($main, qr{src="data:image/png;base64,}, 'the picture of the seal');
	like($main, qr/样本/, 'marked as a specimen');
	my $answer = $holder->get("/holder/copies/$code/certificate.xml");
	is($answer->{status}, 200, 'the file');
	$file = $answer->{content};
	like($file, qr/<annotation code="$code"/, 'with the annotation');
	like($answer->{headers}{'content-disposition'}, qr/filename\*=UTF-8''%E/,
	    'a name in UTF-8');
	is($holder->get("/holder/copies/$code/certificate.xml")->{content},
	    $file, 'a second download is the same to the byte');
	ok(xmlsec_accepts($stack->dir . '/ca.pem', $file), 'xmlsec1 takes it');
	my ($status, $text) = verify($file);
	is($status, 0, 'ecert verify says valid') or diag $text;
};

subtest 'the code says what the copy says, to anybody' => sub {
	my $page = $stack->get("/v/$code");
	is($page->{status}, 200, 'by its address');
	like(main_part($page->{text}), qr/\Q$abdu->{management_no}\E/,
	    'everything printed can be compared');
	unlike($page->{text}, qr/\Q$abdu->{id_number}\E/,
	    'but for the whole ID number');
	is(verdict_state($stack->get("/v/$code",
	    { Accept => 'application/xml' })->{text}), 'copy-good', 'good');
	(my $grouped = lc $code) =~ s/(.{4})/$1-/g;
	my $sent = $stack->get("/v?code=$grouped");
	is($sent->{status}, 303, 'typed in groups, in lower case');
	is($sent->{headers}{location}, "/v/$code", 'it leads to the same');
	for my $none ('/v/' . '0' x 26, '/v/x', "/v?code=",
	    '/v/' . substr($code, 0, 25)) {
		is(verdict_state($stack->get($none,
		    { Accept => 'application/xml' })->{text}), 'copy-unknown',
		    "$none: no such code");
	}
};

subtest 'somebody else sees and does nothing with it' => sub {
	my $other = Holding->new($stack)->sign_in($wei);
	is($other->get("/holder/copies/$code")->{status}, 404, 'page');
	is($other->get("/holder/copies/$code/certificate.xml")->{status}, 404,
	    'file');
	is($other->get($certificate)->{status}, 404, 'certificate');
	is($other->post("$certificate/annotations", { scene => 'job',
	    days => 1, recipient => '' })->{status}, 404, 'annotating');
	is($other->post("/holder/copies/$code/withdraw")->{status}, 404,
	    'withdrawing');
	is($stack->get("/holder/copies/$code")->{status}, 403,
	    'nor anybody who is not signed in');
};

my %fault = (		# field => [values that are refused]
	scene => ['', 'none', "'"],
	days => ['', '0', '91', '-1', '1.5', 'x', '999'],
	recipient => ["a\nb", 'x' x 101, "a\x{202E}b", "\x{1}"],
);

subtest 'what cannot be asked for is refused by its field' => sub {
	for my $field (sort keys %fault) {
		for my $value (@{ $fault{$field} }) {
			my $page = $holder->annotate($certificate,
			    $field => $value);
			is($page->{status}, 422, "$field: refused");
			like($page->{text}, qr/id="$field-error"/,
			    "$field: and said where");
		}
	}
	is($db->value('SELECT COUNT(*) FROM annotation'), 1, 'nothing was made');
};

subtest 'a form without its token makes no copy' => sub {
	is($holder->annotate($certificate, csrf => '')->{status}, 403, 'refused');
	is($db->value('SELECT COUNT(*) FROM annotation'), 1, 'nothing was made');
};

subtest 'three in 90 days, and then when the next' => sub {
	$holder->annotate($certificate) for 1 .. 2;
	my $page = $holder->annotate($certificate);
	is($page->{status}, 409, 'the fourth is refused');
	is($db->value('SELECT refusals FROM tally_refusal WHERE reason = '
	    . "'quota-full' AND scene <> ''"), 1, 'and counted for reports');
	my $free = $db->value('SELECT DATE(MIN(made_at) + INTERVAL 90 DAY '
	    . '+ INTERVAL 8 HOUR) FROM annotation');
	my ($y, $m, $d) = map { $_ + 0 } split /-/, $free;
	like(main_part($page->{text}), qr/$y\D+0?$m\D+0?$d/,
	    'and told until when');
	is($db->value('SELECT COUNT(*) FROM annotation'), 3, 'three were made');
	is($db->value('SELECT COUNT(*) FROM copy'), 3, 'and kept');
};

subtest 'a withdrawn copy is over for good; it frees a place' => sub {
	my $sent = $holder->post("/holder/copies/$code/withdraw");
	is($sent->{status}, 303, 'withdrawn');
	is(verdict_state($stack->get("/v/$code",
	    { Accept => 'application/xml' })->{text}), 'copy-withdrawn',
	    'its code says so');
	like($stack->get("/v/$code")->{text}, qr/证书本身/,
	    'and that the certificate is unaffected');
	is($holder->get("/holder/copies/$code/certificate.xml")->{status}, 410,
	    'its file is gone');
	is($holder->post("/holder/copies/$code/withdraw")->{status}, 409,
	    'not twice');
	my ($status, $text) = verify($file);
	is($status, 1, 'a kept file is not valid any more') or diag $text;
	is($holder->annotate($certificate)->{status}, 303, 'one more is made');
};

subtest 'the holder sees who looked' => sub {
	$stack->lookup($abdu);
	my $page = $holder->get($certificate);
	my $main = main_part($page->{text});
	my ($list) = $main =~ m{(<[^>]*id="looks.*)}s;
	ok($list, 'there is a list') or return;
	unlike($list, qr/127\.0\.0\.1/, 'without addresses');
	is($db->value("SELECT COUNT(*) FROM access_event WHERE channel = "
	    . "'triple' AND outcome = 'issued'"), 1, 'the look-up');
	ok($db->value("SELECT COUNT(*) FROM access_event WHERE channel = 'code'"
	    . " AND serial IS NOT NULL") >= 3, 'by code');
	is($db->value("SELECT COUNT(*) FROM access_event WHERE channel = "
	    . "'download'"), 2, 'the downloads');
};

# Every state that follows, on every path that tells of it.
sub states {
	my ($copy, $bytes) = @_;
	my $xml = { Accept => 'application/xml' };
	my (undef, $result) = $stack->lookup($abdu, $xml);
	my ($status, $text) = verify($bytes);
	my ($word) = $text =~ /registry-state\s.*?: .*?(\w+)\s*$/m;
	my $page = main_part($holder->get($certificate)->{text});
	return {
		lookup => verdict_state($result->{text}),
		code => verdict_state($stack->get("/v/$copy", $xml)->{text}),
		file => $status,
		holder => ($page =~ /暂停使用/ ? 'suspended' : $page =~ /已撤销/
		    ? 'revoked' : 'issued'),
	};
}

subtest 'a state that changed a second ago is told on every path' => sub {
	my ($copy) = map { s{.*/}{}r } grep { m{^/holder/copies/\w{26}$} }
	    $holder->get($certificate)->{text}
	    =~ m{href="(/holder/copies/\w{26})"}g;
	my $bytes = $holder->get("/holder/copies/$copy/certificate.xml")
	    ->{content};
	is_deeply(states($copy, $bytes), { lookup => 'issued',
	    code => 'copy-good', file => 0, holder => 'issued' }, 'in force');
	my ($serial, $version) = map { @$_ } $db->rows('SELECT serial, version '
	    . "FROM certificate WHERE management_no = '$abdu->{management_no}'");
	for my $change (['suspend', 'suspended'], ['reinstate', 'issued'],
	    ['revoke', 'revoked']) {
		my ($kind, $state) = @$change;
		my $class = $db->value('SELECT code FROM reason_class WHERE '
		    . "kind = '$kind' LIMIT 1");
		$db->query("CALL certificate_$kind($serial, $version, '$class', "
		    . 'NULL, NULL)');
		is_deeply(states($copy, $bytes), { lookup => $state,
		    code => $state eq 'issued' ? 'copy-good' : $state,
		    file => $state eq 'issued' ? 0 : 1, holder => $state },
		    $state);
		is($holder->get("/holder/copies/$copy/certificate.xml")
		    ->{status}, $state eq 'issued' ? 200 : 409,
		    "$state: the file");
	}
	is($holder->annotate($certificate)->{status}, 409,
	    'no copy of what is revoked');
};

subtest 'with the database stopped no copy is good or bad' => sub {
	my ($status) = verify($file);
	$stack->stop_database;
	my $page = $stack->get("/v/$code");
	is($page->{status}, 503, 'its code: 503');
	like($page->{text}, qr/不代表证书无效/, 'and that this says nothing');
	is($holder->get('/holder')->{status}, 503, 'the list: 503');
};

undef $stack;
done_testing;
