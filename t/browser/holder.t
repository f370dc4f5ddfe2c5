#!/usr/bin/perl
# A holder in front of a browser signs in, annotates a copy, hands it on,
# withdraws it; and somebody with the paper checks it.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib", "$FindBin::Bin/../web/lib";

use Asking;
use Ecert::Browser;
use Ecert::Process;
use Ecert::Stack;
use Encode qw(decode);
use File::Temp qw(tempdir);
use JSON::PP ();
use Looking;
use Test::More;

my @missing = Ecert::Browser::missing();
plan skip_all => 'chromium is not installed'
    if grep({ $_ eq 'chromium' } @missing) && !$ENV{CI};

my $site = 'https://cert.example';
my $stack = Ecert::Stack->new(rows => 200,
    conf => { service => { base_url => $site } })->start;
my $dir = tempdir(CLEANUP => 1);
my $browser = Ecert::Browser->new(height => 1400);
my $abdu = sample($stack, name => '阿卜杜拉·买买提', state => 'issued');
my $wei = sample($stack, name => '𬱖', state => 'issued');

# The code that was sent after there were so many.
sub code_after {
	my ($before) = @_;
	within(10, sub { scalar(() = $stack->codes) > $before })
	    or die "no code was sent\n";
	return ($stack->codes)[-1][1];
}

sub arrived { my ($b, $at) = @_; return $b->wait_for(10,
	sub { $b->url =~ $at }) }

sub sign_in {
	my ($b, $person, $query) = @_;
	my $before = () = $stack->codes;
	$b->open($stack->url('/sign-in' . ($query || '')));
	$b->type("#$_", $person->{$_}) for qw(name id_number);
	$b->click('form button.main');
	arrived($b, qr{/sign-in/code}) or die "no second step\n";
	$b->type('#code', code_after($before));
	$b->click('form button.main');
	arrived($b, qr{/holder}) or die "not signed in\n";
}

