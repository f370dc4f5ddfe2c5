#!/usr/bin/perl
# A file that somebody was handed is sent, checked, and reported on; the report
# is kept, names nobody, and can be checked itself.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Digest::SHA qw(sha256_hex);
use Ecert::Process;
use Ecert::Stack;
use Encode qw(encode);
use Holding;
use Test::More;
use Time::HiRes qw(sleep);

my $stack = Ecert::Stack->new(rows => 200)->start;
my $db = $stack->db;
my $abdu = sample($stack, name => '阿卜杜拉·买买提', state => 'issued');
my $holder = Holding->new($stack)->sign_in($abdu);
my ($certificate) = $holder->certificates;
my %xml = (Accept => 'application/xml');

# A fresh copy: its code and its bytes.
sub copy_of {
	my (%wish) = @_;
	my $sent = $holder->annotate($certificate, %wish);
	my ($code) = ($sent->{headers}{location} || '') =~ /(\w{26})/
	    or die "no copy: $sent->{status}\n";
	return ($code, $holder->get("/holder/copies/$code/certificate.xml")
	    ->{content});
}

# [name, content, file name] ... as a form sends them: headers and body.
sub form {
	my (@parts) = @_;
	my $body = join '', map {
		my ($name, $content, $file) = @$_;
		"--XyZ\r\nContent-Disposition: form-data; name=\"$name\""
		    . (defined $file ? "; filename=\"$file\"\r\n"
		    . 'Content-Type: text/xml' : '') . "\r\n\r\n$content\r\n";
	} @parts;
	return (headers => { 'Content-Type' =>
	    'multipart/form-data; boundary=XyZ' }, content => "$body--XyZ--\r\n");
}

sub send_file {
	my ($bytes, $query) = @_;
	return $stack->request('POST', '/verify' . ($query || ''),
	    form(['file', $bytes, 'copy.xml']));
}

# Send it and follow: the answer, the page, the page's model.
sub verify {
	my ($bytes) = @_;
	my $sent = send_file($bytes);
	my $to = $sent->{headers}{location} || '';
	return ($sent) unless $sent->{status} == 303;
	return ($sent, $stack->get($to), $stack->get($to, \%xml)->{text});
}

sub verdict { return $_[0] =~ /<verdict code="([\w-]+)"/ ? $1 : '' }
sub number { return $_[0] =~ /<verificationReport [^>]*number="(\w{26})"/ ? $1 : '' }
sub outcomes { my %of = $_[0] =~ /<check code="([\w-]+)" outcome="([\w-]+)"/g; return \%of }

sub failed {
	my $of = outcomes($_[0]);
	return join ' ', sort grep { $of->{$_} eq 'failed' } keys %$of;
}

sub tally {
	my ($kind, $check, $outcome) = @_;
	return $db->value('SELECT IFNULL(SUM(files), 0) FROM tally_check WHERE '
	    . "kind = '$kind' AND check_code = '$check' AND outcome = '$outcome'");
}

sub reports { return $db->value('SELECT COUNT(*) FROM verification_report') }
sub looks { return $db->value("SELECT COUNT(*) FROM access_event WHERE channel = 'file'") }

# Nothing of the person in what is kept.
sub names_nobody {
	my ($bytes, $what) = @_;
	local $Test::Builder::Level = $Test::Builder::Level + 1;
	unlike($bytes, qr/\Q$_\E/, "$what tells no person")
	    for map { encode('UTF-8', $abdu->{$_}) } qw(name id_number management_no);
}

my ($code, $good) = copy_of(days => 1);

