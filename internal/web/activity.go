package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/sheet"
)

// The addresses of the reseller's audit trail, as a page and as a file.
const (
	activityPath     = "/activity"
	activityFilePath = activityPath + "/file"
)

// activityRows is how many lines a page has.
const activityRows = 50

// activityPage is the address of the trail: the reseller's, the company's, or
// all, for operators.
func (v visitor) activityPage() string {
	switch {
	case v.company != nil:
		return dashboardActivityPath
	case v.face() == operatorFace:
		return operatorActivityPath
	}
	return activityPath
}

// activityOf is the address of what was done to a company.
func (v visitor) activityOf(id int64) string {
	if v.company != nil {
		return dashboardActivityPath
	}
	return activityPath + "?company=" + cid(id)
}

// operatorActivityPath is the trail of all resellers, for operators.
const operatorActivityPath = operatorPath + activityPath

func operatorActivityOf(reseller int64) string {
	return operatorActivityPath + "?reseller=" + strconv.FormatInt(reseller, 10)
}

// activityQuery is the whole state of the page, as the address holds it.
type activityQuery struct {
	action   account.Action // empty: all
	company  int64          // 0: all
	reseller int64          // 0: all; for operators
	from     calendar.Day   // 0: no bound
	to       calendar.Day   // last day; 0: no bound
	before   int64          // begin below this line; 0: with the newest
}

// parseActivity reads the state from an address, and says what cannot be read.
func parseActivity(v url.Values) (q activityQuery, wrong *notice) {
	q = activityQuery{action: account.Action(v.Get("action")), before: number(v, "before"), reseller: number(v, "reseller")}
	if text := strings.TrimSpace(v.Get("company")); text != "" {
		if q.company = number(url.Values{"company": {text}}, "company"); q.company == 0 {
			wrong = badInput("activity.badCID", "Value", text)
		}
	}
	for name, day := range map[string]*calendar.Day{"from": &q.from, "to": &q.to} {
		if text := strings.TrimSpace(v.Get(name)); text != "" {
			var err error
			if *day, err = calendar.ParseDay(text); err != nil {
				wrong = badDay(text)
			}
		}
	}
	return q, wrong
}

// link is the address of the page in this state; path is that of the page or
// of the file. Defaults are left out.
func (q activityQuery) link(path string) string {
	v := url.Values{}
	if q.action != "" {
		v.Set("action", string(q.action))
	}
	if q.company != 0 {
		v.Set("company", cid(q.company))
	}
	if q.reseller != 0 {
		v.Set("reseller", strconv.FormatInt(q.reseller, 10))
	}
	if q.from != 0 {
		v.Set("from", q.from.String())
	}
	if q.to != 0 {
		v.Set("to", q.to.String())
	}
	if q.before != 0 {
		v.Set("before", strconv.FormatInt(q.before, 10))
	}
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

// below is the list from under a line on; 0: from the newest.
func (q activityQuery) below(line int64) activityQuery {
	q.before = line
	return q
}

// narrow reports whether not everything is asked for.
func (q activityQuery) narrow() bool { return q.below(0) != activityQuery{} }

func (q activityQuery) filter(limit int) account.AuditFilter {
	f := account.AuditFilter{Before: q.before, Action: q.action, Company: q.company, Reseller: q.reseller, Limit: limit}
	if q.from != 0 {
		f.From = q.from.Start()
	}
	if q.to != 0 {
		f.To = q.to.Add(1).Start()
	}
	return f
}

// activityView is the page of the audit trail.
type activityView struct {
	query  activityQuery
	rows   []entryView
	older  bool // whether there are more
	notice *noticeView
	failed *failure // why there is no list; nil if there is one
}

// activity lists what was done. Where that fails, the filters stay.
func (s *server) activity(w http.ResponseWriter, r *http.Request, v visitor) error {
	q, wrong := parseActivity(r.URL.Query())
	view := activityView{query: q}
	if wrong != nil {
		view.notice = newNoticeView(v.Words, wrong)
		return show(w, r, wrong.status, activityPage(v, view))
	}
	err := s.fillActivity(r.Context(), v, &view)
	if r.Context().Err() != nil {
		return r.Context().Err()
	}
	status := http.StatusOK
	if err != nil {
		var failed failure
		status, failed = s.failure(w, r, v, fmt.Errorf("list the activity: %w", err))
		view.failed = &failed
	}
	return show(w, r, status, activityPage(v, view))
}

func (s *server) fillActivity(ctx context.Context, v visitor, view *activityView) error {
	entries, err := s.Trail.List(ctx, v.caller(), view.query.filter(activityRows+1))
	if err != nil {
		return err
	}
	view.older = len(entries) > activityRows
	view.rows, err = s.describe(ctx, v, entries[:min(len(entries), activityRows)])
	return err
}

// activityFile answers with all that the filters choose, as a file.
func (s *server) activityFile(w http.ResponseWriter, r *http.Request, v visitor) error {
	q, wrong := parseActivity(r.URL.Query())
	if wrong != nil {
		return show(w, r, wrong.status, activityPage(v, activityView{query: q, notice: newNoticeView(v.Words, wrong)}))
	}
	file, err := sheet.Build("", sheet.CSV, activityTable(v), func(push sheet.Push) error { return s.pushActivity(r.Context(), v, q.below(0), push) })
	if err != nil {
		return err
	}
	return sendFile(w, file, "activity.csv")
}

func activityTable(v visitor) sheet.Table {
	t := sheet.Table{Name: "activity"}
	for _, id := range []string{"time", "who", "kind", "behalf", "what", "action", "cid", "company", "target", "changes", "from", "request"} {
		t.Columns = append(t.Columns, sheet.Column{Title: v.T("activity.col." + id)})
	}
	return t
}

// pushActivity hands over line by line, the newest first.
func (s *server) pushActivity(ctx context.Context, v visitor, q activityQuery, push sheet.Push) error {
	for {
		entries, err := s.Trail.List(ctx, v.caller(), q.filter(account.MaxEntries))
		if err != nil || len(entries) == 0 {
			return err
		}
		rows, err := s.describe(ctx, v, entries)
		if err != nil {
			return err
		}
		for i := range rows {
			if err := push(activityCells(v, &rows[i])); err != nil {
				return err
			}
		}
		q = q.below(entries[len(entries)-1].Number)
	}
}

func activityCells(v visitor, e *entryView) []sheet.Cell {
	changed := make([]string, len(e.Changes))
	for i, c := range e.Changes {
		changed[i] = changeText(v, e.Action, c)
	}
	row := []sheet.Cell{
		sheet.Text(e.At.UTC().Format(time.RFC3339)), sheet.Text(e.Actor.Name), sheet.Text(string(e.Actor.Kind)), sheet.Text(companyText(e.OnBehalf, e.onBehalf)),
		sheet.Text(actionName(v, e.Action)), sheet.Text(string(e.Action)), {}, sheet.Text(e.company), sheet.Text(e.Target),
		sheet.Text(strings.Join(changed, "; ")), sheet.Text(e.AddrText()), sheet.Text(e.Request),
	}
	if e.Company != 0 {
		row[6] = sheet.Number(e.Company)
	}
	return row
}

// companyText names a company by what is known of it; nobody is "".
func companyText(id int64, name string) string {
	switch {
	case id == 0:
		return ""
	case name == "":
		return "CID " + cid(id)
	}
	return name
}
