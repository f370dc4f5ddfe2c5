#!/usr/bin/perl
# A table of people is sent, read, looked up slice by slice, told, and gone
# after an hour.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Digest::SHA qw(sha256_hex);
use Ecert::Stack;
use Encode qw(decode encode);
use IO::Uncompress::Unzip qw(unzip $UnzipError);
use Test::More;

my $stack = Ecert::Stack->new(rows => 200)->start;
my $db = $stack->db;
my %xml = (Accept => 'application/xml');
my %by = map { $_ => sample($stack, state => $_) }
    qw(issued suspended revoked superseded);

# A whole number of an identity card, of nobody: 999999 is no place.
sub id_number {
	my ($n) = @_;
	my $body = sprintf '99999919900101%03d', $n;
	my @weight = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);
	my $sum = 0;
	$sum += substr($body, $_, 1) * $weight[$_] for 0 .. 16;
	return $body . substr '10X98765432', $sum % 11, 1;
}

sub line { return join(',', @{ $_[0] }{qw(name id_number management_no)}) . "\r\n" }
sub nobody { return { name => '样本', id_number => id_number($_[0]), management_no => "YANGBEN-$_[0]" } }
my $head = "姓名,证件号码,管理号\r\n";

# Perl alone does not know the four-byte characters.
sub gb18030 {
	my ($text) = @_;
	open my $out, '-|', 'iconv', '-f', 'UTF-8', '-t', 'GB18030',
	    spill(encode('UTF-8', $text)) or die "iconv: $!";
	binmode $out;
	local $/;
	return scalar <$out>;
}

sub send_table {
	my ($bytes, $query) = @_;
	$bytes = encode('UTF-8', $bytes) if utf8::is_utf8($bytes);
	return $stack->request('POST', '/batch' . ($query || ''),
	    headers => { 'Content-Type' => 'multipart/form-data; boundary=XyZ' },
	    content => "--XyZ\r\nContent-Disposition: form-data; name=\"file\"; "
	    . "filename=\"t.csv\"\r\nContent-Type: text/csv\r\n\r\n$bytes\r\n--XyZ--\r\n");
}

# Its address, or "" with a complaint.
sub job {
	my ($sent) = @_;
	my $to = $sent->{headers}{location} || '';
	diag("$sent->{status} $sent->{text}") unless $sent->{status} == 303;
	return $to =~ s/\?.*//r;
}

# Look at it until it is done: its last page.
sub finish {
	my ($job, $headers) = @_;
	my $got;
	within(20, sub {
		$got = $stack->get($job, $headers);
		return $got->{text} !~ /http-equiv="refresh"|state="running"/;
	});
	return $got;
}

sub counts {
	my ($model) = @_;
	my ($tag) = $model =~ /<batch ([^>]*)>/ or return '';
	my %of = $tag =~ /([\w-]+)="([^"]*)"/g;
	return join ' ', map { $of{$_} } qw(state rows found not-found not-checked);
}

sub looks { return $db->value("SELECT COUNT(*) FROM access_event WHERE channel = 'batch'") }
sub jobs { return $db->value('SELECT COUNT(*) FROM lookup_job') }

subtest 'the page explains, and offers form and template' => sub {
	my $page = $stack->get('/batch');
	is($page->{status}, 200, 'the page');
	like($page->{text}, qr/<input type="file" id="file"/, 'with a form');
	like($page->{text}, qr{href="/batch/template\.csv"}, 'and the template');
	ok($page->{headers}{etag}, 'which may be kept');
	ok(fits_schema('model.xsd', $stack->get('/batch', \%xml)->{content}), 'the model fits');
	like($stack->get($_)->{text}, qr{<a href="/batch">}, "linked from $_") for '/', '/verify';
	my $template = $stack->get('/batch/template.csv');
	like($template->{headers}{'content-type'}, qr{^text/csv}, 'CSV');
	is($template->{content}, encode('UTF-8', "\x{FEFF}\"姓名\",\"证件号码\",\"管理号\"\r\n"
	    . "\"样本\",\"99999919900101018X\",\"YANGBEN-0001\"\r\n"), 'as spreadsheets read it');
	my $job = job(send_table($template->{content}));
	is(counts(finish($job, \%xml)->{text}), 'done 1 0 1 0', 'it is a good table itself, of nobody');
};

