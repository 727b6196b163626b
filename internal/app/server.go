package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/crypto/acme/autocert"

	"reseller-console/internal/account"
	"reseller-console/internal/api"
	"reseller-console/internal/billing"
	"reseller-console/internal/budget"
	"reseller-console/internal/bulk"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/courier"
	"reseller-console/internal/export"
	"reseller-console/internal/hook"
	"reseller-console/internal/job"
	"reseller-console/internal/livekit"
	"reseller-console/internal/mail"
	"reseller-console/internal/route"
	"reseller-console/internal/store"
	"reseller-console/internal/usage"
	"reseller-console/internal/web"
	"reseller-console/internal/web/asset"
)

const (
	shutdownTimeout = 10 * time.Second
	sweepInterval   = time.Hour
	nonceInterval   = time.Minute // as many request ids are kept as are used in it and in their time
)

// server is the running program: the parts, joined.
type server struct {
	settings  serving
	log       *slog.Logger
	db        *store.DB
	accounts  *account.Service
	tokens    *account.Tokens
	companies *company.Service
	signUps   *company.SignUps
	figures   *usage.Reader
	exports   *export.Service
	bills     *billing.Service
	budgets   *budget.Service
	hooks     *hook.Service
	courier   *courier.Courier
	bulk      *bulk.Service
	schedules *export.Schedules
	keys      *account.Keys
	factors   *account.Factors
	passkeys  *account.Passkeys
	meter     *usage.Meter
	livekit   *livekit.Receiver // nil: no keys are configured
	sender    *mail.Sender
	outbox    *mail.Outbox // nil: there is a mail server
	listener  net.Listener
	plain     net.Listener      // for the authority; nil: it asks over TLS
	authority *autocert.Manager // nil: the certificate is given, or there is none
	routes    route.Mux
	handler   atomic.Pointer[http.Handler] // nil until ready
}

// newServer takes the address first: whoever finds it in use learns that
// before anything is written.
func newServer(ctx context.Context, s serving, p Process) (*server, error) {
	srv := &server{settings: s, log: s.logger(p), authority: s.authority(s.Data)}
	if err := srv.listen(); err != nil {
		return nil, errors.Join(err, srv.close())
	}
	db, err := s.open(ctx)
	if err != nil {
		return nil, errors.Join(err, srv.close())
	}
	srv.db = db
	if err := srv.join(ctx); err != nil {
		return nil, errors.Join(err, srv.close())
	}
	return srv, nil
}

// join builds the nouns on the store.
func (s *server) join(ctx context.Context) (err error) {
	now := s.settings.now
	sealer, err := s.settings.sealer(ctx, s.settings.storage, s.db)
	if err != nil {
		return err
	}
	s.keys = account.NewKeys(s.db.AccessKeys(), s.db.Nonces(), sealer, now)
	s.factors = account.NewFactors(s.db.Factors(), sealer, now)
	s.passkeys = account.NewPasskeys(s.db.Passkeys(), s.factors, s.settings.BaseURL, now)
	s.accounts = account.NewService(s.db.Accounts(), now)
	s.tokens = account.NewTokens(s.db.Tokens(), now)
	s.companies = company.NewService(s.db.Companies(), now)
	s.signUps = company.NewSignUps(s.db.Companies(), s.accounts, now)
	s.figures = usage.NewReader(s.db.Usage(), now)
	s.exports = export.NewService(s.companies, s.figures, job.NewService(s.db.Jobs()), s.db.Jobs(), now, version())
	s.schedules = export.NewSchedules(s.db.Schedules(), now)
	s.bills = newBilling(s.db, s.settings.clocked)
	s.bulk = bulk.NewService(s.companies, s.bills, s.db.Uploads(), job.NewService(s.db.Jobs()), now)
	s.budgets = s.newBudgets()
	s.joinHooks(sealer)
	s.meter = usage.NewMeter(s.db.Usage(), s.db.Companies(), now, s.settings.OpenFrom)
	if err := s.joinMail(); err != nil {
		return err
	}
	if len(s.settings.LivekitKeys) == 0 {
		return nil
	}
	keys, err := livekit.ParseKeys(s.settings.LivekitKeys)
	if err != nil {
		return err
	}
	mapping, err := livekit.ParseMap(s.settings.LivekitMap)
	if err != nil {
		return err
	}
	s.livekit = livekit.NewReceiver(livekit.NewVerifier(keys), s.db.LiveKit(), s.meter, mapping, now)
	return nil
}

