package storetest

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// Delivery makes a batch of entries, as a meter does.
func Delivery(entries []usage.Entry) *usage.Delivery {
	d := &usage.Delivery{Batch: &usage.Batch{}, Receipt: uuid.Must(uuid.NewV7()).String(), Entries: entries}
	d.ReceivedAt = usage.ReceiptTime(uuid.MustParse(d.Receipt))
	for i := range entries {
		d.Batch.Events = append(d.Batch.Events, entries[i].Event)
	}
	return d
}

var senders = []usage.Sender{{Token: 1, Name: "media"}, {Token: 2, Name: "media"}, {Name: "import ünal.csv"}, {Name: "livekit"}}

// delivery is a batch of some sender at some time of the history's days, of
// which some events could not be read; of some batches none.
func (h history) delivery(step int) *usage.Delivery {
	var entries []usage.Entry
	if h.IntN(8) > 0 {
		entries = h.batch()
	}
	d := Delivery(entries)
	d.ReceivedAt = h.instant()
	id := uuid.MustParse(d.Receipt)
	for i := range 6 {
		id[i] = byte(d.ReceivedAt >> (40 - 8*i))
	}
	d.Receipt = id.String()
	d.Batch.Sender = senders[h.IntN(len(senders))]
	d.Batch.RequestID = []string{"", "r1", "r2"}[h.IntN(3)]
	h.refuse(d.Batch)
	if h.IntN(3) == 0 {
		d.Batch.Bookmark = &usage.Bookmark{File: files[h.IntN(len(files))], Version: usage.HashOf([]byte{byte(step)}), Line: h.Int64N(1 << 40),
			Offset: h.Int64N(1 << 50), Done: usage.Outcomes{Accepted: h.Int64N(9), Conflict: h.Int64N(9)}}
	}
	return d
}

var files = []string{"/data/a.csv", "/data/Ünal.ndjson.gz"}

// refuse puts events between the others that could not be read.
func (h history) refuse(b *usage.Batch) {
	readable := len(b.Events)
	for index := int32(0); len(b.Positions) < readable || h.IntN(4) == 0; index++ {
		at := usage.Position{Index: index, Line: 3 * index}
		if len(b.Positions) < readable && h.IntN(4) > 0 {
			b.Positions = append(b.Positions, at)
			continue
		}
		b.Refused = append(b.Refused, usage.Refusal{Position: at, ID: fmt.Sprint("x", index), Reason: strings.Repeat("no event ", h.IntN(60))})
	}
}

// compareReceipts asks for receipts and bookmarks in every way. The sums of
// days of the reference are those of its receipts.
func compareReceipts(t *testing.T, store, reference usage.Store) {
	t.Helper()
	ctx := t.Context()
	compare := func(question string, got, want any) {
		t.Helper()
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n got %+v\nwant %+v", question, got, want)
		}
	}
	for token := range int64(4) {
		for _, q := range []usage.ReceiptQuery{{}, {RequestID: "r1"}, {Day: firstDay}, {Day: firstDay.Add(1), RequestID: "r2"}} {
			q.Token, q.Limit = token, 1_000
			want := must(reference.Receipts(ctx, q))(t)
			compare(fmt.Sprintf("receipts %+v", q), must(store.Receipts(ctx, q))(t), want)
			compare(fmt.Sprintf("pages of receipts %+v", q), paged(t, store, q), want)
			for _, r := range want {
				compare("receipt", must(store.Receipt(ctx, token, r.ID))(t), must(reference.Receipt(ctx, token, r.ID))(t))
				if _, err := store.Receipt(ctx, token+1, r.ID); fault.KindOf(err) != fault.NotFound {
					t.Errorf("a receipt of another token: %v", err)
				}
			}
		}
		compare("days of a token", must(store.TokenDays(ctx, token, firstDay, firstDay.Add(2)))(t), must(reference.TokenDays(ctx, token, firstDay, firstDay.Add(2)))(t))
	}
	for day := range days {
		since := firstDay.Add(day).Start().UnixMilli() + 3_600_000
		compare("flows", must(store.Flows(ctx, since))(t), must(reference.Flows(ctx, since))(t))
	}
	compare("days", must(store.ReceiptDays(ctx, firstDay, firstDay.Add(days)))(t), must(reference.ReceiptDays(ctx, firstDay, firstDay.Add(days)))(t))
	for _, file := range append(slices.Clone(files), "/none") {
		compare("bookmark of "+file, must(store.Bookmark(ctx, file))(t), must(reference.Bookmark(ctx, file))(t))
		if err := store.Forget(ctx, file); err != nil {
			t.Error(err)
		}
		compare("forgotten bookmark", must(store.Bookmark(ctx, file))(t), usage.Bookmark{})
	}
}

// paged lists receipts two at a time.
func paged(t *testing.T, store usage.Store, q usage.ReceiptQuery) (all []usage.Receipt) {
	t.Helper()
	for q.Limit = 2; ; {
		page := must(store.Receipts(t.Context(), q))(t)
		if all = append(all, page...); len(page) < q.Limit {
			return all
		}
		q.After = page[len(page)-1].ID
	}
}
