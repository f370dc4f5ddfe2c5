#!/usr/bin/perl
# Pictures of reports: drawn from the numbers of the table beside them.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/lib";
use Rendering;
use Test::More;

command_exists('xsltproc') or plan skip_all => 'xsltproc is not installed';
binmode Test::More->builder->$_, ':utf8' for qw(output failure_output);

# The cells of a column, by its name, as the model has them.
sub column {
	my ($model, $name) = @_;
	my @columns = $model =~ /<column name="(\w+)"/g;
	my ($at) = grep { $columns[$_] eq $name } 0 .. $#columns;
	return map { (m{<cell(?:/>|>([^<]*)</cell>)}g)[$at] // '' }
	    $model =~ m{<row>(.*?)</row>}gs;
}

sub largest { return (sort { $b <=> $a } @_)[0] }

my $model = model('figures-bars');
my $html = render($model);
my @bars = $html =~ /<rect x="240"[^>]* width="([\d.]+)"/g;
my @values = column($model, 'in_force');
is(scalar @bars, scalar @values, 'a bar for each row');
is(largest(@bars), 420, 'the largest has all the room');
for my $i (0 .. $#bars) {
	cmp_ok(abs($bars[$i] - $values[$i] / largest(@values) * 420), '<', .1, "bar $i is in proportion");
}
like($html, qr{<figcaption>有效</figcaption>}, 'what is drawn are certificates in force');
like($html, qr/<svg [^>]*aria-hidden="true"/, 'readers of screens have the table');

$model = model('figures-provinces');
$html = render($model);
my %value;
@value{column($model, 'province')} = column($model, 'issued');
my %shown = $html =~ m{class="tile on\d"[^>]*>([^<]+)</text><text [^>]*>([\d,]+)</text>}g;
is(scalar keys %shown, 35, 'a tile for each province, the Corps among them');
is($shown{'北京'}, $value{11}, 'Beijing has its number');
is($shown{'兵团'}, $value{66}, 'the Corps has its own');
is($shown{'台湾'}, 0, 'none is none');
my ($deepest) = grep { $value{$_} == largest(values %value) } keys %value;
like($html, qr/class="tone5"/, 'the largest has the deepest tone');
is(scalar(() = $html =~ /class="tone0"/g), scalar(grep { $_ == 0 } values %value), 'none has none');

$model = model('figures-months');
$html = render($model);
my ($points) = $html =~ /<polyline class="line" points="([^"]*)"/;
my @points = map { (split /,/)[1] } split ' ', $points;
@values = column($model, 'issued');
my $top = largest(@values, column($model, 'year_before'));
is(scalar @points, scalar @values, 'a point for each month');
cmp_ok(abs($points[$_] - (260 - $values[$_] / $top * 240)), '<', .1, "point $_ is in proportion") for 0 .. $#points;
like($html, qr/<polyline class="line before"/, 'beside the year before');
like($html, qr{<tfoot>.*合计}s, 'the table has its sums');

$html = render(model('figures-errors'));
like($html, qr/<div class="summary" role="alert">.*报表参数填写不正确/s, 'what is wrong is told');
unlike($html, qr/<figure|<tbody|figures\.csv/, 'with neither numbers nor files');

(my $hostile = model('figures-bars')) =~ s{<cell>注册测绘师</cell>}{<cell>&lt;b&gt;x&lt;/b&gt;</cell>} or die;
unlike(render($hostile), qr/<b>x/, 'what the registry says is escaped');
done_testing;
