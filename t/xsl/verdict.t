#!/usr/bin/perl
# Each state has its own words, on the page and on the face; nothing that is
# not known to be valid reads as valid.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/lib";
use Rendering;
use Test::More;

command_exists('xsltproc') or plan skip_all => 'xsltproc is not installed';
binmode Test::More->builder->$_, ':utf8' for qw(output failure_output);

my %words = (
	issued => { zh => '证书有效', en => 'The certificate is valid' },
	suspended => { zh => '证书暂停使用，状态可能恢复', en => 'The certificate is suspended; it may return to use',
	    stamp => '暂停使用' },
	revoked => { zh => '证书已撤销（2026年3月1日）', en => 'The certificate has been revoked (1 March 2026)',
	    stamp => '已撤销' },
	superseded => { zh => '该证书已更正', en => 'The certificate has been corrected', stamp => '已更正' },
	'not-found' => { zh => '未查询到', en => 'Not found' },
);

sub heading { return $_[0] =~ /<h1>(.*?)<\/h1>/s ? text_of($1) : undef }
sub stamp { return $_[0] =~ /<p class="state-stamp[^>]*>(?:<span.*?<\/span>)?(.*?)<\/p>/s ? $1 : undef }
sub main_part { return $_[0] =~ /(<main.*<\/main>)/s ? $1 : die 'no main' }

for my $state (sort keys %words) {
	for my $lang (qw(zh en)) {
		my $html = render(in_language(model("result-$state"), $lang));
		is heading($html), $words{$state}{$lang}, "$state in $lang: the verdict in words";
		like main_part($html), qr/^<main[^>]*><div class="verdict $state" role="status"><svg/,
		    "$state in $lang: comes first, with a sign and a colour";
		like $html, qr/<title>[^<]+ - /, "$state in $lang: and in the title";
		unlike $html, qr/假证/, "$state in $lang: nobody is called a forger";
		next if $state eq 'issued';
		unlike text_of($html), qr/$words{issued}{$lang}/, "$state in $lang: nothing says valid";
		unlike $html, qr/M13\.5 24\.8/, "$state in $lang: no tick";
	}
	is stamp(render(model("result-$state"))), $words{$state}{stamp}, "$state: the stamp on the face";
}

my %seen;
for my $state (sort keys %words) {
	my ($sign) = render(model("result-$state")) =~ /(<svg.*?<\/svg>)/s;
	ok !$seen{$sign}++, "$state: a sign of its own";
}

for my $state (qw(approved unknown valid ISSUED), '') {
	(my $model = model('result-issued')) =~ s/state="issued"/state="$state"/;
	my $html = render($model);
	is heading($html), '暂时无法核验', "state '$state' reads as not checked";
	is stamp($html), '未经核验', "state '$state' is stamped";
	unlike $html, qr/证书有效/, "state '$state' is not valid";
}

my $revoked = text_of(render(model('result-revoked')));
like $revoked, qr/原因：以不正当手段取得证书。/, 'revoked: the reason';
like $revoked, qr/如有疑问请联系发证机构/, 'revoked: whom to ask';
(my $bare = model('result-revoked')) =~ s{ since="[^"]*"|<reason.*</reason>}{}g;
is heading(render($bare)), '证书已撤销', 'revoked without a known day: no empty brackets';
unlike render($bare), qr/原因：/, 'revoked without a reason: no empty reason';

my $issued = render(model('result-issued'));
like $issued, qr/不证明出示者就是持证人/, 'a valid result says what it does not prove';
like $issued, qr/2026年11月24日 12:00:01<\/time>（北京时间）/, 'when it was checked';
like $issued, qr/本页保留至.*2026年11月24日 12:10:01/s, 'how long the page is kept';
ok index($issued, '核验时间') < index($issued, 'class="face'), 'the time comes before the face';
ok index($issued, 'class="face') < index($issued, '不证明出示者'), 'the limits come after it';
like $issued, qr/<dd>1990年1月<\/dd>/, 'month of birth as on the certificate';
like $issued, qr/<dd>2021年11月20日<\/dd>/, 'day of approval as on the certificate';
like text_of($issued), qr/制发日期：2021年12月20日/, 'day of issue as on the certificate';
my $style2 = render(model('result-style2'));
like $style2, qr/𬱖𠮷䶮/, 'characters beyond the basic plane are shown as they are';
like text_of($style2), qr/监制，中国注册税务师协会颁发/, 'style 2: its statement';
unlike +($style2 =~ /(<article.*<\/article>)/s)[0], qr/级别|专业<|电子证照标识/, 'items that a certificate lacks are left out';

my $found_not = model('result-not-found');
my $once = render($found_not);
like text_of($once), qr/信息输入有误.*无此证书.*该类证书暂不在查询范围/s, 'not found: the three causes';
like $once, qr/href="\/catalogue">查看范围/, 'not found: what is covered';
(my $other = $found_not) =~ s/kZ3vJ0Qw/aaaaaaaa/;
$other =~ s/until="[^"]*"/until="2031-01-01T00:00:00+08:00"/;
is render($other), $once, 'not found: the same page whatever was asked';
(my $later = $found_not) =~ s/12:00:01/12:59:59/;
(my $expected = $once) =~ s/12:00:01/12:59:59/g;
is render($later), $expected, 'not found: nothing but the time differs';

