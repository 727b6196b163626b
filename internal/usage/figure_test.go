package usage

import (
	"maps"
	"testing"
	"time"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
)

func TestPublishedVectors(t *testing.T) {
	t.Parallel()
	const sd, hd = 320 * 180, 640 * 360
	for name, c := range map[string]struct {
		events []Event
		want   map[string]int64
	}{
		"a host alone for 20 minutes while 3 viewers take video and 3 take audio": {
			[]Event{session("host", 0, 20, 0), session("v1", 0, 20, hd), session("v2", 0, 20, hd), session("v3", 0, 20, hd),
				session("a1", 0, 20, 0), session("a2", 0, 20, 0), session("a3", 0, 20, 0)},
			map[string]int64{"audioAll": 80, "videoAll": 60, "hdAll": 60},
		},
		"voice of three for 10 minutes, then four with video for 10 minutes": {
			[]Event{session("A", 0, 10, 0), session("B", 0, 10, 0), session("C", 0, 10, 0),
				session("A", 10, 10, sd), session("B", 10, 10, sd), session("C", 10, 10, sd), session("D", 10, 10, sd)},
			map[string]int64{"audioAll": 30, "videoAll": 40, "sdAll": 40},
		},
		"three streams of 640 × 360 are HD":              {[]Event{session("u", 0, 1, 3*640*360)}, map[string]int64{"hdAll": 1, "videoAll": 1}},
		"640 × 360 with 240 × 180 and 1280 × 720 is HDP": {[]Event{session("u", 0, 1, 640*360+240*180+1280*720)}, map[string]int64{"hdpAll": 1, "videoAll": 1}},
		"one pixel is SD": {[]Event{session("u", 0, 1, 1)}, map[string]int64{"sdAll": 1, "videoAll": 1}},
		"640 × 352 is SD": {[]Event{session("u", 0, 1, 640*352)}, map[string]int64{"sdAll": 1, "videoAll": 1}},
		"640 × 360 is HD": {[]Event{session("u", 0, 1, 640*360)}, map[string]int64{"hdAll": 1, "videoAll": 1}},
		"1280 × 720, which is four of 640 × 360, is HD":      {[]Event{session("u", 0, 1, 1280*720)}, map[string]int64{"hdAll": 1, "videoAll": 1}},
		"five streams of 640 × 360 are HDP":                  {[]Event{session("u", 0, 1, 5*640*360)}, map[string]int64{"hdpAll": 1, "videoAll": 1}},
		"a minute each of three classes is rounded up alone": {[]Event{session("u", 0, 1, 0), session("u", 1, 1, 1), session("u", 2, 1, hd)}, map[string]int64{"audioAll": 1, "sdAll": 1, "hdAll": 1, "videoAll": 2}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, store := recorded(t, c.events...)
			if got := shownOn(t, store, catalog.RTC, day); !maps.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestSecondsBecomeMinutesRoundedUp(t *testing.T) {
	t.Parallel()
	for seconds, minutes := range map[int64]int64{1: 1, 59: 1, 60: 1, 61: 2, 3600: 60, 3601: 61} {
		_, store := recorded(t, Event{Type: Seconds, Project: "p", Product: product(catalog.RTC), Start: day.Start().UnixMilli(), Value: seconds})
		if got := shownOn(t, store, catalog.RTC, day)["audioAll"]; got != minutes {
			t.Errorf("%d s are shown as %d min, want %d", seconds, got, minutes)
		}
	}
}

func TestAdjoiningStretchesAddUpToTheWhole(t *testing.T) {
	t.Parallel()
	start := at0(9, 0, 0) + 700
	var events []Event
	for i := range int64(90) { // 90 stretches of 1.5 s from 09:00:00.700: 135 s
		events = append(events, Event{Type: Session, Project: "p", Product: product(catalog.RTC), Start: start + i*1500, End: start + (i+1)*1500})
	}
	_, store := recorded(t, events...)
	if got := shownOn(t, store, catalog.RTC, day)["audioAll"]; got != 3 {
		t.Errorf("135 s in 90 stretches are %d min, want 3", got)
	}
}

func TestAnIntervalOverMidnightGivesSecondsToBothDays(t *testing.T) {
	t.Parallel()
	end := day.Start()
	e := Event{Type: Session, Project: "p", Product: product(catalog.MiniApp), Pixels: 5, Start: end.Add(-61 * time.Second).UnixMilli(), End: end.Add(59 * time.Second).UnixMilli()}
	_, store := recorded(t, e)
	before, after := shownOn(t, store, catalog.MiniApp, day.Add(-1))["videoAll"], shownOn(t, store, catalog.MiniApp, day)["videoAll"]
	if before != 2 || after != 1 {
		t.Errorf("61 s before and 59 s after midnight are %d and %d min, want 2 and 1", before, after)
	}
}

func TestAMonthOfSumsIsTheSumOfItsDaysMinutes(t *testing.T) {
	t.Parallel()
	var events []Event
	for i := range 20 {
		events = append(events, Event{Type: Seconds, Project: "p", Product: product(catalog.RTC), Start: day.Add(-i).Start().UnixMilli(), Value: 61})
	}
	_, store := recorded(t, events...)
	if got := month(t, store, catalog.RTC); got[0] != 40 {
		t.Errorf("20 days of 61 s are %d min in the month, want 40", got[0])
	}
}

func TestAMonthOfPeaksIsNotTheSumOfItsDays(t *testing.T) {
	t.Parallel()
	var events []Event
	for i, value := range []int64{3, 9, 4} {
		events = append(events, Event{Type: Peak, Project: "p", Product: product(catalog.Transcoding), Slot: 3, Start: day.Add(-i).Start().UnixMilli(), Value: value})
	}
	_, store := recorded(t, events...)
	if got := month(t, store, catalog.Transcoding); got[3] != 9 {
		t.Errorf("days of 3, 9 and 4 make a month of %d, want 9", got[3])
	}
}

func TestActiveUsersAreDistinctAndTheMonthIsTheHighestDay(t *testing.T) {
	t.Parallel()
	var events []Event
	for i, users := range [][]string{{"1", "01", "1"}, {"9007199254740993", "9007199254740992", "a", "A"}, {"a"}} {
		for _, user := range users {
			events = append(events, Event{Type: Active, Project: "p", Product: product(catalog.RTM), User: user, Start: day.Add(-i).Start().UnixMilli()})
		}
	}
	_, store := recorded(t, events...)
	if got := month(t, store, catalog.RTM); got[0] != 4 {
		t.Errorf("days of 2, 4 and 1 users make a month of %d, want 4", got[0])
	}
	if got := shownOn(t, store, catalog.RTM, day)["dau"]; got != 2 {
		t.Errorf("users 1, 01 and 1 are %d, want 2", got)
	}
}

func TestOutputsAreBilledForTheSecondsOfEach(t *testing.T) {
	t.Parallel()
	const minute, second = 60_000, 1_000
	hour := output("c", AVC, 2, 0, 0, 0, 60)
	video := output("c", HEVC, 1, 1920, 1080, 0, 0)
	late := func(e Event, after, length int64) Event {
		e.Start += after
		e.End = e.Start + length
		return e
	}
	midnight := day.Start().UnixMilli() - video.Start
	for name, c := range map[string]struct {
		events        []Event
		before, today map[string]int64
	}{
		"an hour of two hosts' audio is an hour of each metric that it raises": {
			[]Event{hour}, nil, map[string]int64{"avcAudio": 60, "audioHostin": 60}},
		"outputs that overlap are billed each": {
			[]Event{late(video, 0, 30*minute), late(video, 10*minute, 30*minute)}, nil, map[string]int64{"hevcHdp": 60}},
		"seconds of a day are added before they are rounded up": {
			[]Event{late(video, 0, 20*second), late(video, 0, 20*second), late(video, minute, 20*second)}, nil, map[string]int64{"hevcHdp": 1}},
		"from 0.7 to 60.7 seconds are 60 seconds, as adjoining stretches add up": {
			[]Event{late(video, 700, minute)}, nil, map[string]int64{"hevcHdp": 1}},
		"less than a second within a second is nothing": {
			[]Event{late(video, 100, 800)}, nil, nil},
		"seconds before midnight are the day's before": {
			[]Event{late(video, midnight-61*second, 62*second)}, map[string]int64{"hevcHdp": 2}, map[string]int64{"hevcHdp": 1}},
		"a day is 1,440 minutes of a longer output": {
			[]Event{late(video, midnight-26*60*minute, 27*60*minute)}, map[string]int64{"hevcHdp": 1440}, map[string]int64{"hevcHdp": 60}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, store := recorded(t, c.events...)
			for d, want := range map[calendar.Day]map[string]int64{day.Add(-1): c.before, day: c.today} {
				if got := shownOf(t, store, transcoding.Time, d); !maps.Equal(got, want) {
					t.Errorf("%s has %v, want %v", d, got, want)
				}
			}
		})
	}
}

func TestACorrectionOfAnOutputCorrectsItsSeconds(t *testing.T) {
	t.Parallel()
	meter, store := recorded(t, output("c", AVC, 1, 640, 360, 0, 30), output("c", AVC, 1, 640, 360, 10, 40))
	shorter := output("c", AVC, 2, 640, 360, 0, 5)
	shorter.Source, shorter.ID, shorter.Revision = "test", "e0", 1
	for _, step := range []struct {
		event Event
		want  map[string]int64
	}{
		{shorter, map[string]int64{"avcHd": 5, "videoSingleHost": 30}},
		{Event{Source: "test", ID: "r", Type: Retract, Project: "p", Target: "e1"}, map[string]int64{"avcHd": 5}},
	} {
		if _, err := meter.Record(t.Context(), []Event{step.event}); err != nil {
			t.Fatal(err)
		}
		if got := shownOf(t, store, transcoding.Time, day); !maps.Equal(got, step.want) {
			t.Errorf("after %s: %v, want %v", step.event.Type, got, step.want)
		}
	}
}

func TestTheTimeOfOutputsIsNoMinuteOfACompany(t *testing.T) {
	t.Parallel()
	_, store := recorded(t, output("c", AVC, 1, 640, 360, 0, 30), session("u", 0, 7, 0))
	if got, err := store.CompanyMinutes(t.Context(), 3, nil, day.Month()); err != nil || got[7] != 7 {
		t.Errorf("the company has %d minutes (%v), want 7", got[7], err)
	}
}

func month(t *testing.T, store Store, id string) catalog.Values {
	t.Helper()
	w := Window{From: calendar.Day(20260810), To: calendar.Day(20260812), Monthly: true}
	points, err := store.Series(t.Context(), Query{Owner: Owner{Reseller: 3}, Product: product(id), Window: w})
	if err != nil || len(points) != 1 {
		t.Fatalf("points %v, %v", points, err)
	}
	return points[0].Values
}
