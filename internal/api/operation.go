package api

import (
	"bufio"
	"context"
	"html/template"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"github.com/go-json-experiment/json"

	"reseller-console/internal/fault"
	"reseller-console/internal/intake"
	"reseller-console/internal/recall"
)

// resellerAPI is the part of the API that resellers' programs sign for. Huma
// reads parameters, writes answers and describes both; signatures, problems and
// methods that are not there are ours.
type resellerAPI struct {
	*api
	*http.ServeMux // where paths are found; also, to huma, its router
	quotas         *quotas
	flying         flying
	huma           huma.API
	document       []byte
	docs           docsView
	docsPage       *template.Template
	answers        *recall.Memory[figureQuestion, figureAnswer]
}

func newResellerAPI(a *api, mux *http.ServeMux) *resellerAPI {
	r := &resellerAPI{api: a, ServeMux: mux, quotas: newQuotas(a.Quota), answers: recall.New[figureQuestion, figureAnswer](maxAnswers)}
	format := huma.Format{
		Marshal:   write,
		Unmarshal: func(data []byte, v any) error { return json.Unmarshal(data, v) },
	}
	r.huma = huma.NewAPI(huma.Config{
		OpenAPI:       newDocument(a.BaseURL),
		Formats:       map[string]huma.Format{mediaJSON: format, "json": format},
		DefaultFormat: mediaJSON,
		Transformers:  []huma.Transformer{refuse, encode},
	}, r)
	r.registerCompanies()
	r.registerChanges()
	r.registerProjects()
	r.registerProjectChanges()
	r.registerFigures()
	r.registerResellerUsage()
	r.registerDailyBills()
	r.registerMargins()
	r.registerMarkups()
	r.registerExports()
	r.registerKeys()
	r.registerAudit()
	r.document = r.complete()
	r.prepareDocs()
	return r
}

// What operations answer with.
const (
	mediaJSON  = "application/json"
	mediaLines = intake.MediaLines
)

// everywhere are the errors that any operation may answer with, besides 500,
// which huma adds.
var everywhere = []int{
	http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType,
	http.StatusTooManyRequests, http.StatusRequestHeaderFieldsTooLarge, http.StatusServiceUnavailable,
}

// register serves an operation. Its act is told who asks. Errors of the
// operation are those that only it can answer with.
func register[In, Out any](a *resellerAPI, op huma.Operation, act func(ctx context.Context, v visit, in *In) (*Out, error)) {
	op.SkipValidateBody = true // the nouns check, and say what would be right
	op.Errors = append(op.Errors, everywhere...)
	if strings.Contains(op.Path, "{") {
		op.Errors = append(op.Errors, http.StatusNotFound)
	}
	if op.Method == http.MethodPost {
		op.Errors = append(op.Errors, http.StatusConflict)
	}
	if op.Method == http.MethodPatch {
		op.Errors = append(op.Errors, http.StatusPreconditionFailed)
	}
	huma.Register(a.huma, op, func(ctx context.Context, in *In) (*Out, error) {
		out, err := act(ctx, visitOf(ctx), in)
		if err != nil {
			return nil, refusal{err}
		}
		return out, nil
	})
}

// Handle implements huma.Adapter.
func (a *resellerAPI) Handle(op *huma.Operation, handler func(huma.Context)) {
	a.paths.add(op.Method, op.Path, a.signed(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		if err := checkQuery(op, r.URL.RawQuery); err != nil {
			a.fail(w, r, err)
			return
		}
		handler(&exchange{inner: humago.NewContext(op, r, w), api: a.api, w: w, r: r})
	})))
}

// exchange is a request and its answer, as huma sees them. What is wrong is
// answered by api.fail, as everywhere; what huma would write then goes nowhere.
type exchange struct {
	inner
	api    *api
	w      http.ResponseWriter
	r      *http.Request
	failed bool
}