// ready begins to answer with pages and API. Until then everything but
// /healthz is 503.
func (s *server) ready(ctx context.Context) error {
	membership := company.NewMembership(s.db.Companies(), s.db.Usage(), s.settings.now)
	pages, err := web.New(web.Config{
		Accounts: s.accounts, Members: s.accounts, Factors: s.factors, Passkeys: s.passkeys, Companies: s.companies, SignUps: s.signUps, Membership: membership, Views: account.NewViews(s.db.Accounts(), s.settings.now), Trail: account.NewTrail(s.db.Audit()), Keys: s.keys, Usage: s.figures, Bills: s.bills, Margins: s.bills, Prices: s.bills, Markups: s.bills, Exports: s.exports, Templates: export.NewTemplates(s.db.Templates(), s.settings.now), Schedules: s.schedules, Bulk: s.bulk, Budgets: s.budgets, Hooks: s.hooks,
		Quarantine: usage.NewQuarantine(s.meter, s.db.Audit()), Receipts: s.db.Usage(), Checks: s.db.Usage(), Outbox: s.outbox, Desk: s.desk(membership), Mails: mail.NewDesk(s.db.Jobs(), s.sender.Accounts, s.settings.now), Notes: company.NewNotes(s.db.Notes(), s.companies, s.settings.now), Sessions: s.db.Sessions(), BaseURL: s.settings.BaseURL, Clock: s.settings.now, Log: s.log,
	})
	if err != nil {
		return err
	}
	if err := membership.Resume(ctx); err != nil {
		return err
	}
	config := api.Config{
		Meter: s.meter, Receipts: s.db.Usage(), Tokens: s.tokens, Log: s.log, Clock: s.settings.now,
		Keys: s.keys, Quota: api.Quota{Rate: s.settings.APIRate, Burst: s.settings.APIBurst},
		Companies: s.companies, Membership: membership, Audit: account.NewTrail(s.db.Audit()),
		Usage: s.figures, Exports: s.exports, Bills: s.bills, BaseURL: s.settings.BaseURL, StyleSheet: asset.URL("console.css"),
	}
	if s.livekit != nil {
		if err := s.livekit.Resume(ctx); err != nil {
			return err
		}
		config.LiveKit = s.livekit
	}
	programs := api.New(config)
	mux := &s.routes
	mux.Handle("/v1/", programs)
	mux.Handle("/healthz", programs)
	mux.Handle("/openapi.json", programs)
	mux.Handle("/docs/api", programs)
	var probe route.Mux // of its own, so that other methods are told which ones there are
	probe.HandleFunc("GET /readyz", s.readyz)
	mux.Handle("/readyz", &probe)
	mux.Handle("/", pages)
	proxies, err := parseNetworks("--trusted-proxy", s.settings.TrustedProxy)
	if err != nil {
		return err
	}
	handler := withOrigin(proxies, mux)
	s.handler.Store(&handler)
	return nil
}

// readyz says whether requests can be answered: the database too.
func (s *server) readyz(w http.ResponseWriter, r *http.Request) {
	if err := s.db.Ping(r.Context()); err != nil {
		s.log.ErrorContext(r.Context(), "the database does not answer", "error", err)
		http.Error(w, "the database does not answer", http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
}

// ServeHTTP implements http.Handler.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if handler := s.handler.Load(); handler != nil {
		(*handler).ServeHTTP(w, r)
		return
	}
	if r.URL.Path == "/healthz" {
		fmt.Fprintln(w, "starting")
		return
	}
	w.Header().Set("Retry-After", "5")
	http.Error(w, "Reseller Console is starting; try again in a few seconds.", http.StatusServiceUnavailable)
}

// run serves until ctx ends, and then lets requests under way finish. Before
// it answers anything but 503, it prepares.
func (s *server) run(ctx context.Context, prepare func(context.Context) error) error {
	failed := make(chan error, 2)
	web, plain := newHTTPServer(s, s.log), newHTTPServer(http.HandlerFunc(s.toHTTPS), s.log)
	if s.plain != nil {
		plain.Handler = s.authority.HTTPHandler(plain.Handler)
		go func() { failed <- plain.Serve(s.plain) }()
	}
	go func() { failed <- s.serve(web) }()
	work, stop := context.WithCancel(ctx)
	var background sync.WaitGroup
	err := prepare(ctx)
	if err == nil {
		background.Go(func() { s.sweep(work) })
		background.Go(func() { s.watch(work) })
		background.Go(func() { s.bill(work) })
		background.Go(func() { s.watchBudgets(work) })
		background.Go(func() { s.keepSchedules(work) })
		go s.certify() // which nothing ends sooner; nobody waits for it
		background.Go(func() { job.NewRunner(s.db.Jobs(), s.work(), s.settings.now, s.log).Run(work) })
		select {
		case err = <-failed:
		case <-ctx.Done():
		}
	}
	s.log.Info("stopping")
	stop()
	defer background.Wait()
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer cancel()
	return errors.Join(err, web.Shutdown(last), plain.Shutdown(last))
}

// sweep removes what nobody needs any more, at first and then now and again.
func (s *server) sweep(ctx context.Context) {
	hourly, nonces := time.NewTicker(sweepInterval), time.NewTicker(nonceInterval)
	defer hourly.Stop()
	defer nonces.Stop()
	for err := s.sweepOnce(ctx); ctx.Err() == nil; {
		if err != nil {
			s.log.ErrorContext(ctx, "sweep", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-hourly.C:
			err = s.sweepOnce(ctx)
		case <-nonces.C:
			err = s.db.Nonces().DeleteExpired(ctx, s.settings.now())
		}
	}
}

func (s *server) sweepOnce(ctx context.Context) error {
	err := s.db.Sessions().DeleteExpired(ctx, time.Now()) // by which sessions expire, whatever --clock-offset says
	if s.livekit != nil {
		err = errors.Join(err, s.livekit.Prune(ctx))
	}
	if s.settings.KeepEvents > 0 {
		first := usage.KeptFrom(calendar.DayOf(s.settings.now()), s.settings.KeepEvents)
		err = errors.Join(err, s.db.Usage().Prune(ctx, first))
	}
	now := s.settings.now()
	return errors.Join(err, s.db.Companies().ForgetOnce(ctx, now), s.db.Accounts().ForgetLinks(ctx, now), s.db.Jobs().Forget(ctx, now.Add(-job.KeepFor)), s.forgetMessages(ctx, now), s.db.Uploads().ForgetUploads(ctx, now.Add(-job.KeepUploads)))
}

// close ends what was begun.
func (s *server) close() (err error) {
	for _, listener := range []net.Listener{s.listener, s.plain} {
		if listener != nil {
			err = errors.Join(err, listener.Close())
		}
	}
	if s.db != nil {
		err = errors.Join(err, s.db.Close())
	}
	return err
}
