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
		cmp_ok length($html) + -s "$top/nginx/static/ecert.css", '<', 50 * 1024, "$name: under 50 KB with its style";
		unlike $html, qr/<title>\s*-/, "$name: the title says something";

		my @links = grep { m{^/} && !m{^/static/} && !/\.xml$/ } $html =~ /\b(?:href|action)="([^"]*)"/g;
		my @lost = grep { !/\?lang=/ } @links;
		is_deeply $lang eq 'en' ? \@lost : [], [], "$name: links keep the language";
		my $other = $lang eq 'en' ? 'zh' : 'en';
		is scalar(() = $html =~ /<a class="language"[^>]*href="[^"]*\?lang=$other"/g), 1, "$name: the other language";
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

done_testing;