my $table = $head . join '', map { line($_) } @by{qw(issued suspended revoked superseded)},
    nobody(1), { %{ $by{issued} }, name => '样本' };
my $gb = gb18030($table);
my $done;
subtest 'a GB18030 table is looked up, each row with its outcome' => sub {
	my $before = looks();
	my $sent = send_table($gb);
	is($sent->{status}, 303, 'an address of its own');
	$done = job($sent);
	like($done, qr{^/batch/jobs/[\w-]{40,}$}, 'that cannot be guessed');
	my $page = finish($done);
	is($page->{status}, 200, 'the page');
	is($page->{headers}{'cache-control'}, 'no-store', 'kept by nobody');
	is(heading($page->{text}), '批量查询结果', 'it is done');
	my $model = $stack->get($done, \%xml);
	ok(fits_schema('model.xsd', $model->{content}), 'the model fits');
	is(counts($model->{text}), 'done 6 4 2 0', 'found and not found apart');
	like($model->{text}, qr/sha256="@{[ sha256_hex($gb) ]}"/, 'it knows the table');
	my @outcomes = $model->{text} =~ /outcome="([\w-]+(?:" state="\w+)?)"/g;
	is_deeply([map { s/" state="/ /r } @outcomes], ['found issued', 'found suspended',
	    'found revoked', 'found superseded', 'not-found', 'not-found'], 'with their states');
	like($page->{text}, qr/\Q$by{issued}{name}\E/, 'names as they were given');
	unlike($page->{text}, qr/\Q$_->{id_number}\E/, 'no whole ID number') for values %by;
	unlike($page->{text}, qr/<script/, 'no script');
	is(looks() - $before, 6, 'each written down once');
	is($db->value("SELECT COUNT(*) FROM access_event WHERE channel = 'batch' AND outcome = 'revoked'"),
	    1, 'with what was told');
	$stack->get($done) for 1 .. 3;
	is(looks() - $before, 6, 'looking again looks nobody up again');
};

subtest 'what the database keeps tells no person' => sub {
	my $kept = join "\n", map { $_->[0] } $db->rows('SELECT sealed FROM lookup_row');
	ok($kept, 'rows are kept');
	for my $who (values %by) {
		unlike($kept, qr/\Q$_\E/, 'sealed') for map { encode('UTF-8', $who->{$_}) }
		    qw(name id_number management_no);
	}
	my %seen;
	is(scalar(grep { $seen{$_->[0]}++ } $db->rows('SELECT sealed FROM lookup_row')), 0,
	    'nor which rows are alike');
};

