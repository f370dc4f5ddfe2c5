#!/usr/bin/perl
# Reports for administrators: there for those whom nginx lets in by one of its
# three ways, and for nobody else; the same numbers on the page, in files and
# from the command.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Ecert::Stack;
use Encode qw(decode encode);
use HTTP::Tiny;
use IO::Socket::SSL ();
use Test::More;
use Ways;

my %xml = (Accept => 'application/xml');

# ---- from the machine itself, as the demo has it

my $stack = Ecert::Stack->new(rows => 400)->start;
my $db = $stack->db;

my @names = map { $_->[0] } $db->rows('SELECT report FROM report_entry ORDER BY ordinal');
subtest 'the list leads to every report, and every report answers' => sub {
	my $list = $stack->get('/admin/reports');
	is($list->{status}, 200, 'the list');
	is($list->{headers}{'cache-control'}, 'no-store', 'kept by nobody');
	my @linked = $list->{text} =~ m{href="/admin/reports/(\w+)"}g;
	is_deeply(\@linked, \@names, 'has them all, in their order');
	for my $name (@names) {
		my $page = $stack->get("/admin/reports/$name");
		is($page->{status}, 200, $name) or diag $page->{text};
		my $model = $stack->get("/admin/reports/$name", \%xml);
		ok(fits_schema('model.xsd', $model->{content}), "$name fits the model");
		like($page->{text}, qr/<pre[^>]*><code[^>]*>CREATE PROCEDURE report_$name\b/,
		    "$name shows its SQL");
		for my $kind (qw(csv xlsx xml)) {
			my $file = $stack->get("/admin/reports/$name/figures.$kind");
			is($file->{status}, 200, "$name.$kind");
			like($file->{headers}{'content-disposition'},
			    qr/attachment; filename="$name\.$kind"/, "$name.$kind, by name");
		}
	}
};

# Numbers change with time alone; that column aside, all ways say the same.
sub table {
	my ($csv) = @_;
	return map { s/,"[^"]*"\s*\z//r } split /\n/, decode('UTF-8', $csv) =~ s/\A\x{FEFF}//r;
}

