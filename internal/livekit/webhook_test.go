package livekit_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"reseller-console/internal/fault"
	"reseller-console/internal/livekit"
)

// at is noon as LiveKit writes it.
const at = `"1795435200"`

func TestWebhooksAreReadInBothSpellingsOfJSON(t *testing.T) {
	t.Parallel()
	want := livekit.Webhook{ID: "EV_1", Event: livekit.TrackPublished, CreatedAt: noon.UnixMilli(), Touched: livekit.Touched{
		Room:  livekit.Room{SID: "RM_1", Name: "prj_a.room"},
		Track: livekit.Track{SID: "TR_1", Publisher: "PA_1", Identity: "alice", Video: true, Pixels: 1280 * 720, PublishedAt: noon.UnixMilli() + 12},
	}}
	for _, body := range []string{
		`{"event":"track_published","id":"EV_1","createdAt":"1795435200","room":{"sid":"RM_1","name":"prj_a.room"},
			"participant":{"sid":"PA_1","identity":"alice"},
			"track":{"sid":"TR_1","type":"VIDEO","width":320,"height":180,"layers":[{"width":1280,"height":720},{}],"version":{"unixMicro":"1795435200012999"}}}`,
		`{"event":"track_published","id":"EV_1","createdAt":1795435200,"room":{"sid":"RM_1","name":"prj_a.room","unknown":[1]},
			"participant":{"sid":"PA_1","identity":"alice"},
			"track":{"sid":"TR_1","type":1,"codecs":[{"layers":[{"width":"1280","height":720}]}],"version":{"unixMicro":1795435200012999}}}`,
	} {
		got, err := livekit.Parse([]byte(body), noon)
		if err != nil || !reflect.DeepEqual(*got, want) {
			t.Errorf("got %+v, %v", got, err)
		}
	}
}

func TestOmittedZerosAreZero(t *testing.T) {
	t.Parallel()
	got, err := livekit.Parse([]byte(`{"event":"participant_left","id":"EV_1","createdAt":`+at+`,"room":{"sid":"RM_1","name":"r","turnPassword":"hush"},
		"participant":{"sid":"PA_1","identity":"alice","joinedAt":"1795435100"}}`), noon)
	want := livekit.Participant{SID: "PA_1", Identity: "alice", JoinedAt: noon.UnixMilli() - 100_000, LeftAt: noon.UnixMilli()}
	if err != nil || got.Participant != want || got.Track != (livekit.Track{}) {
		t.Errorf("got %+v, %v", got, err)
	}
	if strings.Contains(fmt.Sprintf("%+v", got), "hush") {
		t.Error("the TURN password was kept")
	}
}

func TestMetadataNamesAProjectOrNone(t *testing.T) {
	t.Parallel()
	for metadata, want := range map[string]string{
		`{\"project_id\":\"prj_a\",\"more\":1}`: "prj_a",
		``:                                      "",
		`no JSON`:                               "",
		`[1]`:                                   "",
		`{\"project_id\":7}`:                    "",
		`{\"project_id\":\"a b\"}`:              "",
		`{\"project_id\":\"livekit:x\"}`:        "",
		`{\"project_id\":\"` + strings.Repeat("x", livekit.MaxProject+1) + `\"}`: "",
	} {
		got, err := livekit.Parse([]byte(`{"event":"room_started","id":"EV_1","createdAt":`+at+`,"room":{"sid":"RM_1","name":"r","metadata":"`+metadata+`"}}`), noon)
		if err != nil || got.Room.Project != want {
			t.Errorf("%s: %+v, %v", metadata, got, err)
		}
	}
}

func TestEventsThatTellNothingAboutUsageAreIgnored(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		`{"event":"egress_started","egressInfo":{"egressId":"EG_1"}}`,
		`{"event":"participant_connection_aborted","room":7}`,
	} {
		if w, err := livekit.Parse([]byte(body), noon); w != nil || err != nil {
			t.Errorf("%s: %+v, %v", body, w, err)
		}
	}
}

func TestWhatCannotBeReadIsNamedWithItsPlace(t *testing.T) {
	t.Parallel()
	const room = `"room":{"sid":"RM_1","name":"r"}`
	long := strings.Repeat("x", 1025)
	for body, place := range map[string]string{
		``:             "body, byte 0",
		`{"event":`:    "body, byte 9",
		`[]`:           "body",
		`{}`:           "event",
		`{"event":7}`:  "event",
		`{} trailing`:  "body, byte 4",
		"\xff\xfe{}\n": "body, byte 1",
		`{"event":"room_started","createdAt":` + at + `,` + room + `}`:                                                                                           "id",
		`{"event":"room_started","id":"EV_1",` + room + `}`:                                                                                                      "createdAt",
		`{"event":"room_started","id":"EV_1","createdAt":"1.5",` + room + `}`:                                                                                    "createdAt",
		`{"event":"room_started","id":"EV_1","createdAt":-1,` + room + `}`:                                                                                       "createdAt",
		`{"event":"room_started","id":"EV_1","createdAt":"99999999999999999999",` + room + `}`:                                                                   "createdAt",
		`{"event":"room_started","id":"EV_1","createdAt":"1795435801",` + room + `}`:                                                                             "createdAt",
		`{"event":"room_started","id":"EV_1","createdAt":` + at + `}`:                                                                                            "room.sid",
		`{"event":"room_started","id":"EV_1","createdAt":` + at + `,"room":{"sid":"RM_1"}}`:                                                                      "room.name",
		`{"event":"room_started","id":"EV_1","createdAt":` + at + `,"room":{"sid":5}}`:                                                                           "room.sid",
		`{"event":"room_started","id":"EV_1","createdAt":` + at + `,"room":{"sid":"RM_1","name":"` + long + `"}}`:                                                "room.name",
		`{"event":"room_started","id":"EV_1","createdAt":` + at + `,"room":{"sid":"RM_1","name":"a\u0000"}}`:                                                     "room.name",
		`{"event":"participant_left","id":"EV_1","createdAt":` + at + `,` + room + `}`:                                                                           "participant.sid",
		`{"event":"participant_left","id":"EV_1","createdAt":` + at + `,` + room + `,"participant":{"sid":"PA_1"}}`:                                              "participant.identity",
		`{"event":"participant_left","id":"EV_1","createdAt":` + at + `,` + room + `,"participant":{"sid":"P","identity":"a","joinedAtMs":true}}`:                "participant.joinedAtMs",
		`{"event":"track_published","id":"EV_1","createdAt":` + at + `,` + room + `,"participant":{"sid":"P","identity":"a"}}`:                                   "track.sid",
		`{"event":"track_published","id":"EV_1","createdAt":` + at + `,` + room + `,"participant":{"sid":"P","identity":"a"},"track":{"sid":"T","width":65536}}`: "track.width",
	} {
		w, err := livekit.Parse([]byte(body), noon)
		if fields := fault.Readable(err).Fields; w != nil || fault.KindOf(err) != fault.Invalid || len(fields) == 0 || fields[0].Location != place {
			t.Errorf("%.200s: %+v, %v, %+v", body, w, err, fields)
		}
	}
	if _, err := livekit.Parse(make([]byte, livekit.MaxBody+1), noon); fault.KindOf(err) != fault.TooLarge {
		t.Errorf("error %v", err)
	}
}
