#!/usr/bin/perl
# Every sample becomes a sound page in both languages.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/lib";
use Rendering;
use Test::More;

command_exists('xsltproc') or plan skip_all => 'xsltproc is not installed';
binmode Test::More->builder->$_, ':utf8' for qw(output failure_output);

my %language = (zh => 'zh-CN', en => 'en');

sub ids { return $_[0] =~ /\sid="([^"]*)"/g }

sub references {
	my ($html) = @_;
	return ((map { split ' ' } $html =~ /\saria-(?:describedby|labelledby|controls)="([^"]*)"/g),
	    $html =~ /\sfor="([^"]*)"/g, $html =~ /\shref="#([^"]*)"/g);
}

sub twice {
	my (%seen) = ();
	return grep { $seen{$_}++ } @_;
}

# Bytes of the stylesheets that a page loads.
sub style_size {
	my ($html) = @_;
	my $size = 0;
	$size += -s "$top/nginx$_" // die $_ for $html =~ /<link rel="stylesheet" href="([^"]*)"/g;
	return $size;
}

# Heading levels that leave one out on the way down.
sub skipped_levels {
	my ($html) = @_;
	my ($last, @skipped) = (0);
	for my $level ($html =~ /<h([1-6])\b/g) {
		push @skipped, "h$last-h$level" if $level > $last + 1;
		$last = $level;
	}
	return @skipped;
}

for my $sample (pages()) {
	for my $lang (sort keys %language) {
		my $html = render(in_language(model($sample), $lang));
		my $name = "$sample in $lang";

		like $html, qr/\A<!DOCTYPE html>\n?<html [^>]*\blang="$language{$lang}"/, "$name: HTML in its language";
		is scalar(() = $html =~ /<h1\b/g), 1, "$name: one h1";
		is_deeply [skipped_levels($html)], [], "$name: headings in order";
		is scalar(() = $html =~ /<(?:main |header class="top"|footer class="bottom")/g), 3, "$name: landmarks";
		like $html, qr/<body><a class="skip" href="#main">/, "$name: the way to the content comes first";
		unlike $html, qr/<(?:script|style|iframe|object|embed)\b/i, "$name: no script, no style element";
		unlike $html, qr/<[^>]*\s(?:style|on\w+)\s*=/i, "$name: no inline style or handler";
		unlike $html, qr/javascript:/i, "$name: no script in links";
		is_deeply [twice(ids($html))], [], "$name: each id once";
		my %id = map { $_ => 1 } ids($html);
		is_deeply [grep { !$id{$_} } references($html)], [], "$name: every reference leads somewhere";
		is_deeply [$html =~ /<(?:img|link|a|form)\b[^>]*\b(?:src|href|action)="((?:https?:)?\/\/[^"]*)"/g],
		    [], "$name: nothing from elsewhere";
		is_deeply [grep { !/\balt="/ } $html =~ /<img\b[^>]*>/g], [], "$name: images have words";
		cmp_ok length($html) + style_size($html), '<', 50 * 1024, "$name: under 50 KB with its style";
		unlike $html, qr/<title>\s*-/, "$name: the title says something";

		my @links = grep { m{^/} && !m{^/static/} && !/\.xml$/ } $html =~ /\b(?:href|action)="([^"]*)"/g;
		my @lost = grep { !/\?lang=/ } @links;
		is_deeply $lang eq 'en' ? \@lost : [], [], "$name: links keep the language";
		my $other = $lang eq 'en' ? 'zh' : 'en';
		is scalar(() = $html =~ /<a class="language"[^>]*href="[^"]*\?lang=$other(?:&amp;[^"]*)?"/g), 1, "$name: the other language";
	}
}

my $issued = render(model('result-issued'));
is_deeply [$issued =~ /href="([^"]*\.xml)"/g], ['/result/kZ3vJ0Qw/certificate.xml'],
    'one link ends in .xml: the download';
like $issued, qr/<a [^>]*>下载电子证书（XML，含数字签名）<\/a>/, 'the download says what it is';
(my $without = model('result-issued')) =~ s/<download[^>]*>//;
unlike render($without), qr/\.xml"|下载电子证书/, 'no download is offered without one';

