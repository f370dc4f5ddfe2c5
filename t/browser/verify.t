#!/usr/bin/perl
# A person in front of a browser checks a file that was handed over.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/../web/lib";

use Asking;
use Ecert::Browser;
use Ecert::Stack;
use Holding;
use Test::More;

my @missing = Ecert::Browser::missing();
plan skip_all => 'chromium is not installed'
    if grep({ $_ eq 'chromium' } @missing) && !$ENV{CI};

my $stack = Ecert::Stack->new(rows => 200)->start;
my $abdu = sample($stack, name => '阿卜杜拉·买买提', state => 'issued');
my $holder = Holding->new($stack)->sign_in($abdu);
my $sent = $holder->annotate(($holder->certificates)[0]);
my $good = $holder->get("$sent->{headers}{location}/certificate.xml")->{content};
my $file = spill($good, 'copy.xml');
my $browser = Ecert::Browser->new(javascript => 0);

# Choose the file and press the button.
sub check_file {
	my ($path) = @_;
	$browser->open($stack->url('/verify'));
	$browser->type('#file', $path);
	$browser->click('form button.main');
	return $browser->wait_for(10, sub { $browser->find('.checks, .summary') });
}

sub no_complaint {
	local $Test::Builder::Level = $Test::Builder::Level + 1;
	is(join("\n", map { $_->{message} } grep { $_->{message} !~
	    /status of (?:422|404)/ } $browser->console), '',
	    'the console is silent');
}

my $report;
subtest 'a file is chosen, sent and found valid, without any script' => sub {
	ok(check_file($file), 'the report comes');
	like($browser->url, qr{/verify/result/[\w-]{40,}$}, 'at an own address');
	is($browser->text('h1'), '证书有效', 'the verdict');
	is($browser->text('.face .name dd'), $abdu->{name}, 'the face');
	my ($details) = $browser->find('.checks details summary');
	$browser->click($details);
	like($browser->text('.checks details[open] p'), qr/^format/, 'details open');
	no_complaint();
	$report = $stack->url($browser->attribute('.address-line a', 'href'));
	$browser->click('.address-line a');
	$browser->wait_for(5, sub { $browser->url =~ /reports/ });
	is($browser->text('h1'), '证书有效', 'the report says the same');
	is(scalar(() = $browser->find('.face')), 0, 'without the face');
	no_complaint();
};

subtest 'the report prints on one sheet and fits a small screen' => sub {
	my $pdf = $browser->print_pdf;
	is(scalar(() = $pdf =~ m{/Type\s*/Page\b}g), 1, 'one sheet');
	for my $path ($report, $stack->url('/verify')) {
		$browser->open($path);
		$browser->size(320, 640, mobile => 1);
		my $wide = $browser->find('main') && scrolls();
		is($wide, 0, "$path: no sideways scroll");
	}
	$browser->size(1280, 900);
};

# Does anything stick out?  Measured without a script in the page.
sub scrolls {
	my $box = $browser->devtools('Page.getLayoutMetrics');
	return $box->{cssContentSize}{width} > $box->{cssLayoutViewport}{clientWidth} ? 1 : 0;
}

subtest 'an altered file is not, and no file at all is asked for' => sub {
	(my $altered = $good) =~ s/<issued>20/<issued>19/;
	check_file(spill($altered, 'altered.xml'));
	is($browser->text('h1'), '不能认定为有效', 'not valid');
	like($browser->text('.verdict'), qr/未通过：文件内容与数字签名一致/, 'and why');
	is(scalar(() = $browser->find('.face')), 0, 'no face');
	$browser->open($stack->url('/verify'));
	$browser->click('form button.main');
	$browser->wait_for(10, sub { $browser->find('.summary') });
	like($browser->title, qr/^错误：/, 'the title tells');
	$browser->click('.summary a');
	like($browser->url, qr/#file$/, 'the summary leads to the field');
	no_complaint();
};

undef $browser;
undef $stack;
done_testing;
