package usage

import (
	"context"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
)

// Outcome is what became of one event of a batch.
type Outcome string

// The outcomes. Accepted, Duplicate, Conflict, Quarantined and Rejected of a
// batch add up to the events sent.
const (
	Accepted    Outcome = "accepted"    // counted, and on disk
	Duplicate   Outcome = "duplicate"   // the same id and content again: nothing changed
	Conflict    Outcome = "conflict"    // the same id with other content: the first one stays
	Quarantined Outcome = "quarantined" // kept on disk, not counted yet
	Rejected    Outcome = "rejected"    // not readable as a usage event; not kept
)

// Result is the outcome of one event and, unless accepted, its reason.
type Result struct {
	Outcome Outcome
	Reason  string
}

// Entry is an event with what the meter found out about it.
type Entry struct {
	Event
	Place      company.Place // whose project it is; zero if quarantined or rejected
	Reject     string        // why it is not taken at all; empty if it is
	Quarantine string        // why it must not be counted now; empty if it may
	Cause      Cause         // the kind of that
	ReceivedAt int64         // Unix milliseconds
	OpenFrom   calendar.Day  // the first day whose events may still be changed
	Replayed   bool          // it comes out of the quarantine, if it is still there
}

// Delivery is a batch as the meter hands it to the store.
type Delivery struct {
	Batch      *Batch
	Receipt    string  // the id that its receipt will have
	ReceivedAt int64   // Unix milliseconds
	Entries    []Entry // one for each of the batch's events
}

func newDelivery(batch *Batch, entries []Entry, receivedAt int64) *Delivery {
	return &Delivery{Batch: batch, Receipt: newReceiptID(receivedAt), ReceivedAt: receivedAt, Entries: entries}
}

// Answer is what became of the delivery.
func (d *Delivery) Answer(results []Result) Answer {
	return d.Batch.Answer(d.Receipt, d.ReceivedAt, results)
}

// Store keeps events and the figures made of them. Each method is one whole
// act in one transaction. Package usage's storetest compares every
// implementation with Memory.
type Store interface {
	// Record decides each entry in the order given, keeps the new ones, brings
	// every figure they touch up to date, and keeps the batch's receipt and
	// bookmark. On return without error all of it survives a power cut; on
	// error nothing was changed.
	Record(ctx context.Context, d *Delivery) (Answer, error)

	Receipts
	Bookmarks

	// Hold makes the figures of a company belong, day by day, to those who
	// held it, and those of later events too.
	Hold(ctx context.Context, company int64, holdings []company.Holding) error

	// Prune forgets the events of the months before first for good, keys and
	// users included; all figures stay. From then on, whatever first is given
	// later, events of earlier days are quarantined, and what counted for them
	// stays. It can be interrupted at any point and called again.
	Prune(ctx context.Context, first calendar.Month) error

	// Series returns the owner's figures of one product, a point for each
	// period of the window that has or once had any, oldest first.
	Series(ctx context.Context, q Query) ([]Point, error)

	// Rows calls yield with each row of a sheet, ordered by period, company
	// and project. Rows of zeros only are left out. It stops at the first
	// error of yield and returns it.
	Rows(ctx context.Context, q RowQuery, yield func(Row) error) error

	// Page returns the next rows of a reseller's sheet, in the order of Rows: as
	// many as asked for unless there are no more. It reads about as much as it
	// returns, wherever the page begins.
	Page(ctx context.Context, q PageQuery) ([]Row, error)

	// Groups returns an owner's figures of one metric and those of its members,
	// all as of one moment.
	Groups(ctx context.Context, q GroupQuery) (Groups, error)

	// CompanyMinutes returns the minutes of a month, all minute products
	// together, of each of the companies (of all, if none are named) that has
	// any on days on which the reseller held it.
	CompanyMinutes(ctx context.Context, reseller int64, companies []int64, month calendar.Month) (map[int64]int64, error)

	// DailyMinutes returns the minutes, all minute products together, of each
	// day of the window for each of the companies that has any on days on which
	// the reseller held it. The slices
	// have a value for each day.
	DailyMinutes(ctx context.Context, reseller int64, companies []int64, from, to calendar.Day) (map[int64][]int64, error)

	// Commits is a number that rises with each Record, Hold and Rebuild, and
	// with nothing else: as long as it is the same, so are all figures. It is
	// read after the call; whoever reads figures later reads those of that
	// commit or newer ones.
	Commits(ctx context.Context) (int64, error)

	QuarantineStore
	// Shares returns a reseller's figure of a period, and a page of what it is
	// made of: its companies' figures but zeros, by id.
	Shares(ctx context.Context, q ShareQuery) (all int64, some []Share, err error)

	// Behind returns a page of the events or users behind a project's day, all
	// as of one moment.
	Behind(ctx context.Context, q DayQuery) (Behind, error)

	Measures
}

// Owner names whose figures are read. Every query carries one.
//
// With a Reseller set, only days on which it held the company count. Company
// and Project narrow further; a Project needs its Company.
type Owner struct {
	Reseller int64
	Company  int64
	Project  string
}

// Window is an interval of whole days or months, both ends included.
type Window struct {
	From, To calendar.Day
	Monthly  bool // buckets are months; months touched by From and To are whole
}

// Query asks for the series of one product.
type Query struct {
	Owner   Owner
	Product *catalog.Product
	Window  Window
}

// Point is the shown figures of one period: minutes, peaks or counts.
//
// Revision is the number of the commit (each Record or Hold is one, or several
// together) that last changed one of the projects' figures in it; 0 if there
// never were any. It never falls, and rises whenever the values change, even if
// changes cancel out, or if seconds do not make another minute.
type Point struct {
	Period   Period
	Values   catalog.Values
	Revision int64
}

// RowQuery asks for the rows of a sheet.
type RowQuery struct {
	Owner     Owner
	Window    Window
	Products  []*catalog.Product
	ByProject bool // a row per project; otherwise per company
}

// Row is one row of a sheet: a period of a company or of one of its projects.
type Row struct {
	Period  Period
	Company int64
	Project string           // empty unless ByProject
	Values  []catalog.Values // shown figures, one for each of RowQuery.Products
}

// Mark is the row's place among the rows of its sheet.
func (r *Row) Mark() Mark { return Mark{int64(r.Period), r.Company, r.Project} }

// PageQuery asks for a part of a reseller's sheet.
type PageQuery struct {
	Reseller  int64
	Window    Window
	Products  []*catalog.Product
	ByProject bool // a row per project; otherwise per company
	After     Mark // rows from the next one on
	Limit     int  // at least 1
}

// ShareQuery asks what companies add to one metric of a reseller's period.
type ShareQuery struct {
	Reseller int64
	Product  *catalog.Product
	Metric   *catalog.Metric
	Period   Period
	After    int64 // companies from the next id on
	Limit    int
}

// Share is what a company adds to a reseller's figure.
type Share struct {
	Company int64
	Value   int64 // as shown
}
