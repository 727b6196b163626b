package web

import "github.com/a-h/templ"

// inPlace, on an element, makes its links and GET forms change the content of
// the page instead of loading it anew; the address follows. It is for links
// to the same page: navigation and title stay as they are.
var inPlace = templ.Attributes{
	"data-hx-boost:inherited":     "target:#content select:#content swap:outerHTML",
	"data-hx-indicator:inherited": "#content",
}
