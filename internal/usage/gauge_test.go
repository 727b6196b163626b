package usage

import (
	"maps"
	"math/rand/v2"
	"testing"

	"reseller-console/internal/catalog"
)

// output is one transcoding output of the tests' day, in minutes from 10:00.
func output(channel string, codec Codec, hosts, width, height, from, to int64) Event {
	return Event{Type: Transcoding, Project: "p", Task: "t", Channel: channel, Codec: codec, Hosts: hosts, Width: width, Height: height,
		Start: at0(10, 0, 0) + from*60_000, End: at0(10, 0, 0) + to*60_000}
}

func TestWhichMetricsAnOutputRaises(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		event                   Event
		transcoding, concurrent map[string]int64
	}{
		"H.264 video of one host": {output("c", AVC, 1, 640, 360, 0, 1),
			map[string]int64{"videoSingleHost": 1}, map[string]int64{"avcTotal": 1, "videoSingleHost": 1}},
		"H.264 SD video of two hosts": {output("c", AVC, 2, 640, 352, 0, 1),
			map[string]int64{"avcSd": 1}, map[string]int64{"avcTotal": 1, "avcTotalHostin": 1, "avcTotalVideoHostin": 1, "avcSd": 1}},
		"H.264 HD video of three hosts": {output("c", AVC, 3, 1280, 720, 0, 1),
			map[string]int64{"avcHd": 1}, map[string]int64{"avcTotal": 1, "avcTotalHostin": 1, "avcTotalVideoHostin": 1, "avcHd": 1}},
		"H.264 HDP video of two hosts": {output("c", AVC, 2, 1920, 1080, 0, 1),
			map[string]int64{"avcHdp": 1}, map[string]int64{"avcTotal": 1, "avcTotalHostin": 1, "avcTotalVideoHostin": 1, "avcHdp": 1}},
		"H.264 audio of one host": {output("c", AVC, 1, 0, 0, 0, 1),
			map[string]int64{"avcAudio": 1}, map[string]int64{"avcTotal": 1}},
		"H.264 audio of two hosts": {output("c", AVC, 2, 0, 0, 0, 1),
			map[string]int64{"avcAudio": 1, "audioHostin": 1}, map[string]int64{"avcTotal": 1, "avcTotalHostin": 1, "avcAudio": 1, "audioHostin": 1}},
		"H.265 HD video of one host": {output("c", HEVC, 1, 640, 360, 0, 1),
			map[string]int64{"hevcHd": 1}, map[string]int64{"hevcHd": 1}},
		"H.265 SD video of two hosts": {output("c", HEVC, 2, 320, 180, 0, 1),
			map[string]int64{"hevcSd": 1}, map[string]int64{"hevcSd": 1}},
		"H.265 audio of one host": {output("c", HEVC, 1, 0, 0, 0, 1),
			map[string]int64{"hevcAudio": 1}, map[string]int64{}},
		"H.265 audio of two hosts": {output("c", HEVC, 2, 0, 0, 0, 1),
			map[string]int64{"hevcAudio": 1, "audioHostin": 1}, map[string]int64{"hevcAudio": 1, "audioHostin": 1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, store := recorded(t, c.event)
			if got := shownOn(t, store, catalog.Transcoding, day); !maps.Equal(got, c.transcoding) {
				t.Errorf("transcoding %v, want %v", got, c.transcoding)
			}
			if got := shownOn(t, store, catalog.ConcurrentChannel, day); !maps.Equal(got, c.concurrent) {
				t.Errorf("concurrent channels %v, want %v", got, c.concurrent)
			}
			if got := shownOf(t, store, transcoding.Time, day); !maps.Equal(got, c.transcoding) {
				t.Errorf("minutes %v, want one for each of %v", got, c.transcoding)
			}
		})
	}
}

func TestPeaksOfOverlappingOutputs(t *testing.T) {
	t.Parallel()
	events := []Event{
		output("c1", AVC, 2, 640, 360, 0, 10), output("c1", AVC, 2, 640, 360, 5, 15), // two outputs, one channel
		output("c2", AVC, 2, 640, 360, 10, 20), // begins as the first ends: no third output
		output("c3", AVC, 2, 640, 360, 30, 40),
		output("c4", AVC, 2, 1920, 1080, 12, 14),
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
	_, store := recorded(t, events...)
	if got := shownOn(t, store, catalog.Transcoding, day); got["avcHd"] != 2 || got["avcHdp"] != 1 {
		t.Errorf("outputs %v, want avcHd 2 and avcHdp 1", got)
	}
	if got := shownOn(t, store, catalog.ConcurrentChannel, day); got["avcHd"] != 2 || got["avcTotal"] != 3 {
		t.Errorf("channels %v, want avcHd 2 and avcTotal 3", got)
	}
}

func TestAnOutputOverMidnightCountsOnBothDays(t *testing.T) {
	t.Parallel()
	e := output("c", AVC, 1, 640, 360, 0, 1)
	e.Start, e.End = day.Start().UnixMilli()-1, day.Start().UnixMilli()+1
	ending := e
	ending.Start, ending.End = day.Start().UnixMilli()-1000, day.Start().UnixMilli()
	_, store := recorded(t, e, ending)
	if got := shownOn(t, store, catalog.Transcoding, day.Add(-1))["videoSingleHost"]; got != 2 {
		t.Errorf("the day before has a peak of %d, want 2", got)
	}
	if got := shownOn(t, store, catalog.Transcoding, day)["videoSingleHost"]; got != 1 {
		t.Errorf("the day after has a peak of %d, want 1: an output that ends at midnight is not in it", got)
	}
}
