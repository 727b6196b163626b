package usage

import (
	"context"
	"fmt"
)

// Check compares, month by month, all that is stored with what it should be;
// see Audit. It calls report with each difference.
func Check(ctx context.Context, archive Archive, report func(Difference)) (Checked, error) {
	var done Checked
	months, err := archive.Months(ctx)
	if err != nil {
		return done, fmt.Errorf("list months: %w", err)
	}
	for _, month := range months {
		err := archive.Read(ctx, month, func(b Books) error {
			err := b.LogFaults(ctx, func(d Difference) {
				done.Differences++
				report(d)
			})
			if err != nil {
				return err
			}
			audited, err := Audit(ctx, b, month, func(f *Fixes) error {
				f.each(report)
				return ctx.Err()
			})
			done = done.plus(audited)
			return err
		})
		if err != nil {
			return done, fmt.Errorf("check %s: %w", month, err)
		}
	}
	return done, nil
}

func (c Checked) plus(d Checked) Checked {
	return Checked{c.Days + d.Days, c.Unproven + d.Unproven, c.Events + d.Events, c.Figures + d.Figures, c.Differences + d.Differences}
}
