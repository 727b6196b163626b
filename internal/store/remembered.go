package store

import (
	"context"
	"maps"

	"reseller-console/internal/company"
	"reseller-console/internal/usage"
)

// remembered is what a process knows of figures and holders since it wrote
// them last, so that a batch need not read them again. It is good for as long
// as nobody else changes figures: every transaction that does counts itself in
// event_log, and the next one here compares the number. It learns what a
// transaction has read and changed once that is on disk; after one of which
// that is not known it knows nothing.
type remembered struct {
	commits int64 // in event_log after the last transaction of this process; unsure while one runs
	figures map[usage.Cell]usage.Figure
	holders map[int64][]company.Holding
	news    news
}

const unsure = -1

// news is what the running transaction has read and changed.
type news struct {
	commits          int64 // once it is on disk
	figures, changed map[usage.Cell]usage.Figure
	holders          map[int64][]company.Holding
}

// The most that is remembered, each about 250 and 150 bytes.
const (
	maxFigures = 50_000
	maxHolders = 50_000
)

// begin starts a transaction that has found that number of commits and adds
// one.
func (r *remembered) begin(commits int64) {
	if r.figures == nil || r.commits != commits {
		r.figures, r.holders = map[usage.Cell]usage.Figure{}, map[int64][]company.Holding{}
	}
	r.commits, r.news = unsure, news{commits: commits + 1}
}

// figuresOf is figures, read only as far as they are not remembered.
func (r *remembered) figuresOf(ctx context.Context, tx *transaction, cells []usage.Cell) (map[usage.Cell]usage.Figure, error) {
	found := make(map[usage.Cell]usage.Figure, len(cells))
	var unknown []usage.Cell
	for _, cell := range cells {
		if f, ok := r.figures[cell]; ok {
			found[cell] = f
		} else {
			unknown = append(unknown, cell)
		}
	}
	read, err := figures(ctx, tx, unknown)
	if err != nil {
		return nil, err
	}
	r.news.figures = read
	maps.Copy(found, read)
	return found, nil
}

// holdersOf is knownHolders, asked only for companies that are not remembered.
func (r *remembered) holdersOf(ctx context.Context, tx *transaction, fresh map[int64][]company.Holding) (map[int64][]company.Holding, error) {
	known := make(map[int64][]company.Holding, len(fresh))
	for id := range fresh {
		if holdings, ok := r.holders[id]; ok {
			known[id] = holdings
		}
	}
	maps.DeleteFunc(fresh, func(id int64, _ []company.Holding) bool { return known[id] != nil })
	read, err := knownHolders(ctx, tx, fresh)
	if err != nil {
		return nil, err
	}
	r.news.holders = read
	maps.Copy(known, read)
	return known, nil
}

// change notes figures that the running transaction writes.
func (r *remembered) change(figures []usage.Figure) {
	r.news.changed = make(map[usage.Cell]usage.Figure, len(figures))
	for _, f := range figures {
		r.news.changed[f.Cell] = f
	}
}

// committed learns from the transaction, which is on disk.
func (r *remembered) committed() {
	remember(r.figures, r.news.figures, maxFigures)
	remember(r.figures, r.news.changed, maxFigures)
	remember(r.holders, r.news.holders, maxHolders)
	r.commits, r.news = r.news.commits, news{}
}

// remember adds what is new. When that becomes too much, all that was there
// before goes, and is read again if it is needed again.
func remember[K comparable, V any](known, news map[K]V, most int) {
	if len(known)+len(news) > most {
		clear(known)
	}
	if len(news) <= most {
		maps.Copy(known, news)
	}
}
