package web

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/export"
	"reseller-console/internal/fault"
)

// The addresses of schedules.
const (
	schedulesPath   = "/usage/schedules"
	newSchedulePath = schedulesPath + "/new"
	schedulePath    = schedulesPath + "/{id}/"
)

// schedulesView is the page of the schedules.
type schedulesView struct {
	all    []export.Schedule
	staff  []account.User
	refuse string // why one was not begun; empty: nobody asked, or it was
}

// scheduleView is the form of one.
type scheduleView struct {
	form
	id    int64 // 0: it is new
	query downloadQuery
	staff []account.User
}

func (s *server) schedules(w http.ResponseWriter, r *http.Request, v visitor) error {
	return s.showSchedules(w, r, v, http.StatusOK, schedulesView{})
}

func (s *server) showSchedules(w http.ResponseWriter, r *http.Request, v visitor, status int, view schedulesView) (err error) {
	if view.all, err = s.Schedules.List(r.Context(), v.caller()); err != nil {
		return err
	}
	if view.staff, err = s.Schedules.Staff(r.Context(), v.caller()); err != nil {
		return err
	}
	return show(w, r, status, schedulesPage(v, view))
}

// askNewSchedule shows the form, with the choice of the address.
func (s *server) askNewSchedule(w http.ResponseWriter, r *http.Request, v visitor) error {
	q, wrong := parseDownload(r.URL.Query(), s.Usage.Today())
	if wrong != nil {
		return s.showDownload(w, r, v, downloadView{query: q}, wrong)
	}
	f := newForm("span", string(export.Yesterday), "every", string(export.Daily), "hour", "6", "weekday", "0", "day", "1", "recipient", strconv.FormatInt(v.user.ID, 10))
	return s.showSchedule(w, r, v, http.StatusOK, scheduleView{form: f, query: q})
}

func (s *server) showSchedule(w http.ResponseWriter, r *http.Request, v visitor, status int, view scheduleView) (err error) {
	if view.staff, err = s.Schedules.Staff(r.Context(), v.caller()); err != nil {
		return err
	}
	return show(w, r, status, schedulePage(v, view))
}

// makeSchedule keeps a new schedule.
func (s *server) makeSchedule(w http.ResponseWriter, r *http.Request, v visitor) error {
	return s.keepSchedule(w, r, v, 0, func(f *form, one export.Schedule) error {
		return s.Schedules.Add(r.Context(), s.once(v, f), one, v.Tag())
	})
}

// saveSchedule changes one.
func (s *server) saveSchedule(w http.ResponseWriter, r *http.Request, v visitor) error {
	return s.keepSchedule(w, r, v, exportOf(r), func(f *form, one export.Schedule) error {
		return s.Schedules.Change(r.Context(), s.once(v, f), exportOf(r), one)
	})
}

func (s *server) keepSchedule(w http.ResponseWriter, r *http.Request, v visitor, id int64, keep func(*form, export.Schedule) error) error {
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	one, q := s.readSchedule(v, &f)
	if len(f.wrong) > 0 {
		return s.showSchedule(w, r, v, http.StatusBadRequest, scheduleView{form: f, id: id, query: q})
	}
	if err := keep(&f, one); err != nil {
		status, err := f.refuse(v, err, "schedule.full", "Most", export.MaxSchedules, "Longest", export.MaxName)
		if err != nil {
			return err
		}
		return s.showSchedule(w, r, v, status, scheduleView{form: f, id: id, query: q})
	}
	return s.say(w, r, schedulesPath, v.T("schedule.saved", "Name", one.Name))
}

// readSchedule is what the form asks for.
func (s *server) readSchedule(v visitor, f *form) (export.Schedule, downloadQuery) {
	q, wrong := parseDownload(f.Values, s.Usage.Today())
	if wrong != nil {
		f.spoil(v, "products")
	}
	one := export.Schedule{Name: f.text("scheduleName"), Query: q.Query, Span: export.Span(f.Get("span")), Timing: export.Timing{
		Every: export.Every(f.Get("every")), Weekday: numberIn(f.Get("weekday")), Day: numberIn(f.Get("day")), Hour: numberIn(f.Get("hour")),
	}}
	for _, text := range f.Values["recipient"] {
		one.Recipients = append(one.Recipients, int64(numberIn(text)))
	}
	return one, q
}

