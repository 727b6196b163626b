package catalog

// Pair is a business and a model of the reseller API (2019), under which it
// answers figures.
type Pair struct {
	Business, Model string
	Parts           []Part
}

// Part is a product of a pair. With a name its figures are an object of that
// name; without one they stand alone.
type Part struct {
	Name    string
	Product *Product
}

// Pairs returns all pairs that have figures. The caller must not change them.
func Pairs() []Pair { return pairs }

// PairOf returns the pair of a business and a model; false if it has no
// figures.
func PairOf(business, model string) (Pair, bool) {
	for _, p := range pairs {
		if p.Business == business && p.Model == model {
			return p, true
		}
	}
	return Pair{}, false
}

var pairs = []Pair{
	{"default", "duration", []Part{{"", byID[RTC]}}},
	{"default", "transcoding", []Part{{"transcodeDuration", byID[Transcoding]}, {"concurrentChannel", byID[ConcurrentChannel]}}},
	{"recording", "duration", []Part{{"", byID[OnPremiseRecording]}}},
	{"cloudRecording", "duration", []Part{{"", byID[CloudRecording]}}},
	{"miniapp", "duration", []Part{{"", byID[MiniApp]}}},
	{"rtm", "counter", []Part{{"", byID[RTM]}}},
}
