package web

import (
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"reseller-console/internal/account"
	"reseller-console/internal/locale"
)

// topic is a thing that acts are about, as the filter groups them.
type topic struct {
	name string
	acts []account.Action
}

// topicNouns are the nouns of actions by the topic that they belong to.
var topicNouns = map[string][]string{
	"company":  {"company", "register", "application", "visit", "bulk"},
	"project":  {"project", "uap", "certificate"},
	"member":   {"member"},
	"money":    {"plan", "buyplan", "markup", "bill", "balance"},
	"budget":   {"budget"},
	"signIn":   {"user", "password", "session", "factor", "passkey"},
	"key":      {"key"},
	"webhook":  {"webhook"},
	"staff":    {"staff"},
	"reseller": {"reseller"},
	"usage":    {"export", "template", "schedule", "view", "note"},
	"platform": {"source", "job", "mail", "quarantine"},
}

// topics are all topics by language, they and their acts by name.
var topics = sync.OnceValue(func() map[string][]topic {
	all := map[string][]topic{}
	for _, tag := range locale.Tags() {
		all[tag] = topicsIn(locale.For(tag))
	}
	return all
})

func topicsIn(w *locale.Words) (all []topic) {
	order := collate.New(language.Make(w.Tag()))
	for id, nouns := range topicNouns {
		t := topic{name: w.T("activity.topic." + id)}
		for _, a := range actions {
			if noun, _, _ := strings.Cut(string(a), "."); slices.Contains(nouns, noun) {
				t.acts = append(t.acts, a)
			}
		}
		slices.SortFunc(t.acts, func(a, b account.Action) int {
			return order.CompareString(w.T("act."+string(a)), w.T("act."+string(b)))
		})
		all = append(all, t)
	}
	slices.SortFunc(all, func(a, b topic) int { return order.CompareString(a.name, b.name) })
	return all
}

// topicsOf are those with what can occur in the trail that the visitor reads.
func topicsOf(v visitor) (all []topic) {
	readable := actionsOf(v)
	for _, t := range topics()[v.Tag()] {
		t.acts = slices.DeleteFunc(slices.Clone(t.acts), func(a account.Action) bool { return !slices.Contains(readable, a) })
		if len(t.acts) > 0 {
			all = append(all, t)
		}
	}
	return all
}