subtest 'page, file and command give the same numbers' => sub {
	my $query = 'from=2015-01-01&to=2026-01-01&province=11';
	my $csv = $stack->get("/admin/reports/issued_by_qualification/figures.csv?$query")->{content};
	my @file = table($csv);
	cmp_ok(@file, '>', 20, 'there are numbers');
	my ($status, $text) = $stack->ecert('report', 'issued_by_qualification',
	    '--from', '2015-01-01', '--to', '2026-01-01', '--province', '11', '--csv');
	is($status, 0, 'the command answers');
	is_deeply([table($text)], \@file, 'and says the same');
	my $page = $stack->get("/admin/reports/issued_by_qualification?$query")->{text};
	my @cells = map { [/<td[^>]*>([^<]*)</g] } $page =~ m{<tbody>(.*?)</tbody>}s
	    ? split /<tr>/, $1 : ();
	shift @cells;
	my @shown = map { join ',', map { qq("$_") } @$_ } @cells;
	is_deeply([map { s/,//gr } @shown], [map { s/,//gr } @file[1 .. $#file]], 'so does the page');
	my ($sum) = $page =~ m{<tfoot>.*?<td class="number">([\d,]+)</td>}s;
	is($sum =~ s/,//gr, $db->value(q{SELECT COUNT(*) FROM certificate_status
	    WHERE province = '11' AND issued_on BETWEEN '2015-01-01' AND '2026-01-01'
	    AND version = 1}), 'the sum is a full count');
	like($page, qr{figures\.csv\?lang=zh&amp;from=2015-01-01&amp;to=2026-01-01&amp;province=11"},
	    'its files are of the same question');
	like($page, qr{class="language"[^>]*href="[^"]*\?lang=en&amp;from=2015-01-01}, 'in the other language too');
	like($page, qr/<option value="11"[^>]* selected/, 'the form shows what was asked');
};

subtest 'who takes a file out is written down, before it is given' => sub {
	my $notes = "SELECT CONCAT(action, ' ', detail) FROM admin_event ORDER BY note DESC LIMIT 1";
	$stack->get('/admin/reports/stock/figures.xlsx');
	is($db->value($notes), 'export report stock by loopback', 'by what way, and what');
	$stack->ecert('report', 'seals', '--csv');
	is($db->value($notes), 'export report seals by command', 'by the command too');
	my $before = $db->value('SELECT COUNT(*) FROM admin_event');
	is($stack->get('/admin/reports/seals/figures.csv', { 'Sec-Fetch-Site' => 'cross-site' })->{status},
	    404, 'a page of another site gets none');
	is($db->value('SELECT COUNT(*) FROM admin_event'), $before, 'and writes none down');
	is($stack->get('/admin/reports/seals/figures.csv', { 'Sec-Fetch-Site' => 'same-origin' })->{status},
	    200, 'one of ours does');
	my $count = $db->value('SELECT COUNT(*) FROM admin_event');
	$stack->get('/admin/reports/stock');
	$stack->ecert('report', 'seals');
	is($db->value('SELECT COUNT(*) FROM admin_event'), $count, 'looking at numbers is none');
	$db->query('CREATE TRIGGER never BEFORE INSERT ON admin_event FOR EACH ROW '
	    . "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'never'");
	isnt($stack->get('/admin/reports/stock/figures.csv')->{status}, 200,
	    'without the note there is no file');
	$db->query('DROP TRIGGER never');
	like($stack->get('/admin/reports/staff/figures.csv')->{text}, qr/"export","\d+"/,
	    'and reports count it');
};

my @wrong = (['day=yesterday', 'report-parameter'], ['day=2026-02-30', 'report-parameter'],
    ['province=99', 'province-unknown'], ['province=11%27', 'report-parameter'],
    ['province=' . 'x' x 60, 'report-parameter']);
subtest 'a wrong parameter is told beside the form, without numbers' => sub {
	for my $case (@wrong) {
		my ($query, $code) = @$case;
		my $page = $stack->get("/admin/reports/stock?$query");
		is($page->{status}, 422, "$query: 422");
		like($page->{text}, qr/<div class="summary" role="alert">/, "$query: told");
		unlike($page->{text}, qr/<tbody>|figures\.csv/, "$query: no numbers");
		is($stack->get("/admin/reports/stock/figures.csv?$query")->{status}, 422,
		    "$query: and no file");
		like($stack->get("/admin/reports/stock?$query", \%xml)->{text},
		    qr/<fault code="$code"/, "$query: $code");
	}
	is($stack->get('/admin/reports/none')->{status}, 404, 'no such report');
	is($stack->get('/admin/reports/stock/figures.pdf')->{status}, 404, 'no such file');
	is($stack->post('/admin/reports/stock', {})->{status}, 405, 'nothing to send');
};

subtest 'a parameter that the report does not have is refused, not passed over' => sub {
	for my $form ('', '/figures.csv', '/figures.xlsx', '/figures.xml') {
		my $page = $stack->get("/admin/reports/stock$form?provnce=11");
		is($page->{status}, 400, "stock$form: 400");
		like($page->{text}, qr{<li><code>day</code>.*<li><code>province</code>}s,
		    '... with the parameters there are');
		unlike($page->{text}, qr/provnce|<tbody>|class="button" href/,
		    '... and neither what was asked nor numbers');
		is($page->{headers}{'content-disposition'}, undef, '... nor a file');
	}
	like($stack->get('/admin/reports/stock?lang=en&zzz=1')->{text},
	    qr/The report has no such parameter; nothing was counted/, 'in English');
	like($stack->get('/admin/reports/stock?zzz=1', \%xml)->{text},
	    qr/<fault code="unknown-parameter"/, 'by name');
	is($stack->get('/admin/reports/seals?zzz=1')->{status}, 400,
	    'also where there are none');
	is($stack->get('/admin/reports/stock?lang=en&province=11')->{status}, 200,
	    'those that there are may be given');
};

subtest 'in English, qualifications have their English names' => sub {
	my $page = $stack->get('/admin/reports/stock?lang=en')->{text};
	like($page, qr/Licensed Pharmacist/, 'in the table');
	unlike($page, qr/执业药师/, 'and not the Chinese ones');
	like($stack->get('/admin/reports/issued_by_month?lang=en')->{text},
	    qr{<option value="14"[^>]*>[^<]*Licensed Pharmacist}, 'to choose from');
	like($stack->get('/admin/reports/stock/figures.csv?lang=en')->{text},
	    qr/Licensed Pharmacist/, 'in files');
	unlike($stack->get('/admin/reports/stock')->{text}, qr/Licensed Pharmacist/,
	    'in Chinese not');
};

subtest 'no person is in any of them' => sub {
	my $person = sample($stack, name => '欧阳明远', state => 'issued');
	my @words = map { encode('UTF-8', $person->{$_}) } qw(name id_number management_no);
	for my $name (@names) {
		my $text = $stack->get("/admin/reports/$name", \%xml)->{content};
		unlike($text, qr/\Q$_\E/, "$name") for @words;
	}
	unlike($stack->access_log, qr{/admin/reports/\w+[?]}, 'nor what was asked in the log');
};

subtest 'with the database stopped there are none, and that is said' => sub {
	$stack->stop_database;
	is($stack->get('/admin/reports/stock')->{status}, 503, 'unavailable');
	is($stack->get('/admin/reports')->{status}, 503, 'the list too');
};
undef $stack;

# ---- without one of the three files there is no way in

my @forged = ({}, { 'ECERT-ADMIN' => 'me' }, { ECERT_ADMIN => 'me' },
    { 'X-Administrator' => 'me' }, { 'X-Forwarded-For' => '127.0.0.1' });
my @places = ('/admin/reports', '/admin/reports/stock', '/admin//reports',
    '/admin/reports/stock/figures.csv', '/./admin/reports', '//admin/reports',
    '/admin/reports?ECERT_ADMIN=me', '/static/../admin/reports');

sub nobody_comes_in {
	my ($from, $what) = @_;
	for my $place (@places) {
		for my $headers (@forged) {
			my $got = $from->get($place, $headers);
			like($got->{status}, qr/^(?:40[0345])$/, "$what: $place, "
			    . join ' ', %$headers);
			unlike($got->{text}, qr{report-list|class="figures"}, "$what: nothing is shown");
		}
	}
}

my $closed = Ecert::Stack->new(rows => 10, admin => 'none')->start;
nobody_comes_in($closed, 'as shipped');
is($closed->get('/admin/reports')->{status}, 404, 'there seems to be no such page');
undef $closed;

# ---- by the organisation's identity service

my $service = identity_service();
my $gateway = Ecert::Stack->new(rows => 10, admin => 'gateway',
    administrators => { ADMINISTRATOR_URL => $service->{url} })->start;
nobody_comes_in($gateway, 'gateway');
is($gateway->get('/admin/reports', { Cookie => 'sso=admin' })->{status}, 200, 'who is known comes in');
is($gateway->get('/admin/reports', { Cookie => 'sso=nameless' })->{status}, 404, 'not without a name');
is($gateway->get('/_administrator')->{status}, 404, 'the question is nobody else\'s');
undef $service;
isnt($gateway->get('/admin/reports', { Cookie => 'sso=admin' })->{status}, 200, 'nor when the service is down');
undef $gateway;

# ---- by a client certificate

{
	my $tls = Ecert::Stack->new(rows => 10, admin => 'certificate')->prepare;
	my $dir = $tls->dir;
	my $free = administrators_tls($tls);
	$tls->start_database->migrate->populate(10);
	$tls->start_responder;
	$tls->start_nginx;
	$tls->wait_ready;
	my $ask = sub {
		my ($who) = @_;
		my $ua = HTTP::Tiny->new(timeout => 10, SSL_options => {
		    SSL_verify_mode => 0, $who ? (SSL_cert_file => "$dir/$who.pem",
		    SSL_key_file => "$dir/$who.key") : () });
		return $ua->get("https://127.0.0.1:$free/admin/reports")->{status};
	};
	is($ask->('admin'), 200, 'a certificate of the administrators\' authority');
	is($ask->(undef), 404, 'none: no such page');
	like($ask->('stranger'), qr/^(?:400|404)$/, 'that of a stranger is refused');
	nobody_comes_in($tls, 'certificate');
}

done_testing;
