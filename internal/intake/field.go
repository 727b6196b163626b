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

var attributes, members = byName(specVersion, firstData), byName(firstData, fieldCount)

func byName(from, to field) map[string]field {
	names := make(map[string]field, to-from)
	for f := from; f < to; f++ {
		names[fieldNames[f]] = f
	}
	return names
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
