package journey

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// upload writes a file and chooses it in the page.
func (b *browser) upload(selector, name, content string) {
	b.t.Helper()
	path := filepath.Join(b.t.TempDir(), name)
	b.check(os.WriteFile(path, []byte(content), 0o600))
	b.do(chromedp.SetUploadFiles(chromedp.CSS(selector), []string{path}))
}

func TestCompaniesAreImportedAfterACheckThatCreatesNothing(t *testing.T) {
	t.Parallel()
	b := visit(t, wide, high)
	const email = "import@journeys.example"
	b.signInWith(email, b.ownReseller(email))
	b.click("#import")
	b.accessible()
	b.picture("form")
	b.upload("#file", "plain.txt", "CID\n1\n")
	b.click("#check")
	b.expect(400)
	if wrong := b.text("#file-wrong"); !strings.Contains(wrong, "There is no column “CID”") {
		t.Errorf("a file of something else shows %q", wrong)
	}
	var list strings.Builder
	list.WriteString("\uFEFFcompanyName;email;firstName;lastName;country;area\r\n")
	for i := range 40 {
		fmt.Fprintf(&list, "Import %d;i%d@import.example;Im;Port;DE;Non-CN\r\n", i, i)
	}
	list.WriteString("A name that is far too long;nowhere;;Port;Germany;EU\r\nTwice;I7@import.example;Im;Port;CN;CN\r\n")
	b.upload("#file", "companies.csv", list.String())
	b.click("#check")
	if right, wrong, problems := b.text("#right"), b.text("#wrong"), b.numbers("tbody tr"); right != "40 companies can be created" || !strings.HasPrefix(wrong, "2 lines") || len(problems) != 6 {
		t.Errorf("the check says %q, %q and lists %q", right, wrong, problems)
	}
	b.accessible()
	b.picture("plan")
	plan := b.address()
	b.open("/companies")
	if rows := b.numbers("tbody tr"); len(rows) != 0 {
		t.Errorf("the check creates %d companies", len(rows))
	}
	for _, look := range []struct {
		path, theme   string
		width, height int64
	}{{plan, "dark", phone, phigh}, {"/companies/import", "dark", wide, high}, {"/companies", "light", phone, phigh}} {
		b.resize(look.width, look.height)
		b.theme(look.theme)
		b.open(look.path)
		b.accessible()
		b.picture("look" + look.path)
	}
	b.resize(wide, high)
	b.scripts(false)
	b.open(plan)
	b.click("#begin")
	b.picture("begun")
	b.scripts(true)
	b.openOnce("/runs", `id="file-`)
	if done := b.text("tbody tr"); !strings.Contains(done, "Import of 42 lines") || !strings.Contains(done, "40 companies") || !strings.Contains(done, "2 left out") {
		t.Errorf("the import shows %q", done)
	}
	b.accessible()
	b.picture("done")
	result := evaluate[string](b, `fetch(document.querySelector("[id^=file-]").href).then(r => r.text())`)
	if lines := strings.Split(strings.TrimSpace(result), "\n"); len(lines) != 43 || !strings.Contains(lines[1], "Import 0,i0@import.example,Created") {
		t.Errorf("the result is %.300q", result)
	}
	b.open("/companies")
	if counted := b.text(".page-header"); !strings.Contains(counted, "40 companies") {
		t.Errorf("the list has %q", counted)
	}
	b.language("zh-Hans")
	b.open(plan)
	b.picture("plan-zh")
	b.open("/runs")
	b.picture("runs-zh")
}
