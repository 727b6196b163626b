package storetest

import (
	"context"
	"fmt"
	"testing"

	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// groups asks for groupings of an owner: by the highest members, and by
// members that are named, with one that has nothing.
func groups(ctx context.Context, t *testing.T, store usage.Store, all map[string]any, owner usage.Owner, window usage.Window) {
	t.Helper()
	if owner.Reseller == 0 || owner.Project != "" {
		return
	}
	for _, product := range catalog.Metered() {
		for i := 0; i < len(product.Metrics); i += 4 {
			q := usage.GroupQuery{Owner: owner, Product: product, Metric: &product.Metrics[i], Window: window, Most: 1 + product.Slots()%2}
			highest := must(store.Groups(ctx, q))(t)
			all[fmt.Sprintf("groups %s.%s %+v %+v", product.ID, q.Metric.ID, owner, window)] = highest
			for _, value := range highest.Other() {
				if value < 0 {
					t.Errorf("groups %s.%s %+v %+v: others have %d", product.ID, q.Metric.ID, owner, window, value)
				}
			}
			whole := q
			whole.Window = usage.Window{From: firstDay.Month().First().Add(-1), To: (firstDay.Month() + 1).Last()}
			all[fmt.Sprintf("groups of months by days %s.%s %+v", product.ID, q.Metric.ID, owner)] = must(store.Groups(ctx, whole))(t)
			q.Members = []usage.Owner{{Reseller: owner.Reseller, Company: 99, Project: "none"}}
			for _, m := range highest.Members {
				q.Members = append(q.Members, m.Owner)
			}
			q.Window.To = q.Window.To.Add(1)
			all[fmt.Sprintf("named groups %s.%s %+v %+v", product.ID, q.Metric.ID, owner, window)] = must(store.Groups(ctx, q))(t)
		}
	}
}
