package api

import (
	"errors"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-json-experiment/json"

	"reseller-console/internal/billing"
	"reseller-console/internal/fault"
)

// markupRule is what a markup says.
type markupRule struct{ billing.Rule }

// Schema implements huma.SchemaProvider.
func (markupRule) Schema(huma.Registry) *huma.Schema { return ruleSchema() }

func ruleSchema() *huma.Schema {
	decimal := func(doc string) *huma.Schema { return &huma.Schema{Type: huma.TypeString, Description: doc} }
	whole := func(doc string) *huma.Schema { return &huma.Schema{Type: huma.TypeInteger, Description: doc} }
	object := func(properties map[string]*huma.Schema, doc string, required ...string) *huma.Schema {
		return &huma.Schema{Type: huma.TypeObject, Properties: properties, Required: required, Description: doc}
	}
	rate := object(map[string]*huma.Schema{
		"model": {Type: huma.TypeString, Enum: []any{"flat", "graduated", "volume", "package"}},
		"per":   whole("How many minutes, or number, a price is of."),
		"tiers": {Type: huma.TypeArray, Items: object(map[string]*huma.Schema{
			"upTo":  whole("That included; not there in the last tier."),
			"price": decimal("Decimal, with at most six places."),
		}, "", "price")},
	}, "A price of its own, which does not follow.", "model", "per", "tiers")
	item := object(map[string]*huma.Schema{"percent": decimal("Another percentage."), "rate": rate}, "Either a percentage or a price.")
	return object(map[string]*huma.Schema{
		"percent":   decimal("Added to each price that the reseller buys by: -100 to 1000, decimal, with at most four places."),
		"places":    whole("That prices are rounded to, half up: 0 to 6."),
		"items":     {Type: huma.TypeObject, AdditionalProperties: item, Description: "Items with a rule of their own, by their ids, like rtc.hd."},
		"free":      {Type: huma.TypeBoolean, Description: "Whether what is free when the reseller buys is free for companies too."},
		"minimum":   decimal("Balance below which a company is short."),
		"graceDays": whole("How long it is served then: 0 to 366."),
	}, "By how much prices are above those that the reseller buys by.", "percent", "places", "free", "minimum", "graceDays")
}

// ruleField is a rule that is sent.
type ruleField struct {
	sent
	at    string // what of it cannot be read
	value billing.Rule
}

// UnmarshalJSON implements json.Unmarshaler.
func (r *ruleField) UnmarshalJSON(b []byte) error {
	err := json.Unmarshal(b, &r.value)
	if where, semantic := errors.AsType[*json.SemanticError](err); semantic {
		r.at = strings.Join(slices.Collect(where.JSONPointer.Tokens()), ".")
	}
	r.read(b, err == nil)
	return nil
}

// Schema implements huma.SchemaProvider.
func (ruleField) Schema(huma.Registry) *huma.Schema { return ruleSchema() }

// markupBody is a version of a markup that is sent.
type markupBody struct {
	_      struct{}  `json:"-" additionalProperties:"true"`
	From   text      `json:"from" doc:"First month, as 2026-09: the next one or a later one."`
	Source text      `json:"source" doc:"markup, hand or, of a company, standard."`
	Markup ruleField `json:"markup" required:"false" doc:"Of the source markup."`
}

// version is what the body says.
func (b *markupBody) version() (v billing.RuleVersion, err error) {
	var wrong []fault.Field
	v.From = firstMonth(&b.From, &wrong)
	b.Source.check(&wrong, "source", "markup, standard or hand")
	v.Source, v.Rule = billing.Source(b.Source.value), b.Markup.value
	switch {
	case b.Markup.wrong != nil:
		b.Markup.check(&wrong, strings.TrimSuffix("markup."+b.Markup.at, "."), "as the document describes it")
	case v.Source == billing.Marked && !b.Markup.set:
		wrong = append(wrong, fault.Field{Location: "markup", Message: "what the markup says"})
	}
	return v, unreadable(wrong)
}
