package demo

// trade is what the companies of an industry have in common: when they work,
// what they use, and how they call it.
type trade struct {
	industry    int // of the reseller API, as are interest and environment
	interest    int
	environment int

	week    [7]float64  // how busy each weekday is, Sunday first; about 1
	hours   [24]float64 // how many begin in each hour of local time
	festive float64     // how busy holidays are
	school  bool        // follows the school year

	mix     mix     // of the minutes of Video & Audio
	stretch float64 // minutes that a user stays in a channel
	party   [2]int  // users in a channel, from and to
	room    string  // how names of channels begin

	cloud     float64 // recorded minutes per minute, in the cloud
	onPremise float64 // the same, on the company's own machines
	miniApp   float64 // minutes in mini apps per minute; only in China
	messaging bool    // has Real-time Messaging
	ladders   []ladder

	projects   []string // names, the most used first
	projectsZh []string
}

// mix is how minutes divide into audio, SD, HD and HDP.
type mix [4]float64

// ladder is what is made of the streams of one channel by transcoding.
type ladder struct {
	share   float64 // of the channels
	hosts   int64   // mixed at least
	outputs []output
}

// hours reads a day of 24 digits.
func hours(digits string) (h [24]float64) {
	for i := range h {
		h[i] = float64(digits[i] - '0')
	}
	return h
}

// The rhythms of a day in local time.
var (
	schoolHours  = hours("000000013678754678998630")
	eveningHours = hours("421000001112333445689985")
	officeHours  = hours("000000125998646887532100")
	wakingHours  = hours("100000124666566666665432")
)

// The rhythms of a week, Sunday first.
var (
	allWeek    = [7]float64{1.02, 0.97, 0.98, 0.99, 1, 1.03, 1.06}
	schoolWeek = [7]float64{0.72, 1.05, 1.08, 1.1, 1.06, 0.98, 0.76}
	officeWeek = [7]float64{0.12, 1.18, 1.24, 1.22, 1.2, 1.02, 0.16}
	funWeek    = [7]float64{1.3, 0.84, 0.84, 0.88, 0.93, 1.16, 1.38}
	clinicWeek = [7]float64{0.3, 1.22, 1.18, 1.14, 1.12, 1.06, 0.55}
	fitWeek    = [7]float64{0.9, 1.22, 1.1, 1.14, 1.02, 0.7, 1.02}
)
