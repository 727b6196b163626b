package catalog

import (
	"strings"
	"testing"
)

// The table of the reseller API (2019), "Usage".
func TestEachPairHasExactlyTheDocumentedFields(t *testing.T) {
	t.Parallel()
	const transcodeDuration = "transcodeDuration: audioHostin avcAudio videoSingleHost avcSd avcHd avcHdp hevcAudio hevcSd hevcHd hevcHdp"
	const concurrentChannel = "concurrentChannel: avcTotal avcTotalHostin avcTotalVideoHostin avcAudio audioHostin videoSingleHost avcSd avcHd avcHdp hevcAudio hevcSd hevcHd hevcHdp"
	const audience = "audioAudience sdAudience hdAudience hdpAudience"
	documented := map[string]string{
		"default duration":        "audioAll videoAll sdAll hdAll hdpAll",
		"miniapp duration":        "audioAll videoAll",
		"recording duration":      audience,
		"cloudRecording duration": audience,
		"default transcoding":     transcodeDuration + " " + concurrentChannel,
		"rtm counter":             "dau",
	}
	seen := map[string]bool{}
	for _, business := range []string{"default", "recording", "cloudRecording", "miniapp", "rtm", ""} {
		for _, model := range []string{"duration", "transcoding", "counter", ""} {
			p, ok := PairOf(business, model)
			name := business + " " + model
			if _, want := documented[name]; ok != want {
				t.Errorf("%s has figures: %v", name, ok)
			}
			if got := fieldsOf(p); got != documented[name] {
				t.Errorf("%s: %s\nwant %s", name, got, documented[name])
			}
			seen[name] = ok
		}
	}
	for _, p := range Pairs() {
		if !seen[p.Business+" "+p.Model] {
			t.Errorf("%s %s is not documented", p.Business, p.Model)
		}
	}
}

func fieldsOf(p Pair) string {
	var all []string
	for _, part := range p.Parts {
		if part.Name != "" {
			all = append(all, part.Name+":")
		}
		for i := range part.Product.Metrics {
			all = append(all, part.Product.Metrics[i].ID)
		}
	}
	return strings.Join(all, " ")
}
