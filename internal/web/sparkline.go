package web

import (
	"strconv"
	"strings"
)

// The drawing area of a sparkline, in its own units, and the room that its
// stroke needs at the edges.
const (
	sparkWidth  = 96
	sparkHeight = 20
	sparkInset  = 1.5
)

// sparkline is the line of a company's days: what is settled, and the last
// stretch to today, whose figure still grows.
type sparkline struct {
	settled, growing string // points of an SVG polyline
}

// newSparkline draws the values from left to right, 0 at the bottom and the
// highest value at the top.
func newSparkline(values []int64) sparkline {
	if len(values) < 2 {
		return sparkline{}
	}
	var top int64 = 1
	for _, v := range values {
		top = max(top, v)
	}
	points := make([]string, len(values))
	for i, v := range values {
		x := sparkInset + float64(i)*(sparkWidth-2*sparkInset)/float64(len(values)-1)
		y := sparkHeight - sparkInset - float64(v)*(sparkHeight-2*sparkInset)/float64(top)
		points[i] = strconv.FormatFloat(x, 'f', 1, 64) + "," + strconv.FormatFloat(y, 'f', 1, 64)
	}
	last := len(points) - 1
	return sparkline{settled: strings.Join(points[:last], " "), growing: strings.Join(points[last-1:], " ")}
}
