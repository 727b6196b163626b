package livekittest

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"
)

// Began is when all histories begin: a minute before midnight.
var Began = time.Date(2026, 11, 23, 23, 59, 0, 0, time.UTC)

// Ended is after the end of all histories.
var Ended = Began.Add(10 * time.Minute)

// History returns the bodies of the webhooks of a random room in the order of
// their making: joins, duplicate identities, tracks, goodbyes, vanished
// participants, crashes of the server, perhaps an end.
func History(seed uint64) [][]byte {
	h := &history{random: rand.New(rand.NewPCG(seed, 1)), now: Began, sid: fmt.Sprintf("RM_%d", seed)}
	h.send("room_started", nil, nil)
	for range 20 + h.random.IntN(40) {
		h.pass(4000)
		h.step()
	}
	if h.chance(80) {
		h.pass(9000)
		h.send("room_finished", nil, nil)
	}
	return h.bodies
}

type fields = map[string]any

type history struct {
	random *rand.Rand
	now    time.Time
	sid    string
	count  int // of all that was named
	inside []*participant
	bodies [][]byte
}

type participant struct {
	fields
	tracks []fields
}

func (h *history) step() {
	switch n := h.random.IntN(100); {
	case n < 35 || len(h.inside) == 0:
		h.join()
	case n < 60:
		h.publish(h.inside[h.random.IntN(len(h.inside))])
	case n < 75:
		h.unpublish(h.inside[h.random.IntN(len(h.inside))])
	case n < 97:
		h.leave(h.random.IntN(len(h.inside)))
	default:
		h.inside = nil
		h.pass(30_000)
		h.send("room_started", nil, nil)
	}
}

func (h *history) join() {
	p := &participant{fields: fields{
		"sid": h.name("PA"), "identity": "user " + strconv.Itoa(h.random.IntN(6)), "joinedAt": seconds(h.now),
		"permission": fields{"canSubscribe": h.chance(90)},
	}}
	if h.chance(80) {
		p.fields["joinedAtMs"] = strconv.FormatInt(h.now.UnixMilli(), 10)
	}
	if h.chance(10) {
		p.fields["kind"] = "EGRESS"
	}
	h.inside = append(h.inside, p)
	h.send("participant_joined", p.fields, nil)
}

func (h *history) publish(p *participant) {
	track := fields{"sid": h.name("TR"), "version": fields{"unixMicro": strconv.FormatInt(h.now.UnixMicro(), 10)}}
	if h.chance(75) {
		sizes := [][2]int{{0, 0}, {320, 180}, {640, 360}, {1280, 720}, {1920, 1080}}
		size := sizes[h.random.IntN(len(sizes))]
		track["type"], track["width"], track["height"] = "VIDEO", size[0], size[1]
	}
	p.tracks = append(p.tracks, track)
	h.send("track_published", p.fields, track)
}

func (h *history) unpublish(p *participant) {
	if last := len(p.tracks) - 1; last >= 0 {
		h.send("track_unpublished", p.fields, p.tracks[last])
		p.tracks = p.tracks[:last]
	}
}

func (h *history) leave(i int) {
	p := h.inside[i]
	h.inside = append(h.inside[:i:i], h.inside[i+1:]...)
	if h.chance(10) {
		return // nobody notices
	}
	for len(p.tracks) > 0 && h.chance(80) {
		h.unpublish(p)
	}
	h.send("participant_left", p.fields, nil)
}

func (h *history) send(event string, participant, track fields) {
	room := fields{"sid": h.sid, "name": "prj_b.room", "departureTimeout": 5, "turnPassword": "a secret"}
	if track == nil && h.chance(70) {
		room["metadata"] = `{"project_id":"prj_a"}`
	}
	body := fields{"event": event, "id": h.name("EV"), "createdAt": seconds(h.now), "room": room}
	if participant != nil {
		body["participant"] = participant
	}
	if track != nil {
		body["participant"] = fields{"sid": participant["sid"], "identity": participant["identity"]}
		body["track"] = track
	}
	raw, err := json.Marshal(body)
	if err != nil {
		panic(err) // maps of strings and numbers can be written
	}
	h.bodies = append(h.bodies, raw)
}

// name returns an id that is unique among all histories.
func (h *history) name(kind string) string {
	h.count++
	return fmt.Sprintf("%s_%s_%d", kind, h.sid, h.count)
}

func (h *history) pass(most int) {
	h.now = h.now.Add(time.Duration(h.random.IntN(most)) * time.Millisecond)
}

func (h *history) chance(percent int) bool { return h.random.IntN(100) < percent }

func seconds(t time.Time) string { return strconv.FormatInt(t.Unix(), 10) }
