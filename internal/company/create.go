package company

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"math"
	"strconv"
	"strings"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// The longest names in characters (reseller API, 2019), the longest reason of a
// freeze, and the greatest limit.
const (
	MaxCompanyName = 20
	MaxProjectName = 255
	MaxReason      = 500
	MaxLimit       = math.MaxInt32 // of projects and of members: what every database holds
)

// What a new company has unless told otherwise (reseller API, 2019).
const (
	DefaultAppLimit    = 10
	DefaultMemberLimit = 10
	DefaultIndustry    = 12 // other
	DefaultInterest    = 1  // other
	DefaultEnvironment = 1  // other
)

// program is who acts where nobody is asked: a command, or the demo.
var program = account.Command()

// CreateReseller keeps a new reseller with its owner, and returns its id.
// CreatedAt is now unless given. A name that is empty or too long, or an owner
// who lacks what a user needs, is fault.Invalid; an address in use is
// fault.Conflict.
//
// Like all Create acts it asks nobody's permission: whoever offers it to
// people decides who may.
func (s *Service) CreateReseller(ctx context.Context, r Reseller, owner account.User) (int64, error) {
	if r.CreatedAt.IsZero() {
		r.CreatedAt = s.clock()
	}
	if err := prepareReseller(&r, &owner); err != nil {
		return 0, err
	}
	return s.store.CreateReseller(ctx, program.Did("reseller.create", r.CreatedAt), r, owner)
}

// CreateCompany keeps a new company with its first administrator and returns
// its CID. Limits, industry, interest and environment of 0 become the
// defaults; ID 0 becomes the next free number; CreatedAt is now unless given.
// It belongs to c.Reseller from the beginning of time.
//
// The administrator needs Email and Name; role, company and time are set here.
// Fields that are not right are fault.Invalid, an id or address in use
// fault.Conflict.
func (s *Service) CreateCompany(ctx context.Context, c Company, admin account.User) (int64, error) {
	if c.CreatedAt.IsZero() {
		c.CreatedAt = s.clock()
	}
	c.setDefaults()
	c.Version = 1
	wrong := c.checkNew()
	admin.Role, admin.Reseller, admin.CreatedAt = account.CompanyAdmin, 0, c.CreatedAt
	admin.Company = max(c.ID, 1) // any company will do: its number is not known before it is kept
	if err := admin.Prepare(); err != nil {
		wrong.Fields = append(wrong.Fields, fault.Readable(err).Fields...)
	}
	if len(wrong.Fields) > 0 {
		return 0, wrong
	}
	act := program.Did("company.create", c.CreatedAt)
	act.Entry.Changes = c.created(&admin)
	return s.store.CreateCompany(ctx, act, c, admin)
}

func (c *Company) setDefaults() {
	for field, value := range map[*int]int{
		&c.AppLimit: DefaultAppLimit, &c.MemberLimit: DefaultMemberLimit,
		&c.Industry: DefaultIndustry, &c.Interest: DefaultInterest, &c.Environment: DefaultEnvironment,
	} {
		if *field == 0 {
			*field = value
		}
	}
	c.Name = strings.TrimSpace(c.Name)
}

// checkNew lists the fields of a new company that are not right.
func (c *Company) checkNew() *fault.Error {
	wrong := c.check()
	if !isCountry(c.Country) {
		wrong.With("country", "a country's two letters (ISO 3166-1 alpha-2)", c.Country)
	}
	if c.Area != China && c.Area != Outside {
		wrong.With("area", "CN or Non-CN", c.Area)
	}
	if c.ID < 0 {
		wrong.With("id", "a positive number", c.ID)
	}
	return wrong
}

// check lists the fields that may change and are not right, under the names of
// the reseller API. Country and area are not among them: countries that a
// company is of may end.
func (c *Company) check() *fault.Error {
	wrong := fault.New(fault.Invalid, "The company is not complete.")
	if !account.IsName(c.Name, MaxCompanyName) {
		wrong.With("companyName", account.NameRule(MaxCompanyName), c.Name)
	}
	for _, f := range []struct {
		field     string
		value, to int
	}{
		{"appLimit", c.AppLimit, MaxLimit}, {"memberLimit", c.MemberLimit, MaxLimit},
		{"industry", c.Industry, 19}, {"interest", c.Interest, 5}, {"environment", c.Environment, 8},
	} {
		if f.value < 1 || f.value > f.to {
			wrong.With(f.field, "1 to "+strconv.Itoa(f.to), f.value)
		}
	}
	return wrong
}

// CreateProject keeps a new project, enabled, and returns it. ID, App ID and
// App Certificate are random and CreatedAt is now unless given. Fields that
// are not right and a company at its AppLimit are fault.Invalid, an unknown
// company is fault.NotFound, an id in use fault.Conflict.
func (s *Service) CreateProject(ctx context.Context, p Project) (Project, error) {
	return s.createProject(ctx, program, p)
}

func (s *Service) createProject(ctx context.Context, c account.Caller, p Project) (Project, error) {
	p.complete()
	if p.CreatedAt.IsZero() {
		p.CreatedAt = s.clock()
	}
	wrong := fault.New(fault.Invalid, "The project is not complete.")
	if !account.IsName(p.Name, MaxProjectName) {
		wrong.With("name", account.NameRule(MaxProjectName), p.Name)
	}
	if !IsProjectID(p.ID) {
		wrong.With("id", "1 to 64 of A-Z, a-z, 0-9, _ and -", p.ID)
	}
	if !isHex32(p.AppID) || !isHex32(p.AppCertificate) {
		wrong.With("appId", "32 lower-case hex digits, as the certificate", p.AppID)
	}
	if len(wrong.Fields) > 0 {
		return Project{}, wrong
	}
	return s.store.CreateProject(ctx, c.Did("project.create", p.CreatedAt), p)
}

func (p *Project) complete() {
	p.Name, p.Status, p.Version = strings.TrimSpace(p.Name), ProjectEnabled, 1
	if p.ID == "" {
		p.ID = newProjectID()
	}
	if p.AppID == "" {
		p.AppID = randomHex()
	}
	if p.AppCertificate == "" {
		p.AppCertificate = randomHex()
	}
}

// maxProjectID is the longest id of a project in bytes.
const maxProjectID = 64

// idAlphabet has 64 characters that a URL leaves as they are, letters first.
const idAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"

// IsProjectID reports whether text can be a project's id. What cannot need not
// be looked up.
func IsProjectID(text string) bool {
	if text == "" || len(text) > maxProjectID {
		return false
	}
	for i := range len(text) {
		if strings.IndexByte(idAlphabet, text[i]) < 0 {
			return false
		}
	}
	return true
}

// newProjectID returns a letter and seven more characters: 47 random bits, and
// the store refuses an id twice.
func newProjectID() string {
	const letters = 52
	var random [8]byte
	for { // a first byte that would favour some letters is thrown away
		rand.Read(random[:]) // never fails: it ends the program instead
		if random[0] < 256/letters*letters {
			break
		}
	}
	random[0] = idAlphabet[random[0]%letters]
	for i := 1; i < len(random); i++ {
		random[i] = idAlphabet[random[i]%64]
	}
	return string(random[:])
}

func randomHex() string {
	var random [16]byte
	rand.Read(random[:]) // never fails: it ends the program instead
	return hex.EncodeToString(random[:])
}

func isHex32(s string) bool {
	return len(s) == 32 && strings.Trim(s, "0123456789abcdef") == ""
}
