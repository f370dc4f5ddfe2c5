# A headless Chromium as a person's browser, driven through chromedriver's
# WebDriver protocol; both end with the object.
#
#	my $b = Ecert::Browser->new(javascript => 0);
#	$b->open($stack->url('/'));
#	$b->type('#name', "\x{2CC56}");
#	$b->click('button.main');
#	print $b->text('h1');
#
# Text that goes in and comes out is characters, not bytes.  An element is a
# CSS selector, or what find() returned.  Nothing is run inside the page but
# what a test hands to script().
package Ecert::Browser;

use strict;
use warnings;

use Carp qw(croak);
use Ecert::Process;
use Encode qw(encode);
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use HTTP::Tiny;
use JSON::PP;
use MIME::Base64 qw(decode_base64);
use Time::HiRes qw(sleep time);

# The name the protocol gives to a reference to an element.
use constant ELEMENT => 'element-6066-11e4-a52e-4f735466cecf';

my @programs = (
	[qw(chromium chromium)],	# program, its package
	[qw(chromedriver chromium-driver)],
);

my @always = qw(--headless --disable-gpu --disable-quic --no-first-run
    --disable-background-networking --disable-component-update
    --disable-sync --hide-scrollbars --force-prefers-reduced-motion);

my %key = (Enter => "\x{E007}", Tab => "\x{E004}", Space => ' ',
    Shift => "\x{E008}", Escape => "\x{E00C}", Down => "\x{E015}");

my $json = JSON::PP->new->utf8->allow_nonref;

sub _path_of {
	my ($program) = @_;
	my @found = grep { -x } map { "$_/$program" }
	    split(/:/, $ENV{PATH} || ''), qw(/usr/bin /usr/local/bin);
	return $found[0];
}

# The packages that are not there.
sub missing {
	return map { _path_of($_->[0]) ? () : $_->[1] } @programs;
}

# What certificates need besides: its package, when it is not there.
sub certificates_missing {
	return _path_of('certutil') && _path_of('pk12util') ? ()
	    : 'libnss3-tools';
}

# new([javascript => 1], [width => 1280], [height => 900],
#     [certificates => { authority => file, own => file, at => address }])
#
# With certificates the browser believes that authority (PEM), and shows its own
# (PKCS#12 without a password) unasked to the server at that address.
sub new {
	my ($class, %opt) = @_;
	my @missing = missing();
	croak "not installed: @missing" if @missing;
	my $self = bless { javascript => 1, width => 1280, height => 900,
	    owner => $$, %opt }, $class;
	$self->{dir} = tempdir('ecert-browser-XXXXXX', TMPDIR => 1,
	    CLEANUP => 1);
	$self->_import_certificates if $self->{certificates};
	$self->{http} = HTTP::Tiny->new(timeout => 30);
	$self->_start_driver;
	$self->_start_session;
	return $self;
}

# Where Chromium looks for a person's certificates: in that one's home.
sub _import_certificates {
	my ($self) = @_;
	my $given = $self->{certificates};
	my $store = "$self->{dir}/.pki/nssdb";
	make_path($store);
	_nss('certutil', '-N', '--empty-password', '-d', "sql:$store");
	_nss('certutil', '-A', '-d', "sql:$store", '-n', 'authority', '-t',
	    'C,,', '-i', $given->{authority});
	_nss('pk12util', '-d', "sql:$store", '-i', $given->{own}, '-W', '')
	    if $given->{own};
}

sub _nss {
	my ($program, @arguments) = @_;
	my ($status, $text) = Ecert::Process->run(_path_of($program),
	    @arguments);
	croak "$program @arguments: $text" if $status;
}

# The driver picks a free port itself and says which.
sub _start_driver {
	my ($self) = @_;
	$self->{driver} = Ecert::Process->start(name => 'chromedriver',
	    log => "$self->{dir}/driver.log",
	    env => { HOME => $self->{dir}, TMPDIR => $self->{dir} },
	    command => [_path_of('chromedriver'), '--port=0']);
	my $port = qr/started successfully on port (\d+)/;
	$self->{driver}->wait_line($port, 10);
	my ($number) = $self->{driver}->log_text =~ $port;
	$self->{base} = "http://127.0.0.1:$number/session";
}

sub _start_session {
	my ($self) = @_;
	my @arguments = (@always, "--user-data-dir=$self->{dir}/profile",
	    "--window-size=$self->{width},$self->{height}");
	push @arguments, '--no-sandbox' if $> == 0;
	my %options = (binary => _path_of('chromium'), args => \@arguments);
	$options{prefs}{'profile.managed_default_content_settings.javascript'}
	    = 2 unless $self->{javascript};
	$options{prefs}{'profile.managed_auto_select_certificate_for_urls'} =
	    [ $json->encode({ pattern => $self->{certificates}{at},
	    filter => {} }) ] if $self->{certificates};
	my $value = $self->_call(POST => '', { capabilities => { alwaysMatch => {
	    browserName => 'chrome',
	    'goog:chromeOptions' => \%options,
	    'goog:loggingPrefs' => { browser => 'ALL' } } } });
	$self->{base} .= "/$value->{sessionId}";
	$self->{session} = $value->{sessionId};
}

# One command of the protocol: its value, or death with the driver's words.
sub _call {
	my ($self, $method, $path, $body) = @_;
	my $answer = $self->{http}->request($method, "$self->{base}$path", {
	    headers => { 'Content-Type' => 'application/json' },
	    $method eq 'POST' ? (content => $json->encode($body || {})) : () });
	my $got = eval { $json->decode($answer->{content}) };
	return $got->{value} if $answer->{success} && ref $got;
	my $why = ref $got ? $got->{value}{message} : $answer->{content};
	$why =~ s/\n.*//s;
	croak encode('UTF-8', "browser: $method $path: $why");
}