sub annotate {
	my ($b, $scene, $recipient, $days) = @_;
	$b->click(qq(#scene option[value="$scene"]));
	$b->type('#recipient', $recipient);
	$b->clear('#days')->type('#days', $days);
	$b->click('form[action*="/annotations"] button');
	$b->wait_for(10, sub { $b->find('.holder-copy, .summary') });
}

sub run {
	my (@command) = @_;
	my ($status, $text) = Ecert::Process->run(@command);
	return $status ? "$command[0]: $status" : decode('UTF-8', $text);
}

my $copy;
subtest 'signing in leads to the certificates' => sub {
	$browser->open($stack->url('/'));
	$browser->click('nav a[href="/holder"]');
	like($browser->text('h1'), qr/登录/, 'first one has to sign in');
	$browser->console;	# its 403 is meant
	sign_in($browser, $abdu);
	is($browser->text('h1'), '我的证书', 'my certificates');
	like($browser->text('.held li'), qr/\Q$abdu->{management_no}\E/,
	    'the certificate is there');
	no_complaint($browser);
};

subtest 'annotating shows the copy at once' => sub {
	$browser->click('.held h2 a');
	is($browser->value('#days'), '90', '90 days are proposed');
	annotate($browser, 'job', '样本科技有限公司', 30);
	($copy) = $browser->url =~ m{/holder/copies/(\w{26})$};
	ok($copy, 'an address of its own') or return;
	like($browser->text('h1'), qr/^加注件有效/, 'the verdict');
	my $face = $browser->text('.face');
	like($face, qr/$_/, "on its face: $_")
	    for '求职应聘', '样本科技有限公司', '样本';
	my $loaded = $browser->script('const i = document.querySelector('
	    . '".face img"); return i ? [i.complete, i.naturalWidth] : []');
	is_deeply([ @$loaded[0, 1] ], [ JSON::PP::true(), 280 ],
	    'the picture of the seal is shown');
	no_complaint($browser);
};

subtest 'the QR on a screen leads to its code on the configured site' => sub {
	$browser->script('document.querySelector(".face svg").scrollIntoView('
	    . '{ block: "center" })');
	$browser->screenshot("$dir/screen.png");
	is(run(qw(zbarimg --nodbus -q --raw), "$dir/screen.png"),
	    "$site/v/$copy\n", 'as a camera reads it');
};

subtest 'on paper the copy is one A4 with code and address in text' => sub {
	is_one_a4($browser->print_pdf("$dir/copy.pdf"));
	my $text = run('pdftotext', '-layout', "$dir/copy.pdf", '-');
	(my $grouped = $copy) =~ s/(.{4})(?=.)/$1-/g;
	like($text, qr/\Q$grouped\E/, 'the code in groups, to be typed');
	(my $joined = $text) =~ s/\s+//g;
	like($joined, qr{\Q$site/v/$copy\E}, 'the address');
	like($joined, qr/\Q$abdu->{management_no}\E/, 'what is certified');
	like($joined, qr/样本科技有限公司/, 'for whom it is');
	unlike($joined, qr/撤回|下载加注件/, 'and no button');
	run('pdftoppm', '-r', 150, '-png', "$dir/copy.pdf", "$dir/paper");
	is(run(qw(zbarimg --nodbus -q --raw), glob "$dir/paper*.png"),
	    "$site/v/$copy\n", 'its QR can be read from the paper');
};

subtest 'who has the paper checks it without signing in' => sub {
	my $other = Ecert::Browser->new;
	$other->open($stack->url('/'));
	(my $typed = lc $copy) =~ s/(.{4})/$1 /g;
	$other->type('#code', $typed);
	$other->click('.code-form button');
	ok(arrived($other, qr{/v/$copy$}), 'the typed code leads there');
	like($other->text('h1'), qr/^加注件有效，证书有效/, 'the verdict');
	like($other->text('.face'), qr/样本科技有限公司/, 'the same face');
	unlike($other->text('main'), qr/\Q$abdu->{id_number}\E/,
	    'without the whole ID number');
	no_complaint($other);
};

subtest 'withdrawing is asked once more, and then for good' => sub {
	ok(!$browser->script('return document.querySelector("details").open'),
	    'the question is closed at first');
	$browser->click('summary');
	like($browser->text('details form'), qr/撤回后不能恢复/,
	    'opened, it says what that means');
	$browser->click('details form button');
	$browser->wait_for(10, sub { !$browser->find('details') });
	like($browser->text('h1'), qr/^加注件已撤回/, 'withdrawn');
	is(scalar $browser->find('.face, a[href$=".xml"]'), 0,
	    'nothing is left to hand on');
	$browser->open($stack->url("/v/$copy"));
	like($browser->text('h1'), qr/证书本身仍有效/,
	    'its code says so, and that the certificate is in force');
	no_complaint($browser);
};

# ---- the keyboard

# Tab until the focus stands on what fits; false when it never does.
sub tab_to {
	my ($b, $css) = @_;
	for (1 .. 40) {
		$b->key('Tab');
		return 1 if $b->script('return document.activeElement'
		    . '.matches(arguments[0])', $css);
	}
	return 0;
}

subtest 'the keyboard alone is enough, from signing in to withdrawing' => sub {
	my $b = Ecert::Browser->new;
	my $before = () = $stack->codes;
	$b->open($stack->url('/sign-in'));
	ok(tab_to($b, '#name'), 'the name');
	$b->key(split //, '阿卜杜拉·买买提');
	ok(tab_to($b, '#id_number'), 'the number');
	$b->key(split(//, $abdu->{id_number}), 'Enter');
	arrived($b, qr{/sign-in/code}) or return fail('a code is asked for');
	ok(tab_to($b, '#code'), 'the code');
	$b->key(split(//, code_after($before)), 'Enter');
	ok(arrived($b, qr{/holder$}), 'signed in');
	ok(tab_to($b, '.held h2 a'), 'the certificate');
	$b->key('Enter');
	arrived($b, qr{/holder/certificates/}) or return fail('it opens');
	ok(tab_to($b, '#scene'), 'the scene');
	$b->key('Down');
	isnt($b->value('#scene'), '', 'one is chosen');
	ok(tab_to($b, 'form[action*="/annotations"] button'), 'the button');
	$b->key('Enter');
	ok(arrived($b, qr{/holder/copies/}), 'a copy is made');
	ok(tab_to($b, 'a[href$=".xml"]'), 'the download');
	ok(tab_to($b, 'summary'), 'withdrawing');
	$b->key('Enter');
	ok(tab_to($b, 'details button'), 'is asked once more');
	$b->key('Enter');
	ok($b->wait_for(10, sub { $b->text('h1') =~ /已撤回/ }), 'withdrawn');
	ok(tab_to($b, 'nav form button'), 'signing out');
	$b->key('Enter');
	ok(arrived($b, qr{/$}), 'signed out');
	no_complaint($b);
};

# ---- a screen of 320 px

subtest 'on 320 px everything fits and can be touched' => sub {
	for my $lang ('', '?lang=en') {
		my $b = Ecert::Browser->new;
		$b->size(320, 640, mobile => 1);
		$b->open($stack->url("/sign-in$lang"));
		fits_narrow($b, "sign-in$lang", 3);
		sign_in($b, $wei, $lang);
		fits_narrow($b, "holder$lang", 1);
		$b->click('.held h2 a');
		fits_narrow($b, "certificate$lang", 5);
		annotate($b, 'job', '样' x 100, 99);
		$b->wait_for(10, sub { $b->find('.summary') });
		fits_narrow($b, "faults$lang", 5);
		$b->clear('#days')->type('#days', 90);
		$b->click('form[action*="/annotations"] button');
		arrived($b, qr{/holder/copies/}) or return fail('a copy');
		my ($code) = $b->url =~ /(\w{26})/;
		fits_narrow($b, "copy$lang", 3);
		$b->click('summary');
		fits_narrow($b, "withdraw$lang", 4);
		$b->open($stack->url("/v/$code$lang"));
		fits_narrow($b, "code$lang", 2);
		no_complaint($b);
	}
};

subtest 'JavaScript may be off' => sub {
	my $plain = Ecert::Browser->new(javascript => 0);
	sign_in($plain, $wei);
	$plain->click('.held h2 a');
	annotate($plain, 'registration', '', 1);
	like($plain->text('h1'), qr/^加注件有效/, 'a copy is made');
	$plain->click('summary');
	$plain->click('details form button');
	$plain->wait_for(10, sub { !$plain->find('details') });
	like($plain->text('h1'), qr/^加注件已撤回/, 'and withdrawn');
	no_complaint($plain);
};

undef $browser;
undef $stack;
done_testing;
