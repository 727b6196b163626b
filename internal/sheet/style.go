package sheet

import "github.com/xuri/excelize/v2"

// groupedFormat is Excel's built-in number format "#,##0".
const groupedFormat = 3

// styles are the ids of a workbook's cell styles; 0 is the default one.
type styles struct {
	figure      int
	tenths      int
	wordTitle   int
	figureTitle int
}

func (s *styles) register(book *excelize.File) (err error) {
	bold := &excelize.Font{Bold: true}
	if s.figure, err = book.NewStyle(&excelize.Style{NumFmt: groupedFormat}); err != nil {
		return err
	}
	if s.tenths, err = book.NewStyle(&excelize.Style{CustomNumFmt: new("0.0")}); err != nil {
		return err
	}
	if s.wordTitle, err = book.NewStyle(&excelize.Style{Font: bold}); err != nil {
		return err
	}
	right := &excelize.Alignment{Horizontal: "right"}
	s.figureTitle, err = book.NewStyle(&excelize.Style{Font: bold, Alignment: right})
	return err
}

func (s *styles) column(k Kind) int {
	switch k {
	case Figure:
		return s.figure
	case Tenths:
		return s.tenths
	default:
		return 0
	}
}

func (s *styles) title(k Kind) int {
	if k == Words {
		return s.wordTitle
	}
	return s.figureTitle
}
