package journey

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"reseller-console/internal/company"
	"reseller-console/internal/store"
)

func TestAnOperatorReplaysTheQuarantineOnceItsProjectExists(t *testing.T) {
	t.Parallel()
	lookAround(t)
	b := visit(t, wide, high)
	b.signInOperator("quarantine@journeys.example")
	b.language("en")
	b.open("/operator/quarantine")
	if focus := evaluate[string](b, "document.activeElement.tagName"); focus != "BODY" {
		t.Errorf("the page opens with the focus on %s", focus)
	}
	b.swap("#tab-unknown-project")
	held := b.numbers("#tab-unknown-project .badge")[0]
	b.swap("#page-older")
	b.swap("#page-newer")
	b.swap("#project-0")
	project := evaluate[string](b, `new URLSearchParams(location.search).get("project")`)
	cid := b.create(project)

	b.do(chromedp.Click(chromedp.CSS("[popovertarget=ask-replay]")))
	if question := b.text("#ask-replay-title"); question != fmt.Sprintf("Replay %s events?", held) {
		t.Errorf("the page asks %q", question)
	}
	b.accessible()
	b.picture("ask-replay")
	if focus := evaluate[string](b, "document.activeElement.textContent"); focus != "Cancel" {
		t.Errorf("the question begins with the focus on %q", focus)
	}
	b.do(chromedp.KeyEvent(kb.Escape))
	if evaluate[bool](b, `document.querySelector("#ask-replay").matches(":popover-open")`) {
		t.Error("Escape does not close the question")
	}
	b.do(chromedp.Click(chromedp.CSS("[popovertarget=ask-replay]")))
	b.click("#do-replay")
	if said := b.text("[role=status].alert"); !strings.Contains(said, held+" events were counted.") {
		t.Errorf("after the replay the page says %q", said)
	}
	b.picture("replayed")

	b.scripts(false)
	b.open("/operator/quarantine?reason=too-old")
	old := b.numbers("#tab-too-old .badge")[0]
	b.do(chromedp.Click(chromedp.CSS("[popovertarget=ask-drop]")))
	b.picture("ask-drop")
	b.click("#do-drop")
	if said := b.text("[role=status].alert"); !strings.Contains(said, old+" events were dropped.") {
		t.Errorf("without scripts, after the drop the page says %q", said)
	}
	b.scripts(true)

	r := visit(t, wide, high)
	r.signInAs(2)
	r.open(fmt.Sprintf("/usage/chart?product=onPremiseRecording&company=%d&project=%s", cid, project))
	sum := 0
	for _, n := range r.numbers("tfoot td") {
		minutes, _ := strconv.Atoi(n)
		sum += minutes
	}
	if sum == 0 {
		t.Errorf("after the replay the chart shows nothing: %s", r.text("main"))
	}
	r.open("/operator/quarantine")
	if rows := r.numbers("tbody tr"); len(rows) > 0 { // the words are in the language that another journey has chosen
		t.Errorf("a reseller finds %q on the operator's page", rows)
	}
	r.expect(403)
}

// lookAround opens the operator's pages while something is held.
func lookAround(t *testing.T) {
	b := visit(t, wide, high)
	b.signInOperator("looks.operator@journeys.example")
	b.looks("/operator", "/operator/resellers", "/operator/resellers/1", "/operator/companies", "/operator/sources", "/operator/jobs", "/operator/mails", "/operator/applications", "/operator/activity", "/operator/quarantine", "/operator/quarantine?reason=too-old", "/operator/received", "/operator/checks", "/settings")
}

// create lets a project come to exist at a company of the third reseller, as
// the program's own service does.
func (b *browser) create(project string) (cid int64) {
	b.t.Helper()
	db, err := store.Open(b.t.Context(), store.Config{Dir: filepath.Join(b.dir, "data")})
	b.check(err)
	defer db.Close() //nolint:errcheck // what was created is on disk already
	for _, c := range b.Companies {
		if c.Reseller == b.Resellers[2].Name && len(c.Projects) < company.DefaultAppLimit-1 {
			_, err := company.NewService(db.Companies(), time.Now).CreateProject(b.t.Context(), company.Project{ID: project, Company: c.CID, Name: "Recorded"})
			b.check(err)
			return c.CID
		}
	}
	b.t.Fatal("no company can have another project")
	return 0
}

// expect takes the browser's own message about a status as what was asked for.
func (b *browser) expect(status int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	want := fmt.Sprintf("status of %d", status)
	for i, p := range b.problems {
		if strings.Contains(p, want) {
			b.problems = append(b.problems[:i], b.problems[i+1:]...)
			return
		}
	}
	b.t.Errorf("no answer had the status %d", status)
}
