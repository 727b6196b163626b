// Package usage turns usage events into figures: what was used, by which
// project, on which UTC day.
//
// It owns the identity and content of events, the rules of counting (classes
// of video seconds, the split at midnight, peaks, distinct users, corrections)
// and the arithmetic that keeps figures up to date. It does not own wire
// formats (package intake), SQL (package store) or how figures are drawn.
//
// Data flows one way: a Meter decides what may be counted and hands entries
// to a Store; the store uses a Ledger to decide each entry and to learn which
// rows change, and commits events and figures together; a Reader answers
// queries. Memory is the Store that every engine is compared with.
//
// Invariants:
//   - An event counts once, whatever is sent how often, in any cut or order.
//   - Seconds are stored. A project's day is rounded up to minutes, each
//     metric by itself; everything above adds those minutes.
//   - Peaks and distinct users add over projects, never over time.
package usage
