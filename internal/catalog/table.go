package catalog

import "slices"

// The ids of products that code must name to apply a rule.
const (
	RTC                = "rtc"
	OnPremiseRecording = "onPremiseRecording"
	CloudRecording     = "cloudRecording"
	MiniApp            = "miniApp"
	Transcoding        = "transcoding"
	ConcurrentChannel  = "concurrentChannel"
	RTM                = "rtm"
)

var products = []*Product{
	{ID: RTC, Code: 1, Kind: Sum, Unit: Minute, Metrics: []Metric{
		{ID: "audioAll", Slot: 0, Class: Audio, Role: Plain, Shown: true},
		{ID: "videoAll", Slot: -1, Class: Video, Role: Plain, Shown: true, Totals: []int{1, 2, 3}},
		{ID: "sdAll", Slot: 1, Class: SD, Role: Plain},
		{ID: "hdAll", Slot: 2, Class: HD, Role: Plain},
		{ID: "hdpAll", Slot: 3, Class: HDP, Role: Plain},
	}},
	{ID: OnPremiseRecording, Code: 2, Kind: Sum, Unit: Minute, Metrics: recording},
	{ID: CloudRecording, Code: 3, Kind: Sum, Unit: Minute, Metrics: recording},
	{ID: MiniApp, Code: 4, Kind: Sum, Unit: Minute, Metrics: []Metric{
		{ID: "audioAll", Slot: 0, Class: Audio, Role: Plain, Shown: true},
		{ID: "videoAll", Slot: 1, Class: Video, Role: Plain, Shown: true},
	}},
	{ID: Transcoding, Code: 5, Kind: Peak, Unit: Number, Metrics: transcoding, Time: transcodingTime},
	{ID: ConcurrentChannel, Code: 6, Kind: Peak, Unit: Number, Metrics: []Metric{
		{ID: "avcTotal", Slot: 0, Class: Video, Role: Plain, Shown: true},
		{ID: "avcTotalHostin", Slot: 1, Class: Video, Role: Hostin},
		{ID: "avcTotalVideoHostin", Slot: 2, Class: HD, Role: Hostin},
		{ID: "avcAudio", Slot: 3, Class: Audio, Role: Plain},
		{ID: "audioHostin", Slot: 4, Class: Audio, Role: Hostin},
		{ID: "videoSingleHost", Slot: 5, Class: Video, Role: Single},
		{ID: "avcSd", Slot: 6, Class: SD, Role: Plain},
		{ID: "avcHd", Slot: 7, Class: HD, Role: Plain},
		{ID: "avcHdp", Slot: 8, Class: HDP, Role: Plain},
		{ID: "hevcAudio", Slot: 9, Class: Audio, Role: HEVC},
		{ID: "hevcSd", Slot: 10, Class: SD, Role: HEVC},
		{ID: "hevcHd", Slot: 11, Class: HD, Role: HEVC},
		{ID: "hevcHdp", Slot: 12, Class: HDP, Role: HEVC},
	}},
	{ID: RTM, Code: 7, Kind: Distinct, Unit: Number, Metrics: []Metric{
		{ID: "dau", Slot: 0, Class: Video, Role: Plain, Shown: true},
	}},
}

// transcodingTime is how long the outputs ran that Transcoding counts: the same
// metrics, in seconds.
var transcodingTime = &Product{ID: "transcodingTime", Code: 8, Kind: Sum, Unit: Minute, Metrics: transcoding}

var transcoding = []Metric{
	{ID: "audioHostin", Slot: 0, Class: Audio, Role: Hostin, Shown: true},
	{ID: "avcAudio", Slot: 1, Class: Audio, Role: Plain, Shown: true},
	{ID: "videoSingleHost", Slot: 2, Class: Video, Role: Single, Shown: true},
	{ID: "avcSd", Slot: 3, Class: SD, Role: Plain, Shown: true},
	{ID: "avcHd", Slot: 4, Class: HD, Role: Plain, Shown: true},
	{ID: "avcHdp", Slot: 5, Class: HDP, Role: Plain, Shown: true},
	{ID: "hevcAudio", Slot: 6, Class: Audio, Role: HEVC},
	{ID: "hevcSd", Slot: 7, Class: SD, Role: HEVC},
	{ID: "hevcHd", Slot: 8, Class: HD, Role: HEVC},
	{ID: "hevcHdp", Slot: 9, Class: HDP, Role: HEVC},
}

var recording = []Metric{
	{ID: "audioAudience", Slot: 0, Class: Audio, Role: Plain, Shown: true},
	{ID: "sdAudience", Slot: 1, Class: SD, Role: Plain, Shown: true},
	{ID: "hdAudience", Slot: 2, Class: HD, Role: Plain, Shown: true},
	{ID: "hdpAudience", Slot: 3, Class: HDP, Role: Plain, Shown: true},
}

var metered = withTimes(products)

func withTimes(shown []*Product) []*Product {
	all := slices.Clone(shown)
	for _, p := range shown {
		if p.Time != nil {
			all = append(all, p.Time)
		}
	}
	return all
}

var byID, byCode = index()

func index() (map[string]*Product, map[int16]*Product) {
	ids, codes := map[string]*Product{}, map[int16]*Product{}
	for _, p := range products {
		ids[p.ID] = p
	}
	for _, p := range metered {
		codes[p.Code] = p
	}
	return ids, codes
}
