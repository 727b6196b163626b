package demo

import (
	"context"
	"strings"

	"reseller-console/internal/account"
)

// addPassword makes the password of the members of all companies of a reseller:
// a hash for each of them would take seconds.
func (st *settler) addPassword(ctx context.Context) error {
	password := newPassword()
	hash, err := st.Accounts.HashPassword(ctx, password)
	st.passwords, st.hashes = append(st.passwords, password), append(st.hashes, hash)
	return err
}

// colleagues have the roles besides the administrator's.
var colleagues = []struct {
	role account.Role
	name string
}{
	{account.CompanyFinance, "Priya Nair"}, {account.CompanyProduct, "Tom Becker"},
	{account.CompanySupport, "Ana Souza"}, {account.CompanyEngineer, "Yuki Mori"},
}

// addMembers gives a company a member of each role besides the administrator.
func (st *settler) addMembers(ctx context.Context, m *made) ([]Member, error) {
	_, domain, _ := strings.Cut(m.email, "@")
	var all []Member
	for _, c := range colleagues {
		u := account.User{Email: strings.ToLower(strings.ReplaceAll(c.name, " ", ".")) + "@" + domain, Name: c.name, Language: m.language(),
			Role: c.role, Company: m.cid, PasswordHash: st.hashes[m.dealer], CreatedAt: m.created}
		if _, err := st.Accounts.Create(ctx, u, ""); err != nil {
			return nil, err
		}
		all = append(all, Member{Role: string(c.role), Email: u.Email})
	}
	return all, nil
}

// showcase is the largest company of the first reseller that thrives.
func (w *world) showcase() *made {
	var best *made
	for _, m := range w.companies {
		if m.dealer == 0 && m.fate.kind == thriving && (best == nil || m.size > best.size) {
			best = m
		}
	}
	return best
}