# Rows of cells, read by the rules of RFC 4180.
sub csv_cells {
	my ($text) = @_;
	return map { [map { s/^"|"$//gr =~ s/""/"/gr } split /(?<="),(?=")/] } split /\r\n/, $text;
}

sub xlsx_cells {
	my ($bytes) = @_;
	my %part;
	for my $name (qw(xl/sharedStrings.xml xl/worksheets/sheet1.xml)) {
		unzip(\$bytes => \my $out, Name => $name) or die $UnzipError;
		$part{$name} = decode('UTF-8', $out);
	}
	my @strings = map { s/<[^>]*>//gr =~ s/&quot;/"/gr } $part{'xl/sharedStrings.xml'} =~ m{<si>(.*?)</si>}gs;
	my $sheet = $part{'xl/worksheets/sheet1.xml'};
	unlike($sheet, qr/<f>/, 'no formula');
	my @rows;
	for my $row ($sheet =~ m{<row [^>]*>(.*?)</row>}gs) {
		my @cells;
		while ($row =~ m{<c ([^>]*?)(?:/>|>(.*?)</c>)}gs) {
			my ($attributes, $value) = ($1, $2 // '');
			like($attributes, qr/t="s"/, 'a text') if $value ne '' && $attributes !~ /t="s"/;
			push @cells, $value =~ m{<v>(\d+)</v>} ? $strings[$1] : '';
		}
		push @rows, \@cells;
	}
	return @rows;
}

subtest 'the results can be kept as CSV and XLSX, which say the same' => sub {
	my $job = job(send_table("name,id_number,management_no\n" . line($by{revoked})
	    . '=1+1,' . id_number(2) . ",-YANGBEN\r\n" . '"@样本",' . id_number(3) . ",YANGBEN-3\r\n"));
	finish($job);
	my $csv = $stack->get("$job/results.csv");
	is($csv->{status}, 200, 'CSV');
	is($csv->{headers}{'cache-control'}, 'no-store', 'kept by nobody');
	like($csv->{headers}{'content-disposition'}, qr/^attachment; filename="results\.csv"$/, 'a file');
	is(substr($csv->{content}, 0, 3), "\xEF\xBB\xBF", 'with the mark of UTF-8');
	unlike($csv->{content}, qr/(?<!\r)\n/, 'CRLF');
	unlike($csv->{content}, qr/(?:^|,)[^"]/m, 'all quoted') if $csv->{content} =~ s/^\xEF\xBB\xBF//;
	my @csv = csv_cells(decode('UTF-8', $csv->{content}));
	is_deeply([map { $_->[0] } @csv], ['行号', 2, 3, 4], 'rows in the order of the file');
	is($csv[1][1], $by{revoked}{name}, 'a name');
	like($csv[1][2], qr/^\d{3}\*{11}\w{4}$/, 'a masked number');
	is($csv[1][3], $by{revoked}{management_no}, 'the management number whole, a text');
	is("$csv[1][4] $csv[1][5]", '已查到 已撤销', 'found, and its state');
	is("$csv[2][4] $csv[2][5]", '未查询到 ', 'not found, and no state');
	is($csv[2][1], "'=1+1", 'a formula is defused');
	is($csv[2][3], "'-YANGBEN", 'wherever it stands');
	is($csv[3][1], "'\@样本", 'and whatever it begins with');
	my $xlsx = $stack->get("$job/results.xlsx");
	like($xlsx->{headers}{'content-type'}, qr/spreadsheetml\.sheet$/, 'XLSX');
	is_deeply([xlsx_cells($xlsx->{content})], \@csv, 'the same cells');
	like(decode('UTF-8', $stack->get("$job/results.csv?lang=en")->{content}), qr/"found","revoked"/, 'in English');
};

subtest 'a sealed and signed summary tells counts and no person' => sub {
	my $got = $stack->get("$done/summary.xml");
	is($got->{status}, 200, 'there is one');
	ok(fits_schema('batch.xsd', $got->{content}), 'by its schema');
	ok(xmlsec_accepts($stack->dir . '/ca.pem', $got->{content}), 'xmlsec1 takes it');
	like($got->{text}, qr{<sealSignature [^>]*covers="document">[\w+/=]+</sealSignature><Signature }, 'sealed, then signed');
	like($got->{text}, qr/sha256="@{[ sha256_hex($gb) ]}"/, 'of this table');
	like($got->{text}, qr/<counts rows="6" found="4" not-found="2" not-checked="0"/, 'the counts');
	for my $who (values %by) {
		unlike($got->{text}, qr/\Q$_\E/, 'no person') for @{$who}{qw(name id_number management_no)};
	}
	(my $altered = $got->{content}) =~ s/found="4"/found="6"/;
	ok(!xmlsec_accepts($stack->dir . '/ca.pem', $altered), 'altered, it is not taken');
};

subtest 'faults are told first, and nothing is looked up' => sub {
	my $before = looks();
	my $bad = $head . line($by{issued}) . "张三,110101199003070021,YANGBEN-1\r\n"
	    . ",1.1E+17,YANGBEN-1\r\n" . "李四\r\n";
	my $got = send_table($bad);
	is($got->{status}, 422, 'told');
	my $main = main_part($got->{text});
	like($main, qr/有 3 行需要修改/, 'how many rows');
	like($main, qr{<th scope="row">3</th>.*?证件号码.*?110\*{11}0021.*?校验位不正确.*?id-check-digit}s,
	    'row, column, masked value, sentence, code');
	like($main, qr{<th scope="row">4</th>.*?姓名.*?name-empty}s, 'each cell of a row');
	like($main, qr{<th scope="row">5</th>.*?整行.*?batch-cells}s, 'and rows as such');
	unlike($main, qr/110101199003070021/, 'no whole number');
	my ($start) = $main =~ m{<form action="(/batch/jobs/[\w-]+/start)"};
	ok($start, 'with a way to go on with the good rows') or return;
	my $job = $start =~ s{/start$}{}r;
	like($stack->get($job)->{text}, qr/等待确认/, 'it waits');
	is(looks(), $before, 'nothing was looked up');
	is($stack->get("$job/results.csv")->{status}, 409, 'and there are no results');
	my $sent = $stack->post($start, {});
	is($sent->{status}, 303, 'yes');
	is(job($sent), $job, 'leads to the batch');
	is(counts(finish($job, \%xml)->{text}), 'done 1 1 0 0', 'the good row alone');
	my $model = $stack->request('POST', '/batch', headers => { %xml,
	    'Content-Type' => 'multipart/form-data; boundary=XyZ' }, content =>
	    "--XyZ\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"
	    . encode('UTF-8', $bad) . "\r\n--XyZ--\r\n");
	ok(fits_schema('model.xsd', $model->{content}), 'the model fits');
	unlike(send_table($head . "李四\r\n")->{text}, qr{/start"}, 'no good row, nothing to go on with');
};

my $many = $head . join '', map { line(nobody($_)) } 1 .. 499;
subtest '500 rows go in slices, shown without a script; 501 are refused' => sub {
	my $job = job(send_table($many . line($by{issued})));
	my @pages;
	within(60, sub {
		push @pages, $stack->get($job);
		return $pages[-1]{text} !~ /http-equiv="refresh"/;
	});
	cmp_ok(scalar @pages, '>=', 10, 'at least ten slices of at most 50');
	like($pages[0]{text}, qr/<meta http-equiv="refresh" content="2">/, 'the page asks again by itself');
	my ($of) = $pages[0]{text} =~ m{<progress max="500" value="(\d+)"};
	ok(defined $of && $of > 0 && $of <= 50, 'a slice is done at each look') or diag $of;
	like($pages[0]{text}, qr{<a class="button" href="\Q$job\E">}, 'with a plain link');
	is(counts($stack->get($job, \%xml)->{text}), 'done 500 1 499 0', 'all of them');
	ok(fits_schema('model.xsd', $stack->get($job, \%xml)->{content}), 'the model fits');
	is(scalar(csv_cells($stack->get("$job/results.csv")->{content})), 501, 'all in the file');
	my $before = jobs();
	my $got = send_table($many . line($by{issued}) . line($by{revoked}));
	is($got->{status}, 422, '501: refused');
	like($got->{text}, qr/id="file-error".*超过 500 行/s, 'beside the field');
	is(jobs(), $before, 'and nothing kept');
};

subtest 'two who look at once do each row once' => sub {
	my $before = looks();
	my $job = job(send_table($head . join '', map { line(nobody($_)) } 1 .. 200));
	my @pids;
	for (1 .. 4) {
		my $pid = fork // die;
		if ($pid == 0) {
			$stack->get($job) for 1 .. 5;
			require POSIX;
			POSIX::_exit(0);
		}
		push @pids, $pid;
	}
	waitpid $_, 0 for @pids;
	is(counts(finish($job, \%xml)->{text}), 'done 200 0 200 0', 'all done');
	is(looks() - $before, 200, 'each written down once');
};

my @refused = (
	['nothing', '', 422, 'batch-empty'],
	['a header alone', $head, 422, 'batch-empty'],
	['a workbook', "PK\3\4xl/", 422, 'batch-format'],
	['UTF-16', encode('UTF-16LE', "\x{FEFF}$table"), 422, 'batch-encoding'],
	['other columns', "a,b,c\r\n1,2,3\r\n", 422, 'batch-columns'],
	['an open quote', "$head\"张三,1,2\r\n", 422, 'batch-format'],
	['300 KB', $head . 'x' x (300 * 1024), 413, 'batch-too-large'],
	['2.1 MB', $head . 'x' x (2100 * 1024), 413, 'batch-too-large'],
);
subtest 'files that are no table are refused by name' => sub {
	my $before = jobs();
	for my $case (@refused) {
		my ($what, $bytes, $status, $code) = @$case;
		my $got = send_table($bytes);
		is($got->{status}, $status, "$what: $status");
		like($got->{text}, qr/<title>错误：.*id="file-error"/s, "$what: beside the field");
	}
	is($stack->post('/batch', { file => 'x' })->{status}, 415, 'a form of another type: 415');
	is(jobs(), $before, 'nothing was kept');
};

subtest 'a registry that does not answer leaves rows not checked, never not found' => sub {
	my $job = job(send_table($head . line($by{issued}) . line(nobody(1))));
	$stack->stop_database;
	my $got = $stack->get($job);
	is($got->{status}, 503, 'no database: the page says so');
	like($got->{text}, qr/不代表证书无效/, 'and what that does not mean');
	$stack->start_database;
	$db->query('REVOKE SELECT ON certificate_status FROM ecert_role_web');
	within(20, sub { $got = $stack->get($job, \%xml); $got->{status} == 200 });
	like(counts($got->{text}), qr/^running 2 0 0 0/, 'the first time it could not be asked: tried again');
	$got = finish($job, \%xml);
	is(counts($got->{text}), 'done 2 0 0 2', 'after the third: could not check');
	is($db->value("SELECT GROUP_CONCAT(DISTINCT tries) FROM lookup_row WHERE outcome = 'not-checked'"),
	    3, 'three times each');
	like(main_part($stack->get($job)->{text}), qr/未能核验，不代表证书无效/, 'in words');
	like($stack->get("$job/results.csv")->{text}, qr/未能核验（不代表证书无效）/, 'in the file too');
	my $later = job(send_table($head . line($by{issued})));
	$stack->get($later);
	$db->query('GRANT SELECT ON certificate_status TO ecert_role_web');
	is(counts(finish($later, \%xml)->{text}), 'done 1 1 0 0', 'mended in time, it is found');
};

subtest 'addresses are secrets' => sub {
	(my $other = $done) =~ s/(.)$/$1 eq 'A' ? 'Q' : 'A'/e;
	is($stack->get($other)->{status}, 404, 'altered: none');
	my ($lookup) = $stack->lookup($by{issued});
	my ($ticket) = $lookup->{headers}{location} =~ m{/result/(.*)};
	is($stack->get("/batch/jobs/$ticket")->{status}, 404, 'a ticket of a look-up is none');
	unlike($stack->access_log, qr{/batch/jobs/[\w-]{20}}, 'the log has none');
	like($stack->access_log, qr{path=/batch/jobs/\.\.\./results\.xlsx}, 'but tells what was asked');
	unlike($stack->responder_log, qr/\Q$by{issued}{id_number}\E/, 'nor the responder\'s a person');
};

subtest 'after an hour it is gone, for readers at once' => sub {
	is($stack->get($done)->{status}, 200, 'before');
	my $kept = jobs();
	$db->query('UPDATE lookup_job SET made_at = made_at - INTERVAL 1 HOUR, '
	    . 'expires_at = expires_at - INTERVAL 1 HOUR WHERE file_digest = '
	    . "UNHEX('" . sha256_hex($gb) . "')");
	for my $at ($done, "$done/results.csv", "$done/results.xlsx") {
		my $got = $stack->get($at);
		is($got->{status}, 410, 'gone');
		like($got->{text}, qr/一小时/, 'and why');
	}
	is($stack->post("$done/start", {})->{status}, 410, 'nor can it be begun');
	my ($status, $text) = $stack->ecert('purge');
	is($status, 0, 'ecert purge') or diag $text;
	is(jobs(), $kept - 1, 'removes it');
	is($db->value('SELECT COUNT(*) FROM lookup_row r LEFT JOIN lookup_job j '
	    . 'ON j.job = r.job WHERE j.job IS NULL'), 0, 'with its rows');
};

undef $stack;
done_testing;
