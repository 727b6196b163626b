package demo

import (
	"context"
	"fmt"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// settler creates the world's people and companies.
type settler struct {
	Config
	world       *world
	passwords   []string // of the members of all companies, by index in world.dealers
	hashes      []string // of passwords
	credentials Credentials
}

// settle creates all that the world's usage needs, and collects the secrets.
func settle(ctx context.Context, c Config, w *world, s *steps) (*settler, error) {
	st := &settler{Config: c, world: w, credentials: Credentials{BaseURL: c.BaseURL, Seed: c.Seed}}
	for i := range w.dealers {
		if err := st.addDealer(ctx, &w.dealers[i]); err != nil {
			return nil, err
		}
	}
	if err := st.addOperator(ctx); err != nil {
		return nil, err
	}
	for _, m := range w.companies {
		if err := st.addCompany(ctx, m); err != nil {
			return nil, fmt.Errorf("company %d, %s: %w", m.cid, m.name, err)
		}
		s.add(1)
	}
	secret, err := c.Tokens.CreateToken(ctx, "Demo", nil)
	st.credentials.IngestToken = secret
	return st, err
}

func (st *settler) addOperator(ctx context.Context) error {
	o := Operator{Name: "Ines Okafor", Email: "ines.okafor@platform.example", Password: newPassword()}
	u, err := st.Accounts.Create(ctx, account.User{Email: o.Email, Name: o.Name, Language: "en", Role: account.Operator,
		CreatedAt: st.world.today.Start().AddDate(-dealerAge, 0, 0)}, o.Password)
	if err != nil {
		return fmt.Errorf("operator: %w", err)
	}
	if o.TOTPSecret, err = st.Factors.Give(ctx, account.Command(), &u); err != nil {
		return fmt.Errorf("the operator's second factor: %w", err)
	}
	st.credentials.Operator = o
	return nil
}

// dealerAge is how many years ago the resellers were created.
const dealerAge = 3

func (st *settler) addDealer(ctx context.Context, d *dealer) error {
	created := st.world.today.Start().AddDate(-dealerAge, 0, 0)
	password := newPassword()
	hash, err := st.Accounts.HashPassword(ctx, password)
	if err != nil {
		return err
	}
	id, err := st.Companies.CreateReseller(ctx, company.Reseller{Name: d.name, CreatedAt: created},
		account.User{Email: d.email, Name: d.owner, Language: d.language, PasswordHash: hash})
	if fault.KindOf(err) == fault.Conflict {
		return fault.Wrap(fault.Conflict, err, "There is demo data already. If filling it was interrupted, delete the data directory and start again.")
	}
	if err != nil {
		return fmt.Errorf("reseller %s: %w", d.name, err)
	}
	key, secret, err := st.Keys.Create(ctx, account.Caller{Role: account.ResellerOwner, Reseller: id}, account.AccessKey{Name: "Demo"})
	if err != nil {
		return fmt.Errorf("API key of %s: %w", d.name, err)
	}
	st.world.resellers = append(st.world.resellers, id)
	if err := st.addPassword(ctx); err != nil {
		return err
	}
	st.credentials.Resellers = append(st.credentials.Resellers,
		Reseller{Name: d.name, Email: d.email, Password: password, AccessKeyID: key.ID, AccessKeySecret: secret})
	return nil
}

func (st *settler) addCompany(ctx context.Context, m *made) error {
	_, err := st.Companies.CreateCompany(ctx, company.Company{
		ID: m.cid, Reseller: st.world.resellers[m.dealer], Name: m.name, Country: m.country, Area: m.area(),
		Industry: m.trade.industry, Interest: m.trade.interest, Environment: m.trade.environment, CreatedAt: m.created,
	}, account.User{Email: m.email, Name: m.owner, Language: m.language(), PasswordHash: st.hashes[m.dealer]})
	if err != nil {
		return err
	}
	entry := Company{CID: m.cid, Name: m.name, Reseller: st.world.dealers[m.dealer].name, Email: m.email, Password: st.passwords[m.dealer]}
	if m == st.world.showcase() {
		if entry.Members, err = st.addMembers(ctx, m); err != nil {
			return err
		}
	}
	for _, p := range m.projects {
		if err := st.addProject(ctx, p); err != nil {
			return fmt.Errorf("project %s: %w", p.name, err)
		}
		entry.Projects = append(entry.Projects, p.id)
	}
	st.credentials.Companies = append(st.credentials.Companies, entry)
	return st.setStatus(ctx, m)
}

func (m *made) language() string {
	if m.china() {
		return "zh-Hans"
	}
	return "en"
}

// addProject leaves the App Certificate to the service: it is a secret.
func (st *settler) addProject(ctx context.Context, p *project) error {
	_, err := st.Companies.CreateProject(ctx, company.Project{ID: p.id, Company: p.owner.cid, Name: p.name, AppID: p.appID, CreatedAt: p.created})
	return err
}

func (st *settler) setStatus(ctx context.Context, m *made) error {
	financial, acc := m.fate.states()
	if financial == company.Normal && acc == company.AccountActive {
		return nil
	}
	return st.Companies.SetStatus(ctx, m.cid, financial, m.fate.reason, acc)
}

// recorder returns what takes batches to the meter. The demo's events are all
// new, and all of a batch come to the same: another outcome is a mistake.
func recorder(ctx context.Context, meter Meter, want usage.Outcome) func([]usage.Event) error {
	return func(events []usage.Event) error {
		answer, err := meter.Record(ctx, &usage.Batch{Sender: usage.Sender{Name: "demo"}, Events: events})
		if err != nil {
			return err
		}
		for i, r := range answer.Results {
			if r.Outcome != want {
				return fmt.Errorf("event %s of project %s was %s: %s", events[i].ID, events[i].Project, r.Outcome, r.Reason)
			}
		}
		return nil
	}
}