my $report;
subtest 'a good copy is valid, check by check, with the registry\'s face' => sub {
	my ($sent, $page, $model) = verify($good);
	is($sent->{status}, 303, 'an address of its own') or diag $sent->{text};
	like($sent->{headers}{location}, qr{^/verify/result/[\w-]{40,}$},
	    'that cannot be guessed');
	is($page->{status}, 200, 'the page');
	is($page->{headers}{'cache-control'}, 'no-store', 'kept by nobody');
	is(heading($page->{text}), '证书有效', 'the verdict in words first');
	is(verdict($model), 'valid', 'and as a word');
	ok(fits_schema('model.xsd', encode('UTF-8', $model)), 'the model fits');
	my %outcome = %{ outcomes($model) };
	is_deeply([grep { $outcome{$_} !~ /^(?:passed|not-applicable)$/ } sort
	    keys %outcome], [], 'every check passed or was not needed');
	my $main = main_part($page->{text});
	is(scalar(() = $main =~ /<li class="(?:passed|not-applicable)">/g),
	    scalar(keys %outcome), 'each is shown');
	like($main, qr/<details>.*algorithms/s, 'with details');
	like($main, qr/<article class="face/, 'the face');
	like($main, qr/不证明出示文件的人就是持证人/, 'what it does not prove');
	unlike($main, qr/\Q$abdu->{id_number}\E/, 'no whole ID number');
	unlike($main, qr/class="[^"]*differences/, 'nothing differs');
	$report = number($model);
	ok($report, 'the report has a number');
	is(looks(), 1, 'written down for the holder');
	is(tally('certificate', 'none', 'passed'), 1, 'and counted for reports');
	like($holder->get($certificate)->{text}, qr/上传文件核验/, 'who sees it');
};