for my $lang (qw(zh en)) {
	my $html = render(in_language(model('problem'), $lang));
	is heading($html), $lang eq 'zh' ? '暂时无法核验' : 'This could not be checked', "503 in $lang: not checked";
	like text_of($html), $lang eq 'zh' ? qr/不代表证书无效/ : qr/does not mean that the certificate is not valid/,
	    "503 in $lang: nothing follows from it";
	unlike text_of($html), qr/未查询到|无此证书|Not found/, "503 in $lang: not taken for not found";
	like $html, qr/5f3a9c0d1e2b4a67/, "503 in $lang: the request's number";
}
(my $broken = model('problem')) =~ s/status="503"/status="500"/;
$broken =~ s/这不代表证书无效，也不代表没有该证书。//;
like render($broken), qr/此结果不代表证书无效，也不代表没有该证书/, '500: nothing follows from it either';
is heading(render(model('problem-not-found'))), '没有这个页面', '404 says there is no such page';

# Nothing is said twice on one page of a problem.
sub count_of { my ($words, $text) = @_; return scalar(() = $text =~ /\Q$words\E/g) }
my %once = (problem => { zh => ['不代表证书无效', '无法核验'],
	en => ['does not mean that the certificate is not valid', 'could not be checked'] },
	'problem-not-found' => { zh => ['没有这个页面'], en => ['There is no such page'] });
for my $sample (sort keys %once) {
	for my $lang (qw(zh en)) {
		my $main = text_of(main_part(render(in_language(model($sample), $lang))));
		is count_of($_, $main), 1, "$sample in $lang: '$_' is said once" for @{ $once{$sample}{$lang} };
	}
}
my $unavailable = text_of(main_part(render(slurp("$top/xsl/static/unavailable.xml"))));
is count_of($_, $unavailable), 1, "nobody answers: '$_' is said once" for @{ $once{problem}{zh} };

# One form of dates, without leading zeros.
(my $early = model('result-issued')) =~ s/2021-12-20|2021-11-20/2021-02-03/g;
$early =~ s/2026-11-24T/2026-01-02T/g;
for my $lang (qw(zh en)) {
	my $text = text_of(render(in_language($early, $lang)));
	unlike $text, qr/年0|月0|[0-9]-[0-9]{2}-/, "a date in $lang: no leading zero, no hyphens";
	like $text, qr/制发日期：.*2021年2月3日/, "a date in $lang on the face";
}
like text_of(render(in_language($early, 'en'))), qr/2 January 2026 12:00:01/, 'a date in English';
like text_of(render(in_language($early, 'en'))), qr/制发日期：\s*Issued on\s*2021年/, 'the gloss stands before the date';

unlike render(model('problem-not-found')), qr/不代表证书/, '404 says nothing of certificates';

# Annotated copies, as their holder sees them.
my %copy = (
	'holder-copy' => ['加注件有效', 'issued', 1],
	'holder-copy-expired' => ['加注件已过期', 'suspended', 0],
	'holder-copy-withdrawn' => ['加注件已撤回', 'not-found', 0],
	'holder-copy-revoked' => ['证书已撤销', 'revoked', 0],
);
for my $sample (sort keys %copy) {
	my ($words, $tone, $is_good) = @{ $copy{$sample} };
	my $html = render(model($sample));
	is heading($html), $words, "$sample: the state in words";
	like $html, qr/<div class="verdict $tone" role="status"><svg/, "$sample: with a sign and a colour";
	is $html =~ /M13\.5 24\.8/ ? 1 : 0, $is_good, "$sample: a tick for a good copy alone";
	is $html =~ /certificate\.xml"/ ? 1 : 0, $is_good, "$sample: a download for a good copy alone";
	is $html =~ /<article/ ? 1 : 0, $is_good, "$sample: shown as a copy when it is good";
}
for my $sample (qw(holder-copy-expired holder-copy-withdrawn)) {
	my $html = text_of(render(model($sample)));
	like $html, qr/证书本身不受影响/, "$sample: the certificate is not affected";
	(my $gone = model($sample)) =~ s/verdict state="issued"/verdict state="revoked"/;
	unlike text_of(render($gone)), qr/证书本身不受影响/, "$sample of a revoked certificate: not said";
}
for my $state ('unknown', 'GOOD', '') {
	(my $model = model('holder-copy')) =~ s/(<annotation [^>]*state=)"good"/$1"$state"/;
	my $html = render($model);
	is heading($html), '暂时无法核验', "a copy's state '$state' reads as not checked";
	like $html, qr/<div class="verdict unchecked"/, "a copy's state '$state' has no colour of a known one";
	unlike $html, qr/M13\.5 24\.8/, "a copy's state '$state' has no tick";
}
(my $vague = model('holder')) =~ s/state="issued"/state="unknown"/g;
unlike render($vague), qr/>有效</, 'my certificates: a state that is not known is not valid';
like render($vague), qr/暂时无法核验/, 'but not checked';

done_testing;