like $issued, qr/本站为样本演示，所有人员与证书均为虚构/, 'a specimen site says so';
like $issued, qr/class="watermark">样本/, 'a specimen certificate says so';
(my $real = model('result-issued')) =~ s/specimen="true"/specimen="false"/;
unlike render($real), qr/样本演示|watermark/, 'a real one does not';

(my $astray = model('problem-not-found')) =~ s{path="[^"]*"}{path="//evil.example/"};
unlike render($astray), qr/evil/, 'a path of two slashes is no link';
(my $odd = model('problem-not-found')) =~ s{path="[^"]*"}{path="/\\evil.example"};
unlike render($odd), qr/evil/, 'nor one with a backslash';

my $errors = render(model('home-errors'));
like $errors, qr/<title>错误：/, 'the title of a form with faults begins 错误：';
like $errors, qr/<h2 id="summary-title">有问题需要处理<\/h2>/, 'a summary heads the faults';
like $errors, qr/<a href="#id_number">证件号码校验位不正确。/, 'a fault in the summary leads to its field';
like $errors, qr/<p class="fault" id="id_number-error">.*?证件号码校验位不正确。/s, 'and stands beside it';
like $errors, qr/<input [^>]*id="id_number"[^>]*value=""[^>]*aria-describedby="id_number-hint id_number-error" aria-invalid="true"/,
    'and is told with the input';
like $errors, qr/<button [^>]*name="use_suggestion" value="阿卜杜拉·买买提">/, 'the separator can be put right by a button';
my ($first) = $errors =~ /<button ([^>]*)>/;
unlike $first, qr/use_suggestion/, 'the Enter key does not press that button';
unlike render(model('home')), qr/错误|role="alert"|aria-invalid/, 'a fresh form has no faults';

