package intake_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/catalog"
	"reseller-console/internal/fault"
	"reseller-console/internal/intake"
	"reseller-console/internal/usage"
)

// event is a CloudEvent of that type; data is the inside of its data object.
func event(kind, data string) string {
	return fmt.Sprintf(`{"specversion":"1.0","id":"e1","source":"sfu","type":"usage.%s","subject":"u_gRV4g0","data":{%s}}`, kind, data)
}

const sessionData = `"product":"rtc","channel":"room","user":"ann","start":"2026-08-31T10:00:00.250Z","end":"2026-08-31T12:30:00+02:00","receivedPixels":921600`

// session is a good session with one member of data replaced or added.
func session(name, value string) string {
	members := strings.Split(sessionData, ",")
	for i, m := range members {
		if strings.HasPrefix(m, `"`+name+`"`) {
			members[i] = fmt.Sprintf("%q:%s", name, value)
			return event("session", strings.Join(members, ","))
		}
	}
	return event("session", sessionData+fmt.Sprintf(",%q:%s", name, value))
}

func transcodingOf(width, height, hosts, codec string) string {
	return event("transcoding", fmt.Sprintf(`"task":"t","channel":"c","codec":%s,"hosts":%s,"width":%s,"height":%s,"start":"2026-08-31T10:00:00Z","end":"2026-08-31T10:00:01Z"`, codec, hosts, width, height))
}

func milli(s string) int64 {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t.UnixMilli()
}

func productOf(id string) *catalog.Product {
	p, _ := catalog.ByID(id)
	return p
}

func TestEveryTypeIsRead(t *testing.T) {
	t.Parallel()
	base := usage.Event{Source: "sfu", ID: "e1", Project: "u_gRV4g0"}
	with := func(change func(e *usage.Event)) usage.Event {
		e := base
		change(&e)
		return e
	}
	noon := milli("2026-08-31T12:00:00Z")
	for name, c := range map[string]struct {
		json string
		want usage.Event
	}{
		"seconds": {event("seconds", `"product":"rtc","metric":"hdAll","seconds":61,"day":"2026-08-31"`), with(func(e *usage.Event) {
			e.Type, e.Product, e.Slot, e.Value, e.Start = usage.Seconds, productOf("rtc"), 2, 61, milli("2026-08-31T00:00:00Z")
		})},
		"peak": {event("peak", `"product":"transcoding","metric":"hevcHd","value":7,"at":"2026-08-31T12:00:00Z"`), with(func(e *usage.Event) {
			e.Type, e.Product, e.Slot, e.Value, e.Start = usage.Peak, productOf("transcoding"), 8, 7, noon
		})},
		"active": {event("active", `"product":"rtm","user":"Ann\u0041\n","at":"2026-08-31T12:00:00.9999Z"`), with(func(e *usage.Event) {
			e.Type, e.Product, e.User, e.Start = usage.Active, productOf("rtm"), "AnnA\n", noon+999
		})},
		"transcoding": {transcodingOf("0", "0", "2", `"hevc"`), with(func(e *usage.Event) {
			e.Type, e.Task, e.Channel, e.Codec, e.Hosts = usage.Transcoding, "t", "c", usage.HEVC, 2
			e.Start, e.End = milli("2026-08-31T10:00:00Z"), milli("2026-08-31T10:00:01Z")
		})},
		"retraction with revision and basis": {event("retract", `"event":"e0","revision":3,"basis":"derived"`), with(func(e *usage.Event) {
			e.Type, e.Target, e.Revision, e.Derived = usage.Retract, "e0", 3, true
		})},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := intake.Decode([]byte(c.json))
			if err != nil || got != c.want {
				t.Errorf("got %+v, %v\nwant %+v", got, err, c.want)
			}
		})
	}
}

