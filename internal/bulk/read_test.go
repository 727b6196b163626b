package bulk

import (
	"reflect"
	"strings"
	"testing"

	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

func TestAFileIsReadHoweverItIsSeparated(t *testing.T) {
	t.Parallel()
	lines := [][]string{
		{"companyName", "e-mail", "First Name", "last_name", "COUNTRY", "area", "appLimit"},
		{"Neu & Co", "nia@neu.example", "Nia", " Neu ", "de", "non-cn", ""},
		{"", "", "", "", "", "", ""},
		{"云帆", "chen@yunfan.example", "思远", "陈", "CN", "CN", "3"},
	}
	for _, separator := range []string{",", ";", "\t"} {
		for _, begin := range []string{"", "\uFEFF"} {
			for _, end := range []string{"\n", "\r\n"} {
				text := begin
				for _, l := range lines {
					text += strings.Join(l, separator) + end
				}
				list, err := Read([]byte(text))
				if err != nil || len(list.Rows) != 2 || len(list.broken) != 0 {
					t.Fatalf("%q: %+v, %v", text, list, err)
				}
				first := company.New{Company: company.Company{Name: "Neu & Co", Country: "DE", Area: company.Outside, AppLimit: 10, MemberLimit: 10, Industry: 12, Interest: 1, Environment: 1},
					Email: "nia@neu.example", FirstName: "Nia", LastName: "Neu"}
				if !reflect.DeepEqual(list.Rows[0].New, first) || list.Rows[0].Line != 2 {
					t.Errorf("%q: %+v", text, list.Rows[0])
				}
				if r := list.Rows[1]; r.Line != 4 || r.AppLimit != 3 || r.Name != "云帆" || r.Check() != nil {
					t.Errorf("%q: %+v", text, r)
				}
			}
		}
	}
}

func TestQuotedCellsAreText(t *testing.T) {
	t.Parallel()
	list, err := Read([]byte("companyName,email,firstName,lastName,country,area\n\"a, \"\"b\"\"\",x@y,A,B,DE,CN\nbare \" quote,x@y,A,B,DE,CN\nc,x@z,A,B,DE,CN,,\n"))
	if err != nil || len(list.Rows) != 2 || list.Rows[0].Name != `a, "b"` || list.Rows[1].Line != 4 {
		t.Fatalf("%+v, %v", list, err)
	}
	if len(list.broken) != 1 || list.broken[0] != (Problem{Line: 3, Kind: Quotes}) {
		t.Errorf("%+v", list.broken)
	}
}

func TestTheTemplateIsAFileThatCanBeImported(t *testing.T) {
	t.Parallel()
	list, err := Read([]byte(Template))
	if err != nil || len(list.Rows) != 1 || list.Rows[0].Check() != nil {
		t.Errorf("%+v, %v", list, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(Template))
	f.Add([]byte("companyName;email\n\"a\n;;\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		list, err := Read(content)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid || len(fault.Readable(err).Fields) == 0 {
				t.Errorf("%v", err)
			}
			return
		}
		for i := range list.Rows {
			list.Rows[i].problems(nil, map[string]int{})
		}
	})
}
