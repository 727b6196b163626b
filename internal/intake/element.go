package intake

import (
	"bytes"
	"iter"

	"reseller-console/internal/fault"
)

// maxDepth is how deep values may lie within each other, as for jsontext.
const maxDepth = 10_000

// elements takes a JSON array apart without understanding its elements, so
// that a malformed one costs only itself: decode judges each. Only brackets
// and strings are followed, because a comma ends an element exactly if it is
// outside of them. An array whose brackets or strings do not end is
// fault.Invalid and names the byte. Elements have no blanks around them; of
// valid JSON they are the array's elements.
func elements(body []byte) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		at := skipBlanks(body, 0)
		if at == len(body) || body[at] != '[' {
			yield(nil, fault.New(fault.Invalid, "The body must be a JSON array of events."))
			return
		}
		s := splitter{body: body}
		for first := true; ; first = false {
			from := at + 1
			end, err := s.end(from)
			if err != nil {
				yield(nil, whole(err))
				return
			}
			element := bytes.Trim(body[from:end], blanks)
			at = end
			closed := body[at] == ']'
			if empty := first && closed && len(element) == 0; !empty && !yield(element, nil) {
				return
			}
			if closed {
				break
			}
		}
		if rest := skipBlanks(body, at+1); rest < len(body) {
			yield(nil, moreFollows(int64(rest)))
		}
	}
}

func skipBlanks(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\n' || b[i] == '\r' || b[i] == '\t') {
		i++
	}
	return i
}

// splitter follows brackets and strings through an array.
type splitter struct {
	body []byte
	open []byte // the brackets that will close those that are open, inside the array's own
}

// telling are the bytes that a splitter looks at.
var telling = [256]bool{'"': true, '{': true, '}': true, '[': true, ']': true, ',': true}

// end returns where the comma or bracket is that ends the element which begins
// at from.
func (s *splitter) end(from int) (int, *fault.Error) {
	s.open = s.open[:0]
	for i := from; i < len(s.body); i++ {
		c := s.body[i]
		if !telling[c] {
			continue
		}
		if len(s.open) == 0 && (c == ',' || c == ']') {
			return i, nil
		}
		if c == '"' {
			begin := i
			if i = closingQuote(s.body, i); i < 0 {
				return 0, unbalanced(int64(begin), "a string begins here that does not end")
			}
			continue
		}
		if why := s.bracket(c); why != "" {
			return 0, unbalanced(int64(i), why)
		}
	}
	return 0, unbalanced(int64(len(s.body)), "the array ends too early")
}

// bracket follows one bracket, and says what is wrong with it; a comma changes
// nothing.
func (s *splitter) bracket(c byte) (why string) {
	switch last := len(s.open) - 1; c {
	case '{', '[':
		if s.open = append(s.open, c+2); len(s.open) > maxDepth { // in ASCII, } and ] are two after { and [
			return "values lie too deep within each other"
		}
	case '}', ']':
		if last < 0 || s.open[last] != c {
			return "a bracket closes that is not open"
		}
		s.open = s.open[:last]
	}
	return ""
}

// closingQuote returns where the string ends that begins at i; -1 if nowhere.
func closingQuote(b []byte, i int) int {
	for i++; i < len(b); i++ {
		switch b[i] {
		case '"':
			return i
		case '\\':
			i++
		}
	}
	return -1
}
