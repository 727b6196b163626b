package export

import (
	"context"
	"slices"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// People knows who works for a reseller.
type People interface {
	// Staff lists the users of a reseller.
	Staff(ctx context.Context, reseller int64) ([]account.User, error)
}

// readers are those of a reseller's users who may read its usage: files are
// made in the name of nobody else, and nobody else is told of them.
func readers(ctx context.Context, people People, reseller int64) ([]account.User, error) {
	all, err := people.Staff(ctx, reseller)
	return slices.DeleteFunc(all, func(u account.User) bool { return !mayRead(&u) }), err
}

func mayRead(u *account.User) bool {
	c := u.Caller()
	return c.May(account.ReadUsage)
}

func has(users []account.User, id int64) bool {
	return slices.ContainsFunc(users, func(u account.User) bool { return u.ID == id })
}

// errNotReader is why an export of a user fails who may not read usage any
// more.
var errNotReader = job.Final(because{NotReader, fault.New(fault.Forbidden, "Whoever asked for the export may not read usage any more.")})

// toTell are those of the recipients who may still know, if whoever the order
// is of may: for other orders it is errNotReader.
func (s *Service) toTell(ctx context.Context, run *job.Run, o *order) ([]int64, error) {
	some, err := readers(ctx, s.store, run.Owner.Reseller)
	if err != nil {
		return nil, err
	}
	if run.Owner.User != 0 && !has(some, run.Owner.User) {
		return nil, errNotReader
	}
	return slices.DeleteFunc(slices.Clone(o.Mail), func(id int64) bool { return !has(some, id) }), nil
}
