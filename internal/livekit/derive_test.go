package livekit_test

import (
	"slices"
	"testing"
)

func TestSessionsFollowFromWhatWasHeard(t *testing.T) {
	t.Parallel()
	room := func() *scene { return (&scene{}).start(0) }
	const closing, recorder, deaf = `,"departureTimeout":5`, `,"kind":"EGRESS"`, `,"permission":{"canPublish":true}`
	for name, c := range map[string]struct {
		scene *scene
		want  []string
	}{
		"leaving alone tells the whole session": {
			(&scene{}).leave("alice", 1.5, 20), []string{"alice/1 1.5–20 0"}},
		"nobody who is still there has a session": {
			room().join("alice", 1).publish("alice", "a", 2, large), []string{}},
		"a session over midnight is one event": {
			room().leave("alice", 50, 70), []string{"alice/1 50–70 0"}},
		"whoever never left went when the room became empty": {
			(&scene{room: closing}).start(0).join("alice", 1).finish(30), []string{"alice/1 1–25 0"}},
		"nobody goes before coming": {
			(&scene{room: closing}).start(0).join("alice", 1).join("bob", 28).publish("alice", "a", 2, small).finish(30),
			[]string{"alice/1 1–25 0"}},
		"a late goodbye corrects the guess": {
			(&scene{room: closing}).start(0).join("alice", 1).finish(30).leave("alice", 1, 10), []string{"alice/1 1–10 0"}},
		"a crash ends sessions at the last sign of life": {
			room().join("alice", 1).join("bob", 7).start(40).join("alice2", 41).leave("alice2", 41, 50),
			[]string{"alice/1 1–7 0", "alice2/1 41–50 0"}},
		"a first start heard twice is no crash": {
			room().start(0).join("alice", 1).leave("alice", 1, 9), []string{"alice/1 1–9 0"}},
		"a goodbye after a crash corrects the guess, for others too": {
			room().join("alice", 1).publish("alice", "a", 2, small).join("bob", 3).start(40).leave("bob", 3, 20).leave("alice", 1, 10),
			[]string{"alice/1 1–10 0", "bob/1 3–10 57600", "bob/2 10–20 0"}},
		"others' video counts while it overlaps": {
			room().join("alice", 1).join("bob", 2).publish("alice", "a", 3.25, large).publish("alice", "b", 5, small).
				unpublish("alice", "a", 3.25, 8, large).leave("bob", 2, 10).leave("alice", 1, 12),
			[]string{"alice/1 1–12 0", "bob/1 2–3.25 0", "bob/2 3.25–5 230400", "bob/3 5–8 288000", "bob/4 8–10 57600"}},
		"a track ends with its publisher": {
			room().join("alice", 1).publish("alice", "a", 1, large).join("bob", 2).leave("alice", 1, 6).leave("bob", 2, 9),
			[]string{"alice/1 1–6 0", "bob/1 2–6 230400", "bob/2 6–9 0"}},
		"a track whose publisher nobody saw ends with the room": {
			(&scene{room: closing}).publish("alice", "a", 1, large).join("bob", 2).finish(30), []string{"bob/1 2–25 230400"}},
		"a track whose publication nobody saw has its version": {
			room().join("bob", 2).unpublish("alice", "a", 4, 6, large).leave("bob", 2, 9),
			[]string{"bob/1 2–4 0", "bob/2 4–6 230400", "bob/3 6–9 0"}},
		"an unmuted track has been there before": {
			room().join("bob", 2).publish("alice", "a", 4, large).unpublish("alice", "a", 7, 8, large).leave("bob", 2, 9),
			[]string{"bob/1 2–4 0", "bob/2 4–8 230400", "bob/3 8–9 0"}},
		"nobody receives their own identity": {
			room().join("alice", 1).publish("alice", "a", 1, large).join("alice2", 2).leave("alice2", 2, 5).leave("alice", 1, 9),
			[]string{"alice/1 1–9 0", "alice2/1 2–5 0"}},
		"audio is no video": {
			room().join("alice", 1).publish("alice", "a", 1, "").join("bob", 2).leave("bob", 2, 5), []string{"bob/1 2–5 0"}},
		"video of unknown size is video": {
			room().publish("alice", "a", 1, `,"type":"VIDEO"`).leave("bob", 2, 5), []string{"bob/1 2–5 1"}},
		"equal sums are one stretch": {
			room().publish("alice", "a", 1, small).publish("carol", "c", 3, small).unpublish("alice", "a", 1, 3, small).leave("bob", 2, 5),
			[]string{"bob/1 2–5 57600"}},
		"a recorder is cloud recording": {
			room().publish("alice", "a", 1, small).leave("EG", 2, 5, recorder), []string{"EG/1 2–5 57600 cloudRecording"}},
		"who may not subscribe hears at most": {
			room().publish("alice", "a", 1, small).join("bob", 2, deaf).leave("bob", 2, 5, deaf), []string{"bob/1 2–5 0"}},
		"who was allowed to subscribe once could": {
			room().publish("alice", "a", 1, small).join("bob", 2, deaf).leave("bob", 2, 5, `,"permission":{"canSubscribe":true}`),
			[]string{"bob/1 2–5 57600"}},
		"who left in the second of the join was not there": {
			room().join("alice", 1.9).leave("alice", 1.9, 1), []string{}},
		"a session beyond the longest event is several": {
			room().leave("alice", -40*86400, 0), []string{"alice/1 -3.456e+06–-777600 0", "alice/2 -777600–0 0"}},
	} {
		if got := c.scene.play(t); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", name, got, c.want)
		}
	}
}
