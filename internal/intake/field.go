package intake

// field is a CloudEvents attribute or a member of its data.
type field uint8

// The fields. From firstData on they are members of data.
const (
	specVersion field = iota
	eventID
	source
	eventType
	subject
	sentAt
	contentType
	dataBase64
	product
	metric
	channel
	user
	task
	start
	end
	at
	day
	receivedPixels
	seconds
	value
	codec
	hosts
	width
	height
	target
	revision
	basis
	fieldCount
)

const firstData = product

var fieldNames = [fieldCount]string{
	"specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data_base64",
	"product", "metric", "channel", "user", "task", "start", "end", "at", "day",
	"receivedPixels", "seconds", "value", "codec", "hosts", "width", "height",
	"event", "revision", "basis",
}

// names are fields by the length of their names, a few of each: comparing
// these is faster than a map.
type names [len("datacontenttype") + 1][]field

var attributes, members = byName(specVersion, firstData), byName(firstData, fieldCount)

func byName(from, to field) (all names) {
	for f := from; f < to; f++ {
		n := len(fieldNames[f])
		all[n] = append(all[n], f)
	}
	return all
}

func (n *names) find(name []byte) (f field, known bool) {
	if len(name) >= len(n) {
		return 0, false
	}
	for _, f := range n[len(name)] {
		if fieldNames[f] == string(name) {
			return f, true
		}
	}
	return 0, false
}

// columns are the fields that a CSV file may have: all but those that only
// the JSON envelope needs.
var columns = csvColumns()

func csvColumns() []field {
	all := []field{source, eventID, eventType, subject, sentAt}
	for f := firstData; f < fieldCount; f++ {
		all = append(all, f)
	}
	return all
}
