package usage

import "reseller-console/internal/calendar"

// ReceiptDay is what one sender sent on one UTC day. The five numbers of events
// add up to those sent.
type ReceiptDay struct {
	Day                                                  calendar.Day
	Sender                                               string // name of the token
	Batches                                              int64
	Accepted, Duplicate, Conflict, Quarantined, Rejected int64
}

// Events is how many events were sent.
func (d ReceiptDay) Events() int64 {
	return d.Accepted + d.Duplicate + d.Conflict + d.Quarantined + d.Rejected
}
