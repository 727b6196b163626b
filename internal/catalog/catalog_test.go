package catalog

import (
	"slices"
	"testing"
)

func TestWhatAChartShowsAtFirst(t *testing.T) {
	t.Parallel()
	for id, want := range map[string][]string{
		RTC:                {"audioAll", "videoAll"},
		OnPremiseRecording: {"audioAudience", "sdAudience", "hdAudience", "hdpAudience"},
		CloudRecording:     {"audioAudience", "sdAudience", "hdAudience", "hdpAudience"},
		MiniApp:            {"audioAll", "videoAll"},
		Transcoding:        {"audioHostin", "avcAudio", "videoSingleHost", "avcSd", "avcHd", "avcHdp"},
		ConcurrentChannel:  {"avcTotal"},
		RTM:                {"dau"},
	} {
		p, ok := ByID(id)
		if !ok {
			t.Fatalf("no product %s", id)
		}
		var got []string
		for _, m := range p.Metrics {
			if m.Shown {
				got = append(got, m.ID)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s shows %v, want %v", id, got, want)
		}
	}
}

func TestEveryCountedMetricHasASlotOfItsOwn(t *testing.T) {
	t.Parallel()
	if len(Products()) != 7 {
		t.Errorf("%d products, want 7", len(Products()))
	}
	for _, p := range Metered() {
		seen := map[int]bool{}
		for i := range p.Metrics {
			m := &p.Metrics[i]
			if m.Counted() && (m.Slot >= MaxSlots || seen[m.Slot]) {
				t.Errorf("%s.%s: slot %d is taken or out of range", p.ID, m.ID, m.Slot)
			}
			if m.Counted() == (m.Totals != nil) {
				t.Errorf("%s.%s must be counted or a total, not both or neither", p.ID, m.ID)
			}
			seen[m.Slot] = true
		}
		if byCode, ok := ByCode(p.Code); !ok || byCode != p {
			t.Errorf("%s is not found by its code", p.ID)
		}
		if (p.Unit == Minute) != p.Kind.Additive() {
			t.Errorf("%s: minutes add up over time, numbers do not", p.ID)
		}
	}
}

func TestATimeIsKeptButIsNoProductOfThePages(t *testing.T) {
	t.Parallel()
	p, _ := ByID(Transcoding)
	if p.Time == nil || p.Time.Kind != Sum || !slices.EqualFunc(p.Metrics, p.Time.Metrics, func(a, b Metric) bool { return a.ID == b.ID && a.Slot == b.Slot }) {
		t.Fatalf("Transcoding has the time %+v, want sums of its own metrics", p.Time)
	}
	if slices.Contains(Products(), p.Time) || !slices.Contains(Metered(), p.Time) {
		t.Error("the time of transcoding must be metered, and not be one of the seven")
	}
	if _, known := ByID(p.Time.ID); known {
		t.Errorf("%s can be named by events and pages", p.Time.ID)
	}
}

func TestSecondsAreShownInMinutesRoundedUpAndTotalsAddWhatIsShown(t *testing.T) {
	t.Parallel()
	rtc, _ := ByID(RTC)
	shown := rtc.Show(Values{0, 1, 60, 61})
	if shown != (Values{0, 1, 1, 2}) {
		t.Errorf("shown %v", shown)
	}
	video, _ := rtc.Metric("videoAll")
	if got := video.Of(&shown); got != 4 {
		t.Errorf("the total of 1, 1 and 2 shown minutes is %d", got)
	}
	peaks, _ := ByID(Transcoding)
	if got := peaks.Show(Values{59}); got != (Values{59}) {
		t.Errorf("a peak of 59 is shown as %v", got)
	}
}
