package api

import (
	"github.com/danielgtaylor/huma/v2"

	"reseller-console/internal/catalog"
)

// Schema implements huma.SchemaProvider: the catalogue's pairs, each with
// exactly its fields.
func (figureList) Schema(huma.Registry) *huma.Schema {
	element := object(field{"dateTime", dateTimeSchema()}, field{"usage", pairsSchema(figureSchema)})
	return &huma.Schema{Type: huma.TypeArray, Items: element}
}

func dateTimeSchema() *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Pattern: `^\d{4}-\d{2}-\d{2} 00:00:00$`, Description: "First day of the period, in UTC."}
}

// pairsSchema is one of the catalogue's pairs, with what one makes of each
// metric in its place.
func pairsSchema(one func() *huma.Schema) *huma.Schema {
	any := make([]*huma.Schema, 0, len(catalog.Pairs()))
	for _, p := range catalog.Pairs() {
		s := metricsSchema(p.Parts[0].Product, one)
		if p.Parts[0].Name != "" {
			s = object()
			for _, part := range p.Parts {
				require(s, field{part.Name, metricsSchema(part.Product, one)})
			}
		}
		s.Title = p.Business + " " + p.Model
		any = append(any, s)
	}
	return &huma.Schema{AnyOf: any}
}

func metricsSchema(p *catalog.Product, one func() *huma.Schema) *huma.Schema {
	s := object()
	for i := range p.Metrics {
		require(s, field{p.Metrics[i].ID, one()})
	}
	return s
}

func figureSchema() *huma.Schema { return &huma.Schema{Type: huma.TypeInteger, Format: "int64"} }

// field is one of an object.
type field struct {
	name   string
	schema *huma.Schema
}

// object is the schema of an object with exactly those fields.
func object(fields ...field) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeObject, Properties: map[string]*huma.Schema{}, AdditionalProperties: false}
	require(s, fields...)
	return s
}

func require(s *huma.Schema, fields ...field) {
	for _, f := range fields {
		s.Properties[f.name] = f.schema
		s.Required = append(s.Required, f.name)
	}
}
