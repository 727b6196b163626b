package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/sheet"
)

// companiesFilePath is the company list as a file.
const companiesFilePath = companiesPath + "/file"

// companiesFile answers with all companies that the list has on all of its
// pages, in its order.
func (s *server) companiesFile(w http.ResponseWriter, r *http.Request, v visitor) error {
	q := parseCompanies(r.URL.Query()).onPage(1)
	q.size = 0
	month := s.Usage.Today().Month()
	listed, minutes, err := s.listed(r.Context(), v, q, month)
	if err != nil {
		return err
	}
	file, err := sheet.Build("", sheet.CSV, companiesTable(v, month), func(push sheet.Push) error { return pushCompanies(r.Context(), v, listed, minutes, push) })
	if err != nil {
		return err
	}
	return sendFile(w, file, "companies.csv")
}

// minutesColumn is where the minutes are, for those who may read them.
const minutesColumn = 10

func companiesTable(v visitor, month calendar.Month) sheet.Table {
	t := sheet.Table{Name: "companies"}
	for _, title := range []string{
		"CID", v.T("company.name"), v.T("company.owner"), v.T("company.by.email"), v.T("detail.financial"), v.T("company.reason"), v.T("detail.account"),
		v.T("new.country"), v.T("new.area"), v.T("company.projects"), v.T("company.created"),
	} {
		t.Columns = append(t.Columns, sheet.Column{Title: title})
	}
	if v.may(account.ReadUsage) {
		t.Columns = slices.Insert(t.Columns, minutesColumn, sheet.Column{Title: v.T("company.minutes", "Month", month.String())})
	}
	return t
}

func pushCompanies(ctx context.Context, v visitor, listed []company.Listed, minutes map[int64]int64, push sheet.Push) error {
	for i := range listed {
		if err := ctx.Err(); err != nil {
			return err
		}
		l := &listed[i]
		cells := []sheet.Cell{
			sheet.Number(l.ID), sheet.Text(l.Name), sheet.Text(l.OwnerName), sheet.Text(l.OwnerEmail), sheet.Text(v.T(statusName(l.Status))), sheet.Text(l.StatusReason),
			sheet.Text(v.T(accountStatusName(l.AccountStatus))), sheet.Text(l.Country), sheet.Text(string(l.Area)), sheet.Number(int64(l.Projects)),
			sheet.Text(l.CreatedAt.UTC().Format("2006-01-02")),
		}
		if v.may(account.ReadUsage) {
			cells = slices.Insert(cells, minutesColumn, sheet.Number(minutes[l.ID]))
		}
		if err := push(cells); err != nil {
			return err
		}
	}
	return nil
}

// tickLabel says what a box of the list chooses.
func tickLabel(v visitor, l *company.Listed) string {
	return v.T("bulk.tick", "Name", l.Name, "CID", strconv.FormatInt(l.ID, 10))
}
