package web

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

func (f *fakeBills) DetailFor(ctx context.Context, c account.Caller, id int64, month calendar.Month) (*billing.Detailed, error) {
	st, err := f.BillFor(ctx, c, id, month)
	if err != nil {
		return nil, err
	}
	name := strconv.FormatInt(id, 10)
	use := &billing.Use{Rows: []billing.Row{{Day: month.First(), Project: "p" + name, Quantities: f.used(id)}}}
	d := &billing.Detailed{Bill: st.Bill, Name: f.companies.at(id).Name, Holder: "Northgate", Area: company.Outside, Projects: map[string]string{"p" + name: "App"}}
	d.Charges, err = d.Terms.Charges(use, month)
	return d, err
}

func (f *fakeBills) DetailsFor(ctx context.Context, c account.Caller, month calendar.Month, hand func(*billing.Detailed) error) error {
	page, err := f.BillsOf(ctx, c, billing.BillFilter{Month: month, Limit: 1000})
	if err != nil {
		return err
	}
	for i := range page.Rows {
		d, err := f.DetailFor(ctx, c, page.Rows[i].Company, month)
		if err != nil {
			return err
		}
		if err := hand(d); err != nil {
			return err
		}
	}
	return nil
}

func TestABillIsAFileForThoseWhoMayReadIt(t *testing.T) {
	t.Parallel()
	staff, member := newSite(t), newSite(t)
	staff.signIn(t)
	member.signInMember(t, account.CompanyFinance)
	for _, c := range []struct {
		site   *site
		path   string
		status int
		begins string // of the file; "" is a page
		name   string
	}{
		{staff, billsPath + "/200001/2026-07/file", 200, "%PDF-", "bill-200001-2026-07.pdf"},
		{staff, billsPath + "/200001/2026-08/file?format=pdf", 200, "%PDF-", "bill-200001-2026-08.pdf"},
		{staff, billsPath + "/200001/2026-07/file?format=csv", 200, "\uFEFFBill,", "bill-200001-2026-07.csv"},
		{staff, billsPath + "/200001/2026-07/file?format=focus", 200, "BilledCost,", "focus-200001-2026-07.csv"},
		{staff, focusPath + "/2026-07", 200, "BilledCost,", "focus-2026-07.csv"},
		{staff, billsPath + "/200001/2026-07/file?format=xml", 400, "", ""},
		{staff, billsPath + "/200001/2026-05/file", 404, "", ""},
		{staff, billsPath + "/200001/July/file", 404, "", ""},
		{staff, billsPath + "/999999/2026-07/file", 404, "", ""},
		{staff, focusPath + "/July", 404, "", ""},
		{member, dashboardBillsPath + "/2026-07/file?format=csv", 200, "\uFEFFBill,", "bill-200001-2026-07.csv"},
		{member, dashboardBillsPath + "/2026-05/file", 404, "", ""},
		{member, billsPath + "/200001/2026-07/file", 403, "", ""},
		{member, focusPath + "/2026-07", 403, "", ""},
	} {
		status, body, h := c.site.get(t, c.path)
		if status != c.status || !strings.HasPrefix(body, c.begins) {
			t.Errorf("%s answers %d, %.30q; want %d, %q", c.path, status, body, c.status, c.begins)
		}
		if want := `attachment; filename="` + c.name + `"`; c.name != "" && (h.Get("Content-Disposition") != want || h.Get("Cache-Control") != "no-store") {
			t.Errorf("%s is sent with %v", c.path, h)
		}
	}
	if _, all, _ := staff.get(t, focusPath+"/2026-07"); strings.Count(all, ",rtc.audio,Audio,") < 20 {
		t.Error("the file has not all companies")
	}
}

func TestAFileOfBillsThatCannotBeMadeIsAPage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	s.bills.broken = fault.New(fault.Unavailable, "No.")
	for _, path := range []string{billsPath + "/200001/2026-07/file", focusPath + "/2026-07"} {
		if status, page, h := s.get(t, path); status != http.StatusServiceUnavailable || h.Get("Content-Disposition") != "" || !strings.Contains(page, "<html") {
			t.Errorf("%s answers %d", path, status)
		}
	}
}
