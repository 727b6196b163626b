package intake_test

import (
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"reseller-console/internal/fault"
	"reseller-console/internal/intake"
)

func TestABrokenLineCostsOnlyItself(t *testing.T) {
	t.Parallel()
	good := event("session", sessionData)
	long := strings.Repeat("x", 3*intake.MaxLine)
	input := "\uFEFF" + good + "\r\n\n  \n{\n" + long + "\n" + good + "\n" + good[:9] + "\n" + good
	want := []struct {
		line int
		ok   bool
	}{{1, true}, {4, false}, {5, false}, {6, true}, {7, false}, {8, true}}
	i := 0
	for item, err := range intake.NDJSON(iotest.OneByteReader(strings.NewReader(input))) {
		if err != nil {
			t.Fatal(err)
		}
		if item.Index != i || item.Line != want[i].line || (item.Err == nil) != want[i].ok {
			t.Errorf("item %d is %+v, want line %d", i, item, want[i].line)
		}
		i++
	}
	if i != len(want) {
		t.Errorf("got %d items, want %d", i, len(want))
	}
}

func TestALineOfTheLargestSizeIsRead(t *testing.T) {
	t.Parallel()
	good := event("session", sessionData)
	for extra, ok := range map[int]bool{0: true, 1: false} {
		line := good + strings.Repeat(" ", intake.MaxLine-len(good)+extra)
		for _, end := range []string{"", "\n", "\r\n"} {
			for item, err := range intake.NDJSON(strings.NewReader(line + end)) {
				if err != nil || (item.Err == nil) != ok {
					t.Errorf("%d bytes and %q: %v, %v", len(line), end, item.Err, err)
				}
			}
		}
	}
}

func TestAFailingReaderEndsTheSequenceWithoutHalfALine(t *testing.T) {
	t.Parallel()
	good := event("session", sessionData)
	broken := errors.New("disk gone")
	r := io.MultiReader(strings.NewReader(good+"\n"+good[:20]), iotest.ErrReader(broken))
	var events int
	var last error
	for _, err := range intake.NDJSON(r) {
		if last = err; err == nil {
			events++
		}
	}
	if events != 1 || !errors.Is(last, broken) {
		t.Errorf("got %d events and %v", events, last)
	}
}

const header = "source,id,type,subject,product,channel,user,start,end,receivedPixels\n"

// row is line n of a CSV file of sessions.
func row(n int) string {
	return "sfu,e" + strconv.Itoa(n) + ",usage.session,p1,rtc,room,ann,2026-08-31T10:00:00Z,2026-08-31T10:01:00Z,0\n"
}

func TestCSVNamesLineAndColumn(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ line, location, says string }{
		"too few cells":        {"a,b", "line 2", "the line has 2 cells, but the header has 10"},
		"too many cells":       {strings.TrimSpace(row(1)) + ",", "line 2", "has 11 cells"},
		"an open quote":        {`sfu,"e1,usage.session`, "line 2", "a quote that is not closed in cell 2"},
		"text after a quote":   {`sfu,"e1"x,usage.session`, "line 2", "text after the closing quote in cell 2"},
		"a stray quote":        {`sfu,e"1,usage.session`, "line 2", "a quote inside the unquoted cell 2"},
		"not UTF-8":            {strings.Replace(row(1), "ann", "\xff", 1), "line 2", "not UTF-8"},
		"a bad number":         {strings.Replace(row(1), ",0\n", ",1.5\n", 1), "line 2, column receivedPixels", `column receivedPixels must be an integer`},
		"an empty cell":        {strings.Replace(row(1), ",ann,", ",,", 1), "line 2, column user", "is missing"},
		"a cell of other type": {strings.Replace(row(1), "usage.session", "usage.active", 1), "line 2, column product", "must be rtm"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			input := header + c.line + "\n" + row(2)
			var items []intake.Item
			for item, err := range intake.CSV(strings.NewReader(input)) {
				if err != nil {
					t.Fatal(err)
				}
				items = append(items, item)
			}
			if len(items) != 2 && c.line[len(c.line)-1] != '\n' || items[len(items)-1].Err != nil {
				t.Fatalf("the line after is lost: %+v", items)
			}
			f := items[0].Err
			if f == nil || !strings.Contains(f.Detail, c.says) || f.Fields[0].Location != c.location {
				t.Errorf("got %+v, want %q at %q", f, c.says, c.location)
			}
		})
	}
}

func TestCSVCellsMayBeQuoted(t *testing.T) {
	t.Parallel()
	input := "\uFEFFid,\"source\",subject,type,user,product,at,revision\r\n" +
		`"e1",sfu,p1,"usage.active","a ""b"", c",rtm,2026-08-31T10:00:00Z,` + "\r\n"
	for item, err := range intake.CSV(strings.NewReader(input)) {
		if err != nil || item.Err != nil || item.Event.User != `a "b", c` || item.Event.ID != "e1" || item.Line != 2 {
			t.Errorf("got %+v, %v", item, err)
		}
	}
}

func TestABadHeaderRefusesTheFile(t *testing.T) {
	t.Parallel()
	for input, says := range map[string]string{
		"":                             "is empty",
		"source,id,type,subject,secs":  `"secs" is unknown. Columns are source, id`,
		"source,id,type,subject,id":    `"id" is there twice`,
		"source,id,type":               `"subject" is missing`,
		"source,\"id":                  "not closed",
		strings.Repeat("x", 2_000_000): "longer than",
	} {
		n := 0
		for _, err := range intake.CSV(strings.NewReader(input)) {
			if n++; fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), says) {
				t.Errorf("%.40q: got %v, want %q", input, err, says)
			}
		}
		if n != 1 {
			t.Errorf("%.40q: %d answers", input, n)
		}
	}
}