my $catalogue = render(model('catalogue'));
my %rows = $catalogue =~ /<section class="list" id="list-(\d)"(.*?)<\/section>/sg;
is_deeply [$rows{2} =~ /<td class="ordinal"[^>]*>(\d+)</g], [1 .. 24], 'the catalogue: 24 under the ministry\'s seal, in order';
is_deeply [$rows{3} =~ /<td class="ordinal"[^>]*>(\d+)</g], [1 .. 7], 'and 7 under others';
is scalar(() = $rows{2} =~ /专业技术人员职业资格证书专用章/g), 1, 'a seal that all share is told once';
(my $exception = model('catalogue')) =~ s/(code="02".*?<seal code=")mohrss-zyzg">[^<]*/$1other">另一印章/s;
like render($exception), qr/注册测绘师.*?<span class="sub">电子印章 <span lang="zh-CN">另一印章/s, 'one that differs is told with its entry';

# The pages of a holder.
my @holders = grep { /^holder/ } pages();
for my $sample (@holders) {
	my $html = render(model($sample));
	my @forms = $html =~ /<form [^>]*method="post"[^>]*>(.*?)<\/form>/sg;
	is_deeply [grep { !/<input type="hidden" name="csrf" value="q7Hk2VxN0pRbT5wY3mZs8A">/ } @forms], [],
	    "$sample: each form carries the session's token";
	like $html, qr/<form action="\/sign-out" method="post">/, "$sample: one can sign out";
	like $html, qr/<meta name="robots" content="noindex/, "$sample: not for search engines";
}
for my $sample (grep { !/^holder/ } pages()) {
	my $html = render(model($sample));
	unlike $html, qr/sign-out/, "$sample: no sign-out for whom nobody knows";
	like $html, qr/<a href="\/holder">我的证书<\/a>/, "$sample: the way to my certificates";
}
for my $sample (qw(home help)) {
	(my $off = model($sample)) =~ s/<service /<service sign-in="off" /;
	my $html = render($off);
	unlike $html, qr/我的证书|"\/sign-in"|id="holder"|#holder/, "$sample: no such way where holders cannot sign in";
	like $html, qr/id="check"|我有验证码/, "$sample: but codes can be checked there";
}
my $help = render(model('help'));
like text_of($help), qr/登录与加注.*往前 90 天内，同一证书最多 3 份.*过期的仍计入，撤回的不计/s, 'help tells holders of the quota';
unlike $help, qr/needs=/, 'what a section needs stays in the texts';
like $help, qr/href="#check".*id="check"/s, 'checking a copy is among the contents of the help';

my $list = render(model('holder'));
is_deeply [$list =~ /<strong class="tag (\w+)">(.*?)<\/strong>/g], [issued => '有效', issued => '有效',
    suspended => '暂停使用', superseded => '已更正', revoked => '已撤销'], 'my certificates: each with its state in words';
my $empty = text_of(render(model('holder-empty')));
like $empty, qr/尚未制发.*尚未纳入本站.*更正过/s, 'an empty list says why it may be empty';
like $empty, qr/不代表您没有取得资格/, 'and that nothing follows from it';

my $one = render(model('holder-certificate'));
like text_of($one), qr/到期的是副本，证书本身不会到期；每份最长 90 天，同一证书往前 90 天内最多 3 份/, 'annotating is explained';
like text_of($one), qr/往前 90 天内已加注2 份，最多 3 份下次可以加注现在就可以/, 'the quota: used, and free now';
is scalar(() = $one =~ /<option /g), 8, 'every scene can be chosen, and none is chosen beforehand';
unlike $one, qr/<option [^>]*selected/, 'the holder says what the copy is for';
like $one, qr/<input [^>]*name="days" value="90"/, '90 days are preset';
unlike +($one =~ /(<input [^>]*name="recipient"[^>]*>)/)[0], qr/required/, 'the recipient may be left out';
like text_of($one), qr/2026年10月9日 11:11:11其他方式运营人员/, 'a way without words of its own is another way';
like text_of($one), qr/机构接口查询样本省人事考试中心/, 'a bureau is named';
(my $chosen = model('holder-certificate')) =~ s/name="scene" value=""/name="scene" value="job"/;
is_deeply [render($chosen) =~ /<option value="(\w*)" selected/g], ['job'], 'what was chosen stays chosen';
my $full = render(model('holder-certificate-quota'));
like text_of($full), qr/3 份，最多 3 份下次可以加注2026年12月1日 14:00:00/, 'a full quota tells when the next is free';
unlike $full, qr/name="scene"/, 'and there is no form';
like $full, qr/<div class="summary" role="alert".*?<li class="fault">这份证书往前 90 天内已有 3 份/s, 'what is wrong with the whole heads the page';
my $faulty = render(model('holder-certificate-errors'));
like $faulty, qr/<title>错误：/, 'a form with faults says so in the title';
like $faulty, qr/<a href="#scene">请选择加注用途。/, 'its summary leads to the choice';
like $faulty, qr/<select id="scene"[^>]*aria-describedby="scene-hint scene-error" aria-invalid="true"/, 'whose fault is told with it';
my $plain = render(model('holder-certificate-plain'));
like text_of($plain), qr/无须加注，可以直接下载/, 'a certificate from before annotating needs none';
unlike $plain, qr/往前 90 天/, 'and has no quota';

my $copy = render(model('holder-copy'));
like $copy, qr/<code>3K7M-9QX2-VWJ4-TN8R-CH5Y-B6ZD-1F<\/code>/, 'the code of a copy in groups of four';
like $copy, qr/<details><summary>撤回这份加注件<\/summary><form [^>]*action="[^"]*\/withdraw".*?撤回后不能恢复/s, 'withdrawing asks once more, without a script';
unlike render(model('holder-copy-withdrawn')), qr/\/withdraw"/, 'what was withdrawn is not withdrawn again';
for my $lang (qw(zh en)) {
	my $code = text_of(render(in_language(model('sign-in-code'), $lang)));
	like $code, $lang eq 'zh' ? qr/如信息与登记一致，验证码已发送到登记的手机号码。/
	    : qr/If what you typed agrees with the register, a code has been sent/, "signing in tells in $lang nothing of who is on record";
	like $code, qr/5 (?:分钟|minutes).*5 (?:次|tries)/s, "and in $lang how long and how often the code works";
}
like render(model('sign-in-code')), qr/inputmode="numeric" autocomplete|autocomplete="one-time-code"/, 'a telephone can fill the code in';
like render(model('sign-in-gateway')), qr/<a class="button main" href="\/sign-in\/gateway">/, 'a gateway is a way and no form';
like render(model('problem-sign-in')), qr/<h1>需要登录<\/h1>.*href="\/sign-in">去登录/s, 'who must sign in is shown where';

done_testing;