// numberIn reads a number, -1 if it is none.
func numberIn(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return -1
	}
	return n
}

// askEditSchedule shows the form of one as it is kept.
func (s *server) askEditSchedule(w http.ResponseWriter, r *http.Request, v visitor) error {
	one, err := s.Schedules.Find(r.Context(), v.caller(), exportOf(r))
	if err != nil {
		return err
	}
	t := one.Timing
	f := newForm("scheduleName", one.Name, "span", string(one.Span), "every", string(t.Every), "hour", strconv.Itoa(t.Hour), "weekday", strconv.Itoa(t.Weekday), "day", strconv.Itoa(max(t.Day, 1)))
	for _, id := range one.Recipients {
		f.Add("recipient", strconv.FormatInt(id, 10))
	}
	return s.showSchedule(w, r, v, http.StatusOK, scheduleView{form: f, id: one.ID, query: downloadQuery{Query: one.Query}})
}

// pauseSchedule pauses one or lets it go on.
func (s *server) pauseSchedule(paused bool) handler {
	said := map[bool]string{true: "schedule.saidPaused", false: "schedule.saidResumed"}[paused]
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		if err := s.Schedules.Pause(r.Context(), v.caller(), exportOf(r), paused); err != nil {
			return err
		}
		return s.say(w, r, schedulesPath, v.T(said))
	}
}

// runSchedule makes a file now.
func (s *server) runSchedule(w http.ResponseWriter, r *http.Request, v visitor) error {
	err := s.Schedules.Run(r.Context(), v.caller(), exportOf(r))
	if fault.KindOf(err) == fault.Conflict {
		refuse := v.T("export.full", "Open", v.Number(export.MaxOpen), "Kept", v.Number(export.MaxKept))
		return s.showSchedules(w, r, v, http.StatusConflict, schedulesView{refuse: refuse})
	}
	if err != nil {
		return err
	}
	return s.say(w, r, exportsPath, v.T("schedule.saidRun"))
}

func (s *server) askDeleteSchedule(w http.ResponseWriter, r *http.Request, v visitor) error {
	one, err := s.Schedules.Find(r.Context(), v.caller(), exportOf(r))
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, deleteSchedulePage(v, &one))
}

func (s *server) deleteSchedule(w http.ResponseWriter, r *http.Request, v visitor) error {
	if err := s.Schedules.Remove(r.Context(), v.caller(), exportOf(r)); err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	return s.say(w, r, schedulesPath, v.T("schedule.deleted"))
}

// timingText says when a schedule is due.
func timingText(v visitor, t export.Timing) string {
	at := hourText(t.Hour)
	switch t.Every {
	case export.Weekly:
		return v.T("schedule.weeklyAt", "Weekday", v.T("schedule.weekday."+strconv.Itoa(t.Weekday)), "Time", at)
	case export.Monthly:
		return v.T("schedule.monthlyAt", "Day", t.Day, "Time", at)
	}
	return v.T("schedule.dailyAt", "Time", at)
}

// hourText writes an hour of the day.
func hourText(hour int) string {
	return time.Time{}.Add(time.Duration(hour) * time.Hour).Format("15:04")
}

// recipientNames are those that a schedule mails, as far as they are still there.
func recipientNames(staff []account.User, one *export.Schedule) (names []string) {
	for _, u := range staff {
		if slices.Contains(one.Recipients, u.ID) {
			names = append(names, u.Name)
		}
	}
	return names
}

func (view *scheduleView) mails(u *account.User) bool {
	return slices.Contains(view.Values["recipient"], strconv.FormatInt(u.ID, 10))
}

func scheduleAddress(id int64, verb string) string {
	return schedulesPath + "/" + strconv.FormatInt(id, 10) + "/" + verb
}

func scheduleTitle(v visitor, view scheduleView) string {
	if view.id == 0 {
		return v.T("schedule.new")
	}
	return v.T("schedule.editTitle")
}

// scheduleTo is where the form of a schedule is sent to.
func scheduleTo(view scheduleView) string {
	if view.id == 0 {
		return schedulesPath
	}
	return scheduleAddress(view.id, "edit")
}
