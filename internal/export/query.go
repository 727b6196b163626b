package export

import (
	"strings"

	"reseller-console/internal/catalog"
	"reseller-console/internal/fault"
	"reseller-console/internal/sheet"
	"reseller-console/internal/usage"
)

// Query is what a sheet is to hold, the same for its preview, a file that is
// made at once, and an export.
type Query struct {
	Window   usage.Window
	Format   sheet.Format
	Company  bool // columns: CID, name, area, status
	Project  bool // a row for each project, with columns: id, name
	Products []*catalog.Product
	About    bool // a page before the rows, in Excel only
}

// CID reports whether there is a column for the CID: a row that is no
// project's needs one at least.
func (q *Query) CID() bool { return q.Company || !q.Project }

// Rows is the same for package usage.
func (q *Query) Rows(reseller int64) usage.RowQuery {
	return usage.RowQuery{Owner: usage.Owner{Reseller: reseller}, Window: q.Window, Products: q.Products, ByProject: q.Project}
}

// check refuses what no sheet can be made of.
func (q *Query) check() error {
	if err := q.Window.Check(); err != nil {
		return err
	}
	return q.checkContent()
}

// checkContent refuses what no sheet can be made of, whatever its days are.
func (q *Query) checkContent() error {
	if len(q.Products) == 0 {
		return fault.New(fault.Invalid, "No product is chosen.").With("products", "at least one product", nil)
	}
	if q.Format != sheet.Excel && q.Format != sheet.CSV {
		return fault.New(fault.Invalid, "There is no format %q.", q.Format).With("format", "xlsx or csv", string(q.Format))
	}
	return nil
}

// Products returns the products of those ids in the catalogue's order; all of
// them, without ids. One that does not exist is fault.Invalid.
func Products(ids []string) ([]*catalog.Product, error) {
	wanted := map[string]bool{}
	for _, id := range ids {
		if _, known := catalog.ByID(id); !known {
			return nil, fault.New(fault.Invalid, "There is no product %.40q.", id).With("products", "some of "+strings.Join(ProductIDs(catalog.Products()), ", "), id)
		}
		wanted[id] = true
	}
	var some []*catalog.Product
	for _, p := range catalog.Products() {
		if len(ids) == 0 || wanted[p.ID] {
			some = append(some, p)
		}
	}
	return some, nil
}

// ProductIDs returns the products' ids.
func ProductIDs(products []*catalog.Product) []string {
	ids := make([]string, len(products))
	for i, p := range products {
		ids[i] = p.ID
	}
	return ids
}
