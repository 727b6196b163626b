package web

import "github.com/a-h/templ"

// inPlace, on an element, makes its links and GET forms change the content of
// the page instead of loading it anew; the address follows. It is for links
// to the same page: navigation, title and where the visitor has scrolled to
// stay as they are. Of several clicks in a row, the last one counts.
var inPlace = templ.Attributes{
	"data-hx-boost:inherited":     `target:#content select:#content swap:"outerHTML show:none"`,
	"data-hx-indicator:inherited": "#content",
	"data-hx-sync:inherited":      "#content:replace",
}

// fromTop, on an element inside of one that is inPlace, leads to the top of
// the new content: it is for what shows another part of a list.
var fromTop = templ.Attributes{
	"data-hx-boost:inherited": "target:#content select:#content swap:outerHTML",
}

// buttonsInPlace, on a form, makes its buttons that have an address of their own
// change the content of the page instead of loading it anew.
var buttonsInPlace = templ.Attributes{
	"data-hx-target:inherited": "#content",
	"data-hx-select:inherited": "#content",
	"data-hx-swap:inherited":   "outerHTML show:none",
}