func TestGoodVariantsAreRead(t *testing.T) {
	t.Parallel()
	plain := event("session", sessionData)
	want, err := intake.Decode([]byte(plain))
	if err != nil {
		t.Fatal(err)
	}
	for name, json := range map[string]string{
		"extensions and their escapes": strings.Replace(plain, `{`, `{"traceparent":"00-\"}{-01","n":1,"b":true,"dataschema":"x:y",`, 1),
		"data before the envelope":     `{"data":{` + sessionData + `},` + strings.Replace(plain[1:], `,"data":{`+sessionData+`}`, ``, 1),
		"spaces everywhere":            " " + strings.NewReplacer(`,"`, " ,\n\t\"", `":`, "\" : ", "}", " } ").Replace(plain) + "\r\n",
		"escaped names":                strings.Replace(plain, `"id"`, `"\u0069d"`, 1),
		"a time of sending":            strings.Replace(plain, `{`, `{"time":"2020-01-01T00:00:00.123456789-07:00",`, 1),
		"a content type":               strings.Replace(plain, `{`, `{"datacontenttype":"application/json; charset=utf-8",`, 1),
		"a structured content type":    strings.Replace(plain, `{`, `{"datacontenttype":"application/vnd.usage+json",`, 1),
		"null as absent":               strings.Replace(session("revision", "null"), `{`, `{"time":null,"data_base64":null,`, 1),
		"the defaults written out":     session("revision", `0,"basis":"measured"`),
		"finer than milliseconds":      session("start", `"2026-08-31T10:00:00.2509Z"`),
		"another offset":               session("start", `"2026-08-31T03:00:00.250-07:00"`),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got, err := intake.Decode([]byte(json)); err != nil || got != want {
				t.Errorf("%s\ngot  %+v, %v\nwant %+v", json, got, err, want)
			}
		})
	}
}

