#!/usr/bin/perl
# An administrator in front of a browser comes in by the organisation's
# identity service or by a certificate of that person's, and reads reports;
# nobody else finds such a page.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib", "$FindBin::Bin/../web/lib";

use Ecert::Browser;
use Ecert::Stack;
use Looking;
use Test::More;
use Ways;

my @missing = Ecert::Browser::missing();
plan skip_all => 'chromium is not installed'
    if grep({ $_ eq 'chromium' } @missing) && !$ENV{CI};

# Pictures to look at, where a folder for them is named.
sub picture {
	my ($b, $name) = @_;
	my $dir = $ENV{ECERT_PICTURES};
	$b->screenshot("$dir/$name.png") if defined $dir;
}

sub finds_no_page {
	my ($b, $url, $what) = @_;
	for my $path ('/admin/reports', '/admin/reports/stock') {
		$b->open("$url$path");
		like($b->text('body'), qr/没有这个页面/, "$what: $path is not there");
		is(scalar $b->find('.report-list, table'), 0, '... nor anything of it');
	}
}

# From the list to a report, asked for a province, in both languages.
sub reads_reports {
	my ($b, $url, $way) = @_;
	$b->size(1280, 900)->open("$url/admin/reports");
	is($b->text('h1'), '统计报表', "$way: the list of reports");
	picture($b, "$way-list-1280");
	no_complaint($b);
	$b->click('a[href="/admin/reports/stock"]');
	ok($b->wait_for(10, sub { $b->url =~ m{/admin/reports/stock$} }),
	    'a link leads to a report');
	cmp_ok(scalar $b->find('table tbody tr'), '>', 20, 'with its numbers');
	picture($b, "$way-report-1280");
	$b->click('#province option[value="11"]');
	$b->click('form.parameters button');
	ok($b->wait_for(10, sub { $b->url =~ /province=11/ }),
	    'which can be asked for a province');
	is($b->value('#province'), '11', '... and says which');
	no_complaint($b);
	$b->open("$url/admin/reports/stock?lang=en&provnce=11");
	is(scalar $b->find('table tbody'), 0,
	    'a filter with a typing error counts nothing');
	like($b->text('.summary'), qr/no such parameter.*province/s,
	    '... and is told what there is');
	picture($b, "$way-mistyped-1280");
	$b->size(320, 800, mobile => 1);
	fits_narrow($b, "$way: what was mistyped", 3);
	picture($b, "$way-mistyped-320");
	for my $page ('', '/stock', '/stock?lang=en', '/issued_by_month') {
		my ($name) = $page =~ /(\w*)$/;
		$b->open("$url/admin/reports$page");
		fits_narrow($b, "$way: /admin/reports$page", $page eq '' ? 0 : 3);
		picture($b, "$way-$name-320");
	}
}

# ---- by the organisation's identity service

my $service = identity_service();
my $gateway = Ecert::Stack->new(rows => 200, admin => 'gateway',
    administrators => { ADMINISTRATOR_URL => $service->{url} })->start;
my $browser = Ecert::Browser->new;
finds_no_page($browser, $gateway->url, 'not signed in there');
sub signed_in_as {
	$browser->devtools('Network.setCookie', name => 'sso', value => $_[0],
	    url => $gateway->url);
}
signed_in_as('somebody');
finds_no_page($browser, $gateway->url, 'signed in, and no administrator');
signed_in_as('admin');
$browser->console;	# of the pages that were not there
reads_reports($browser, $gateway->url, 'gateway');
undef $service;
$browser->open($gateway->url('/admin/reports'));
is(scalar $browser->find('.report-list'), 0,
    'with the service down nobody comes in');
undef $browser;
undef $gateway;

# ---- by a client certificate

SKIP: {
	my @without = Ecert::Browser::certificates_missing();
	skip "not installed: @without", 1 if @without && !$ENV{CI};
	my $tls = Ecert::Stack->new(rows => 200, admin => 'certificate')->prepare;
	my $port = administrators_tls($tls);
	my ($dir, $url) = ($tls->dir, "https://127.0.0.1:$port");
	$tls->start_database->migrate->populate(200);
	$tls->start_responder->start_nginx->wait_ready;
	my %trusting = (authority => "$dir/admin-ca.pem", at => $url);

	my $visitor = Ecert::Browser->new(certificates => { %trusting });
	finds_no_page($visitor, $url, 'without a certificate');
	undef $visitor;
	my $stranger = Ecert::Browser->new(certificates => { %trusting,
	    own => "$dir/stranger.p12" });
	$stranger->open("$url/admin/reports");
	is(scalar $stranger->find('.report-list, table'), 0,
	    'with that of another authority there is nothing');
	undef $stranger;
	my $admin = Ecert::Browser->new(certificates => { %trusting,
	    own => "$dir/admin.p12" });
	reads_reports($admin, $url, 'certificate');
	finds_no_page($admin, $tls->url, 'by the port that asks for none');
}

done_testing;
