#!/usr/bin/perl
# What nginx serves by itself.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/lib";
use Rendering;
use Test::More;

command_exists('xsltproc') or plan skip_all => 'xsltproc is not installed';
binmode Test::More->builder->$_, ':utf8' for qw(output failure_output);

for my $name (qw(ecert holder copy verify)) {
	my $style = slurp("$top/nginx/static/$name.css");
	cmp_ok -s "$top/nginx/static/$name.css", '<', 20 * 1024, "$name.css is under 20 KB";
	unlike $style, qr/\@import|\@font-face|url\(|expression\(/, "$name.css loads nothing";
	is scalar(() = $style =~ /\{/g), scalar(() = $style =~ /\}/g), "the braces of $name.css match";
}
my $css = slurp("$top/nginx/static/ecert.css");
like $css, qr/\@page\s*\{[^}]*size:\s*A4/, 'paper is A4';
like $css, qr/:focus-visible/, 'focus is visible';

my $svg = slurp("$top/nginx/static/favicon.svg");
unlike $svg, qr/<script|href|\son\w+=/i, 'the icon is a picture and no more';

my $robots = slurp("$top/nginx/static/robots.txt");
like $robots, qr/^Disallow: $_$/m, "robots are kept from $_"
    for qw(/result/ /v/ /verify/ /holder /sign-in);

my $page = render(slurp("$top/xsl/static/unavailable.xml"));
like $page, qr/<h1>暂时无法核验<\/h1>/, 'the page for an unavailable service: not checked';
like $page, qr/不代表证书无效/, 'nothing follows from it';
like $page, qr/<header class="top">.*<footer class="bottom">/s, 'in the frame of every page';
unlike $page, qr/样本|主办单位|请求编号/, 'without what is not known when it is built';

done_testing;
