package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// Register implements company.RegisterStore.
func (s Companies) Register(ctx context.Context, reseller int64) (register string, err error) {
	err = s.reader.QueryRowContext(ctx, "select register_token from reseller where id = $1", reseller).Scan(&register)
	if errors.Is(err, sql.ErrNoRows) {
		return "", noReseller(reseller)
	}
	return register, err
}

// RotateRegister implements company.RegisterStore.
func (s Companies) RotateRegister(ctx context.Context, act account.Act, reseller int64, register string) error {
	return s.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		return made, updateOne(ctx, tx, noReseller(reseller),
			"update reseller set register_token = $1 where id = $2", register, reseller)
	})
}

// ResellerByRegister implements company.RegisterStore.
func (s Companies) ResellerByRegister(ctx context.Context, register string) (company.Reseller, error) {
	r := company.Reseller{Register: register}
	var created int64
	err := s.reader.QueryRowContext(ctx, "select id, name, created_at from reseller where register_token = $1 and register_token <> '' and suspended_at = 0", register).
		Scan(&r.ID, &r.Name, &created)
	if errors.Is(err, sql.ErrNoRows) {
		return r, errNoRegister
	}
	r.CreatedAt = fromMilli(created)
	return r, err
}

var errNoRegister = fault.New(fault.NotFound, "There is no such register link.")

// SignUp implements company.RegisterStore. Its first statement changes nothing
// but has a rotation of the link, and a suspension of the reseller, wait.
func (s Companies) SignUp(ctx context.Context, act account.Act, register string, c company.Company, admin account.User) (id int64, err error) {
	err = s.act(ctx, &act, func(_ *transaction, was outcome) error { id = was.number; return nil }, func(tx *transaction) (made outcome, err error) {
		err = updateOne(ctx, tx, errNoRegister, "update reseller set name = name where id = $1 and register_token = $2 and suspended_at = 0", c.Reseller, register)
		if err != nil {
			return made, err
		}
		var user int64
		if id, user, err = insertWithAdmin(ctx, tx, c, admin); err != nil {
			return made, err
		}
		act.Entry.Company = id
		act.Entry.Actor = account.Actor{Kind: account.ActorUser, ID: strconv.FormatInt(user, 10), Name: admin.Name}
		return outcome{number: id}, nil
	})
	return id, err
}

// insertWithAdmin keeps a company, of the next number if it has none, with its
// first administrator.
func insertWithAdmin(ctx context.Context, tx *transaction, c company.Company, admin account.User) (id, user int64, err error) {
	if id, err = takeNumber(ctx, tx, "company", c.ID); err != nil {
		return 0, 0, err
	}
	c.ID, admin.Company = id, id
	if err := insertCompany(ctx, tx, c); err != nil {
		return 0, 0, err
	}
	user, err = insertUser(ctx, tx, admin)
	return id, user, err
}