# A command of Chromium's own protocol, for what WebDriver leaves out.
sub devtools {
	my ($self, $command, %parameters) = @_;
	return $self->_call(POST => '/goog/cdp/execute',
	    { cmd => $command, params => \%parameters });
}

# ---- where it is

sub open {
	my ($self, $url) = @_;
	$self->_call(POST => '/url', { url => $url });
	return $self;
}

sub url { return $_[0]->_call(GET => '/url') }
sub title { return $_[0]->_call(GET => '/title') }

# Wait until the code says yes; its answer, or what was last false.
sub wait_for {
	my ($self, $seconds, $ready) = @_;
	my $end = time + $seconds;
	while (1) {
		my $answer = eval { $ready->() };
		return $answer if $answer || time > $end;
		sleep 0.05;
	}
}

# ---- what is on the page

# All elements of a selector; none is an empty list.
sub find {
	my ($self, $css) = @_;
	return @{ $self->_call(POST => '/elements',
	    { using => 'css selector', value => $css }) };
}

sub _id {
	my ($self, $element) = @_;
	my ($first) = ref $element ? $element : $self->find($element);
	croak "nothing on the page is '$element'" unless $first;
	return $first->{+ELEMENT()};
}

# What a person sees of it.
sub text {
	my ($self, $element) = @_;
	return $self->_call(GET => '/element/' . $self->_id($element)
	    . '/text');
}

sub attribute {
	my ($self, $element, $name) = @_;
	return $self->_call(GET => '/element/' . $self->_id($element)
	    . "/attribute/$name");
}

# What a field holds.
sub value {
	my ($self, $element) = @_;
	return $self->_call(GET => '/element/' . $self->_id($element)
	    . '/property/value');
}

sub focused { return $_[0]->_call(GET => '/element/active') }

# Run a function's body in the page: for measuring, never for doing what a
# person would do.
sub script {
	my ($self, $body, @arguments) = @_;
	return $self->_call(POST => '/execute/sync',
	    { script => $body, args => \@arguments });
}

# ---- what a person does

# Type into an element.  The driver refuses keys beyond U+FFFF, which no
# keyboard has: those arrive as from an input method, in one piece.
sub type {
	my ($self, $element, $text) = @_;
	my $id = $self->_id($element);
	my $beyond = qr/[\x{10000}-\x{10FFFF}]/;
	for my $part (grep { length } split /($beyond+)/, $text) {
		if (ord $part < 0x10000) {
			$self->_call(POST => "/element/$id/value",
			    { text => $part });
		} else {
			$self->_call(POST => "/element/$id/value",
			    { text => $key{Shift} });	# focuses it
			$self->devtools('Input.insertText', text => $part);
		}
	}
	return $self;
}

sub clear {
	my ($self, $element) = @_;
	$self->_call(POST => '/element/' . $self->_id($element) . '/clear');
	return $self;
}

sub click {
	my ($self, $element) = @_;
	$self->_call(POST => '/element/' . $self->_id($element) . '/click');
	return $self;
}

# Press keys one after the other, wherever the focus is: names as in %key, or
# single characters.
sub key {
	my ($self, @keys) = @_;
	my @actions = map {
		my $value = exists $key{$_} ? $key{$_} : $_;
		({ type => 'keyDown', value => $value },
		    { type => 'keyUp', value => $value });
	} @keys;
	$self->_call(POST => '/actions', { actions => [
	    { type => 'key', id => 'keyboard', actions => \@actions } ] });
	return $self;
}

# ---- how it looks

# A window has a least width; a screen of any size can be had only this way.
sub size {
	my ($self, $width, $height, %opt) = @_;
	$self->devtools('Emulation.setDeviceMetricsOverride',
	    width => $width, height => $height, deviceScaleFactor => 1,
	    mobile => $opt{mobile} ? JSON::PP::true : JSON::PP::false);
	return $self;
}

# 'print', or 'screen' for what it is by itself: asked for by that name, a
# screen would be forced upon printed pages too.
sub media {
	my ($self, $media) = @_;
	$self->devtools('Emulation.setEmulatedMedia',
	    media => $media eq 'screen' ? '' : $media);
	return $self;
}

sub screenshot {
	my ($self, $file) = @_;
	return _spill($file, $self->_call(GET => '/screenshot'));
}

# The page as paper of the size its stylesheet asks for: bytes of a PDF, and
# in the file when one is named.
sub print_pdf {
	my ($self, $file) = @_;
	my $answer = $self->devtools('Page.printToPDF',
	    preferCSSPageSize => JSON::PP::true);
	return _spill($file, $answer->{data});
}

sub _spill {
	my ($file, $base64) = @_;
	my $bytes = decode_base64($base64);
	return $bytes unless defined $file;
	CORE::open my $out, '>:raw', $file or croak "$file: $!";
	print $out $bytes;
	close $out or croak "$file: $!";
	return $bytes;
}

# What the console has said since it was last asked:
# [{level, source, message, timestamp}, ...].
sub console {
	my ($self) = @_;
	return @{ $self->_call(POST => '/se/log', { type => 'browser' }) };
}

# ---- the end

sub quit {
	my ($self) = @_;
	my $driver = delete $self->{driver} or return;
	$self->{http}{timeout} = 5;
	eval { $self->_call(DELETE => '') } if $self->{session};
	$driver->stop(2);	# and with it what is left in its group
}

sub DESTROY {
	my ($self) = @_;
	return unless $self->{owner} == $$;
	local ($@, $!, $?);
	$self->quit;
}

1;