// Header implements huma.Context. What huma reads and writes is JSON, whatever
// the client calls it: curl sends JSON as a form unless told otherwise. Answers
// in another format are streamed.
func (e *exchange) Header(name string) string {
	switch name {
	case "Content-Type":
		return mediaJSON
	case "Accept":
		return ""
	}
	return e.inner.Header(name)
}

// SetStatus implements huma.Context.
func (e *exchange) SetStatus(code int) {
	if !e.failed {
		e.inner.SetStatus(code)
	}
}

// BodyWriter implements huma.Context.
func (e *exchange) BodyWriter() io.Writer {
	if e.failed {
		return io.Discard
	}
	return e.inner.BodyWriter()
}

// streamBuffer is how many bytes of an answer are made before they are sent.
const streamBuffer = 32 << 10

// stream is the body of an answer that is sent as it is made. What goes wrong
// before any of it was sent is answered as everywhere; later it breaks the
// connection off, so that half an answer does not look whole.
func stream(write func(w *bufio.Writer) error) func(huma.Context) {
	return func(ctx huma.Context) {
		e := ctx.(*exchange)
		w := bufio.NewWriterSize(e.BodyWriter(), streamBuffer)
		err := write(w)
		if err == nil {
			err = w.Flush()
		}
		switch {
		case err == nil:
		case !begun(e.w):
			e.api.fail(e.w, e.r, err)
		default:
			e.api.Log.LogAttrs(e.r.Context(), slog.LevelWarn, "answer broken off",
				slog.String("request_id", requestID(e.r.Context())), slog.String("path", e.r.URL.Path), slog.Any("error", err))
			panic(http.ErrAbortHandler)
		}
	}
}

type inner huma.Context // whose own name is that of a method

// refusal takes an operation's error through huma.
type refusal struct{ error }

// GetStatus implements huma.StatusError.
func (r refusal) GetStatus() int { return statusOf(fault.KindOf(r.error)) }

// refuse answers errors: it is a huma.Transformer, which sees all answers
// before they are written.
func refuse(ctx huma.Context, _ string, v any) (any, error) {
	e, ok := ctx.(*exchange)
	if !ok {
		return v, nil
	}
	switch v := v.(type) {
	case refusal:
		e.failed = true
		e.api.fail(e.w, e.r, v.error)
		return nil, nil //nolint:nilnil // nothing more is written
	case *huma.ErrorModel:
		e.failed = true
		e.api.fail(e.w, e.r, faultOf(v))
		return nil, nil //nolint:nilnil // as above
	}
	return v, nil
}

// encode is a huma.Transformer, the last: it makes the text of an answer while
// its headers can still say how long it is.
func encode(ctx huma.Context, _ string, v any) (any, error) {
	text, ready := v.(figureList)
	if !ready {
		var err error
		if text, err = json.Marshal(v); err != nil {
			return nil, err
		}
	}
	ctx.SetHeader("Content-Length", strconv.Itoa(len(text)))
	return text, nil
}

// write is a huma.Format's: it writes what encode has made.
func write(w io.Writer, v any) error {
	text, _ := v.(figureList)
	_, err := w.Write(text)
	return err
}

// faultOf says in our words what huma did not like about a request: a
// parameter, or a body that is no JSON object. A path whose number is none
// leads nowhere.
func faultOf(m *huma.ErrorModel) error {
	wrong := fault.New(fault.Invalid, "")
	texts := make([]string, len(m.Errors))
	for i, e := range m.Errors {
		place, name, _ := strings.Cut(e.Location, ".")
		switch {
		case place == "path":
			return fault.New(fault.NotFound, "There is no such %s.", strings.TrimSuffix(name, "Id"))
		case place == "body":
			return fault.New(fault.Invalid, "The body is not a JSON object.")
		}
		texts[i] = name + ": " + e.Message
		wrong.With(name, e.Message, e.Value)
	}
	if len(texts) == 0 {
		return fault.New(fault.Invalid, "The request cannot be read: %s.", m.Detail)
	}
	wrong.Detail = "Parameters are not right: " + strings.Join(texts, "; ") + "."
	return wrong
}
