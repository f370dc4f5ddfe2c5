#!/usr/bin/perl
# What stands on a copy's page: the verdict first, the face with its seal, the
# annotation and a QR code; and the box for a code.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/lib";
use File::Temp qw(tempdir);
use Rendering;
use Test::More;

command_exists('xsltproc') or plan skip_all => 'xsltproc is not installed';
binmode Test::More->builder->$_, ':utf8' for qw(output failure_output);

my %words = (
	good => { zh => '加注件有效，证书有效', en => 'The copy is good and the certificate is valid' },
	expired => { zh => '加注已过期，证书本身仍有效', en => 'The copy has expired; the certificate itself is still valid' },
	withdrawn => { zh => '加注已由持证人撤回，证书本身仍有效',
	    en => 'The holder has withdrawn this copy; the certificate itself is still valid' },
	unknown => { zh => '没有这个验证码', en => 'There is no copy with this code' },
	revoked => { zh => '证书已撤销（2026年11月20日）', en => 'The certificate has been revoked (20 November 2026)' },
);

sub heading { return $_[0] =~ /<h1>(.*?)<\/h1>/s ? text_of($1) : undef }
sub face { return $_[0] =~ /(<article class="face.*?<\/article>)/s ? $1 : '' }

my %sign;
for my $state (sort keys %words) {
	for my $lang (qw(zh en)) {
		my $html = render(in_language(model("copy-$state"), $lang));
		is heading($html), $words{$state}{$lang}, "$state in $lang: the verdict in words";
		like $html, qr/<main[^>]*><div class="verdict (?:copy-)?$state" role="status"><svg/, "$state in $lang: comes first";
		like $html, qr/<meta name="robots" content="noindex/, "$state in $lang: is no matter of search engines";
		like text_of($html), $lang eq 'zh' ? qr/查询会被记录/ : qr/The check is recorded/, "$state in $lang: recorded, and said so";
		like $html, qr/<form [^>]*action="\/v(?:\?lang=en)?" method="get"/, "$state in $lang: another code can be typed";
		next if $state eq 'good';
		unlike $html, qr/M13\.5 24\.8/, "$state in $lang: no tick";
	}
	my ($sign) = render(model("copy-$state")) =~ /(<svg.*?<\/svg>)/s;
	ok !$sign{$sign}++, "$state: a sign of its own";
}

my $good = render(model('copy-good'));
my $face = face($good);
like $face, qr/<p class="seal-picture"><img src="data:image\/svg\+xml;base64,[A-Za-z0-9+\/=]+" alt="电子印章：[^"]+" width="159" height="159">/,
    'the seal\'s own picture, in its own size: 42 mm';
unlike $face, qr/class="seal-kind"/, 'and no drawn circle';
like $face, qr/仅用于<strong>求职应聘<\/strong>/, 'what it is for';
my $text = text_of($face);
like $text, qr/接收方：样本科技有限公司加注日期：2026年11月25日有效期至：2027年2月23日 16:00/, 'for whom, since when, until when';
like $text, qr/验证码：3V8K-0RT5-XJ9Q-WM2N-7BCD-Z4HE-GF/, 'the code in groups';
like $text, qr/扫描二维码，或在 http:\/\/127\.0\.0\.1:8080\/ 输入验证码/, 'and how it is checked';
like $text, qr/证件号码：650\*{11}0027/, 'the number stays masked';
unlike $face, qr/state-stamp/, 'a good copy is not stamped';
like face(render(model('copy-revoked'))), qr/class="state-stamp revoked"/, 'that of a revoked certificate is';
like render(in_language(model('copy-good'), 'en')), qr/Only for: Job application/, 'the use in English beside it';

(my $bare = model('copy-good')) =~ s{<sealPicture.*</sealPicture>}{}s;
like face(render($bare)), qr/<span class="seal-kind">电子印章<\/span>/, 'without a picture the circle stays';
unlike render(model('copy-expired')), qr/<article|阿卜杜拉|样本科技/, 'a copy that is over shows no face';
like text_of(render(model('copy-expired'))), qr/过期的只是这份加注件。请持证人重新加注/, 'and says what to do';
unlike render(model('copy-unknown')), qr{<article|<code>}, 'nor does a code that nobody has';
unlike face(render(model('result-issued'))), qr/class="note"|class="qr"/, 'a plain preview has no annotation';

(my $hostile = model('copy-good')) =~ s{求职应聘}{&lt;script&gt;};
unlike render($hostile), qr/<script/, 'what is written on a copy is escaped';

like render(in_language(model('home'), 'en')), qr/<form class="card code-form".*<input type="hidden" name="lang" value="en">/s,
    'the start page has the box too, and keeps the language';
is scalar(() = render(model('home')) =~ /<button class="main"/g), 1, 'with one main button still';

SKIP: {
	skip 'rsvg-convert and zbarimg are not installed', 2
	    unless command_exists('rsvg-convert') && command_exists('zbarimg');
	my ($label, $svg) = $face =~ /<div class="qr" role="img" aria-label="([^"]*)">(<svg.*?<\/svg>)/s;
	like $label, qr/https:\/\/ecert\.example\/v\/3V8K/, 'the QR code is told in words';
	my $dir = tempdir(CLEANUP => 1);
	open my $out, '>', "$dir/qr.svg" or die "$dir: $!";
	print $out $svg;
	close $out or die "$dir: $!";
	my $read = `cd $dir && rsvg-convert -z 6 qr.svg >qr.png && zbarimg -q --raw qr.png 2>/dev/null`;
	is $read, "https://ecert.example/v/3V8K0RT5XJ9QWM2N7BCDZ4HEGF\n", 'and leads to the copy\'s own page';
}

done_testing;
