// Package demo makes the believable data of `reseller-console demo`: three
// resellers with their companies and projects, and 13 months of usage that
// end at the present moment.
//
// It owns what is made up: names, sizes, habits, and the secrets that a demo
// hands out. It does not own any rule: people and companies are created
// through their services and usage goes through the meter, event by event, so
// that every figure of the demo can be taken apart like a real one.
//
// All data follows from a seed and the UTC day; the time of day only decides
// how much of today has happened yet. Each project draws from a generator of
// its own, so that another project changes nothing of it. Secrets are random
// and differ with every data directory.
package demo