func TestBadEventsAreRefusedWithTheirPlace(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 2000)
	good := event("session", sessionData)
	without := func(name string) string { return session(name, "null") }
	for name, c := range map[string]struct{ json, place, says string }{
		"nothing":                {``, "", "nothing is there"},
		"half an event":          {good[:50], "byte 50", "not valid JSON at byte 50"},
		"two events":             {good + good, "", "more follows"},
		"a number":               {`12`, "", "must be a JSON object, but is 12"},
		"invalid UTF-8":          {strings.Replace(good, "ann", "a\xffn", 1), "", "invalid UTF-8"},
		"half a surrogate":       {strings.Replace(good, "ann", `\ud800`, 1), "", "not valid JSON"},
		"a name twice":           {strings.Replace(good, `{`, `{"id":"e2",`, 1), "", `"id"`},
		"a name twice in data":   {session("x", `1,"x":2`), "", "duplicate"},
		"a name twice, escaped":  {strings.Replace(good, `{`, `{"\u0069d":"e2",`, 1), "", "duplicate"},
		"no version":             {strings.Replace(good, `"specversion":"1.0",`, ``, 1), "specversion", "is missing"},
		"another version":        {strings.Replace(good, `"1.0"`, `"0.3"`, 1), "specversion", `must be "1.0", but is "0.3"`},
		"a version as number":    {strings.Replace(good, `"1.0"`, `1.0`, 1), "specversion", `but is 1.0`},
		"no id":                  {strings.Replace(good, `"id":"e1",`, ``, 1), "id", "is missing"},
		"an empty id":            {strings.Replace(good, `"e1"`, `""`, 1), "id", `is ""`},
		"an id as number":        {strings.Replace(good, `"e1"`, `7`, 1), "id", "but is 7"},
		"a long id":              {strings.Replace(good, `e1`, long, 1), "id", "1 to 256 bytes"},
		"an id with U+0000":      {strings.Replace(good, `e1`, `e\u0000`, 1), "id", "without U+0000"},
		"no source":              {strings.Replace(good, `"source":"sfu",`, ``, 1), "source", "is missing"},
		"no subject":             {strings.Replace(good, `"subject":"u_gRV4g0",`, ``, 1), "subject", "is missing"},
		"a long subject":         {strings.Replace(good, `u_gRV4g0`, long[:65], 1), "subject", "1 to 64 bytes"},
		"an unknown type":        {strings.Replace(good, `usage.session`, `usage.sessions`, 1), "type", `is "usage.sessions"`},
		"a bad time":             {strings.Replace(good, `{`, `{"time":"yesterday",`, 1), "time", "RFC 3339"},
		"base64":                 {strings.Replace(good, `{`, `{"data_base64":"e30=",`, 1), "data_base64", "left out"},
		"another content type":   {strings.Replace(good, `{`, `{"datacontenttype":"text/xml",`, 1), "datacontenttype", "application/json"},
		"an object as extension": {strings.Replace(good, `{`, `{"x":{"y":1},`, 1), "x", "string, number or boolean"},
		"data as text":           {strings.Replace(good, `{`+sessionData+`}`, `"{}"`, 1), "data", "a JSON object"},
		"no data":                {strings.Replace(good, `,"data":{`+sessionData+`}`, ``, 1), "data.product", "is missing"},
		"data that is null":      {strings.Replace(good, `{`+sessionData+`}`, `null`, 1), "data", "a JSON object, but is null"},
		"an id that is null":     {strings.Replace(good, `"e1"`, `null`, 1), "id", "but is null"},
		"an unknown member":      {session("recievedPixels", "1"), "data.recievedPixels", "left out"},
		"another type's member":  {session("seconds", "1"), "data.seconds", "left out of usage.session"},
		"an unknown product":     {session("product", `"tv"`), "data.product", `must be rtc, onPremiseRecording, cloudRecording or miniApp, but is "tv"`},
		"a product of peaks":     {session("product", `"transcoding"`), "data.product", "rtc"},
		"no user":                {strings.Replace(good, `"user":"ann",`, ``, 1), "data.user", "is missing"},
		"a user that is null":    {without("user"), "data.user", "but is null"},
		"a long user":            {session("user", `"`+long+`"`), "data.user", "1024 bytes"},
		"a user as list":         {session("user", `["a"]`), "data.user", `is ["a"]`},
		"no offset":              {session("start", `"2026-08-31T10:00:00"`), "data.start", `with offset, not before 1970, like 2026-08-31T10:00:00.000Z, but is "2026-08-31T10:00:00"`},
		"a space in a time":      {session("start", `"2026-08-31 10:00:00Z"`), "data.start", "RFC 3339"},
		"a comma in a time":      {session("start", `"2026-08-31T10:00:00,5Z"`), "data.start", "RFC 3339"},
		"an hour of one digit":   {session("start", `"2026-08-31T1:00:00Z"`), "data.start", "RFC 3339"},
		"an offset of 24 hours":  {session("start", `"2026-08-31T10:00:00+24:00"`), "data.start", "RFC 3339"},
		"an offset of 60":        {session("start", `"2026-08-31T10:00:00-07:60"`), "data.start", "RFC 3339"},
		"a day that is not":      {session("start", `"2026-02-30T10:00:00Z"`), "data.start", "RFC 3339"},
		"a time as number":       {session("start", `1788170400`), "data.start", "but is 1788170400"},
		"before 1970":            {session("start", `"1969-12-31T23:59:59.999Z"`), "data.start", "not before 1970"},
		"end before start":       {session("end", `"2026-08-31T10:00:00.249Z"`), "data.end", "not before data.start"},
		"32 days":                {session("end", `"2026-10-01T10:00:00.251Z"`), "data.end", "at most 31 days after data.start"},
		"no pixels":              {without("receivedPixels"), "data.receivedPixels", "is null"},
		"negative pixels":        {session("receivedPixels", `-1`), "data.receivedPixels", "digits only, but is -1"},
		"a fraction":             {session("receivedPixels", `1.0`), "data.receivedPixels", "but is 1.0"},
		"an exponent":            {session("receivedPixels", `1e3`), "data.receivedPixels", "but is 1e3"},
		"a number in quotes":     {session("receivedPixels", `"1"`), "data.receivedPixels", `but is "1"`},
		"NaN":                    {session("receivedPixels", `NaN`), "", "not valid JSON"},
		"beyond 64 bits":         {session("receivedPixels", `99999999999999999999999`), "data.receivedPixels", "from 0 to 1000000000000"},
		"too many pixels":        {session("receivedPixels", `1000000000001`), "data.receivedPixels", "from 0 to 1000000000000"},
		"a bad revision":         {session("revision", `-1`), "data.revision", "from 0 to"},
		"a bad basis":            {session("basis", `"guessed"`), "data.basis", `"measured", "derived"`},
		"a total":                {event("seconds", `"product":"rtc","metric":"videoAll","seconds":1,"day":"2026-08-31"`), "data.metric", `must be a metric of rtc that is not a total: audioAll, sdAll, hdAll or hdpAll, but is "videoAll"`},
		"a metric of another":    {event("seconds", `"product":"rtc","metric":"sdAudience","seconds":1,"day":"2026-08-31"`), "data.metric", "sdAll"},
		"a bad day":              {event("seconds", `"product":"rtc","metric":"hdAll","seconds":1,"day":"2026-8-31"`), "data.day", "like 2026-08-31"},
		"seconds of peaks":       {event("seconds", `"product":"transcoding","metric":"avcSd","seconds":1,"day":"2026-08-31"`), "data.product", "rtc"},
		"time of transcoding":    {event("seconds", `"product":"transcodingTime","metric":"avcSd","seconds":1,"day":"2026-08-31"`), "data.product", `but is "transcodingTime"`},
		"a peak of sums":         {event("peak", `"product":"rtc","metric":"hdAll","value":1,"at":"2026-08-31T00:00:00Z"`), "data.product", "transcoding or concurrentChannel"},
		"an active user of rtc":  {event("active", `"product":"rtc","user":"a","at":"2026-08-31T00:00:00Z"`), "data.product", "must be rtm"},
		"an unknown codec":       {transcodingOf("1", "1", "1", `"vp8"`), "data.codec", `"avc" or "hevc"`},
		"no host":                {transcodingOf("1", "1", "0", `"avc"`), "data.hosts", "from 1 to 100000"},
		"width without height":   {transcodingOf("640", "0", "1", `"avc"`), "data.height", "0 exactly when data.width is 0"},
		"too wide":               {transcodingOf("65536", "1", "1", `"avc"`), "data.width", "from 0 to 65535"},
		"retracting itself":      {event("retract", `"event":"e1"`), "data.event", "another event"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := intake.Decode([]byte(c.json))
			f, ok := errors.AsType[*fault.Error](err)
			if !ok || f.Kind != fault.Invalid {
				t.Fatalf("%s\ngot %v, want fault.Invalid", c.json, err)
			}
			if !strings.Contains(f.Detail, c.says) || strings.ContainsAny(f.Detail, "\n\x00") || len(f.Detail) > 400 {
				t.Errorf("detail %q does not say %q in one short line", f.Detail, c.says)
			}
			if c.place != "" && (len(f.Fields) == 0 || f.Fields[0].Location != c.place) {
				t.Errorf("fields %+v do not begin at %q", f.Fields, c.place)
			}
		})
	}
}

func TestAllWrongFieldsAreNamedAndTheIDIsKept(t *testing.T) {
	t.Parallel()
	e, err := intake.Decode([]byte(event("peak", `"product":"transcoding","metric":"x","value":-1,"at":"now","user":"a"`)))
	f, _ := errors.AsType[*fault.Error](err)
	if len(f.Fields) != 4 || !strings.HasSuffix(f.Detail, "(and 3 more wrong)") {
		t.Errorf("got %q with %+v", f.Detail, f.Fields)
	}
	if e != (usage.Event{Source: "sfu", ID: "e1"}) {
		t.Errorf("got %+v, want source and id only", e)
	}
}
