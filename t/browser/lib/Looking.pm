# What the tests in a browser share: how a page is to behave whatever is on it.
package Looking;

use strict;
use warnings;
use utf8;

use Exporter qw(import);
use Test::More;

our @EXPORT = qw(complaints no_complaint fits_narrow is_one_a4);

use constant FINGER_PX => 44;

for my $name (qw(output failure_output todo_output)) {
	binmode Test::More->builder->$name, ':utf8';
}

# What the console says, apart from the status of the answers that are meant.
sub complaints {
	my ($b) = @_;
	return grep { !/status of (?:404|422) / }
	    map { "$_->{source}: $_->{message}" } $b->console;
}

sub no_complaint {
	my ($b) = @_;
	local $Test::Builder::Level = $Test::Builder::Level + 1;
	is(join("\n", complaints($b)), '', 'the console is silent');
}

# What reaches past the right edge, but for what scrolls in a box of its own.
my $past_the_edge = <<'END';
const edge = document.documentElement.clientWidth;
const boxed = e => { for (e = e.parentElement; e; e = e.parentElement)
	if (getComputedStyle(e).overflowX !== 'visible'
	    && e !== document.body && e !== document.documentElement)
		return true; return false; };
return [...document.body.querySelectorAll('*')]
    .filter(e => e.getBoundingClientRect().right > edge + 0.5 && !boxed(e))
    .map(e => e.tagName + '.' + e.className);
END

my $too_small = <<'END';
return [...document.querySelectorAll(`input:not([type=hidden]), select, summary,
    button, .button`)]
    .filter(e => e.getAttribute('aria-hidden') !== 'true')
    .map(e => [e.getBoundingClientRect(), e.id || e.className])
    .filter(([box]) => box.height < arguments[0] || box.width < arguments[0])
    .map(([box, name]) => name + ' ' + box.width + 'x' + box.height);
END

# Shown 320 px wide, with at least so many controls on it.
sub fits_narrow {
	my ($browser, $what, $controls) = @_;
	local $Test::Builder::Level = $Test::Builder::Level + 1;
	my ($width, $content) = @{ $browser->script('return [innerWidth, '
	    . 'document.scrollingElement.scrollWidth]') };
	is($width, 320, "$what: 320 px wide");
	is($content, 320, "$what: nothing to scroll sideways to");
	is(join(' ', @{ $browser->script($past_the_edge) }), '',
	    "$what: nothing reaches past the edge");
	is(join(', ', @{ $browser->script($too_small, FINGER_PX) }), '',
	    "$what: every control is large enough for a finger");
	cmp_ok(scalar $browser->find('input, select, summary, button, '
	    . '.button'), '>=',
	    $controls, "$what: its controls were seen");
}

# The bytes of a PDF.
sub is_one_a4 {
	my ($pdf) = @_;
	local $Test::Builder::Level = $Test::Builder::Level + 1;
	my @sheets = $pdf =~ m{/Type\s*/Page\b}g;
	is(scalar @sheets, 1, 'one sheet');
	my ($width, $height) = $pdf
	    =~ m{/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)};
	is(sprintf('%.0f %.0f', $width * 25.4 / 72, $height * 25.4 / 72),
	    '210 297', 'of A4');
}

1;