my $bytes;
subtest 'the report is kept, without the file and without the person' => sub {
	my $page = $stack->get("/verify/reports/$report");
	is($page->{status}, 200, 'its page');
	is(heading($page->{text}), '证书有效', 'says the same');
	unlike($page->{text}, qr/<article|\Q$abdu->{name}\E/, 'but shows no face');
	$bytes = $stack->get("/verify/reports/$report", \%xml)->{content};
	ok(fits_schema('report.xsd', $bytes), 'XML by its schema');
	ok(xmlsec_accepts($stack->dir . '/ca.pem', $bytes), 'xmlsec1 takes it');
	like($bytes, qr{<sealSignature [^>]*covers="document">[\w+/=]+</sealSignature><Signature }, 'it is sealed, then signed');
	like($page->{text}, qr{<img class="service-seal" src="data:image/png;base64,}, 'the page shows the seal');
	like($page->{text}, qr/电子印章和数字签名/, 'and says so');
	my $file = $stack->get("/verify/reports/$report/report.xml");
	is($file->{content}, $bytes, 'the file is the same to the byte');
	like($file->{headers}{'content-disposition'}, qr/attachment;.*$report/, 'to keep');
	like($bytes, qr/sha256="@{[ sha256_hex($good) ]}"/, 'it knows the file');
	names_nobody($bytes, 'the report');
	is($db->value('SELECT file_size FROM verification_report LIMIT 1'),
	    length $good, 'its size');
	is($db->value('SELECT COUNT(*) FROM verification_report WHERE '
	    . 'expires_at = made_at + INTERVAL 90 DAY'), reports(), '90 days');
	(my $grouped = lc $report) =~ s/(.{4})/$1-/g;
	is($stack->get("/verify/reports/$grouped")->{status}, 200, 'however typed');
	for my $none ('0' x 26, 'x', $report =~ s/.$/Z/r =~ s/^Z/Y/r) {
		next if $none eq $report;
		my $got = $stack->get("/verify/reports/$none");
		is($got->{status}, 404, "$none: no such report");
		like($got->{text}, qr/90 天/, 'and why that may be');
	}
};

subtest 'a report can be checked itself' => sub {
	my ($sent, $page, $model) = verify($bytes);
	is(verdict($model), 'genuine', 'it is, and not "valid"');
	my ($status, $text) = $stack->ecert('verify', spill($bytes));
	is($status >> 8, 2, 'to the command it decides nothing');
	unlike($text, qr/registry-state|seal-scope|annotation-|证书有效/, 'and is no certificate');
	($status, $text) = $stack->ecert('verify', '--json', spill($bytes));
	is($status >> 8, 2, 'nor as JSON');
	like($text, qr/"verdict":"genuine"/, 'where it is said to be genuine');
	unlike($text, qr/registry-state|seal-scope/, 'with its own checks alone');
	is(heading($page->{text}), '核验报告真实，未被改动', 'in words of its own');
	is(join(' ', sort keys %{ outcomes($model) }), 'algorithms format '
	    . 'registry-record seal-content seal-maker seal-signature seal-signer '
	    . 'seal-structure seal-validity signature-place signature-value '
	    . 'signer-certificate signer-revocation', 'a small list of checks');
	is(outcomes($model)->{$_}, 'passed', "$_ passed")
	    for qw(seal-structure seal-maker seal-signer seal-signature seal-content);
	like($model, qr/<reported number="$report"[^>]* verdict="valid"/, 'what it says');
	unlike(main_part($page->{text}), qr/<h1>证书有效/, 'which is not the verdict');
	(my $altered = $bytes) =~ s/code="valid"/code="undecided"/;
	($sent, $page, $model) = verify($altered);
	is(verdict($model), 'not-valid', 'an altered one is not');
	is(failed($model), 'signature-value', 'for its signature');
	is(heading($page->{text}), '不能认定为本系统出具的核验报告', 'in words');
	$db->query('DELETE FROM verification_report WHERE file_digest = '
	    . "UNHEX('" . sha256_hex($good) . "')");
	($sent, $page, $model) = verify($bytes);
	is(failed($model), 'registry-record', 'nor one that was never kept');
};

subtest 'without the list of revoked signers there is no verdict' => sub {
	my $file = $stack->dir . '/ca-crl.pem';
	my $list = slurp($file);
	write_file("$file.new", "nothing\n");
	rename "$file.new", $file or die;
	my ($sent, $page, $model) = verify($good);
	is(verdict($model), 'undecided', 'neither valid nor not');
	is(outcomes($model)->{'signer-revocation'}, 'could-not-check', 'for that');
	is(tally('certificate', 'signer-revocation', 'could-not-check'), 1, 'which is counted apart');
	write_file("$file.new", $list);
	rename "$file.new", $file or die;
	($sent, $page, $model) = verify($good);
	is(verdict($model), 'valid', 'until it is back');
};

my %altered = (
	name => [encode('UTF-8', $abdu->{name}), encode('UTF-8', '张三'), 'signature-value'],
	'a date' => ['<issued>20', '<issued>19', 'signature-value'],
	'a comment' => ['<title', '<!-- --><title', 'format'],
	'the signature' => ['</document>', '<x/></document>', 'format'],
);
subtest 'what was altered is not valid, and shows no face' => sub {
	for my $what (sort keys %altered) {
		my ($from, $to, $check) = @{ $altered{$what} };
		(my $file = $good) =~ s/\Q$from\E/$to/ or die $what;
		my ($sent, $page, $model) = verify($file);
		is(verdict($model), 'not-valid', "$what: not valid");
		is(failed($model), $check, "$what: by its check");
		unlike($page->{text}, qr/<article class="face/, "$what: no face");
		is(heading($page->{text}), '不能认定为有效', "$what: in words");
		is(outcomes($model)->{'registry-state'}, 'not-applicable',
		    "$what: what comes later is not passed");
	}
	is(tally('certificate', 'signature-value', 'failed'), 2,
	    'counted by the first check that failed');
	my ($sent, $page, $model) = verify("%PDF-1.7\n\0\1\2");
	is(failed($model), 'format', 'nor is what is no XML');
	is(tally('unknown', 'format', 'failed'), 3, 'which is counted as what it is');
	like($page->{text}, qr/截图、PDF/, 'which is told what to send');
};

subtest 'the interface takes the file itself or a form' => sub {
	my $before = reports();
	for my $way ([headers => { 'Content-Type' => 'application/xml' },
	    content => $good], [form(['file', $good, 'a.xml'])]) {
		my $got = $stack->request('POST', '/api/v1/verifications', @$way);
		is($got->{status}, 201, 'created');
		like($got->{headers}{'content-type'}, qr{^application/xml}, 'XML');
		my ($number) = ($got->{headers}{location} || '')
		    =~ m{^/verify/reports/(\w{26})$};
		is(number($got->{text}), $number, 'where it is kept');
		is(verdict($got->{text}), 'valid', 'the verdict');
		is($stack->get("/verify/reports/$number", \%xml)->{content},
		    $got->{content}, 'the same bytes');
		names_nobody($got->{content}, 'the answer');
	}
	is(reports(), $before + 2, 'two reports');
};

# what => [status, code, request]
my @refused = (
	['no body' => 422, 'file-empty', headers => {
	    'Content-Type' => 'application/xml' }, content => ''],
	['an empty file' => 422, 'file-empty', form(['file', '', ''])],
	['a form without a file' => 422, 'file-empty', form(['note', 'x'])],
	['two files' => 422, 'one-file', form(['file', 'a', 'a'], ['b', 'b', 'b'])],
	['JSON' => 415, 'media-type', headers => {
	    'Content-Type' => 'application/json' }, content => '{}'],
	['no type' => 415, 'media-type', content => 'x',
	    headers => { 'Content-Type' => '' }],
	['no boundary' => 400, 'bad-request', content => 'x',
	    headers => { 'Content-Type' => 'multipart/form-data' }],
	['a cut form' => 400, 'bad-request', headers => { 'Content-Type' =>
	    'multipart/form-data; boundary=XyZ' }, content => "--XyZ\r\n"],
	['a large file' => 413, 'file-too-large', headers => { 'Content-Type' =>
	    'application/xml' }, content => 'x' x (2 * 1024 * 1024 + 1)],
	['a large part' => 413, 'file-too-large',
	    form(['file', 'x' x (2 * 1024 * 1024 + 1), 'a'])],
);
subtest 'what cannot be taken is refused by name, and makes no report' => sub {
	my $before = reports();
	for my $case (@refused) {
		my ($what, $status, $reason, @request) = @$case;
		my $got = $stack->request('POST', '/api/v1/verifications', @request);
		is($got->{status}, $status, "$what: $status");
		like($got->{headers}{'content-type'}, qr{^application/problem\+xml},
		    "$what: a problem document");
		like($got->{text}, qr{<code>$reason</code>}, "$what: $reason");
		next if $what =~ /no body|JSON|a large file|no type/;
		$got = $stack->request('POST', '/verify', @request);
		is($got->{status}, $status, "$what: $status for people");
		like($got->{text}, qr/class="service"/, "$what: in the frame");
		like($got->{text}, qr/<title>错误：.*id="file-error"/s,
		    "$what: beside the field") if $status == 422 || $status == 413;
	}
	is(reports(), $before, 'no report was made');
	is($stack->get('/api/v1/verifications')->{status}, 405, 'it is no page');
	my $got = $stack->request('POST', '/api/v1/verifications', content => $good,
	    headers => { 'Content-Type' => 'application/xml', Accept => 'application/json' });
	is($got->{status}, 406, 'JSON is not spoken');
	like($got->{text}, qr/not-acceptable/, 'and that is said in XML');
	is($stack->post('/verify', { file => 'x' })->{status}, 415,
	    'a form that is not multipart: 415');
};

subtest 'a body past all bounds is told the bound by nginx' => sub {
	my $got = raw($stack, "POST /verify HTTP/1.1\r\nHost: localhost\r\n"
	    . "Connection: close\r\nContent-Length: 9000000\r\n\r\n");
	is($got->{status}, 413, 'refused');
	like($got->{text}, qr/最大 2 MB/, 'with the bound');
	like($got->{text}, qr/class="service"/, 'in the frame');
	$got = raw($stack, "POST /api/v1/verifications HTTP/1.1\r\nHost: localhost"
	    . "\r\nConnection: close\r\nContent-Length: 9000000\r\n\r\n");
	is($got->{status}, 413, 'the interface refuses too');
	like($got->{headers}{'content-type'}, qr{^application/problem\+xml},
	    'by a problem document');
	like($got->{body}, qr{<code>file-too-large</code>}, 'by name');
	# A file that was made and removed again leaves its mark on the folder.
	my $folder = $stack->dir . '/run/body';
	my $before = (Time::HiRes::stat($folder))[9];
	sleep 0.02;
	is(failed((verify('x' x (2 * 1024 * 1024)))[2]), 'format', '2 MiB are taken');
	is((Time::HiRes::stat($folder))[9], $before, 'and written to no file');
};

subtest 'the address after an upload is good for its ticket alone' => sub {
	my ($sent) = verify($good);
	my $to = $sent->{headers}{location};
	is($stack->get($to)->{status}, 200, 'it opens');
	unlike($stack->get($to)->{text}, qr/\Q$to\E/, 'and does not tell itself');
	(my $other = $to) =~ s/(.)$/$1 eq 'A' ? 'B' : 'A'/e;
	is($stack->get($other)->{status}, 404, 'altered: none');
	my ($lookup) = $stack->lookup($abdu);
	my ($ticket) = $lookup->{headers}{location} =~ m{/result/(.*)};
	is($stack->get("/verify/result/$ticket")->{status}, 404,
	    'a ticket of a look-up is none');
	unlike($stack->access_log, qr{/verify/(?:result|reports)/[\w-]{20}},
	    'the log has neither ticket nor number');
	is(send_file($good, '?lang=en')->{headers}{location} =~ /\?lang=en$/ ? 1 : 0,
	    1, 'the language is kept');
};

subtest 'where file and registry differ, both are shown, masked' => sub {
	$db->query('SET @@SESSION.system_versioning_alter_history = 0');
	my ($name) = $db->value('SELECT name FROM certificate WHERE management_no = '
	    . "'$abdu->{management_no}'");
	$db->query('UPDATE certificate SET approved_on = approved_on - INTERVAL 1 '
	    . "DAY WHERE management_no = '$abdu->{management_no}'");
	my ($sent, $page, $model) = verify($good);
	is(failed($model), 'registry-record', 'not equal');
	like($model, qr{<difference field="approved"><file>[\d-]+</file>}, 'the field');
	my $main = main_part($page->{text});
	like($main, qr/文件与登记不一致之处.*批准日期/s, 'in words');
	unlike($main, qr/\Q$abdu->{id_number}\E/, 'no whole ID number');
	ok(fits_schema('model.xsd', encode('UTF-8', $model)), 'the model fits');
	$db->query('UPDATE certificate SET approved_on = approved_on + INTERVAL 1 '
	    . "DAY WHERE management_no = '$abdu->{management_no}'");
	is(verdict((verify($good))[2]), 'valid', 'equal again, valid again');
};

subtest 'a copy that is over is not valid, and the certificate unaffected' => sub {
	my ($gone, $file) = copy_of();
	$holder->post("/holder/copies/$gone/withdraw");
	my ($sent, $page, $model) = verify($file);
	is(failed($model), 'annotation-state', 'withdrawn');
	like($page->{text}, qr/证书本身不受影响/, 'and so said');
	unlike($page->{text}, qr/<article class="face/, 'no face');
	$stack->stop_responder;
	Ecert::Process::sweep_clocks();
	$stack->{responder} = Ecert::Process->start(name => 'ecert.fcgi',
	    log => $stack->dir . '/log/later.log', command => ['faketime', '-f',
	    '+2d', $stack->program('ecert.fcgi'), '-c', $stack->conf_path]);
	$stack->{responder}->wait_socket($stack->socket_path, 20);
	($sent, $page, $model) = verify($good);
	is(failed($model), 'annotation-state', 'two days later: expired');
	$stack->stop_responder;
	my $none = send_file($good);
	is($none->{status}, 503, 'with no responder: unavailable');
	like($none->{text}, qr/class="service"/, 'in the frame, whatever was sent');
	$none = $stack->request('POST', '/api/v1/verifications', content => $good,
	    headers => { 'Content-Type' => 'application/xml' });
	is($none->{status}, 503, 'and for programs');
	is($none->{headers}{'retry-after'}, 5, 'who are told when to come again');
	like($none->{text}, qr{<problem xmlns="urn:ietf:rfc:7807"}, 'in XML');
	$stack->start_responder;
	$stack->get('/') for 1 .. 20;	# connections of the one that went
	($sent, $page, $model) = verify($good);
	is(verdict($model // ''), 'valid', 'today it is valid');
};

subtest 'a revoked certificate is told to be so' => sub {
	my $class = $db->value("SELECT code FROM reason_class WHERE kind = 'revoke' LIMIT 1");
	my ($serial, $version) = map { @$_ } $db->rows('SELECT serial, version '
	    . "FROM certificate WHERE management_no = '$abdu->{management_no}'");
	$db->query("CALL certificate_revoke($serial, $version, '$class', NULL, "
	    . 'NULL)');
	my ($sent, $page, $model) = verify($good);
	is(failed($model), 'registry-state', 'its state fails');
	is(verdict($model), 'not-valid', 'not valid');
	like(main_part($page->{text}), qr/state-stamp revoked/, 'stamped on the face');
};

subtest 'a report that cannot be sealed is shown, not kept, not signed' => sub {
	my ($file) = $db->value("SELECT seal_file FROM seal_file WHERE seal = 'service'");
	my ($status, $text) = $stack->ecert('seal', 'disable', '--why', 'test', $file);
	is($status, 0, 'the service\'s seal is out of use') or diag $text;
	my $before = reports();
	my $got = send_file($good);
	is($got->{status}, 503, 'there is no report to keep');
	is(heading($got->{text}), '不能认定为有效', 'but the verdict');
	like(main_part($got->{text}), qr/核验报告未能保存/, 'and that is told');
	unlike($got->{text}, qr{/verify/reports/|service-seal}, 'no number, no seal');
	is(reports(), $before, 'none was kept');
	my $log = slurp($stack->dir . '/log/responder.log');
	like($log, qr/event=report-not-kept .*(?:reason|code)=no-seal/, 'the operator is told');
	my ($sent, $page, $model) = verify($bytes);
	ok(!$model, 'nor of a report');
};

subtest 'with the database stopped a perfect file is not valid' => sub {
	$stack->stop_database;
	my $got = send_file($good);
	is($got->{status}, 503, 'unavailable');
	is($got->{headers}{'retry-after'}, 5, 'to be tried again');
	is(heading($got->{text}), '未能得出结论', 'no conclusion');
	my $main = main_part($got->{text});
	like($main, qr/<li class="passed">.*与数字签名一致/s, 'what could be checked');
	is(scalar(() = $main =~ /<li class="could-not-check">/g), 4,
	    'the registry\'s checks could not');
	like($main, qr/未能检查.*核验报告未能保存/s, 'and it is not kept');
	unlike($main, qr{/verify/reports/|<article|证书有效}, 'no number, no face');
	$got = $stack->request('POST', '/api/v1/verifications', content => $good,
	    headers => { 'Content-Type' => 'application/xml' });
	is($got->{status}, 503, 'the interface: 503');
	like($got->{text}, qr/database-unavailable/, 'by name');
	is($stack->get("/verify/reports/$report")->{status}, 503, 'reports: 503');
	is($stack->get('/verify')->{status}, 200, 'the form stays');
};

undef $stack;
done_testing;
