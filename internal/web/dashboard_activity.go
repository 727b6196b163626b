package web

import (
	"context"
	"net/netip"
	"slices"
	"strconv"

	"reseller-console/internal/account"
)

// hideAddresses takes out of the entries of a company's trail from where others
// than its members have acted: that is not the company's to know.
func (s *server) hideAddresses(ctx context.Context, v visitor, entries []account.Entry) error {
	members, err := s.Companies.Members(ctx, v.caller(), v.company.ID)
	if err != nil {
		return err
	}
	for i := range entries {
		e := &entries[i]
		own := e.Actor.Kind == account.ActorUser && slices.ContainsFunc(members, func(u account.User) bool { return strconv.FormatInt(u.ID, 10) == e.Actor.ID })
		if !own {
			e.Addr, e.Request = netip.Addr{}, ""
		}
	}
	return nil
}
