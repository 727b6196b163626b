package web

import (
	"context"
	"net/netip"
	"slices"
	"strings"
	"time"

	"reseller-console/internal/account"
)

// fakeTrail is an audit trail in memory, the newest entry first.
type fakeTrail struct{ all []account.Entry }

func newFakeTrail() *fakeTrail {
	f := &fakeTrail{}
	add := func(e account.Entry) {
		e.Number = int64(len(f.all) + 1)
		e.At = testNow.Add(time.Duration(e.Number-100) * time.Hour)
		if e.Reseller == 0 {
			e.Reseller = 7
		}
		f.all = append(f.all, e)
	}
	mara := account.Actor{Kind: account.ActorUser, ID: "1", Name: "Mara Lindqvist"}
	here := netip.MustParseAddr("203.0.113.40")
	add(account.Entry{Actor: account.Actor{Kind: account.ActorProgram, Name: "reseller-console"}, Action: "company.create", Company: 200001})
	add(account.Entry{Actor: mara, Action: "company.freeze", Company: 200001, Addr: here, Changes: []account.Change{
		{Field: "status", Before: "0", After: "3"}, {Field: "reason", After: "=Unpaid <since June>"}, {Field: "accountStatus", Before: "0", After: "1"}}})
	add(account.Entry{Actor: account.Actor{Kind: account.ActorKey, ID: usedKey, Name: "Nightly"}, Action: "project.update", Company: 200001, Target: "project p200001", Addr: here,
		Changes: []account.Change{{Field: "status", Before: "1", After: "0"}, {Field: "name", Before: "Old", After: "Live"}}})
	add(account.Entry{Actor: mara, Action: "key.delete", Target: "key " + usedKey, Addr: here})
	add(account.Entry{Actor: mara, Action: "company.update", Company: 200002, OnBehalf: 200002, Addr: here, Changes: []account.Change{
		{Field: "industry", Before: "3", After: "99"}, {Field: "something", Before: "", After: "new"}}})
	add(account.Entry{Actor: mara, Action: "company.remove", Company: 300000, Addr: here})
	add(account.Entry{Actor: mara, Action: "something.else", Target: "a thing"})
	add(account.Entry{Actor: account.Actor{Kind: account.ActorUser, Name: "Somebody Else"}, Action: "company.freeze", Company: 400000, Reseller: 8})
	return f
}

func (f *fakeTrail) Entries(_ context.Context, q account.AuditFilter) (some []account.Entry, err error) {
	for _, e := range slices.Backward(f.all) {
		if e.Reseller == q.Reseller && (q.Before == 0 || e.Number < q.Before) && (q.Action == "" || e.Action == q.Action) &&
			(q.Company == 0 || e.Company == q.Company) && !e.At.Before(q.From) && (q.To.IsZero() || e.At.Before(q.To)) && len(some) < q.Limit {
			some = append(some, e)
		}
	}
	return some, nil
}

var _ = strings.Contains
