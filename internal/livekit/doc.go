// Package livekit turns the signed webhooks of LiveKit servers into usage.
//
// LiveKit reports what is published, not what is received. So the package
// keeps the facts that webhooks tell about a room (who was in it when, which
// tracks there were when), derives what each participant could receive, and
// hands that to the meter as session events whose basis is derived. Webhooks
// may repeat, come late, out of order, or never: usage is a function of the
// set of facts, and later knowledge replaces earlier by a higher revision.
//
// It owns the signature and reading of webhooks, the facts and the derivation.
// It does not own how events become figures (package usage), whether a project
// exists (package company), nor the HTTP face (package api).
package livekit
