package demo

import "reseller-console/internal/company"

// dealer is a reseller of the demo with its owner.
type dealer struct {
	name     string
	owner    string
	email    string
	language string
	firms    []firm
}

// cast lists the resellers. The first one reads English.
func cast() []dealer {
	return []dealer{
		{"Northgate Communications", "Mara Lindqvist", "mara.lindqvist@northgate.example", "en", northgate()},
		{"星河通信", "周晓岚", "zhou.xiaolan@xinghe.example", "zh-Hans", xinghe()},
		{"Alder & Finch Networks", "Tomasz Kowalczyk", "tomasz@alderfinch.example", "en", alderFinch()},
	}
}

// firm is a company of the demo as the cast lists it.
type firm struct {
	name     string // at most 20 characters
	owner    string
	email    string // its identity: all that is random about it follows from this
	country  string
	trade    *trade
	size     float64 // minutes of Video & Audio of a typical day now
	projects int     // 1 to 9
	fate     fate
}

// fate is what has become of a company.
type fate struct {
	kind    fateKind
	reason  string // of a freeze
	blocked bool
}

type fateKind uint8

const (
	thriving     fateKind = iota
	dormant               // has projects, never used them
	departed              // stopped using them months ago
	newcomer              // began a few weeks ago
	short                 // insufficient balance, still served
	cutOff                // suspended automatically a few days ago
	frozenByHand          // suspended manually more than a month ago
)

var (
	fine      = fate{}
	idle      = fate{kind: dormant}
	gone      = fate{kind: departed}
	recent    = fate{kind: newcomer}
	lowFunds  = fate{kind: short}
	suspended = fate{kind: cutOff}
)

func frozen(reason string) fate { return fate{kind: frozenByHand, reason: reason} }

func blocked(reason string) fate { return fate{kind: frozenByHand, reason: reason, blocked: true} }

// states returns both states of a company with that fate.
func (f fate) states() (company.FinancialStatus, company.AccountStatus) {
	account := company.AccountActive
	if f.blocked {
		account = company.AccountBlocked
	}
	switch f.kind {
	case short:
		return company.InsufficientBalance, account
	case cutOff:
		return company.SuspendedAutomatically, account
	case frozenByHand:
		return company.SuspendedManually, account
	}
	return company.Normal, account
}
